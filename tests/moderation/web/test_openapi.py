"""The description is true: what it promises is answered, and no input makes a 500."""

from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from moderation.store import Pulse
from moderation.web import create_app
from moderation.web.keys import issue
from moderation.web.openapi import document
from tests.builders import MODEL, NOON, Words, a_desk

DESK = a_desk()
DESK.pulses.beat(Pulse("w1", MODEL), NOON + timedelta(days=1))
KEY = issue(DESK, "whytimes")
APP = create_app(DESK, lambda: [Words()])
DESCRIPTION = schemathesis.openapi.from_wsgi("/openapi.json", APP)


@DESCRIPTION.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_input_makes_a_500_and_every_answer_is_described(case: Case[Any]) -> None:
    case.call_and_validate(
        headers={"Authorization": f"Bearer {KEY}"},
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
            response_headers_conformance,
        ],
    )


def test_every_route_is_described_and_every_described_path_is_there() -> None:
    described = {path.replace("{", "<").replace("}", ">") for path in document()["paths"]}
    routes = {rule.rule.replace("<id:", "<") for rule in APP.url_map.iter_rules()}
    for_machines = {route for route in routes if route.startswith("/v1/")} | {"/healthz", "/readyz", "/metrics"}
    assert described == for_machines | {"/openapi.json"}


def test_the_description_is_served_as_it_is() -> None:
    assert APP.test_client().get("/openapi.json").get_json() == document()


@pytest.mark.parametrize("name", sorted(document()["components"]["schemas"]))
def test_every_schema_is_a_valid_one(name: str) -> None:
    schema: dict[str, Any] = document()["components"]["schemas"][name]
    Draft202012Validator.check_schema(schema)
