"""A webhook is believed only if one of the site's secrets signed it, lately."""

import json
from datetime import datetime

import pytest

from moderation.client import BadSignature, Unexpected, verify_webhook
from moderation.publication import published_view
from moderation.record import Record
from moderation.webhook.signature import new_secret, signed
from tests.builders import NOON, a_comment, published

VIEW = published_view(Record(a_comment()).ruled(published()))
BODY = json.dumps(VIEW, ensure_ascii=False).encode()
SECRET = new_secret()
AT = NOON.timestamp()


def headers(body: bytes = BODY, secrets: tuple[str, ...] = (SECRET,), at: datetime = NOON) -> dict[str, str]:
    """What the sending side of the house says."""
    return signed(secrets, "msg_1", at, body)


def test_what_the_house_signs_is_understood() -> None:
    comment = verify_webhook(headers(), BODY, SECRET, now=AT)
    assert comment is not None
    assert (comment.id, comment.state) == (VIEW["id"], "published")


def test_the_example_of_the_standard_verifies() -> None:
    """The vector in the specification's reference libraries; signed, and no comment of ours."""
    given = {
        "Webhook-Id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "Webhook-Timestamp": "1614265330",
        "Webhook-Signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    with pytest.raises(Unexpected):
        verify_webhook(given, b'{"test": 2432232314}', "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", now=1614265330)


@pytest.mark.parametrize("known", [0, 1])
def test_while_secrets_overlap_either_will_do_on_either_side(known: int) -> None:
    pair = (new_secret(), new_secret())
    assert verify_webhook(headers(secrets=pair), BODY, pair[known], now=AT)
    assert verify_webhook(headers(secrets=pair[known:][:1]), BODY, pair, now=AT)


def test_a_test_message_is_about_no_comment() -> None:
    """What `hanmadi webhook test` sends: it is answered like any other."""
    body = b'{"test": true, "site": "whytimes", "at": "2026-11-23T03:00:00Z"}'
    assert verify_webhook(headers(body), body, SECRET, now=AT) is None


@pytest.mark.parametrize("late", [-301, 301])
def test_a_recording_is_refused(late: int) -> None:
    with pytest.raises(BadSignature):
        verify_webhook(headers(), BODY, SECRET, now=AT + late)
    assert verify_webhook(headers(), BODY, SECRET, tolerance=400, now=AT + late)


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "msg_2"},
        {"webhook-timestamp": str(int(AT) + 1)},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": "٣"},
        {"webhook-signature": "v1,"},
        {"webhook-signature": ""},
        {"webhook-signature": "v1,한글"},
        {"webhook-signature": "v1,\udcff"},
        {"webhook-signature": "v1a,c2ln v2,c2ln nonsense"},
    ],
    ids=str,
)
def test_a_header_that_was_changed_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(BadSignature):
        verify_webhook(headers() | change, BODY, SECRET, now=AT)


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_header_that_is_missing_is_refused(name: str) -> None:
    given = headers()
    del given[name]
    with pytest.raises(BadSignature):
        verify_webhook(given, BODY, SECRET, now=AT)


def test_another_body_and_another_secret_are_refused() -> None:
    with pytest.raises(BadSignature):
        verify_webhook(headers(), BODY + b" ", SECRET, now=AT)
    with pytest.raises(BadSignature):
        verify_webhook(headers(), BODY, new_secret(), now=AT)


def test_a_secret_that_is_none_is_the_operators_mistake_not_the_senders() -> None:
    with pytest.raises(ValueError, match="whsec_"):
        verify_webhook(headers(), BODY, "whsec_가", now=AT)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"id": 5}'])
def test_what_is_signed_and_no_comment_is_unexpected(body: bytes) -> None:
    with pytest.raises(Unexpected):
        verify_webhook(headers(body), body, SECRET, now=AT)
