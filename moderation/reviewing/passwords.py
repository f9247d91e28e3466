"""Passwords: made by us, told once, kept as argon2id hashes with the parameters of RFC 9106 (low memory)."""

import secrets
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LONGEST = 200
"""Characters that are hashed at most: nobody needs more, and hashing costs."""


def invent() -> str:
    """A password with 96 random bits."""
    return secrets.token_urlsafe(12)


def hashed(password: str) -> str:
    """The hash, with its salt and parameters."""
    return str(_hasher().hash(password))


def matches(hashed: str | None, password: str) -> bool:
    """Whether this is the password.  Takes as long where there is no account as where there is one."""
    from argon2.exceptions import InvalidHashError, VerifyMismatchError

    try:
        return _hasher().verify(hashed or _nobodys(), password[:LONGEST]) and hashed is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _hasher() -> "PasswordHasher":
    """Loaded at first use: workers and sites never ask for a password."""
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


@cache
def _nobodys() -> str:
    """The hash of a password that nobody knows."""
    return hashed(secrets.token_urlsafe(32))
