"""Signatures as Standard Webhooks (https://www.standardwebhooks.com) means them.

Four lines of the standard library; the tests verify them with the library of the standard's authors, which a receiver
may use too.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    """A new secret, in the form that receivers' libraries take."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def signed(secrets: Sequence[str], id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers.  While secrets overlap there is a signature of each, and the receiver needs to know one."""
    moment = str(int(at.timestamp()))
    message = b".".join((id.encode(), moment.encode(), body))
    return {
        "webhook-id": id,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(_signature(secret, message) for secret in secrets),
    }


def _signature(secret: str, message: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return f"v1,{base64.b64encode(hmac.digest(key, message, hashlib.sha256)).decode()}"
