"""What the client does when the service is slow, away, busy, or something else altogether."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from moderation.client import (
    Author,
    ClientError,
    Conflict,
    Down,
    Draft,
    Hanmadi,
    Invalid,
    NotReached,
    Refused,
    TooMany,
    Unanswered,
    Unexpected,
)
from tests.live import Said, Script, scripted

READER = Author.guest("독자")
ACCEPTED = Said(202, json.dumps({"id": "c_1", "state": "pending", "revision": 1, "receipt": "r", "new": 1}).encode())
BUSY = Said(429, b'{"code": "overloaded", "detail": "..."}', {"Retry-After": "7"})
AWAY = Said(503, b'{"code": "unavailable", "detail": "..."}', {"Retry-After": "5"})
SLOW = Said(202, ACCEPTED.body, pause=0.5)


class Patient(Hanmadi):
    """A client that writes down how long it would have slept."""

    def __init__(self, script: Script, retries: int = 3) -> None:
        super().__init__(script.url, "hm_key", timeout=0.2, retries=retries)
        self.slept: list[float] = []
        self.transport.sleep = self.slept.append


def submit(hanmadi: Hanmadi) -> str:
    return hanmadi.submit("21468", READER, "고맙습니다").id


@pytest.mark.parametrize(
    "first", [BUSY, AWAY, SLOW, Said(502, b"<html>"), Said(504, b"")], ids=lambda said: said.status
)
def test_a_submission_is_repeated_with_the_same_key_until_it_is_accepted(first: Said) -> None:
    """So that it is accepted once, whatever became of the first request."""
    with scripted(first, ACCEPTED) as script, Patient(script) as hanmadi:
        assert submit(hanmadi) == "c_1"
    keys = {heard.headers["Idempotency-Key"] for heard in script.heard}
    assert (len(script.heard), len(keys)) == (2, 1)
    assert script.heard[0].body == script.heard[1].body


def test_two_submissions_have_two_keys() -> None:
    with scripted(ACCEPTED) as script, Patient(script) as hanmadi:
        submit(hanmadi)
        submit(hanmadi)
    assert len({heard.headers["Idempotency-Key"] for heard in script.heard}) == 2


def test_retry_after_is_heeded_and_without_it_each_pause_is_longer() -> None:
    unsaid = Said(503)
    with scripted(BUSY, AWAY, unsaid, ACCEPTED) as script, Patient(script) as hanmadi:
        submit(hanmadi)
    assert hanmadi.slept[:2] == [7.0, 5.0]
    assert 0.5 <= hanmadi.slept[2] <= 1.0


@pytest.mark.parametrize(("last", "error"), [(BUSY, TooMany), (AWAY, Down), (SLOW, Unanswered)])
def test_it_gives_up_in_the_end_and_says_why(last: Said, error: type[ClientError]) -> None:
    with scripted(last) as script, Patient(script, retries=2) as hanmadi, pytest.raises(error):
        submit(hanmadi)
    assert len(script.heard) == 3


def test_who_is_asked_to_wait_for_long_is_told_at_once() -> None:
    """A web page cannot sleep for an hour."""
    busy = Said(429, BUSY.body, {"Retry-After": "3600"})
    with scripted(busy) as script, Patient(script) as hanmadi, pytest.raises(TooMany) as refusal:
        submit(hanmadi)
    assert (refusal.value.retry_after, hanmadi.slept) == (3600.0, [])


def test_a_batch_is_repeated_with_its_own_key() -> None:
    drafts = [Draft("21468", READER, "고맙습니다")] * 101
    results = Said(200, b'{"results": []}')
    with scripted(AWAY, results, SLOW, results) as script, Patient(script) as hanmadi:
        assert hanmadi.submit_many(drafts, key="mine") == []
    assert [heard.headers["Idempotency-Key"] for heard in script.heard] == ["mine-0", "mine-0", "mine-1", "mine-1"]


def test_a_refusal_is_not_repeated() -> None:
    problem = {"code": "invalid", "detail": "고쳐 주십시오.", "errors": [{"pointer": "/text", "reason": "비었습니다."}]}
    with (
        scripted(Said(422, json.dumps(problem).encode())) as script,
        Patient(script) as hanmadi,
        pytest.raises(Invalid) as refusal,
    ):
        submit(hanmadi)
    assert len(script.heard) == 1
    assert [(fault.pointer, fault.reason) for fault in refusal.value.faults] == [("/text", "비었습니다.")]


FILED = Said(201, b'{"comment": "c_1"}')
SETTLED = Said(409, b'{"code": "settled", "detail": "..."}')


@pytest.mark.parametrize("file", [lambda it: it.report("c_1", READER, "insult"), lambda it: it.appeal("c_1", "...")])
def test_what_was_filed_by_an_attempt_without_an_answer_is_filed(file: Callable[[Hanmadi], None]) -> None:
    """The second attempt is told that it comes too late: after the first one."""
    with scripted(replace(FILED, pause=0.5), SETTLED) as script, Patient(script) as hanmadi:
        file(hanmadi)
    with scripted(SETTLED) as script, Patient(script) as hanmadi, pytest.raises(Conflict):
        file(hanmadi)
    with scripted(BUSY, SETTLED) as script, Patient(script) as hanmadi, pytest.raises(Conflict):
        file(hanmadi)


def test_where_nobody_listens_nothing_was_accepted() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with Hanmadi(url, "k", retries=0) as hanmadi, pytest.raises(NotReached):
            submit(hanmadi)


@pytest.mark.parametrize(
    "said",
    [
        Said(200, b"<html>"),
        Said(200, b"[]"),
        Said(200, b"{}"),
        Said(500, b"{}"),
        Said(302, b"{}", {"Location": "http://127.0.0.1:1/"}),
        Said(202, b'{"id": 5, "state": '),
    ],
    ids=lambda said: f"{said.status} {said.body.decode()}",
)
def test_what_is_no_answer_of_this_api_is_unexpected(said: Said) -> None:
    """A redirect too: the key goes to the host that it was meant for and to no other."""
    with scripted(said) as script, Patient(script) as hanmadi, pytest.raises(Unexpected):
        submit(hanmadi)
    assert len(script.heard) == 1


@pytest.mark.parametrize("body", [b'{"errors": ["?", null]}', b'{"errors": null}', b'{"errors": "?"}'])
def test_a_refusal_that_is_badly_told_is_still_a_refusal(body: bytes) -> None:
    with scripted(Said(422, body)) as script, Patient(script) as hanmadi, pytest.raises(Invalid) as refusal:
        submit(hanmadi)
    assert refusal.value.faults == ()


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>", b"null"])
def test_whatever_a_503_says_it_is_one(body: bytes) -> None:
    with scripted(Said(503, body)) as script, Patient(script, retries=0) as hanmadi, pytest.raises(Down):
        submit(hanmadi)


def test_a_refusal_that_is_new_is_still_a_refusal() -> None:
    with (
        scripted(Said(451, b'{"code": "new"}')) as script,
        Patient(script) as hanmadi,
        pytest.raises(Refused) as refusal,
    ):
        submit(hanmadi)
    assert (refusal.value.status, refusal.value.code) == (451, "new")


@pytest.mark.parametrize("odd", ["한글", "a\nb"])
def test_a_key_that_no_header_can_hold_is_refused_before_anything_is_sent(odd: str) -> None:
    with scripted(ACCEPTED) as script, Patient(script) as hanmadi, pytest.raises(ClientError):
        hanmadi.submit("21468", READER, "고맙습니다", key=odd)
    assert script.heard == []


def test_whoever_asks_to_wait_gets_the_time_to() -> None:
    """The read time-out is longer by as much."""
    with scripted(SLOW) as script, Patient(script) as hanmadi:
        assert hanmadi.submit("21468", READER, "고맙습니다", wait=1).id == "c_1"
    assert script.heard[0].headers["Prefer"] == "wait=1"


def test_the_client_needs_urllib3_and_nothing_else() -> None:
    """A site's backend has no Flask, no Redis and no model."""
    foreign = ["flask", "redis", "rq", "pydantic", "transformers"]
    program = f"""
import sys
sys.modules.update(dict.fromkeys({foreign}))  # importing one of them now fails
import moderation.client
print(*(name for name in sys.modules if name.startswith("moderation")))
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert all(name == "moderation" or name.startswith("moderation.client") for name in ran.stdout.split())


def test_a_guest_is_spoken_for_by_their_receipt_over_the_same_connections() -> None:
    with scripted(Said(204, b""), Said(204, b"")) as script, Patient(script) as hanmadi:
        hanmadi.with_receipt("the-receipt").delete("c_1")
        hanmadi.delete("c_2")
        assert hanmadi.with_receipt("x").transport.pool is hanmadi.transport.pool
    assert [heard.headers["Authorization"] for heard in script.heard] == ["Bearer the-receipt", "Bearer hm_key"]


def test_a_language_is_asked_for_with_every_call_and_survives_a_receipt() -> None:
    with scripted(Said(204, b""), Said(204, b"")) as script, Patient(script) as hanmadi:
        hanmadi.speaking("en").with_receipt("the-receipt").delete("c_1")
        hanmadi.delete("c_2")
        assert hanmadi.speaking("en").transport.pool is hanmadi.transport.pool
    assert [heard.headers.get("Accept-Language") for heard in script.heard] == ["en", None]


def test_who_has_no_patience_is_told_at_once() -> None:
    with scripted(Said(429, BUSY.body, {"Retry-After": "1"})) as script:
        hanmadi = Hanmadi(script.url, "key", retries=3, patience=0.5)
        with hanmadi, pytest.raises(TooMany):
            submit(hanmadi)
    assert len(script.heard) == 1
