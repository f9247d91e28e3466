"""The schemas of what the API answers."""

from typing import Any, Final

from moderation.decision import State, Verdict

REF: Final = "#/components/schemas/{model}"
TEXT = {"type": "string"}
NULLABLE_TEXT = {"type": ["string", "null"]}
TIME = {"type": "string", "format": "date-time"}


def ref(model: str) -> dict[str, Any]:
    """A reference to a schema by its name."""
    return {"$ref": REF.format(model=model)}


def _object(required: tuple[str, ...] | None = None, **properties: dict[str, Any]) -> dict[str, Any]:
    names = list(properties) if required is None else list(required)
    return {"type": "object", "properties": properties, "required": names}


AUTHOR = {"anyOf": [ref("GuestForm"), ref("MemberForm")]}

SCHEMAS: dict[str, Any] = {
    "Accepted": _object(
        id=TEXT,
        state={"const": "pending"},
        revision={"type": "integer"},
        links=_object(self=TEXT),
        receipt={**TEXT, "description": "Signed: with it a guest can later read the state, delete or appeal"},
    ),
    "Reason": _object(
        code=TEXT,
        name=TEXT,
        score={"type": ["number", "null"], "minimum": 0, "maximum": 1},
        stage=TEXT,
        spans={
            "type": "array",
            "description": "Half-open ranges of code points of the text as written",
            "items": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
        },
    ),
    "Decision": _object(
        required=("verdict", "by", "policy", "model", "at", "reasons", "explanation"),
        verdict={"enum": [*(verdict.value for verdict in Verdict), None], "description": "null while held"},
        by=TEXT,
        policy=TEXT,
        model=NULLABLE_TEXT,
        at=TIME,
        until=TIME,
        reasons={"type": "array", "items": ref("Reason")},
        explanation={**TEXT, "description": "Korean, for the author"},
    ),
    "Comment": _object(
        id=TEXT,
        state={"enum": [state.value for state in State]},
        masked={"type": "boolean"},
        revision={"type": "integer"},
        article=TEXT,
        author=AUTHOR,
        parent=NULLABLE_TEXT,
        text={**NULLABLE_TEXT, "description": "As readers would see it; null for a stub"},
        created_at=TIME,
        decision={"anyOf": [ref("Decision"), {"type": "null"}]},
        edit={"anyOf": [ref("Edit"), {"type": "null"}], "description": "A newer revision that waits for its ruling"},
    ),
    "Edit": _object(revision={"type": "integer"}, state={"enum": ["pending", "held"]}, text=TEXT),
    "Comments": _object(comments={"type": "array", "items": ref("Comment")}, next=NULLABLE_TEXT),
    "Results": _object(results={"type": "array", "items": {"anyOf": [ref("Accepted"), ref("Problem")]}}),
    "Previewed": _object(
        state={"enum": [state.value for state in State]},
        masked={"type": "boolean"},
        text=NULLABLE_TEXT,
        decision=ref("Decision"),
    ),
    "ReaderComment": _object(
        id=TEXT,
        state={"enum": ["pending", "published", "hidden", "deleted"], "description": "pending: post-moderation"},
        masked={"type": "boolean"},
        revision={"type": "integer"},
        article=TEXT,
        author=AUTHOR,
        parent=NULLABLE_TEXT,
        text=NULLABLE_TEXT,
        created_at=TIME,
        explanation={**NULLABLE_TEXT, "description": "The stub's sentence when hidden or deleted"},
    ),
    "Page": _object(comments={"type": "array", "items": ref("ReaderComment")}, next=NULLABLE_TEXT),
    "Problem": _object(
        required=("type", "title", "status", "detail", "code"),
        type=TEXT,
        title=TEXT,
        status={"type": "integer"},
        detail={**TEXT, "description": "One Korean sentence that a site may show"},
        code=TEXT,
        errors={"type": "array", "items": _object(pointer=TEXT, reason=TEXT)},
    ),
    "CoralAnswer": _object(
        required=(),
        status={"enum": ["REJECTED", "SYSTEM_WITHHELD"]},
        actions={"type": "array", "items": _object(actionType={"const": "FLAG"}, reason=TEXT)},
    ),
    "Discussion": _object(
        id=TEXT,
        url=NULLABLE_TEXT,
        title=NULLABLE_TEXT,
        section=NULLABLE_TEXT,
        mode={"enum": ["pre", "post", "closed"]},
        closes_at={"type": ["string", "null"], "format": "date-time"},
        sensitive={"type": "array", "items": TEXT},
        open={"type": "boolean"},
    ),
    "Filed": _object(required=("comment", "at"), comment=TEXT, reason=TEXT, at=TIME),
    "Health": _object(status={"const": "ok"}),
    "Readiness": _object(
        status=TEXT,
        redis={"type": "boolean"},
        workers={"type": "integer"},
        models={"type": "array", "items": TEXT},
        backlog={"type": "integer"},
    ),
}
