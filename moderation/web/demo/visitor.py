"""Who sits before the screen: kept in the signed session cookie, under one key of its own."""

from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe

from flask import request, session

from moderation.client import Author, Comment
from moderation.web.demo import complaint

MEMBERS = {"m-1001": "한결", "m-1002": "보리차", "m-1003": "새벽기차"}
"""The made-up members of the demo newspaper: id to name.  A real site asks for a password."""

REMEMBERED = 10
"""Of how many comments a guest keeps the receipt: more would not fit into a cookie."""


@dataclass(slots=True)
class Visitor:
    """A guest, or one of `MEMBERS`; with the proof that a form came from our page.

    `receipts` are the guest's: pairs of comment id and receipt, the newest first.
    """

    token: str = field(default_factory=lambda: token_urlsafe(18))
    member: str | None = None
    nickname: str = ""
    receipts: list[list[str]] = field(default_factory=list)

    @classmethod
    def here(cls) -> "Visitor":
        """The visitor of this request."""
        known = {part.name for part in fields(cls)}
        visitor = cls(**{name: value for name, value in session.get("demo", {}).items() if name in known})
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

    def wrote(self, comment: Comment) -> bool:
        """Whether this comment, as the API tells it, is the visitor's own under the present identity."""
        if self.member:
            return comment.author.id == self.member
        return self.receipt(comment.id) is not None

    def receipt(self, comment: str) -> str | None:
        """The guest's receipt for a comment; a member needs none."""
        return None if self.member else dict(self.receipts).get(comment)

    def become(self, member: str | None) -> None:
        """Logs in as one of `MEMBERS`, or out (None, or anybody else)."""
        self.member = member if member in MEMBERS else None
        self.keep()

    def remember(self, comment: str, receipt: str, name: str) -> None:
        """Keeps a guest's receipt, lets the oldest go, and offers the same name again."""
        if self.member:
            return
        others = [pair for pair in self.receipts if pair[0] != comment]
        self.receipts = [[comment, receipt], *others][:REMEMBERED]
        self.nickname = name
        self.keep()

    def forget(self, comment: str) -> None:
        """Throws a receipt away."""
        self.receipts = [pair for pair in self.receipts if pair[0] != comment]
        self.keep()

    def author(self, nickname: str) -> Author:
        """Who writes, and from where."""
        if self.member:
            return Author.member(self.member, MEMBERS[self.member])
        return Author.guest(nickname, request.remote_addr)

    def reporter(self) -> Author:
        """Who reports.  Guests share nicknames, so theirs carries a mark of this browser."""
        return self.author(f"손님 {sha256(self.token.encode()).hexdigest()[:8]}")

    def vouches_for(self, token: str) -> bool:
        """Whether a form with this token came from a page that we gave to this visitor."""
        return compare_digest(self.token.encode(), token.encode())


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the box."""

    name: str = ""
    text: str = ""
    parent: str = ""

    @classmethod
    def here(cls) -> "Typed":
        """What came with this request.  Forms send line ends as CRLF; they are kept as typed."""
        return cls(line("name"), words("text"), line("parent"))


def by_script() -> bool:
    """Whether our script asks, and not a plain form."""
    return request.accept_mimetypes.best == "application/json"


def trusted() -> Visitor:
    """The visitor, once the form has shown that it came from our page.  Raises Problem."""
    visitor = Visitor.here()
    if not visitor.vouches_for(line("token")):
        raise complaint.stale()
    return visitor


def line(field: str) -> str:
    """One field of the form that was sent, or nothing."""
    return request.form.get(field, "")


def words(field: str) -> str:
    """A field of several lines."""
    return line(field).replace("\r\n", "\n")


def once(nonce: str, member: str, typed: Typed) -> str:
    """The idempotency key of a submission: pressing twice is one comment, another text is another."""
    return sha256("\n".join((nonce, member, typed.parent, typed.name, typed.text)).encode()).hexdigest()
