"""The second factor: six digits from an authenticator (TOTP, RFC 6238), or a recovery code.  None is good twice."""

import hmac
import secrets

import pyotp

from moderation.desk import Desk
from moderation.reviewing.lockout import digest
from moderation.store.keyring import Factor

ISSUER = "Hanmadi"
STEP = 30
DRIFT = (0, -1, 1)
"""Steps by which an authenticator's clock may be off."""

RECOVERY_CODES = 10


def invent_secret() -> str:
    """160 random bits in base 32."""
    return pyotp.random_base32()


def invent_recovery() -> list[str]:
    """Codes of 50 random bits, as people can type them."""
    alphabet = "abcdefghijkmnpqrstuvwxyz23456789"
    drawn = ("".join(secrets.choice(alphabet) for _ in range(10)) for _ in range(RECOVERY_CODES))
    return [f"{code[:5]}-{code[5:]}" for code in drawn]


def address_of(secret: str, name: str) -> str:
    """The `otpauth://` address that an authenticator reads from a QR code."""
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=name, issuer_name=ISSUER)


def step_of(desk: Desk, secret: str, code: str) -> int | None:
    """The time step whose code this is, or None."""
    now, totp = int(desk.clock().timestamp()) // STEP, pyotp.TOTP(secret, interval=STEP)
    matching = (now + off for off in DRIFT if hmac.compare_digest(totp.generate_otp(now + off), code))
    return next(matching, None) if code.isascii() and code.isdecimal() else None


def kept(secret: str, codes: list[str], step: int) -> Factor:
    """The factor as it is kept: `step` is used, and the recovery codes are digests."""
    return Factor(secret, frozenset(digest(plain(code)) for code in codes), step)


def accepts(desk: Desk, name: str, code: str) -> bool:
    """Whether this code opens the desk for somebody, now and not again."""
    factor, said = desk.keyring.factor(name), plain(code)
    if factor is None:
        return False
    step = step_of(desk, factor.secret, said)
    if step is not None:
        return desk.keyring.use_step(name, step)
    return desk.keyring.use_recovery(name, digest(said))


def plain(code: str) -> str:
    """A code without what people put between its parts."""
    return "".join(code.split()).replace("-", "").lower()[:64]
