"""A message is carried to the address that was judged, in time, or not at all."""

import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from moderation.errors import AddressRefused, ReceiverUnavailable
from moderation.webhook.address import Guard
from moderation.webhook.courier import LONGEST_ANSWER, Answer, Courier
from tests.receiver import Message, Receiver, Reply

CERTIFICATE = Path(__file__).parent / "receiver.pem"
NAME = "hooks.example.test"
OPEN = Guard(private=True)
TO_US = Guard(private=True, lookup=lambda host, port: ["127.0.0.1"])


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


def test_a_message_arrives_as_it_was_sent(receiver: Receiver) -> None:
    with Courier(receiver.url, OPEN) as courier:
        assert courier.post({"webhook-id": "hm_1-0"}, "한글".encode()) == Answer(200)
    (message,) = receiver.messages
    assert (message.path, message.id, message.body.decode()) == ("/hooks?site=1", "hm_1-0", "한글")
    assert message.headers["content-type"] == "application/json"
    assert message.headers["host"] == f"127.0.0.1:{receiver.port}"


def test_two_messages_go_over_one_connection(receiver: Receiver) -> None:
    with Courier(receiver.url, OPEN) as courier:
        for _ in range(2):
            courier.post({}, b"{}")
    first, second = receiver.messages
    assert first.client == second.client


def test_a_connection_that_the_receiver_closed_is_opened_again(receiver: Receiver) -> None:
    receiver.answer = lambda message: Reply(200, {"Connection": "close"})
    with Courier(receiver.url, OPEN) as courier:
        for _ in range(2):
            assert courier.post({}, b"{}").accepted
    first, second = receiver.messages
    assert first.client != second.client


def test_the_name_is_asked_for_once_and_the_connection_goes_where_it_was_judged(receiver: Receiver) -> None:
    """A name that answers something private the second time gains nothing: nobody asks a second time."""
    asked: list[str] = []

    def lookup(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    guard = Guard(private=True, lookup=lookup)
    with Courier(f"http://{NAME}:{receiver.port}/", guard) as courier:
        courier.post({}, b"{}")
    assert asked == [NAME]
    assert receiver.messages[0].headers["host"] == f"{NAME}:{receiver.port}"


def test_a_refused_address_is_never_connected_to(receiver: Receiver) -> None:
    with Courier(receiver.url, Guard()) as courier, pytest.raises(AddressRefused):
        courier.post({}, b"{}")
    assert receiver.messages == []


def test_the_second_address_of_a_name_is_tried_when_the_first_takes_no_connection(receiver: Receiver) -> None:
    guard = Guard(private=True, lookup=lambda host, port: ["127.0.0.2", "127.0.0.1"])
    with Courier(f"http://{NAME}:{receiver.port}/", guard) as courier:
        assert courier.post({}, b"{}").accepted


def test_over_tls_the_certificate_is_that_of_the_name_and_not_of_the_address() -> None:
    trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
    with Receiver().over_tls(str(CERTIFICATE)) as receiver:
        with Courier(f"https://{NAME}:{receiver.port}/", TO_US, trusting) as courier:
            assert courier.post({}, b"{}").accepted
        assert receiver.names == [NAME]


@pytest.mark.parametrize("name", [NAME, "other.example.test"])
def test_a_certificate_that_is_not_trusted_or_another_names_ends_it(name: str) -> None:
    tls = None if name == NAME else ssl.create_default_context(cafile=str(CERTIFICATE))
    with Receiver().over_tls(str(CERTIFICATE)) as receiver:
        with (
            Courier(f"https://{name}:{receiver.port}/", TO_US, tls) as courier,
            pytest.raises(ReceiverUnavailable, match=r"certificate|Hostname"),
        ):
            courier.post({}, b"{}")
        assert receiver.messages == []


def test_nobody_listens(receiver: Receiver) -> None:
    with Receiver() as closed:
        url = closed.url
    with Courier(url, OPEN) as courier, pytest.raises(ReceiverUnavailable, match=r"cannot connect.*refused"):
        courier.post({}, b"{}")


@pytest.mark.parametrize("trickle", [True, False])
def test_a_receiver_that_never_ends_is_left_in_time(receiver: Receiver, trickle: bool) -> None:
    """Whether it is silent, or sends a byte now and then, so that no single wait is long."""

    def slow(message: Message) -> Reply:
        if not trickle:
            receiver.closed.wait(5)
        return Reply(trickle=trickle)

    receiver.answer = slow
    began = time.monotonic()
    with (
        Courier(receiver.url, OPEN, seconds=0.3) as courier,
        pytest.raises(ReceiverUnavailable, match=r"no answer within 0\.3 seconds"),
    ):
        courier.post({}, b"{}")
    assert time.monotonic() - began < 2
    receiver.closed.set()


@pytest.mark.parametrize("size", [LONGEST_ANSWER * 2, 50_000_000])
def test_a_huge_answer_is_not_read(receiver: Receiver, size: int) -> None:
    receiver.answer = lambda message: Reply(200, {"Content-Length": str(size)}, b"x" * min(size, 5_000_000))
    with Courier(receiver.url, OPEN, seconds=2) as courier:
        assert courier.post({}, b"{}").accepted
        assert courier.connection is None
        assert courier.post({}, b"{}").accepted


def test_a_compressed_answer_is_not_unpacked(receiver: Receiver) -> None:
    receiver.answer = lambda message: Reply(200, {"Content-Encoding": "gzip"}, b"this is no gzip")
    with Courier(receiver.url, OPEN) as courier:
        assert courier.post({}, b"{}").accepted


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(receiver: Receiver, status: int) -> None:
    receiver.answer = lambda message: Reply(status, {"Location": "/elsewhere"})
    with Courier(receiver.url, OPEN) as courier:
        answer = courier.post({}, b"{}")
    assert (answer.status, answer.accepted) == (status, False)
    assert len(receiver.messages) == 1


def test_what_is_no_http_quotes_nothing_of_it(receiver: Receiver) -> None:
    """A receiver that sends a comment's text back must not get it into a log or a dead letter."""

    def echo(message: Message) -> Reply:
        return Reply(200, {"X\x00": "", "Content-Length": "not a number"}, message.body)

    receiver.answer = echo
    with Courier(receiver.url, OPEN, seconds=1) as courier:
        try:
            said = str(courier.post({}, "비밀".encode()))
        except ReceiverUnavailable as error:
            said = str(error)
    assert "비밀" not in said


@pytest.mark.parametrize(
    ("header", "seconds"), [("120", 120.0), ("0", 0.0), ("-5", 0.0), ("soon", 0.0), ("9" * 40, 0.0), ("٣", 0.0)]
)
def test_a_wish_for_more_time_is_heard_if_it_is_one(receiver: Receiver, header: str, seconds: float) -> None:
    encoded = header.encode().decode("latin-1")
    receiver.answer = lambda message: Reply(503, {"Retry-After": encoded})
    with Courier(receiver.url, OPEN) as courier:
        answer = courier.post({}, b"{}")
    assert (answer.busy, answer.retry_after) == (True, seconds)
