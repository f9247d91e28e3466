"""What the calls of the API answer with: bodies, problems, and the headers that go with them."""

from typing import Any

from moderation.web.openapi.schemas import TEXT, ref

PROBLEM_TITLES = {
    "401": "No API key, or one that nobody issued",
    "403": "Not yours; or the author is suspended or banned",
    "404": "Nothing by that id for this caller",
    "409": "Settled by somebody else",
    "413": "The request is too large",
    "415": "Not application/json",
    "422": "A field is missing, of the wrong kind, empty or too long",
    "429": "Too much at once, more waits than can be ruled on in time, or the author is in slow mode",
    "503": "Redis is away: nothing was accepted",
}
LATER = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds after which to try again"}}
LEFT = {
    "RateLimit-Policy": {"schema": TEXT, "description": 'How many in how many seconds: `"site";q=60000;w=60`'},
    "RateLimit": {
        "schema": TEXT,
        "description": 'What is left: `"site";r=59999`; `t`: the seconds to wait',
    },
}
"""As draft-ietf-httpapi-ratelimit-headers has it."""


def answer(description: str, model: str | None, kind: str = "application/json") -> dict[str, Any]:
    """An answer with a body."""
    schema = ref(model) if model else {"type": "object"}
    return {"description": description, "content": {kind: {"schema": schema}}}


def listed(description: str, model: str) -> dict[str, Any]:
    """The answers with a list that is not sent again while it is the same."""
    etag = {"ETag": {"schema": TEXT, "description": "For `If-None-Match`, when this list is asked for again"}}
    return {
        "200": {**answer(description, model), "headers": etag},
        "304": {"description": "Not changed since `If-None-Match`"},
    }


def problems(*statuses: str) -> dict[str, Any]:
    """Answers that are problem documents."""
    problems = {status: answer(PROBLEM_TITLES[status], "Problem", "application/problem+json") for status in statuses}
    for status, headers in (("429", LATER | LEFT), ("503", LATER)):
        if status in problems:
            problems[status]["headers"] = headers
    return problems
