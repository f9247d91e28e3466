"""The schemas of what the API answers."""

from typing import Any, Final

from moderation.decision import Appealed, State, Verdict
from moderation.discussion import Mode, Source
from moderation.sanction import Measure
from moderation.standing import COUNTS

REF: Final = "#/components/schemas/{model}"
TEXT = {"type": "string"}
NULLABLE_TEXT = {"type": ["string", "null"]}
TIME = {"type": "string", "format": "date-time"}
SPOKEN: Final = "Korean, or English as `Accept-Language` prefers"


def ref(model: str) -> dict[str, Any]:
    """A reference to a schema by its name."""
    return {"$ref": REF.format(model=model)}


def _object(required: tuple[str, ...] | None = None, **properties: dict[str, Any]) -> dict[str, Any]:
    names = list(properties) if required is None else list(required)
    return {"type": "object", "properties": properties, "required": names}


AUTHOR = {"anyOf": [ref("GuestForm"), ref("MemberForm")]}
SANCTIONS = {
    "type": "array",
    "items": ref("Sanction"),
    "description": "What holds for the author now; absent where nothing does",
}

SCHEMAS: dict[str, Any] = {
    "Accepted": _object(
        id=TEXT,
        state={"const": "pending"},
        revision={"type": "integer"},
        links=_object(self=TEXT),
        receipt={**TEXT, "description": "Signed: with it a guest can later read the state, delete or appeal"},
        required=("id", "state", "revision", "links", "receipt"),
        sanctions=SANCTIONS,
    ),
    "Sanction": _object(
        required=("id", "measure", "code", "explanation", "at", "until"),
        id=TEXT,
        measure={"enum": [each.value for each in Measure]},
        code={**TEXT, "description": "The label that says why"},
        explanation={**TEXT, "description": "Korean, for the author"},
        explanation_en={**TEXT, "description": "The same in English"},
        minutes={"type": ["integer", "null"], "description": "The pause of slow mode"},
        at=TIME,
        until={"type": ["string", "null"], "format": "date-time", "description": "null: without an end"},
        lifted_at={"type": ["string", "null"], "format": "date-time"},
        appeal={**NULLABLE_TEXT, "description": "What the author said against it"},
        holds={"type": "boolean", "description": "Whether it is in force (`GET /v1/members/{member}`)"},
    ),
    "Member": _object(
        member=TEXT,
        standing=_object(
            None,
            **{name: {"type": "integer"} for name in COUNTS},
            accuracy={
                "type": ["number", "null"],
                "description": "The share that was published, a comment of 90 days ago weighing half; null: none yet",
            },
        ),
        sanctions={"type": "array", "items": ref("Sanction"), "description": "Past and present, newest first"},
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
        required=(*("verdict", "by", "policy", "model", "at", "reasons", "explanation"),),
        verdict={"enum": [*(verdict.value for verdict in Verdict), None], "description": "null while held"},
        by=TEXT,
        policy=TEXT,
        model=NULLABLE_TEXT,
        at=TIME,
        until=TIME,
        reasons={"type": "array", "items": ref("Reason")},
        explanation={**TEXT, "description": f"For the author; {SPOKEN}"},
        advice={
            **TEXT,
            "description": f"What the author may do now, besides an appeal; {SPOKEN}; not if published as written",
        },
        appeal=ref("Appeal"),
    ),
    "Appeal": _object(
        state={
            "enum": ["possible", "lapsed", *(each.value for each in Appealed)],
            "description": "`open`: a person who did not rule first looks; `upheld`, `overturned`: what came of it",
        },
        until={"anyOf": [TIME, {"type": "null"}], "description": "Until when an appeal is possible"},
        explanation={**TEXT, "description": f"Until when, or what came of it and why; {SPOKEN}"},
    ),
    "Links": _object(
        required=(),
        self={**TEXT, "description": "Only where the comment answers a submission or an edit"},
        appeal={**TEXT, "description": "Where to `POST` an appeal; only where one is possible"},
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
        required=("id", "state", "masked", "revision", "article", "author", "parent", "text", "created_at", "decision"),
        edit=ref("Edit"),
        links=ref("Links"),
    ),
    "Edit": _object(revision={"type": "integer"}, state={"enum": ["pending", "held"]}, text=TEXT),
    "Comments": _object(comments={"type": "array", "items": ref("Comment")}, next=NULLABLE_TEXT),
    "Results": _object(results={"type": "array", "items": {"anyOf": [ref("Accepted"), ref("Problem")]}}),
    "Previewed": _object(
        state={"enum": [state.value for state in State]},
        masked={"type": "boolean"},
        text=NULLABLE_TEXT,
        decision=ref("Decision"),
        required=("state", "masked", "text", "decision"),
        sanctions=SANCTIONS,
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
        explanation={**NULLABLE_TEXT, "description": f"The stub's sentence when hidden or deleted; {SPOKEN}"},
    ),
    "Page": _object(
        required=("comments", "next"),
        comments={"type": "array", "items": ref("ReaderComment")},
        next=NULLABLE_TEXT,
        notice={
            **TEXT,
            "description": f"To know before one writes: closed, or condolences only; {SPOKEN}",
        },
    ),
    "Problem": _object(
        required=("type", "title", "status", "detail", "code"),
        type=TEXT,
        title=TEXT,
        status={"type": "integer"},
        detail={**TEXT, "description": "One Korean sentence that a site may show"},
        code=TEXT,
        until={"type": ["string", "null"], "format": "date-time", "description": "Until when an author is shut out"},
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
        mode={"enum": [mode.value for mode in Mode], "description": "The mode in force"},
        mode_by={"enum": [source.value for source in Source], "description": "Who said so: the desk goes before all"},
        closes_at={"type": ["string", "null"], "format": "date-time"},
        sensitive={"type": "array", "items": TEXT},
        reach={"type": ["integer", "null"]},
        open={"type": "boolean"},
    ),
    "Section": _object(
        section=TEXT,
        mode={"enum": [mode.value for mode in Mode], "description": "The mode in force"},
        mode_by={"enum": ["desk", "site", "default"], "description": "Who said so: the desk goes before the site"},
    ),
    "Sections": _object(sections={"type": "array", "maxItems": 400, "items": ref("Section")}),
    "Filed": _object(required=("comment", "at"), comment=TEXT, reason=TEXT, at=TIME),
    "Health": _object(status={"const": "ok"}),
    "Readiness": _object(
        required=("status", "redis", "workers", "models", "backlog"),
        status=TEXT,
        redis={"type": "boolean"},
        workers={"type": "integer"},
        models={"type": "array", "items": TEXT},
        backlog={"type": "integer"},
        reason={**TEXT, "description": "Why it is not ready"},
    ),
}
