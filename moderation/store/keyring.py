"""Second factors, and tickets that are good once and for a while: a protocol, and the fake of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Factor:
    """The secret shared with somebody's authenticator, and the digests of their unused recovery codes.

    `step` is the last time step whose code was used: no code is good twice.
    """

    secret: str
    recovery: frozenset[str] = frozenset()
    step: int = 0


class Keyring(Protocol):
    """What opens the desk beside a password.  Every method raises StoreUnavailable."""

    def enrol(self, name: str, factor: Factor) -> None:
        """Keep somebody's second factor, in place of any other."""
        ...

    def factor(self, name: str) -> Factor | None:
        """Somebody's second factor."""
        ...

    def forget(self, name: str) -> bool:
        """They have none any more; False if they had none."""
        ...

    def use_step(self, name: str, step: int) -> bool:
        """Use the code of a time step; False unless it is later than every one used before."""
        ...

    def use_recovery(self, name: str, digest: str) -> bool:
        """Use a recovery code up; False if there is no such unused one."""
        ...

    def keep(self, ticket: str, what: str, at: datetime, until: datetime) -> None:
        """Keep something under a ticket, in place of anything else, until then."""
        ...

    def look(self, ticket: str, at: datetime) -> str | None:
        """What is kept under a ticket."""
        ...

    def take(self, ticket: str, at: datetime) -> str | None:
        """The same, and it is gone: only one of those who ask gets it."""
        ...


class MemoryKeyring:
    """The Keyring in memory."""

    def __init__(self) -> None:
        self.factors: dict[str, Factor] = {}
        self.tickets: dict[str, tuple[str, datetime]] = {}

    def enrol(self, name: str, factor: Factor) -> None:
        """See Keyring."""
        self.factors[name] = factor

    def factor(self, name: str) -> Factor | None:
        """See Keyring."""
        return self.factors.get(name)

    def forget(self, name: str) -> bool:
        """See Keyring."""
        return self.factors.pop(name, None) is not None

    def use_step(self, name: str, step: int) -> bool:
        """See Keyring."""
        found = self.factors.get(name)
        if found is None or step <= found.step:
            return False
        self.factors[name] = Factor(found.secret, found.recovery, step)
        return True

    def use_recovery(self, name: str, digest: str) -> bool:
        """See Keyring."""
        found = self.factors.get(name)
        if found is None or digest not in found.recovery:
            return False
        self.factors[name] = Factor(found.secret, found.recovery - {digest}, found.step)
        return True

    def keep(self, ticket: str, what: str, at: datetime, until: datetime) -> None:
        """See Keyring."""
        self.tickets[ticket] = (what, until)

    def look(self, ticket: str, at: datetime) -> str | None:
        """See Keyring."""
        what, until = self.tickets.get(ticket, (None, at))
        return what if until > at else None

    def take(self, ticket: str, at: datetime) -> str | None:
        """See Keyring."""
        what = self.look(ticket, at)
        self.tickets.pop(ticket, None)
        return what
