"""Looks for the words of the lexicon, in every disguise; says which are spoken about rather than used."""

from collections.abc import Callable, Iterator, Sequence

from moderation.assessment import Finding
from moderation.comment import Comment
from moderation.lexicon import Lexicon, Match
from moderation.lexicon.mention import is_mention
from moderation.pipeline import Case
from moderation.stages.nickname import in_nickname
from moderation.text.written import Written

CERTAIN = 0.97
DOUBTFUL = 0.6
"""Scores of a `ban` and of a `suspect`: what readers agree with, and what depends on what is meant."""


class LexiconStage:
    """Reports every entry that stands in a comment.  `current` gives the lexicon that is in force now."""

    name = "lexicon"

    def __init__(self, current: Callable[[], Lexicon]) -> None:
        self._current = current

    @property
    def version(self) -> str:
        """A hash of all entries."""
        return self._current().version

    def __call__(self, cases: Sequence[Case]) -> list[tuple[Finding, ...]]:
        """The findings of each case, in order of their place in the text."""
        lexicon = self._current()
        return [_findings(lexicon, case) for case in cases]


def _findings(lexicon: Lexicon, case: Case) -> tuple[Finding, ...]:
    comment = case.comment
    return (
        *_in(case.text, lexicon, comment),
        *(in_nickname(finding) for finding in _in(case.nickname, lexicon, comment)),
    )


def _in(written: Written, lexicon: Lexicon, comment: Comment) -> Iterator[Finding]:
    found = lexicon.matches(written, comment.site, comment.article.section, comment.received_at)
    return (_finding(written.text, match) for match in found)


def _finding(text: str, match: Match) -> Finding:
    return Finding(
        stage=LexiconStage.name,
        label=match.entry.label,
        score=CERTAIN if match.entry.kind == "ban" else DOUBTFUL,
        spans=(match.span,),
        detail=match.entry.key,
        quoted=is_mention(text, match.span),
    )
