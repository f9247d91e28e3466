"""Reads our own Markdown as the tests need it: examples, headings and links."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = re.compile(r"^<!-- run: (?P<name>\S+) -->\n```\w+\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)\s*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(`+).+?\1", re.DOTALL)
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(<?([^)\s>]+)>?(?: +\"[^\"]*\")?\)")
NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


def examples(page: Path) -> dict[str, str]:
    """The examples of a page that are marked `<!-- run: NAME -->`, by name."""
    return {found["name"]: found["code"] for found in EXAMPLE.finditer(page.read_text(encoding="utf-8"))}


def links(page: Path) -> Iterator[str]:
    """Where the links and images of a page lead, code left out."""
    text = CODE.sub("", FENCE.sub("", page.read_text(encoding="utf-8")))
    return (found[1] for found in LINK.finditer(text))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    made: set[str] = set()
    for heading in HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        anchor = _anchor(heading)
        number = next(n for n in range(1000) if (f"{anchor}-{n}" if n else anchor) not in made)
        made.add(f"{anchor}-{number}" if number else anchor)
    return made


def _anchor(heading: str) -> str:
    """Lower case, without punctuation, with - for each space; of a link only its text."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    return NOT_IN_ANCHOR.sub("", text.lower()).replace(" ", "-")
