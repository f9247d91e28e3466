"""Verifies what Hanmadi posts to a site, as Standard Webhooks (https://www.standardwebhooks.com) means it."""

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Mapping, Sequence
from typing import Final

from moderation.client.answers import Comment, understood
from moderation.client.errors import BadSignature, Unexpected

PREFIX: Final = "whsec_"
TOLERANCE: Final = 300.0
"""Seconds between the two clocks, on either side: what is older may be a recording."""


def verify_webhook(
    headers: Mapping[str, str],
    body: bytes,
    secrets: str | Sequence[str],
    tolerance: float = TOLERANCE,
    now: float | None = None,
) -> Comment | None:
    """The comment in a webhook that one of the `secrets` signed; None for a test message, which is about no comment.

    `body` is what arrived, byte for byte: not JSON that was read and written again.  While a secret is rotated, give
    the old one and the new one.  The same `webhook-id` may arrive more than once: doing the same twice must be
    harmless.

    Raises BadSignature (answer 401), or Unexpected if it is signed and yet no comment.

    >>> verify_webhook({"webhook-id": "msg_1"}, b"{}", "whsec_c2VjcmV0")
    Traceback (most recent call last):
    moderation.client.errors.BadSignature: webhook-timestamp is missing
    """
    given = {name.lower(): value for name, value in headers.items()}
    id, at, signatures = (_header(given, f"webhook-{name}") for name in ("id", "timestamp", "signature"))
    _must_be_fresh(at, tolerance, time.time() if now is None else now)
    message = b".".join((id.encode(errors="replace"), at.encode(), body))
    ours = [_signature(secret, message) for secret in ([secrets] if isinstance(secrets, str) else secrets)]
    theirs = [value for version, _, value in (each.partition(",") for each in signatures.split()) if version == "v1"]
    if not any(_same(our, their) for our in ours for their in theirs):
        raise BadSignature("no signature is by one of these secrets")
    try:
        data = json.loads(body)
    except ValueError as error:
        raise Unexpected("signed, but not JSON") from error
    if isinstance(data, dict) and data.get("test") is True:
        return None
    return understood(Comment.read, data)


def _same(our: str, their: str) -> bool:
    """In a time that says nothing about how much of it is right."""
    return hmac.compare_digest(our.encode(), their.encode(errors="replace"))


def _header(headers: Mapping[str, str], name: str) -> str:
    if not headers.get(name):
        raise BadSignature(f"{name} is missing")
    return headers[name]


def _must_be_fresh(at: str, tolerance: float, now: float) -> None:
    if not (at.isascii() and at.isdecimal() and len(at) < 16):
        raise BadSignature("webhook-timestamp is not a time")
    if abs(now - int(at)) > tolerance:
        raise BadSignature("webhook-timestamp is too far from this clock")


def _signature(secret: str, message: bytes) -> str:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("a webhook secret is `whsec_` and base64") from error
    return base64.b64encode(hmac.digest(key, message, hashlib.sha256)).decode()
