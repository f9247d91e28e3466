"""What everybody may change about their own account: the password, and the second factor."""

from dataclasses import dataclass, replace
from datetime import timedelta

from moderation.audit import Deed, Entry
from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault, NotAllowed
from moderation.moderator import Moderator
from moderation.reviewing import second
from moderation.reviewing.entrance import begin
from moderation.reviewing.lockout import Lock
from moderation.reviewing.passwords import LONGEST, hashed, matches

SHORTEST = 12
ENROLLING = timedelta(minutes=15)
"""How long a secret that was shown waits for its first code."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A secret that is being shown: to read as a QR code (`address`), or to type."""

    secret: str
    address: str


def change_password(desk: Desk, moderator: Moderator, old: str, new: str, address: str) -> str:
    """Another password; every session ends, and a new one begins: its token.

    Raises NotAllowed on a wrong old password (which counts as a wrong try), Overloaded, or BadSubmission.
    """
    _asked_again(desk, moderator, old, address)
    if not SHORTEST <= len(new) <= LONGEST or new in (old, moderator.name):
        reason = f"새 비밀번호는 {SHORTEST}자부터 {LONGEST}자까지이고, 지금 것과 달라야 합니다."
        raise BadSubmission(reason, (Fault("/new", reason),))
    desk.people.change(moderator.name, lambda now: replace(now, hashed=hashed(new)))
    desk.people.send_off(moderator.name)
    _written(desk, moderator, Deed.PASSWORD, "done")
    return begin(desk, moderator)


def begin_second(desk: Desk, moderator: Moderator, password: str, address: str) -> None:
    """Make a secret to be shown.  Raises NotAllowed on a wrong password, or Overloaded."""
    _asked_again(desk, moderator, password, address)
    now = desk.clock()
    desk.keyring.keep(_ticket(moderator), second.invent_secret(), now, now + ENROLLING)


def enrolling(desk: Desk, moderator: Moderator) -> Enrolment | None:
    """What is being shown, if anything."""
    secret = desk.keyring.look(_ticket(moderator), desk.clock())
    return Enrolment(secret, second.address_of(secret, moderator.name)) if secret else None


def confirm_second(desk: Desk, moderator: Moderator, code: str) -> list[str]:
    """From now on the desk asks for a code: the recovery codes, told once.  Raises BadSubmission on a wrong code."""
    shown = enrolling(desk, moderator)
    step = second.step_of(desk, shown.secret, second.plain(code)) if shown else None
    if shown is None or step is None:
        reason = "인증 번호가 맞지 않습니다. 인증 앱에 새로 나온 번호를 적어 주십시오."
        raise BadSubmission(reason, (Fault("/code", reason),))
    codes = second.invent_recovery()
    desk.keyring.enrol(moderator.name, second.kept(shown.secret, codes, step))
    desk.keyring.take(_ticket(moderator), desk.clock())
    _written(desk, moderator, Deed.SECOND, "on")
    return codes


def end_second(desk: Desk, moderator: Moderator, password: str, address: str) -> None:
    """The desk asks for no code any more.  Raises NotAllowed on a wrong password, or Overloaded."""
    _asked_again(desk, moderator, password, address)
    if desk.keyring.forget(moderator.name):
        _written(desk, moderator, Deed.SECOND, "off")


def _asked_again(desk: Desk, moderator: Moderator, password: str, address: str) -> None:
    """Whoever sits down at an open desk does not know the password."""
    lock = Lock(desk, moderator.name, address)
    lock.check()
    if not matches(moderator.hashed, password):
        lock.miss()
        raise NotAllowed("지금 비밀번호가 맞지 않습니다.")
    lock.forgive()


def _ticket(moderator: Moderator) -> str:
    return f"enrolling:{moderator.name}"


def _written(desk: Desk, moderator: Moderator, deed: Deed, outcome: str) -> None:
    desk.logbook.write(Entry(desk.clock(), moderator.name, deed, moderator.name, outcome=outcome))
