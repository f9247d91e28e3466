"""The second factor: a code is good for half a minute or so, and once."""

from datetime import timedelta

import pyotp
import pytest

from moderation.desk import Desk
from moderation.errors import BadSubmission, NotAllowed, NotAuthenticated, Overloaded
from moderation.moderator import Moderator, Role
from moderation.reviewing import accounts, own
from moderation.reviewing.accounts import CONSOLE
from moderation.reviewing.entrance import HALFWAY, Admission, confirm, enter, halfway, present
from moderation.reviewing.lockout import TRIES
from moderation.reviewing.second import RECOVERY_CODES
from tests.builders import Clock, a_desk
from tests.moderation.web.moderators.desk_visitor import HASHED, PASSWORD

KIM = Moderator("kim", Role.MODERATOR, hashed=HASHED)
HERE = "203.0.113.7"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Desk:
    desk = a_desk(clock)
    desk.people.add(KIM)
    return desk


def code(secret: str, clock: Clock, seconds: int = 0) -> str:
    return str(pyotp.TOTP(secret).at(clock() + timedelta(seconds=seconds)))


def enrolled(desk: Desk, clock: Clock) -> tuple[str, list[str]]:
    """The secret and the recovery codes of kim, a while after the enrolment."""
    own.begin_second(desk, KIM, PASSWORD, HERE)
    shown = own.enrolling(desk, KIM)
    assert shown is not None
    codes = own.confirm_second(desk, KIM, code(shown.secret, clock))
    clock.forward(minutes=5)
    return shown.secret, codes


def knocks(desk: Desk) -> Admission:
    return enter(desk, "kim", PASSWORD, HERE)


def test_a_password_alone_opens_nothing_any_more(desk: Desk, clock: Clock) -> None:
    secret, _ = enrolled(desk, clock)
    half = knocks(desk)
    assert half.asked
    assert present(desk, half.token) is None
    whole = confirm(desk, half.token, code(secret, clock), HERE)
    assert not whole.asked
    assert present(desk, whole.token) == KIM
    assert present(desk, half.token) is None


def test_no_code_is_good_twice(desk: Desk, clock: Clock) -> None:
    secret, _ = enrolled(desk, clock)
    said = code(secret, clock)
    confirm(desk, knocks(desk).token, said, HERE)
    with pytest.raises(NotAuthenticated):
        confirm(desk, knocks(desk).token, said, HERE)
    with pytest.raises(NotAuthenticated):
        confirm(desk, knocks(desk).token, code(secret, clock, -30), HERE)
    clock.forward(seconds=30)
    assert confirm(desk, knocks(desk).token, code(secret, clock), HERE)


def test_the_code_of_the_enrolment_is_used_up(desk: Desk, clock: Clock) -> None:
    own.begin_second(desk, KIM, PASSWORD, HERE)
    shown = own.enrolling(desk, KIM)
    assert shown is not None
    said = code(shown.secret, clock)
    own.confirm_second(desk, KIM, said)
    with pytest.raises(NotAuthenticated):
        confirm(desk, knocks(desk).token, said, HERE)


@pytest.mark.parametrize(("seconds", "good"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_off(desk: Desk, clock: Clock, seconds: int, good: bool) -> None:
    secret, _ = enrolled(desk, clock)
    token, said = knocks(desk).token, code(secret, clock, seconds)
    if good:
        assert confirm(desk, token, f" {said[:3]} {said[3:]} ", HERE)
    else:
        with pytest.raises(NotAuthenticated):
            confirm(desk, token, said, HERE)


def test_a_recovery_code_is_good_once_and_kept_as_a_digest(desk: Desk, clock: Clock) -> None:
    _, codes = enrolled(desk, clock)
    assert len(set(codes)) == RECOVERY_CODES
    assert not [each for each in codes if each.replace("-", "") in str(vars(desk.keyring))]
    assert confirm(desk, knocks(desk).token, codes[0].upper(), HERE)
    with pytest.raises(NotAuthenticated):
        confirm(desk, knocks(desk).token, codes[0], HERE)
    assert confirm(desk, knocks(desk).token, codes[1], HERE)


@pytest.mark.parametrize("said", ["", "000000", "１２３４５６", "a" * 10_000, "-----"])
def test_nothing_else_is_a_code(desk: Desk, clock: Clock, said: str) -> None:
    enrolled(desk, clock)
    with pytest.raises(NotAuthenticated):
        confirm(desk, knocks(desk).token, said, HERE)


def test_wrong_codes_lock_out_like_wrong_passwords(desk: Desk, clock: Clock) -> None:
    secret, _ = enrolled(desk, clock)
    token = knocks(desk).token
    for _ in range(TRIES):
        with pytest.raises(NotAuthenticated):
            confirm(desk, token, "000000", HERE)
    with pytest.raises(Overloaded):
        confirm(desk, token, code(secret, clock), HERE)
    with pytest.raises(Overloaded):
        knocks(desk)


def test_the_right_password_does_not_forgive_wrong_codes(desk: Desk, clock: Clock) -> None:
    enrolled(desk, clock)
    for _ in range(TRIES):
        with pytest.raises(NotAuthenticated):
            confirm(desk, knocks(desk).token, "000000", HERE)
    with pytest.raises(Overloaded):
        knocks(desk)


def test_halfway_in_ends_by_itself(desk: Desk, clock: Clock) -> None:
    secret, _ = enrolled(desk, clock)
    token = knocks(desk).token
    clock.now += HALFWAY
    assert halfway(desk, token) is None
    with pytest.raises(NotAuthenticated):
        confirm(desk, token, code(secret, clock), HERE)


def test_it_is_not_in_force_before_a_code_was_told(desk: Desk) -> None:
    own.begin_second(desk, KIM, PASSWORD, HERE)
    with pytest.raises(BadSubmission):
        own.confirm_second(desk, KIM, "000000")
    assert not knocks(desk).asked


def test_who_sits_down_at_an_open_desk_changes_nothing(desk: Desk, clock: Clock) -> None:
    enrolled(desk, clock)
    with pytest.raises(NotAllowed):
        own.begin_second(desk, KIM, "wrong", HERE)
    with pytest.raises(NotAllowed):
        own.end_second(desk, KIM, "wrong", HERE)
    with pytest.raises(NotAllowed):
        own.change_password(desk, KIM, "wrong", "a new long password", HERE)
    assert knocks(desk).asked


def test_it_is_ended_by_its_owner_or_an_operator(desk: Desk, clock: Clock) -> None:
    secret, _ = enrolled(desk, clock)
    own.end_second(desk, KIM, PASSWORD, HERE)
    assert not knocks(desk).asked
    enrolled(desk, clock)
    token = knocks(desk).token
    accounts.reset_second(desk, CONSOLE, "kim")
    with pytest.raises(NotAuthenticated):
        confirm(desk, token, code(secret, clock), HERE)
    assert not knocks(desk).asked
    entries, _ = desk.logbook.read(100)
    assert [each.outcome for each in entries if each.deed == "second"] == ["reset", "on", "off", "on"]


def test_another_password_ends_every_other_session(desk: Desk) -> None:
    elsewhere = knocks(desk).token
    token = own.change_password(desk, KIM, PASSWORD, "a new long password", HERE)
    assert present(desk, elsewhere) is None
    assert present(desk, token) is not None
    with pytest.raises(NotAuthenticated):
        knocks(desk)
    assert enter(desk, "kim", "a new long password", HERE)


@pytest.mark.parametrize("new", ["", "short", "12345678901", PASSWORD, "a" * 201])
def test_a_poor_password_is_refused(desk: Desk, new: str) -> None:
    with pytest.raises(BadSubmission):
        own.change_password(desk, KIM, PASSWORD, new, HERE)
    assert knocks(desk)
