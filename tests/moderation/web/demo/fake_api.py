"""A small Hanmadi for the demo newspaper to talk to: the contract's calls over real HTTP, and no moderation."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.serving import WSGIRequestHandler, make_server

from moderation.text.graphemes import length

KEY = "a-site-key"
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""Noon in Korea."""

EXPLAINED = {
    "held": "욕설로 볼 수 있는 표현이 있어 담당자가 확인하고 있습니다.",
    "rejected": "욕설로 볼 수 있는 표현이 있어 게시하지 않았습니다. 표현을 고쳐 다시 등록하실 수 있습니다.",
    "hidden": "개인정보로 보이는 내용이 있어 숨겨진 의견입니다.",
}

RULINGS = {"held": "held", "rejected": "rejected", "씨발": "rejected"}
"""The state of a comment, by its first word."""


APPEAL = {"state": "possible", "until": f"{NOON + timedelta(days=30):%Y-%m-%dT%H:%M:%SZ}", "explanation": "…"}


def a_decision(state: str, *, appealable: bool = False) -> dict[str, Any]:
    """The decision that made a comment what it is."""
    verdicts = {"published": "publish", "rejected": "reject", "hidden": "hide"}
    told: dict[str, Any] = {
        "verdict": verdicts.get(state),
        "by": "policy",
        "at": f"{NOON:%Y-%m-%dT%H:%M:%SZ}",
        "reasons": [],
    }
    return told | {"explanation": EXPLAINED.get(state, ""), "appeal": APPEAL if appealable else None}


@dataclass
class FakeApi:
    """Rules on a comment by its first word, and publishes what it finds no ruling for.

    It does so when its state is asked for the second time, or at once if `prompt`.
    """

    prompt: bool = True
    comments: dict[str, dict[str, Any]] = field(default_factory=dict)
    submissions: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    refusal: tuple[int, str, dict[str, str]] | None = None
    asked: set[str] = field(default_factory=set)
    objections: list[dict[str, Any]] = field(default_factory=list)
    sanctions: list[dict[str, Any]] = field(default_factory=list)

    def add(self, text: str, name: str = "독자", state: str = "published", **more: Any) -> str:
        """One more comment, a minute younger than the one before; its id."""
        known = f"c_{len(self.comments) + 1}"
        seen = None if state in ("hidden", "deleted") else text
        self.comments[known] = {
            "id": known,
            "state": state,
            "text": seen,
            "masked": False,
            "revision": 1,
            "article": "21468",
            "author": {"kind": "guest", "name": name},
            "parent": None,
            "edit": None,
            "created_at": f"{NOON + timedelta(minutes=len(self.comments)):%Y-%m-%dT%H:%M:%SZ}",
            "decision": a_decision(state, appealable=more.get("masked") or state in ("rejected", "hidden")),
            **more,
        }
        return known

    def refuse(self, status: int, detail: str, errors: tuple[dict[str, str], ...] = (), retry_after: str = "1") -> None:
        """Every call is answered with this problem from now on."""
        body = {"title": "Refused", "status": status, "code": "invalid", "detail": detail, "errors": errors}
        self.refusal = (status, json.dumps(body), {"Retry-After": retry_after})

    def submit(self) -> ResponseReturnValue:
        """POST /v1/comments"""
        said = request.get_json()
        self.submissions.append(said)
        if not 0 < length(said["text"]) <= 1000:
            fault = {"pointer": "/text", "reason": "1자부터 1000자까지 쓸 수 있습니다."}
            return jsonify(status=422, code="invalid", detail="글을 확인해 주십시오.", errors=[fault]), 422
        state = RULINGS.get(said["text"].split()[0], "published")
        known = self.add(said["text"], said["author"]["name"], state, author=said["author"], parent=said["parent"])
        told = {"sanctions": self.sanctions} if self.sanctions else {}
        receipt = {"receipt": f"receipt-of-{known}"}
        return {"id": known, "state": "pending", "revision": 1, "links": {}} | receipt | told, 202

    def member(self, member: str) -> ResponseReturnValue:
        """GET /v1/members/{member}"""
        return {"member": member, "standing": {"published": 0, "accuracy": None}, "sanctions": self.sanctions}

    def object_to_sanction(self, member: str) -> ResponseReturnValue:
        """POST /v1/members/{member}/appeals"""
        said = request.get_json()
        self.objections.append({"kind": "sanction", "member": member} | said)
        (sanction,) = (each for each in self.sanctions if each["id"] == said["sanction"])
        sanction["appeal"] = said["reason"]
        return sanction, 201

    def comment(self, known: str) -> ResponseReturnValue:
        """GET /v1/comments/{id}"""
        if known not in self.comments:
            return jsonify(title="No", status=404, code="not_found", detail="그런 의견이 없습니다."), 404
        if self.prompt or known in self.asked:
            return self.comments[known]
        self.asked.add(known)
        return self.comments[known] | {"state": "pending", "decision": None}

    def edit(self, known: str) -> ResponseReturnValue:
        """PUT /v1/comments/{id}: ruled at once, or waiting beside the one in force"""
        text, item = request.get_json()["text"], self.comments[known]
        state = RULINGS.get(text.split()[0], "published")
        if self.prompt:
            decision = a_decision(state, appealable=state == "rejected")
            item |= {"text": text, "state": state, "revision": item["revision"] + 1, "decision": decision}
        else:
            item["edit"] = {"revision": item["revision"] + 1, "state": "pending", "text": text}
        return {"id": known, "state": "pending", "revision": 2, "links": {}, "receipt": "r"}, 202

    def erase(self, known: str) -> ResponseReturnValue:
        """DELETE /v1/comments/{id}"""
        self.comments[known] |= {"state": "deleted", "text": None}
        return "", 204

    def object(self, known: str) -> ResponseReturnValue:
        """POST /v1/comments/{id}/reports and /appeals: each once"""
        kind = request.path.rpartition("/")[2]
        if any((kind, known) == (before["kind"], before["comment"]) for before in self.objections):
            return jsonify(title="Settled", status=409, code="settled", detail="이미 접수한 의견입니다."), 409
        said = request.get_json()
        if not said["reason"]:
            fault = {"pointer": "/reason", "reason": "까닭을 적어 주십시오."}
            return jsonify(status=422, code="invalid", detail="까닭을 적어 주십시오.", errors=[fault]), 422
        self.objections.append({"kind": kind, "comment": known} | said)
        return {"comment": known, "at": f"{NOON:%Y-%m-%dT%H:%M:%SZ}"}, 201

    def preview(self) -> ResponseReturnValue:
        """POST /v1/preview: finds one word"""
        at = request.get_json()["text"].find("씨발")
        spans = [[at, at + 2]] if at >= 0 else []
        reason = {"code": "profanity", "name": "욕설", "score": 0.9, "stage": "lexicon", "spans": spans}
        return {"state": "held", "text": None, "decision": a_decision("held") | {"reasons": [reason]}}

    def written_by(self, member: str) -> ResponseReturnValue:
        """GET /v1/members/{member}/comments"""
        own = [item for item in reversed(self.comments.values()) if item["author"].get("id") == member]
        return {"comments": own[: int(request.args["limit"])], "next": None}

    def listed(self, article: str) -> ResponseReturnValue:
        """GET /v1/articles/{article}/comments"""
        seen = [item for item in reversed(self.comments.values()) if item["state"] in ("published", "hidden")]
        start, limit = int(request.args.get("cursor", 0)), int(request.args["limit"])
        following = start + limit if start + limit < len(seen) else None
        told = [_as_readers_see(item) for item in seen[start : start + limit]]
        return {"comments": told, "next": following and str(following)}

    def _gate(self) -> ResponseReturnValue | None:
        self.headers.append(dict(request.headers))
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        receipted = bearer.removeprefix("receipt-of-") == (request.view_args or {}).get("known")
        if bearer != KEY and not receipted:
            return jsonify(title="No", status=401, code="unauthenticated", detail="열쇠가 없습니다."), 401
        if self.refusal is None:
            return None
        return self.refusal[1], self.refusal[0], self.refusal[2]

    def app(self) -> Flask:
        """The calls, as a WSGI app."""
        app = Flask("fake-api")
        app.before_request(self._gate)
        app.add_url_rule("/v1/comments", view_func=self.submit, methods=["POST"])
        app.add_url_rule("/v1/comments/<known>", view_func=self.comment)
        app.add_url_rule("/v1/comments/<known>", view_func=self.edit, methods=["PUT"])
        app.add_url_rule("/v1/comments/<known>", view_func=self.erase, methods=["DELETE"])
        app.add_url_rule("/v1/comments/<known>/reports", "reports", view_func=self.object, methods=["POST"])
        app.add_url_rule("/v1/comments/<known>/appeals", "appeals", view_func=self.object, methods=["POST"])
        app.add_url_rule("/v1/preview", view_func=self.preview, methods=["POST"])
        app.add_url_rule("/v1/members/<member>/comments", view_func=self.written_by)
        app.add_url_rule("/v1/members/<member>", view_func=self.member)
        app.add_url_rule("/v1/members/<member>/appeals", view_func=self.object_to_sanction, methods=["POST"])
        app.add_url_rule("/v1/articles/<article>/comments", view_func=self.listed)
        return app


def _as_readers_see(item: dict[str, Any]) -> dict[str, Any]:
    explanation = item["decision"]["explanation"] if item["state"] == "hidden" else None
    return {name: value for name, value in item.items() if name != "decision"} | {"explanation": explanation}


class Quiet(WSGIRequestHandler):
    """Keeps connections, and says nothing of what it serves."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:
        """The name of the argument is Werkzeug's."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The URL of the app, served from a thread."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = True  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
