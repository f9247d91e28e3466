"""The box as it is served: small, by itself, for pages of any origin, and within every strict content policy."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

import moderation.web

SCRIPT = Path(moderation.web.__file__).parent / "box" / "static" / "hanmadi-box.js"
SMALL = 15_000
"""Bytes, as written."""


def test_the_script_is_small() -> None:
    assert len(SCRIPT.read_bytes()) < SMALL


@pytest.mark.parametrize("file", ["hanmadi-box.js", "hanmadi-box.css"])
def test_any_site_may_include_it(client: FlaskClient, file: str) -> None:
    answer = client.get(f"/box/{file}", buffered=True)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert answer.mimetype in ("text/javascript", "text/css")
    again = client.get(f"/box/{file}", headers={"If-None-Match": answer.headers["ETag"]}, buffered=True)
    assert again.status_code == 304


def test_it_needs_nothing_else_and_writes_no_markup() -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    for forbidden in ("import ", "require(", "http:", "https:", "innerHTML", "insertAdjacentHTML", "eval(", ".style"):
        assert forbidden not in script
