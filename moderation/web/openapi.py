"""The OpenAPI 3.1 description, made from the forms that the endpoints themselves read."""

from functools import cache
from importlib.metadata import version
from typing import Any, Final

from pydantic.json_schema import models_json_schema

from moderation.decision import State, Verdict
from moderation.web.forms import CommentForm

REF: Final = "#/components/schemas/{model}"
TEXT = {"type": "string"}
NULLABLE_TEXT = {"type": ["string", "null"]}
TIME = {"type": "string", "format": "date-time"}


@cache
def document() -> dict[str, Any]:
    """The whole description; the same object at every call, not to be changed."""
    _, forms = models_json_schema([(CommentForm, "validation")], ref_template=REF)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Hanmadi (한마디)",
            "version": version("hanmadi"),
            "description": "Comment moderation for Korean news sites.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "security": [{"siteKey": []}],
        "paths": {
            "/v1/comments": {"post": SUBMIT},
            "/v1/comments/{id}": {"get": SHOW},
            "/v1/articles/{article}/comments": {"get": LIST},
            "/healthz": {"get": _open("Whether the process lives", {"200": _answer("Alive", "Health")})},
            "/readyz": {
                "get": _open(
                    "Whether comments can be judged: Redis answers, and a worker with a model was heard from lately",
                    {"200": _answer("Ready", "Readiness"), "503": {"description": "Not ready"}},
                )
            },
            "/openapi.json": {"get": _open("This description", {"200": _answer("OpenAPI 3.1", None)})},
        },
        "components": {
            "securitySchemes": {"siteKey": {"type": "http", "scheme": "bearer"}},
            "schemas": {**forms["$defs"], **SCHEMAS},
        },
    }


def _ref(model: str) -> dict[str, Any]:
    return {"$ref": REF.format(model=model)}


def _answer(description: str, model: str | None, kind: str = "application/json") -> dict[str, Any]:
    schema = _ref(model) if model else {"type": "object"}
    return {"description": description, "content": {kind: {"schema": schema}}}


def _problems(*statuses: str) -> dict[str, Any]:
    return {status: _answer(PROBLEM_TITLES[status], "Problem", "application/problem+json") for status in statuses}


def _open(summary: str, responses: dict[str, Any]) -> dict[str, Any]:
    return {"summary": summary, "security": [], "responses": responses | _problems("503") | responses}


def _parameter(name: str, where: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": where,
        "required": where == "path",
        "schema": schema,
        "description": description,
    }


def _object(required: tuple[str, ...] | None = None, **properties: dict[str, Any]) -> dict[str, Any]:
    names = list(properties) if required is None else list(required)
    return {"type": "object", "properties": properties, "required": names}


PROBLEM_TITLES = {
    "401": "No API key, or one that nobody issued",
    "404": "Nothing by that id for this site",
    "413": "More than 64 KiB",
    "415": "Not application/json",
    "422": "A field is missing, of the wrong kind, empty or too long",
    "503": "Redis is away: nothing was accepted",
}

SUBMIT = {
    "operationId": "submitComment",
    "summary": "Accept a comment and have it judged",
    "requestBody": {"required": True, "content": {"application/json": {"schema": _ref("CommentForm")}}},
    "responses": {
        "202": {
            **_answer("Accepted: durable, and will be decided or shown to a person", "Accepted"),
            "headers": {"Location": {"schema": TEXT, "description": "Where the comment's state is told"}},
        },
        **_problems("401", "413", "415", "422", "503"),
    },
}

SHOW = {
    "operationId": "showComment",
    "summary": "Where a comment stands: state, decision, explanation",
    "parameters": [_parameter("id", "path", TEXT, "The id that a 202 told")],
    "responses": {"200": _answer("The comment", "Comment"), **_problems("401", "404", "503")},
}

LIST = {
    "operationId": "listPublished",
    "summary": "What readers of an article may see, newest first",
    "parameters": [
        _parameter("article", "path", {**TEXT, "minLength": 1}, "The site's own id of the article"),
        _parameter("limit", "query", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}, "How many"),
        _parameter("cursor", "query", TEXT, "`next` of the page before"),
    ],
    "responses": {"200": _answer("A page of comments", "Page"), **_problems("401", "404", "422", "503")},
}

AUTHOR = {"anyOf": [_ref("GuestForm"), _ref("MemberForm")]}

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
        reasons={"type": "array", "items": _ref("Reason")},
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
        decision={"anyOf": [_ref("Decision"), {"type": "null"}]},
    ),
    "ReaderComment": _object(
        id=TEXT,
        state={"enum": ["published", "hidden"]},
        masked={"type": "boolean"},
        revision={"type": "integer"},
        article=TEXT,
        author=AUTHOR,
        parent=NULLABLE_TEXT,
        text=NULLABLE_TEXT,
        created_at=TIME,
        explanation={**NULLABLE_TEXT, "description": "The stub's sentence when hidden"},
    ),
    "Page": _object(comments={"type": "array", "items": _ref("ReaderComment")}, next=NULLABLE_TEXT),
    "Problem": _object(
        required=("type", "title", "status", "detail", "code"),
        type=TEXT,
        title=TEXT,
        status={"type": "integer"},
        detail={**TEXT, "description": "One Korean sentence that a site may show"},
        code=TEXT,
        errors={"type": "array", "items": _object(pointer=TEXT, reason=TEXT)},
    ),
    "Health": _object(status={"const": "ok"}),
    "Readiness": _object(
        status=TEXT,
        redis={"type": "boolean"},
        workers={"type": "integer"},
        models={"type": "array", "items": TEXT},
        backlog={"type": "integer"},
    ),
}
