"""Sanctions are imposed, lifted, and objected to; each time the audit trail is written with it.

Who may do that is asked at the door: the desk's (`reviewing/authors.py`), or the console.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from moderation import network
from moderation.audit import Deed, Entry
from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault, NotFound, Settled
from moderation.label import LABELS
from moderation.sanction import FOR_GUESTS, LONGEST_PAUSE, Measure, Profile, Sanction
from moderation.standing import Writer
from moderation.writing import NOTE, REASON, checked

LONGEST_SENTENCE = 300


@dataclass(frozen=True, slots=True)
class Imposed:
    """What is asked of an author: `label` is why, `until` None for good (so a ban is), `minutes` slow mode's pause.

    `says` goes to the author in place of our own sentence about the label.
    """

    measure: Measure
    label: str
    until: datetime | None = None
    minutes: int = 0
    says: str = ""


def impose(desk: Desk, by: str, writer: Writer, imposed: Imposed) -> Sanction:
    """A new sanction.  Raises BadSubmission on one that says too little, or that a guest cannot have.

    On a guest it ends with the week, when nobody can tell them any more.
    """
    now = desk.clock()
    says = " ".join(checked(imposed.says, NOTE).split()) if imposed.says.strip() else ""
    found = tuple(_faults(writer, imposed, says, now))
    if found:
        raise BadSubmission(found[0].reason, found)
    until = None if imposed.measure is Measure.BAN else imposed.until
    if writer.kind == "guest":
        until = min(until or network.turns(writer.id), network.turns(writer.id))
    minutes = imposed.minutes if imposed.measure is Measure.SLOW else 0
    sanction = Sanction(f"s_{secrets.token_urlsafe(9)}", imposed.measure, imposed.label, by, now, until, minutes, says)
    desk.authors.amend(writer, None, sanction, _entry(by, Deed.SANCTIONED, writer, sanction, now))
    return sanction


def lift(desk: Desk, by: str, writer: Writer, id: str) -> Sanction:
    """End a sanction before its time.  Raises NotFound, or Settled where it has ended already."""
    now = desk.clock()
    sanction = sanction_of(desk, writer, id)
    lifted = replace(sanction, lifted_at=now, lifted_by=by)
    if not sanction.holds(now) or not desk.authors.amend(
        writer, sanction, lifted, _entry(by, Deed.LIFTED, writer, sanction, now)
    ):
        raise Settled("이미 끝났거나 그사이 바뀐 제재입니다.")
    return lifted


def appeal(desk: Desk, writer: Writer, id: str, reason: str) -> Sanction:
    """Keep what an author says against a sanction, once, for the desk.  Raises NotFound, BadSubmission, Settled."""
    sanction = sanction_of(desk, writer, id)
    if not sanction.holds(desk.clock()):
        raise Settled("이미 끝난 제재입니다.")
    objected = replace(sanction, appeal=checked(reason, REASON))
    if sanction.appeal or not desk.authors.amend(writer, sanction, objected):
        raise Settled("이미 이의를 제기하셨습니다. 담당자가 확인하고 있습니다.")
    return objected


def sanction_of(desk: Desk, writer: Writer, id: str) -> Sanction:
    """A sanction by its id.  Raises NotFound."""
    (profile,) = desk.authors.profiles([writer])
    return _by_id(profile, id)


def _by_id(profile: Profile, id: str) -> Sanction:
    found = next((each for each in profile.sanctions if each.id == id), None)
    if found is None:
        raise NotFound("그런 제재가 없습니다.")
    return found


def _faults(writer: Writer, imposed: Imposed, says: str, now: datetime) -> list[Fault]:
    faults = []
    if imposed.label not in LABELS:
        faults.append(Fault("/label", "작성자에게 알릴 사유를 골라 주십시오."))
    if writer.kind == "guest" and imposed.measure not in FOR_GUESTS:
        faults.append(Fault("/measure", "손님에게는 천천히 쓰기와 사전 확인만 정할 수 있습니다."))
    if writer.kind == "guest" and network.turns(writer.id) <= now:
        faults.append(Fault("/author", "지난주의 손님은 이제 알아볼 수 없습니다."))
    if imposed.until and imposed.until <= now:
        faults.append(Fault("/until", "기한은 지금보다 뒤여야 합니다."))
    if imposed.measure is Measure.SUSPEND and imposed.until is None:
        faults.append(Fault("/until", "언제까지 정지할지 정해 주십시오."))
    if imposed.measure is Measure.SLOW and not 1 <= imposed.minutes <= LONGEST_PAUSE:
        faults.append(Fault("/minutes", f"1분에서 {LONGEST_PAUSE:,}분 사이여야 합니다."))
    if len(says) > LONGEST_SENTENCE:
        faults.append(Fault("/says", f"알리는 말은 {LONGEST_SENTENCE}자까지 쓸 수 있습니다."))
    return faults


def _entry(by: str, deed: Deed, writer: Writer, sanction: Sanction, at: datetime) -> Entry:
    """A guest is not named: the trail is kept for good."""
    about = f"member:{writer.id}" if writer.kind == "member" else "guest"
    return Entry(at, by, deed, about, writer.site, sanction.measure.value)
