"""What the desk's forms say, in the words of the house."""

import re
from datetime import datetime, timedelta

from flask import request

from moderation.assessment import Span
from moderation.decision import Verdict
from moderation.errors import BadSubmission, Fault
from moderation.policy import united
from moderation.reviewing.review import Ruled

SPAN = re.compile(r"(\d{1,5})-(\d{1,5})", re.ASCII)
DAYS = ("1", "7", "30")
"""For how long something may be hidden; anything else is for good."""

TURN = re.compile(r"(\d{1,9})\.(\d{1,9})", re.ASCII)


def turn_here() -> tuple[int, int]:
    """Which turn of the record this form was made for.  Raises BadSubmission."""
    found = TURN.fullmatch(request.form.get("turn", ""))
    if found is None:
        raise BadSubmission("화면이 오래되었습니다. 다시 불러와 주십시오.", (Fault("/turn", "형식이 맞지 않습니다."),))
    return int(found[1]), int(found[2])


def items_here() -> list[tuple[str, tuple[int, int]]]:
    """The comments that were chosen, each with the turn at which it was seen.  Raises BadSubmission."""
    rows = [each.partition(" ") for each in request.form.getlist("item")]
    found = [(id, TURN.fullmatch(turn)) for id, _, turn in rows]
    if any(turn is None for _, turn in found):
        raise BadSubmission("화면이 오래되었습니다. 다시 불러와 주십시오.", (Fault("/item", "형식이 맞지 않습니다."),))
    return [(id, (int(turn[1]), int(turn[2]))) for id, turn in found if turn]


def ruled_here(now: datetime) -> Ruled:
    """The decision that this form makes, `now`.  What only another verdict needs is left out.  Raises BadSubmission."""
    asked = request.form.get("verdict", "")
    if asked not in list(Verdict):
        raise BadSubmission("무엇을 결정하셨는지 알 수 없습니다.", (Fault("/verdict", "결정을 골라 주십시오."),))
    verdict = Verdict(asked)
    masks = united(_spans()) if verdict is Verdict.MASK else ()
    days = request.form.get("days", "")
    until = now + timedelta(days=int(days)) if verdict is Verdict.HIDE and days in DAYS else None
    return Ruled(verdict, None if verdict is Verdict.PUBLISH else request.form.get("label"), masks, until)


def _spans() -> list[Span]:
    found = [SPAN.fullmatch(each) for each in request.form.getlist("span")]
    if None in found:
        raise BadSubmission("가릴 부분을 읽을 수 없습니다.", (Fault("/masks", "형식이 맞지 않습니다."),))
    return [Span(int(each[1]), int(each[2])) for each in found if each]
