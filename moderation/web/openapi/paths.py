"""The calls of the API: parameters, bodies and answers."""

from typing import Any

from moderation.web.openapi.answers import LEFT, answer, listed, problems
from moderation.web.openapi.parameters import (
    ARTICLE,
    CURSOR,
    ID,
    KNOWN,
    LANGUAGE,
    LIMIT,
    MEMBER,
    ONCE,
    PATH_MEMBER,
    PREFER,
    SECTION,
    body,
    parameter,
)
from moderation.web.openapi.schemas import TEXT

OF_COMMENT: list[dict[str, list[str]]] = [{"siteKey": []}, {"receipt": []}]
"""Who may deal with one comment: its site, or whoever holds its receipt."""


def unkeyed(id: str, summary: str, responses: dict[str, Any]) -> dict[str, Any]:
    """A call that needs no key."""
    return {"operationId": id, "summary": summary, "security": [], "responses": responses}


ACCEPTED = {
    "200": answer("Decided, as `Prefer: wait` asked for", "Comment"),
    "202": {
        **answer("Accepted: durable, and will be decided or shown to a person", "Accepted"),
        "headers": {"Location": {"schema": TEXT, "description": "Where the comment's state is told"}, **LEFT},
    },
}

PATHS: dict[str, Any] = {
    "/v1/comments": {
        "post": {
            "operationId": "submitComment",
            "summary": "Accept a comment and have it judged",
            "parameters": [PREFER, LANGUAGE, ONCE],
            "requestBody": body("CommentForm"),
            "responses": {**ACCEPTED, **problems("401", "403", "409", "413", "415", "422", "429", "503")},
        }
    },
    "/v1/comments/batch": {
        "post": {
            "operationId": "submitComments",
            "summary": "Accept up to a hundred comments, each by itself",
            "parameters": [ONCE],
            "requestBody": body("BatchForm"),
            "responses": {
                "200": answer("One result each, in order", "Results"),
                **problems("401", "413", "415", "422", "429", "503"),
            },
        }
    },
    "/v1/comments/{id}": {
        "parameters": [ID],
        "get": {
            "operationId": "showComment",
            "summary": "Where a comment stands: state, decision, explanation",
            "security": OF_COMMENT,
            "parameters": [LANGUAGE],
            "responses": {"200": answer("The comment", "Comment"), **problems("401", "403", "404", "503")},
        },
        "put": {
            "operationId": "editComment",
            "summary": "The author's edit: a new revision; the published one stays until the new one is ruled on",
            "security": OF_COMMENT,
            "parameters": [PREFER, LANGUAGE],
            "requestBody": body("EditForm"),
            "responses": {**ACCEPTED, **problems("401", "403", "404", "409", "413", "415", "422", "429", "503")},
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
                **problems("401", "404", "409", "413", "415", "422", "429", "503"),
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
                **problems("401", "403", "404", "409", "413", "415", "422", "429", "503"),
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
    "/v1/sections": {
        "get": {
            "operationId": "listSections",
            "summary": "The sections that have a mode",
            "parameters": [KNOWN],
            "responses": {**listed("All of them, at most 400", "Sections"), **problems("401", "503")},
        },
    },
    "/v1/sections/{section}": {
        "parameters": [SECTION],
        "put": {
            "operationId": "putSection",
            "summary": "The mode of a section's articles; of the section's and the article's the tighter one holds",
            "requestBody": body("SectionForm"),
            "responses": {
                "200": answer("As it is now", "Section"),
                **problems("401", "404", "413", "415", "422", "503"),
            },
        },
        "get": {
            "operationId": "showSection",
            "summary": "The mode in force in a section",
            "responses": {"200": answer("As it is", "Section"), **problems("401", "404", "503")},
        },
    },
    "/v1/articles/{article}/comments": {
        "get": {
            "operationId": "listPublished",
            "summary": "What readers of an article may see, newest first",
            "parameters": [ARTICLE, LIMIT, CURSOR, LANGUAGE, KNOWN],
            "responses": {
                **listed("A page of comments", "Page"),
                **problems("401", "404", "422", "503"),
            },
        }
    },
    "/v1/members/{member}/comments": {
        "get": {
            "operationId": "listMember",
            "summary": "A member's own comments in every state, newest first",
            "parameters": [PATH_MEMBER, LIMIT, CURSOR, LANGUAGE, KNOWN],
            "responses": {
                **listed("A page of comments", "Comments"),
                **problems("401", "404", "422", "503"),
            },
        }
    },
    "/v1/members/{member}": {
        "get": {
            "operationId": "showMember",
            "summary": "How a member stands with the site: counts, accuracy, every sanction; for their own eyes",
            "parameters": [PATH_MEMBER],
            "responses": {"200": answer("All that is known of the member", "Member"), **problems("401", "404", "503")},
        }
    },
    "/v1/members/{member}/appeals": {
        "post": {
            "operationId": "appealSanction",
            "summary": "What a member says against a sanction, once for each; the desk reads it",
            "parameters": [PATH_MEMBER],
            "requestBody": body("SanctionAppealForm"),
            "responses": {
                "201": answer("Kept", "Sanction"),
                **problems("401", "404", "409", "413", "415", "422", "503"),
            },
        }
    },
    "/v1/preview": {
        "post": {
            "operationId": "preview",
            "summary": "What would be found and ruled; keeps nothing",
            "parameters": [LANGUAGE],
            "requestBody": body("PreviewForm"),
            "responses": {
                "200": answer("What would be ruled", "Previewed"),
                **problems("401", "413", "415", "422", "429", "503"),
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
