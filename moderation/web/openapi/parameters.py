"""The parameters and bodies of the calls."""

from typing import Any

from moderation.web.openapi.schemas import TEXT, ref


def body(form: str) -> dict[str, Any]:
    """A JSON body that is needed."""
    return {"required": True, "content": {"application/json": {"schema": ref(form)}}}


def parameter(name: str, where: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    """A parameter; those in the path are needed."""
    return {"name": name, "in": where, "required": where == "path", "schema": schema, "description": description}


ID = parameter("id", "path", {**TEXT, "minLength": 1}, "The id that a 202 told")
PREFER = parameter("Prefer", "header", TEXT, "`wait=N`: answer 200 with the decision if it is made within N seconds")
LANGUAGE = parameter("Accept-Language", "header", TEXT, "`en`: sentences for authors and readers in English")
ONCE = parameter("Idempotency-Key", "header", {**TEXT, "maxLength": 255}, "The same key and body: the first answer")
ARTICLE = parameter("article", "path", {**TEXT, "minLength": 1}, "The site's own id of the article")
SECTION = parameter("section", "path", {**TEXT, "minLength": 1}, "The section, as articles name it")
LIMIT = parameter("limit", "query", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}, "How many")
CURSOR = parameter("cursor", "query", TEXT, "`next` of the page before")
KNOWN = parameter("If-None-Match", "header", TEXT, "`ETag` of the list that the caller has: `304` while it is the same")
PATH_MEMBER = parameter("member", "path", {**TEXT, "minLength": 1}, "The site's own id of the member")
MEMBER = parameter("member", "query", TEXT, "For which member the site acts; must be the author")
