"""Accounts of the desk, their sessions and wrong tries: a protocol, and the fake of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from moderation.moderator import Moderator

Alter = Callable[[Moderator], Moderator]


class PeopleStore(Protocol):
    """Who may work at the desk, and who is there.  Every method raises StoreUnavailable."""

    def add(self, moderator: Moderator) -> bool:
        """Keep a new account; False if there is one by that name."""
        ...

    def change(self, name: str, alter: Alter) -> Moderator | None:
        """Alter the account of that name: as it then stands, None if there is none.  Changes do not undo each other."""
        ...

    def remove(self, name: str) -> bool:
        """Forget an account and end its sessions; False if there is none."""
        ...

    def find(self, name: str) -> Moderator | None:
        """The account of that name."""
        ...

    def everybody(self) -> list[Moderator]:
        """All accounts, by name."""
        ...

    def enter(self, token: str, name: str, until: datetime) -> None:
        """Begin a session, known by the digest of its token."""
        ...

    def present(self, token: str, at: datetime) -> Moderator | None:
        """Whose session this is, as their account now stands; None if it ended or the account is gone."""
        ...

    def leave(self, token: str) -> None:
        """End a session."""
        ...

    def send_off(self, name: str) -> int:
        """End all sessions of somebody: how many there were."""
        ...

    def sessions(self, name: str, at: datetime) -> int:
        """How many sessions somebody has."""
        ...

    def miss(self, key: str, at: datetime, until: datetime) -> int:
        """Count a wrong try: how many there were under this key.  All are forgotten `until` after the first."""
        ...

    def misses(self, key: str, at: datetime) -> int:
        """How many wrong tries there were."""
        ...

    def forgive(self, key: str) -> None:
        """Forget them."""
        ...


class MemoryPeople:
    """The PeopleStore in memory."""

    def __init__(self) -> None:
        self.people: dict[str, Moderator] = {}
        self.tokens: dict[str, tuple[str, datetime]] = {}
        self.tries: dict[str, tuple[int, datetime]] = {}

    def add(self, moderator: Moderator) -> bool:
        """See PeopleStore."""
        return self.people.setdefault(moderator.name, moderator) is moderator

    def change(self, name: str, alter: Alter) -> Moderator | None:
        """See PeopleStore."""
        if name not in self.people:
            return None
        self.people[name] = alter(self.people[name])
        return self.people[name]

    def remove(self, name: str) -> bool:
        """See PeopleStore."""
        self.send_off(name)
        return self.people.pop(name, None) is not None

    def find(self, name: str) -> Moderator | None:
        """See PeopleStore."""
        return self.people.get(name)

    def everybody(self) -> list[Moderator]:
        """See PeopleStore."""
        return [self.people[name] for name in sorted(self.people)]

    def enter(self, token: str, name: str, until: datetime) -> None:
        """See PeopleStore."""
        self.tokens[token] = (name, until)

    def present(self, token: str, at: datetime) -> Moderator | None:
        """See PeopleStore."""
        name, until = self.tokens.get(token, ("", at))
        return self.people.get(name) if until > at else None

    def leave(self, token: str) -> None:
        """See PeopleStore."""
        self.tokens.pop(token, None)

    def send_off(self, name: str) -> int:
        """See PeopleStore."""
        tokens = [token for token, (whose, _) in self.tokens.items() if whose == name]
        for token in tokens:
            del self.tokens[token]
        return len(tokens)

    def sessions(self, name: str, at: datetime) -> int:
        """See PeopleStore."""
        return sum(whose == name and until > at for whose, until in self.tokens.values())

    def miss(self, key: str, at: datetime, until: datetime) -> int:
        """See PeopleStore."""
        count = self.misses(key, at)
        self.tries[key] = (count + 1, self.tries[key][1] if count else until)
        return count + 1

    def misses(self, key: str, at: datetime) -> int:
        """See PeopleStore."""
        count, until = self.tries.get(key, (0, at))
        return count if until > at else 0

    def forgive(self, key: str) -> None:
        """See PeopleStore."""
        self.tries.pop(key, None)
