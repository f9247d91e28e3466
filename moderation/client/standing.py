"""How a member stands with the site, and what the desk asks of an author.  All of it may be shown to that author."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sanction:
    """`measure`: `warn`, `slow`, `premoderate`, `suspend` or `ban`.  `explanation` is written for the author.

    `until` is None for what has no end; `minutes` the pause of slow mode; `appeal` what the author said against it.
    """

    id: str
    measure: str
    code: str
    explanation: str
    at: datetime
    until: datetime | None = None
    minutes: int | None = None
    appeal: str | None = None
    holds: bool = True

    @classmethod
    def read(cls, data: Json) -> "Sanction":
        """The sanction in an answer."""
        return cls(
            data["id"],
            data["measure"],
            data["code"],
            data["explanation"],
            datetime.fromisoformat(data["at"]),
            datetime.fromisoformat(data["until"]) if data.get("until") else None,
            data.get("minutes"),
            data.get("appeal"),
            bool(data.get("holds", True)),
        )


@dataclass(frozen=True, slots=True)
class Member:
    """`counts`: comments as they stand now (`published`, `masked`, `hidden`, `rejected`, `held`), and `overturned`,
    `upheld`.  `accuracy` is the share that was published, None where nothing was decided.
    """

    id: str
    counts: Mapping[str, int]
    accuracy: float | None
    sanctions: tuple[Sanction, ...]

    @classmethod
    def read(cls, data: Json) -> "Member":
        """The body of `GET /v1/members/{member}`."""
        counts = {name: count for name, count in data["standing"].items() if name != "accuracy"}
        return cls(data["member"], counts, data["standing"]["accuracy"], sanctions(data))


def sanctions(data: Json) -> tuple[Sanction, ...]:
    """The sanctions in an answer that may have some."""
    return tuple(Sanction.read(each) for each in data.get("sanctions", ()))
