"""docs/api.md is what docs/generate_api.py makes of the OpenAPI description now."""

import runpy

from moderation.web.openapi import document
from tests.docs.markdown import ROOT, anchors

PAGE = ROOT / "docs" / "api.md"


def test_the_page_is_current() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "generate_api.py"))["page"]()
    assert PAGE.read_text(encoding="utf-8") == made, "out of date: run `python docs/generate_api.py`"


def test_every_call_has_a_heading() -> None:
    calls = [(method, path) for path, calls in document()["paths"].items() for method in calls]
    headings = PAGE.read_text(encoding="utf-8")
    assert all(f"### `{method.upper()} {path}`" in headings for method, path in calls if method != "parameters")
    assert "get-v1commentsid" in anchors(PAGE)
