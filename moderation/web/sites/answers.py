"""The bodies that several calls of this room answer with."""

from flask import Response, jsonify, url_for

from moderation.comment import Comment
from moderation.decision import State
from moderation.desk import Desk
from moderation.web.receipts import Callers
from moderation.web.sites.waiting import Waiting

Answer = tuple[Response, int, dict[str, str]]


def accepted(callers: Callers, site: str, id: str, revision: int = 1) -> dict[str, object]:
    """The body of a 202.  With the receipt a guest can later read the state, edit, delete or appeal."""
    return {
        "id": id,
        "state": State.PENDING.value,
        "revision": revision,
        "links": {"self": url_for("sites.comment", id=id)},
        "receipt": callers.receipt(site, id),
    }


def decided_or_accepted(desk: Desk, callers: Callers, site: str, comment: tuple[str, int], waiting: Waiting) -> Answer:
    """200 with the decision where `Prefer: wait` asked for it and it was made in time; else 202."""
    id, revision = comment
    body = accepted(callers, site, id, revision)
    headers = {"Location": url_for("sites.comment", id=id)}
    view = waiting.until_decided(desk, site, id, revision)
    if waiting.seconds:
        headers["Preference-Applied"] = f"wait={waiting.seconds}"
    if view is None:
        return jsonify(body), 202, headers
    return jsonify({**body, **view}), 200, headers


def revision_of(comment: Comment) -> tuple[str, int]:
    """Which revision of which comment."""
    return comment.id, comment.revision
