"""One line of a lexicon: a word, what it is, and where, for whom and how long it counts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Literal, Self, get_args

from moderation.errors import Fault, Refused

Kind = Literal["ban", "suspect", "allow"]
Where = Literal["anywhere", "start", "word"]

KINDS: tuple[Kind, ...] = get_args(Kind)
PLACES: tuple[Where, ...] = get_args(Where)
LABELS = frozenset(
    ("profanity", "insult", "race", "region", "gender", "age", "religion", "politics", "physical", "sexual")
) | {"threat", "pii", "flood", "advert"}
SCOPE = re.compile(r"all|(?:site|section):\S.*")
BREAK = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
LONGEST = 60
"""Code points in the longest word that an entry may hold."""


class BadEntry(Refused):
    """An entry cannot be used; `faults` names each field and says why."""

    code = "invalid_entry"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(" ".join(fault.reason for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the lexicon.

    `word` may hold classes, `[시씨]발`, and spaces where a space may or may not be written.  `where` says whether
    it counts anywhere, at the start of a word, or only as a whole word with its particles.  `scope` is `all`,
    `site:ID` or `section:NAME`; `expires` is the moment (with its zone) from which it no longer counts.
    """

    word: str
    kind: Kind = "ban"
    label: str = "profanity"
    where: Where = "anywhere"
    scope: str = "all"
    expires: datetime | None = None
    owner: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        faults = tuple(_faults(self))
        if faults:
            raise BadEntry(faults)

    @property
    def key(self) -> str:
        """What tells this entry from every other: a word is kept once for each scope, and once to allow it."""
        word = f"allow/{self.word}" if self.kind == "allow" else self.word
        return word if self.scope == "all" else f"{self.scope}/{word}"

    def counts(self, site: str, section: str | None, at: datetime | None) -> bool:
        """Whether the entry is in force for a comment of this site and section, received `at`."""
        if self.expires is not None and at is not None and at >= self.expires:
            return False
        if self.scope == "all":
            return True
        return self.scope in (f"site:{site}", f"section:{section}")

    def to_dict(self) -> dict[str, str]:
        """The entry as plain strings, those that say nothing beyond the default left out."""
        row = asdict(self) | {"expires": self.expires.isoformat() if self.expires else ""}
        return {name: value for name, value in row.items() if name == "word" or value != DEFAULTS[name]}

    @classmethod
    def from_dict(cls, row: Mapping[str, str | None]) -> Self:
        """The entry of a row of strings; what is missing or empty takes its default.  Raises BadEntry."""
        unknown = sorted(str(name or "열") for name in set(row) - set(DEFAULTS))
        if unknown:
            raise BadEntry(tuple(Fault(f"/{name}", f"'{name}' 항목은 없습니다.") for name in unknown))
        given = {name: value.strip() for name, value in row.items() if value and value.strip()}
        expires = _moment(given.pop("expires", ""))
        return cls(**{"word": "", **given}, expires=expires)  # type: ignore[arg-type]


DEFAULTS = {field.name: "" if field.default is None else field.default for field in fields(Entry)} | {"word": ""}
"""Every column of an entry, in order, with what it holds when nothing is said."""


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise BadEntry((Fault("/expires", "만료 시각은 2026-12-31T00:00:00+09:00처럼 적습니다."),)) from None


def _faults(entry: Entry) -> Iterator[Fault]:
    yield from _word_faults(entry.word)
    for name in ("word", "scope", "owner", "note"):
        if BREAK.search(getattr(entry, name)):
            yield Fault(f"/{name}", "탭과 줄바꿈은 쓸 수 없습니다.")
    if entry.kind not in KINDS:
        yield Fault("/kind", f"종류는 {', '.join(KINDS)} 가운데 하나입니다.")
    if entry.where not in PLACES:
        yield Fault("/where", f"위치는 {', '.join(PLACES)} 가운데 하나입니다.")
    if entry.label not in LABELS:
        yield Fault("/label", f"사유는 {', '.join(sorted(LABELS))} 가운데 하나입니다.")
    if not SCOPE.fullmatch(entry.scope):
        yield Fault("/scope", "범위는 all, site:아이디, section:이름 가운데 하나입니다.")
    if entry.expires is not None and entry.expires.tzinfo is None:
        yield Fault("/expires", "만료 시각에는 시간대가 있어야 합니다.")


def _word_faults(word: str) -> Iterator[Fault]:
    if not word.strip():
        yield Fault("/word", "낱말이 비어 있습니다.")
    elif len(word) > LONGEST:
        yield Fault("/word", f"낱말은 {LONGEST}자까지 적을 수 있습니다.")
    elif word.startswith("#"):
        yield Fault("/word", "낱말은 #으로 시작할 수 없습니다. 파일에서 설명이 됩니다.")
