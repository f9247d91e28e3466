"""`POST /v1/coral/{site}`: Coral's external moderation phase, so that a Coral site can use our judgement in place.

Request, signature and answer as in coralproject/talk, EXTERNAL_MODERATION_PHASES.md and WEBHOOKS.md.  Coral skips a
phase that fails or is late, and then publishes; so whatever goes wrong here, or takes too long, is answered with a
hold.
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Response, jsonify, request
from pydantic import BaseModel, ConfigDict

from moderation.comment import Article
from moderation.decision import State, Verdict
from moderation.desk import Desk
from moderation.errors import HanmadiError, NotAuthenticated, StoreUnavailable
from moderation.pipeline import Stage
from moderation.preview import preview
from moderation.record import Record
from moderation.web.forms import Id, Text
from moderation.web.reading import read

SPAM = {"advert", "flood"}
FLAG_TOXIC = {"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}
FLAG_SPAM = {"actionType": "FLAG", "reason": "COMMENT_DETECTED_SPAM"}
HOLD: dict[str, Any] = {"status": "SYSTEM_WITHHELD"}

SECONDS = 2.0
"""After so long we hold what is not judged yet: the first call loads the model, which takes longer now and then."""

AT_ONCE = 4
"""How many comments are judged for Coral at the same time; the others wait for their turn, within SECONDS."""


class Part(BaseModel):
    """Coral may send more than we read."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class CoralComment(Part):
    """The comment that is created or edited, as plain text (Coral's setting for the phase)."""

    body: Text


class CoralStory(Part):
    """The article."""

    id: Id
    url: str | None = None


class CoralForm(Part):
    """Coral's ExternalModerationRequest, as far as we read it."""

    comment: CoralComment
    story: CoralStory


class Coral:
    """Judges for Coral and keeps nothing."""

    def __init__(self, desk: Desk, stages: Callable[[], Sequence[Stage]]) -> None:
        self.desk = desk
        self.stages = stages
        self.judges = ThreadPoolExecutor(AT_ONCE, "coral")

    def moderate(self, site: str) -> Response:
        """What Coral is to do with a comment; nothing at all where it may be published."""
        try:
            self._must_be_signed(site, request.get_data())
        except StoreUnavailable:
            return jsonify(HOLD)
        form = read(CoralForm, request)
        try:
            return jsonify(_answer(self.judges.submit(self._judge, site, form).result(SECONDS)))
        except (HanmadiError, TimeoutError):
            return jsonify(HOLD)

    def _judge(self, site: str, form: CoralForm) -> Record:
        article = Article(form.story.id, form.story.url)
        return preview(self.desk, self.stages(), site, form.comment.body, article)

    def _must_be_signed(self, site: str, body: bytes) -> None:
        """Raises NotAuthenticated.  While Coral's secrets overlap, it sends a signature of each."""
        secret = self.desk.sites.coral_secret(site)
        given = request.headers.get("X-Coral-Signature", "").split(",")
        expected = "sha256=" + hmac.new((secret or "").encode(), body, hashlib.sha256).hexdigest()
        known = any(hmac.compare_digest(each.strip().encode(), expected.encode()) for each in given)
        if not secret or not known:
            raise NotAuthenticated("Coral의 서명이 없거나 맞지 않습니다.")


def _answer(record: Record) -> dict[str, Any]:
    ruling = record.ruling
    if ruling is None or ruling.verdict is Verdict.PUBLISH:
        return {}
    spam = any(reason.code in SPAM for reason in ruling.reasons)
    refused = record.state in (State.HIDDEN, State.REJECTED)
    # Coral cannot cover words: what we would mask is held.
    return {"status": "REJECTED" if refused else HOLD["status"], "actions": [FLAG_SPAM if spam else FLAG_TOXIC]}
