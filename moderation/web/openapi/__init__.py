"""The OpenAPI 3.1 description, made from the forms that the endpoints themselves read."""

from functools import cache
from importlib.metadata import version
from typing import Any

from pydantic.json_schema import models_json_schema

from moderation.web.forms import (
    AppealForm,
    BatchForm,
    CommentForm,
    DiscussionForm,
    EditForm,
    PreviewForm,
    ReportForm,
    SanctionAppealForm,
    SectionForm,
)
from moderation.web.openapi.paths import PATHS
from moderation.web.openapi.schemas import REF, SCHEMAS
from moderation.web.sites.coral import CoralForm

FORMS = (
    CommentForm,
    CoralForm,
    BatchForm,
    EditForm,
    DiscussionForm,
    PreviewForm,
    ReportForm,
    SectionForm,
    AppealForm,
    SanctionAppealForm,
)


@cache
def document() -> dict[str, Any]:
    """The whole description; the same object at every call, not to be changed."""
    _, forms = models_json_schema([(form, "validation") for form in FORMS], ref_template=REF)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Hanmadi (한마디)",
            "version": version("hanmadi"),
            "description": "Comment moderation for Korean news sites.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "security": [{"siteKey": []}],
        "paths": PATHS,
        "components": {
            "securitySchemes": {
                "siteKey": {"type": "http", "scheme": "bearer", "description": "A site's API key"},
                "receipt": {"type": "http", "scheme": "bearer", "description": "The receipt of the comment"},
            },
            "schemas": {**forms["$defs"], **SCHEMAS},
        },
    }
