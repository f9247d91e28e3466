"""Who sits before the screen: kept in the signed session cookie, under one key of its own."""

from dataclasses import asdict, dataclass, field
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any

from flask import request, session

MEMBERS = {"m-1001": "한결", "m-1002": "보리차", "m-1003": "새벽기차"}
"""The made-up members of the demo newspaper: id to name.  A real site asks for a password."""

REMEMBERED = 10
"""How many of their own comments a visitor is shown the state of, as a guest and as each member."""


@dataclass(slots=True)
class Visitor:
    """A guest, or one of `MEMBERS`; with the proof that a form came from our page, and whose comments are whose."""

    token: str = field(default_factory=lambda: token_urlsafe(18))
    member: str | None = None
    nickname: str = ""
    written: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def here(cls) -> "Visitor":
        """The visitor of this request."""
        visitor = cls(**session.get("demo", {}))
        if visitor.member not in MEMBERS:
            visitor.member = None
        visitor.keep()
        return visitor

    def keep(self) -> None:
        """Writes what has changed into the cookie."""
        session["demo"] = asdict(self)

    @property
    def name(self) -> str:
        """What the visitor is called: the member's name, or the nickname used last."""
        return MEMBERS[self.member] if self.member else self.nickname

    @property
    def own(self) -> list[str]:
        """The ids of the comments written under the present identity, newest first."""
        return self.written.get(self.member or "", [])

    def become(self, member: str | None) -> None:
        """Logs in as one of `MEMBERS`, or out (None, or anybody else)."""
        self.member = member if member in MEMBERS else None
        self.keep()

    def wrote(self, comment: str, name: str) -> None:
        """Remembers a comment as the visitor's own, lets the oldest go, and offers a guest the same name again."""
        others = [known for known in self.own if known != comment]
        self.written[self.member or ""] = [comment, *others][:REMEMBERED]
        if not self.member:
            self.nickname = name
        self.keep()

    def forget(self, comment: str) -> None:
        """Stops showing the state of a comment."""
        self.written[self.member or ""] = [known for known in self.own if known != comment]
        self.keep()

    def author(self, nickname: str) -> dict[str, Any]:
        """The `author` of a submission."""
        if self.member:
            return {"kind": "member", "id": self.member, "name": MEMBERS[self.member]}
        return {"kind": "guest", "name": nickname}

    def vouches_for(self, token: str) -> bool:
        """Whether a form with this token came from a page that we gave to this visitor."""
        return compare_digest(self.token.encode(), token.encode())


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the box."""

    name: str = ""
    text: str = ""

    @classmethod
    def here(cls) -> "Typed":
        """What came with this request.  Forms send line ends as CRLF; they are kept as typed."""
        return cls(request.form.get("name", ""), request.form.get("text", "").replace("\r\n", "\n"))


def once(nonce: str, member: str, typed: Typed) -> str:
    """The idempotency key of a submission: pressing twice is one comment, another text is another."""
    return sha256("\n".join((nonce, member, typed.name, typed.text)).encode()).hexdigest()
