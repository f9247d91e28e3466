"""What the API answers, as values.  A field that this version does not know is left alone, and kept in `raw`.

>>> Author.guest("독자")
Author(kind='guest', name='독자', id=None)
>>> Author.member("u-17", "김독자").body()
{'kind': 'member', 'name': '김독자', 'id': 'u-17'}
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from moderation.client.decision import Decision, Json, moment
from moderation.client.errors import Unexpected
from moderation.client.standing import Sanction, sanctions

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: a guest has a nickname, a member the site's own id as well.

    `network` is the reader's IP address, by which the service tells guests apart for a week; no answer has it.
    """

    kind: str
    name: str
    id: str | None = None
    network: str | None = field(default=None, compare=False, repr=False)

    @classmethod
    def guest(cls, name: str, network: str | None = None) -> "Author":
        """A nickname without an account."""
        return cls("guest", name, network=network)

    @classmethod
    def member(cls, id: str, name: str, network: str | None = None) -> "Author":
        """The site's own member."""
        return cls("member", name, id, network)

    @classmethod
    def read(cls, data: Json) -> "Author":
        """The author in an answer."""
        return cls(str(data["kind"]), str(data["name"]), data.get("id"))

    def body(self) -> dict[str, str]:
        """The author in a request."""
        known = {"id": self.id, "network": self.network}
        return {"kind": self.kind, "name": self.name} | {name: each for name, each in known.items() if each is not None}


@dataclass(frozen=True, slots=True)
class Edit:
    """A newer revision that waits for its ruling.  Its text is for its author only."""

    revision: int
    state: str
    text: str | None

    @classmethod
    def read(cls, data: Json) -> "Edit":
        """The edit in an answer."""
        return cls(data["revision"], data["state"], data.get("text"))


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as its site sees it.  `text` is as readers would see it, None for a stub.

    In lists for readers there is no `decision`; a stub there has its sentence as `explanation`.
    """

    id: str
    state: str
    masked: bool
    revision: int
    article: str
    author: Author
    parent: str | None
    text: str | None
    created_at: datetime
    decision: Decision | None = None
    edit: Edit | None = None
    explanation: str | None = None
    raw: Json = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def read(cls, data: Json) -> "Comment":
        """The comment in an answer, a webhook, or `hm:decision:{id}`."""
        decision = Decision.read(data["decision"]) if data.get("decision") else None
        return cls(
            id=data["id"],
            state=data["state"],
            masked=bool(data.get("masked", False)),
            revision=data.get("revision", 1),
            article=data["article"],
            author=Author.read(data["author"]),
            parent=data.get("parent"),
            text=data.get("text"),
            created_at=moment(data["created_at"]),
            decision=decision,
            edit=Edit.read(data["edit"]) if data.get("edit") else None,
            explanation=data.get("explanation") or (decision.explanation if decision else None),
            raw=data,
        )

    @property
    def appealable(self) -> bool:
        """Whether its author may appeal now."""
        return bool(self.decision and self.decision.appeal and self.decision.appeal.state == "possible")

    @property
    def settled(self) -> bool:
        """Whether nothing of it waits for the machine: ruled on, or with a person (`held`), and so its edit."""
        return self.state != "pending" and (self.edit is None or self.edit.state != "pending")


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a submission or an edit was answered with.

    Keep `receipt` for a guest (in a cookie): with it the guest can later read the state, edit, delete or appeal.
    `comment` is there only if the decision was made while you waited.  `sanctions` hold for the author now: show them.
    """

    id: str
    state: str
    revision: int
    receipt: str
    comment: Comment | None = None
    sanctions: tuple[Sanction, ...] = ()

    @classmethod
    def read(cls, data: Json) -> "Submitted":
        """The body of a 202, or of a 200 after `Prefer: wait`."""
        comment = Comment.read(data) if "created_at" in data else None
        return cls(
            data["id"], data["state"], data.get("revision", 1), data.get("receipt", ""), comment, sanctions(data)
        )


@dataclass(frozen=True, slots=True)
class Page:
    """Some comments, newest first; `next` continues after the last of them (None: that was all).

    `notice` is there where readers should know something before they write: closed, or condolences only.
    """

    comments: tuple[Comment, ...]
    next: str | None
    notice: str | None = None

    @classmethod
    def read(cls, data: Json) -> "Page":
        """The body of a list."""
        return cls(tuple(Comment.read(comment) for comment in data["comments"]), data.get("next"), data.get("notice"))


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be ruled on a text; nothing was kept."""

    state: str
    masked: bool
    text: str | None
    decision: Decision
    sanctions: tuple[Sanction, ...] = ()

    @classmethod
    def read(cls, data: Json) -> "Preview":
        """The body of a preview."""
        decision, masked = Decision.read(data["decision"]), bool(data.get("masked", False))
        return cls(data["state"], masked, data.get("text"), decision, sanctions(data))


def understood(read: Callable[[Json], T], answer: Json) -> T:
    """`read(answer)`.  Raises Unexpected if the answer has not the fields that it must have.

    >>> understood(Author.read, {"kind": "guest"})
    Traceback (most recent call last):
    moderation.client.errors.Unexpected: no answer of this API: KeyError('name')
    """
    try:
        return read(answer)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Unexpected(f"no answer of this API: {error!r}") from error
