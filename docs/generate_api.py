"""Writes docs/api.md from the OpenAPI description: `python docs/generate_api.py`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from moderation.web.openapi import document

PAGE = Path(__file__).with_name("api.md")
HEAD = """\
# API

<!-- Made by docs/generate_api.py from the OpenAPI description; a test says when it is out of date. -->

모든 호출과 항목입니다.
실행 중인 서버의 `/openapi.json`과 같은 내용입니다. 예제는 [integrate.md](integrate.md)에 있습니다.

Every call and field, as `/openapi.json` on the running server describes them; examples are in
[integrate.md](integrate.md). JSON in UTF-8; times are UTC (RFC 3339); errors are [problems](#problem).
"""
WHO = {"siteKey": "the site's API key", "receipt": "the comment's receipt"}
TYPES = {"string": "text", "integer": "whole number", "boolean": "true or false", "object": "object", "null": "null"}
LIMITS = {
    "minLength": "at least {} long",
    "maxLength": "at most {} long",
    "minimum": "from {}",
    "maximum": "to {}",
    "minItems": "at least {}",
    "maxItems": "at most {}",
}

Schema = dict[str, Any]


def page() -> str:
    """The whole page."""
    described = document()
    schemas = {name: each for name, each in described["components"]["schemas"].items() if "properties" in each}
    calls = [
        "\n".join(_call(described, method, path, call))
        for path, calls in described["paths"].items()
        for method, call in calls.items()
        if method != "parameters"
    ]
    values = ["\n".join(_schema(name, schema)) for name, schema in sorted(schemas.items())]
    return "\n".join([HEAD, "## Calls\n", *calls, "## Values\n", *values]).rstrip() + "\n"


def _call(described: Schema, method: str, path: str, call: Schema) -> Iterator[str]:
    yield f"### `{method.upper()} {path}`\n"
    yield f"{call['summary']}.\n"
    ways = call["security"] if "security" in call else described["security"]
    who = [WHO[name] for way in ways for name in way]
    yield f"Who may: {' or '.join(who) or 'everybody'}.\n"
    parameters = [*described["paths"][path].get("parameters", ()), *call.get("parameters", ())]
    if parameters:
        yield "| parameter | in | type | |\n|---|---|---|---|"
        yield from (
            f"| `{each['name']}` | {each['in']} | {_type(each['schema'])} | {each['description']} |"
            for each in parameters
        )
        yield ""
    if "requestBody" in call:
        yield f"Body: {_content(call['requestBody'])}.\n"
    yield "| answer | | body |\n|---|---|---|"
    for status, answer in call["responses"].items():
        yield f"| {status} | {answer['description']} | {_content(answer)} |"
    yield ""


def _schema(name: str, schema: Schema) -> Iterator[str]:
    yield f"### {name}\n"
    if schema.get("description"):
        yield f"{schema['description']}\n"
    required = schema.get("required", ())
    yield "| field | type | |\n|---|---|---|"
    for field, what in schema["properties"].items():
        notes = [] if field in required else ["optional"]
        notes += [what["description"]] if "description" in what else []
        yield f"| `{field}` | {_type(what)} | {'; '.join(notes)} |"
    yield ""


def _content(what: Schema) -> str:
    """The types of a body; nothing where there is none."""
    return " or ".join(
        kind if each["schema"] == {"type": "object"} else _type(each["schema"])
        for kind, each in what.get("content", {}).items()
    )


def _type(schema: Schema) -> str:
    """A schema in a few words, with links to those that have a name."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return "anything" if name == "JsonValue" else f"[{name}](#{name.lower()})"
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join("null" if value is None else f"`{value}`" for value in schema["enum"])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " or ".join(_type(each) for each in schema[several])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}{_limits(schema)}"
    kinds = schema.get("type", [])
    names = [TYPES.get(kind, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    name = "time" if schema.get("format") == "date-time" else " or ".join(names) or "anything"
    return name + _limits(schema)


def _limits(schema: Schema) -> str:
    said = [words.format(schema[limit]) for limit, words in LIMITS.items() if limit in schema]
    said += [f"default {schema['default']}"] if schema.get("default") is not None else []
    return f" ({', '.join(said)})" if said else ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
