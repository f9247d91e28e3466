"""Every relative link in our Markdown leads somewhere, and so does every anchor."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.markdown import ROOT, anchors, links

ROOMS = ("benchmarks", "deploy", "docs", "models", "moderation", "tests", "workers")


def pages() -> list[str]:
    """All Markdown of the repository."""
    found = [*ROOT.glob("*.md"), *(page for room in ROOMS for page in (ROOT / room).rglob("*.md"))]
    return sorted(page.relative_to(ROOT).as_posix() for page in found)


@pytest.mark.parametrize("page", pages())
def test_every_link_leads_somewhere(page: str) -> None:
    path = ROOT / page
    for link in links(path):
        if "://" in link or link.startswith("mailto:"):
            continue
        target, _, anchor = unquote(link).partition("#")
        there = (path.parent / target).resolve() if target else path
        assert there.exists(), f"{link} leads nowhere"
        assert there.is_relative_to(ROOT), f"{link} leads out of the repository"
        if anchor and there.suffix == ".md":
            assert anchor in anchors(there), f"{link}: there is no such heading, only {sorted(anchors(there))}"


def test_the_index_leads_to_every_page() -> None:
    """docs/README.md names each page, but not each decision."""
    index = ROOT / "docs" / "README.md"
    named = {(index.parent / unquote(link).partition("#")[0]).resolve() for link in links(index)}
    unnamed = [page.name for page in (ROOT / "docs").glob("*.md") if page != index and page not in named]
    assert not unnamed


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("# 준비 (Before you start)", "준비-before-you-start"),
        ("## `GET /v1/comments/{id}`", "get-v1commentsid"),
        ("## HANMADI_HOST", "hanmadi_host"),
        ("# [a](b.md), 그리고 c", "a-그리고-c"),
    ],
)
def test_anchors_are_made_as_code_hosts_make_them(tmp_path: Path, heading: str, anchor: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{heading}\n\n```sh\n# no heading\n```\n")
    assert anchors(page) == {anchor}
