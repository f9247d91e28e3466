"""Signatures that anybody can verify who has read the standard: here its authors' own library."""

import base64
from datetime import UTC, datetime

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from moderation.webhook.signature import new_secret, signed

BODY = '{"text":"한글"}'.encode()


def test_the_standards_own_example_is_signed_as_it_says() -> None:
    """From the tests of the reference implementations."""
    headers = signed(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330, UTC),
        b'{"test": 2432232314}',
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert headers["webhook-timestamp"] == "1614265330"


def test_the_authors_library_verifies_what_we_sign() -> None:
    secret = new_secret()
    headers = signed([secret], "hm_1-0", datetime.now(UTC), BODY)
    assert Webhook(secret).verify(BODY, headers) == {"text": "한글"}


@pytest.mark.parametrize("change", [{"webhook-id": "hm_2-0"}, {"webhook-timestamp": "1"}])
def test_nothing_that_is_signed_can_be_changed(change: dict[str, str]) -> None:
    secret = new_secret()
    headers = signed([secret], "hm_1-0", datetime.now(UTC), BODY)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(BODY, headers | change)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(BODY + b" ", headers)


def test_while_secrets_overlap_each_of_them_verifies_and_no_other() -> None:
    new, old = new_secret(), new_secret()
    headers = signed([new, old], "hm_1-0", datetime.now(UTC), BODY)
    for secret in (new, old):
        Webhook(secret).verify(BODY, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(BODY, headers)


def test_a_secret_is_long_enough_and_never_the_same() -> None:
    """The standard asks for 24 to 64 bytes."""
    assert len(base64.b64decode(new_secret().removeprefix("whsec_"))) == 32
    assert new_secret() != new_secret()
