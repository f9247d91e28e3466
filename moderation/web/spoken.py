"""In which language authors and readers are told: Korean, or English where the request prefers it (RFC 9110)."""

from collections.abc import Sequence
from typing import Any

from flask import Request, Response, request

from moderation.desk import Desk
from moderation.explanation import Language
from moderation.publication import in_english

View = dict[str, Any]

LANGUAGES: tuple[Language, ...] = ("ko", "en")


def preferred(request: Request) -> Language:
    """What `Accept-Language` prefers of the two, whatever the country (`ko-KR`, `en-GB`); Korean if neither."""
    wanted = (wish.partition("-")[0].lower() for wish in request.accept_languages.values())
    return "en" if next((each for each in wanted if each in (*LANGUAGES, "*")), "ko") == "en" else "ko"


def language() -> Language:
    """The language of the answer to the request at hand."""
    return preferred(request)


def spoken(desk: Desk, views: Sequence[View]) -> list[View]:
    """Views in that language.  In English, the records are read as well."""
    if language() == "ko" or not views:
        return list(views)
    records = desk.comments.find([view["id"] for view in views])
    return [in_english(view, record) if record else view for view, record in zip(views, records, strict=True)]


def marked(answer: Response) -> Response:
    """An answer that says in which language it is, and that another may ask for the other."""
    answer.content_language.add(language())
    answer.vary.add("Accept-Language")
    return answer
