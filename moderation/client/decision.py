"""What was decided on a comment, why, and what its author may do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

Json = Mapping[str, Any]


class Span(NamedTuple):
    """A half-open range of code points of the text as written: `text[start:end]` in Python."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a ruling says what it says; `code` is a label such as `insult`, `name` its Korean name."""

    code: str
    name: str
    stage: str
    score: float | None
    spans: tuple[Span, ...]

    @classmethod
    def read(cls, data: Json) -> "Reason":
        """The reason in an answer."""
        spans = tuple(Span(start, end) for start, end in data.get("spans", ()))
        return cls(data["code"], data.get("name", data["code"]), data.get("stage", ""), data.get("score"), spans)


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict (`publish`, `mask`, `hide`, `reject`), or None while a person must look.

    `explanation` is written for the author, and so is `advice`: what the author may do now (None where the comment was
    published as it was written).
    """

    verdict: str | None
    by: str
    policy: str
    model: str | None
    at: datetime
    reasons: tuple[Reason, ...]
    explanation: str
    until: datetime | None = None
    advice: str | None = None
    appeal: "Appeal | None" = None

    @classmethod
    def read(cls, data: Json) -> "Decision":
        """The decision in an answer."""
        return cls(
            verdict=data["verdict"],
            by=data.get("by", ""),
            policy=data.get("policy", ""),
            model=data.get("model"),
            at=moment(data["at"]),
            reasons=tuple(Reason.read(reason) for reason in data.get("reasons", ())),
            explanation=data.get("explanation", ""),
            until=moment(data["until"]) if data.get("until") else None,
            advice=data.get("advice"),
            appeal=Appeal.read(data["appeal"]) if data.get("appeal") else None,
        )


@dataclass(frozen=True, slots=True)
class Appeal:
    """Whether the author may appeal (`possible`, until `until`), or where the appeal stands.

    `state`: `possible`, `lapsed`, `open`, `upheld` or `overturned`; `explanation` says it to the author.
    """

    state: str
    until: datetime | None
    explanation: str

    @classmethod
    def read(cls, data: Json) -> "Appeal":
        """The appeal in an answer."""
        until = moment(data["until"]) if data.get("until") else None
        return cls(data["state"], until, data.get("explanation", ""))


def moment(text: str) -> datetime:
    """RFC 3339 to a time with its zone.

    >>> moment("2026-11-23T05:00:47Z")
    datetime.datetime(2026, 11, 23, 5, 0, 47, tzinfo=datetime.timezone.utc)
    """
    return datetime.fromisoformat(text)
