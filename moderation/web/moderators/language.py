"""Korean first, English second: what is said stands in Korean, and is looked up for those who prefer English."""

from dataclasses import dataclass
from typing import Any

from flask import Request

from moderation.explanation import Language
from moderation.web.moderators.english import english
from moderation.web.moderators.visit import LANGUAGE
from moderation.web.spoken import preferred


@dataclass(frozen=True, slots=True)
class Spoken:
    """Says a Korean sentence in one of our languages; `{}` places are filled by name."""

    language: Language

    def __call__(self, korean: str, **details: Any) -> str:
        """The sentence; Korean where there is no English for it."""
        sentence = english().get(korean, korean) if self.language == "en" else korean
        return sentence.format(**details) if details else sentence


def spoken(request: Request) -> Spoken:
    """The language that this browser chose, or else accepts; Korean if in doubt."""
    chosen = request.cookies.get(LANGUAGE) or preferred(request)
    return Spoken("en" if chosen == "en" else "ko")
