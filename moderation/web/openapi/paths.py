"""The calls of the API: parameters, bodies and answers."""

from typing import Any

from moderation.web.openapi.schemas import TEXT, ref

PROBLEM_TITLES = {
    "401": "No API key, or one that nobody issued",
    "403": "Not yours",
    "404": "Nothing by that id for this caller",
    "409": "Settled by somebody else",
    "413": "The request is too large",
    "415": "Not application/json",
    "422": "A field is missing, of the wrong kind, empty or too long",
    "503": "Redis is away: nothing was accepted",
}
OF_COMMENT: list[dict[str, list[str]]] = [{"siteKey": []}, {"receipt": []}]
"""Who may deal with one comment: its site, or whoever holds its receipt."""


def answer(description: str, model: str | None, kind: str = "application/json") -> dict[str, Any]:
    """An answer with a body."""
    schema = ref(model) if model else {"type": "object"}
    return {"description": description, "content": {kind: {"schema": schema}}}


def problems(*statuses: str) -> dict[str, Any]:
    """Answers that are problem documents."""
    return {status: answer(PROBLEM_TITLES[status], "Problem", "application/problem+json") for status in statuses}


def body(form: str) -> dict[str, Any]:
    """A JSON body that is needed."""
    return {"required": True, "content": {"application/json": {"schema": ref(form)}}}


def parameter(name: str, where: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    """A parameter; those in the path are needed."""
    return {"name": name, "in": where, "required": where == "path", "schema": schema, "description": description}


def unkeyed(id: str, summary: str, responses: dict[str, Any]) -> dict[str, Any]:
    """A call that needs no key."""
    return {"operationId": id, "summary": summary, "security": [], "responses": responses}


ID = parameter("id", "path", {**TEXT, "minLength": 1}, "The id that a 202 told")
PREFER = parameter("Prefer", "header", TEXT, "`wait=N`: answer 200 with the decision if it is made within N seconds")
ONCE = parameter("Idempotency-Key", "header", {**TEXT, "maxLength": 255}, "The same key is accepted once")
ARTICLE = parameter("article", "path", {**TEXT, "minLength": 1}, "The site's own id of the article")
LIMIT = parameter("limit", "query", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}, "How many")
CURSOR = parameter("cursor", "query", TEXT, "`next` of the page before")
MEMBER = parameter("member", "query", TEXT, "For which member the site acts; must be the author")
ACCEPTED = {
    "200": answer("Decided, as `Prefer: wait` asked for", "Comment"),
    "202": {
        **answer("Accepted: durable, and will be decided or shown to a person", "Accepted"),
        "headers": {"Location": {"schema": TEXT, "description": "Where the comment's state is told"}},
    },
}

PATHS: dict[str, Any] = {
    "/v1/comments": {
        "post": {
            "operationId": "submitComment",
            "summary": "Accept a comment and have it judged",
            "parameters": [PREFER, ONCE],
            "requestBody": body("CommentForm"),
            "responses": {**ACCEPTED, **problems("401", "409", "413", "415", "422", "503")},
        }
    },
    "/v1/comments/batch": {
        "post": {
            "operationId": "submitComments",
            "summary": "Accept up to a hundred comments, each by itself",
            "requestBody": body("BatchForm"),
            "responses": {
                "200": answer("One result each, in order", "Results"),
                **problems("401", "413", "415", "422", "503"),
            },
        }
    },
    "/v1/comments/{id}": {
        "parameters": [ID],
        "get": {
            "operationId": "showComment",
            "summary": "Where a comment stands: state, decision, explanation",
            "security": OF_COMMENT,
            "responses": {"200": answer("The comment", "Comment"), **problems("401", "403", "404", "503")},
        },
        "put": {
            "operationId": "editComment",
            "summary": "The author's edit: a new revision; the published one stays until the new one is ruled on",
            "security": OF_COMMENT,
            "parameters": [PREFER],
            "requestBody": body("EditForm"),
            "responses": {**ACCEPTED, **problems("401", "403", "404", "409", "413", "415", "422", "503")},
        },
        "delete": {
            "operationId": "eraseComment",
            "summary": "The author's deletion: the text is erased, a tombstone stays",
            "security": OF_COMMENT,
            "parameters": [MEMBER],
            "responses": {"204": {"description": "Erased"}, **problems("401", "403", "404", "409", "503")},
        },
    },
    "/v1/comments/{id}/reports": {
        "parameters": [ID],
        "post": {
            "operationId": "reportComment",
            "summary": "A reader's report: raises the comment's priority for moderators, hides nothing by itself",
            "requestBody": body("ReportForm"),
            "responses": {
                "201": answer("Kept", "Filed"),
                **problems("401", "404", "409", "413", "415", "422", "503"),
            },
        },
    },
    "/v1/comments/{id}/appeals": {
        "parameters": [ID],
        "post": {
            "operationId": "appealDecision",
            "summary": "The author's appeal, once for each decision, to a person who did not rule first",
            "security": OF_COMMENT,
            "requestBody": body("AppealForm"),
            "responses": {
                "201": answer("Kept", "Filed"),
                **problems("401", "403", "404", "409", "413", "415", "422", "503"),
            },
        },
    },
    "/v1/articles/{article}": {
        "parameters": [ARTICLE],
        "put": {
            "operationId": "putArticle",
            "summary": "How the discussion is to be: mode, closing time, what makes the article sensitive",
            "requestBody": body("DiscussionForm"),
            "responses": {
                "200": answer("As it is now", "Discussion"),
                **problems("401", "404", "413", "415", "422", "503"),
            },
        },
        "get": {
            "operationId": "showArticle",
            "summary": "What was said about the discussion",
            "responses": {"200": answer("As it is", "Discussion"), **problems("401", "404", "503")},
        },
    },
    "/v1/articles/{article}/comments": {
        "get": {
            "operationId": "listPublished",
            "summary": "What readers of an article may see, newest first",
            "parameters": [
                ARTICLE,
                LIMIT,
                CURSOR,
            ],
            "responses": {
                "200": answer("A page of comments", "Page"),
                "304": {"description": "Not changed since `If-None-Match`"},
                **problems("401", "404", "422", "503"),
            },
        }
    },
    "/v1/members/{member}/comments": {
        "get": {
            "operationId": "listMember",
            "summary": "A member's own comments in every state, newest first",
            "parameters": [
                parameter("member", "path", {**TEXT, "minLength": 1}, "The site's own id of the member"),
                LIMIT,
                CURSOR,
            ],
            "responses": {"200": answer("A page of comments", "Comments"), **problems("401", "404", "422", "503")},
        }
    },
    "/v1/preview": {
        "post": {
            "operationId": "preview",
            "summary": "What would be found and ruled; keeps nothing",
            "requestBody": body("PreviewForm"),
            "responses": {
                "200": answer("What would be ruled", "Previewed"),
                **problems("401", "413", "415", "422", "503"),
            },
        }
    },
    "/v1/coral/{site}": {
        "parameters": [parameter("site", "path", {**TEXT, "minLength": 1}, "The name of the site")],
        "post": {
            "operationId": "coralPhase",
            "summary": "Coral's external moderation phase: judged at once, kept nowhere",
            "security": [],
            "parameters": [parameter("X-Coral-Signature", "header", TEXT, "`sha256=…` of the body; several by commas")],
            "requestBody": body("CoralForm"),
            "responses": {"200": answer("What Coral is to do", "CoralAnswer"), **problems("401", "413", "415", "422")},
        },
    },
    "/v1/automated-decision": {
        "get": unkeyed(
            "automatedDecision",
            "What is processed, by which criteria, and how to ask for a person; made from the live policies",
            {"200": answer("In Korean and in English", None)},
        )
    },
    "/healthz": {"get": unkeyed("alive", "Whether the process lives", {"200": answer("Alive", "Health")})},
    "/readyz": {
        "get": unkeyed(
            "ready",
            "Whether comments can be judged: Redis answers, and a worker with a model was heard from lately",
            {"200": answer("Ready", "Readiness"), "503": {"description": "Not ready"}},
        )
    },
    "/metrics": {
        "get": unkeyed(
            "metrics",
            "Figures for Prometheus",
            {"200": {"description": "Text format", "content": {"text/plain": {"schema": TEXT}}}, **problems("503")},
        )
    },
    "/openapi.json": {"get": unkeyed("openapi", "This description", {"200": answer("OpenAPI 3.1", None)})},
}
