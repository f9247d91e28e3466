"""Passwords: made by us, told once, kept as argon2id hashes with the parameters of RFC 9106 (low memory)."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)

LONGEST = 200
"""Characters that are hashed at most: nobody needs more, and hashing costs."""


def invent() -> str:
    """A password with 96 random bits."""
    return secrets.token_urlsafe(12)


def hashed(password: str) -> str:
    """The hash, with its salt and parameters."""
    return str(HASHER.hash(password))


def matches(hashed: str | None, password: str) -> bool:
    """Whether this is the password.  Takes as long where there is no account as where there is one."""
    try:
        return HASHER.verify(hashed or _nobodys(), password[:LONGEST]) and hashed is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    """The hash of a password that nobody knows."""
    return hashed(secrets.token_urlsafe(32))
