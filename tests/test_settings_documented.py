"""docs/settings.md has a heading for each setting, and no other."""

import re
from collections import UserDict
from pathlib import Path

from moderation.config import Settings

ROOT = Path(__file__).parent.parent
HEADINGS = set(re.findall(r"^## (HANMADI_[A-Z_]+)$", (ROOT / "docs/settings.md").read_text(encoding="utf-8"), re.M))
SETTING = re.compile(r"HANMADI_[A-Z_]+")


class Asked(UserDict[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """Nothing is set."""
        self.names.add(name)
        return default


def test_every_setting_that_is_read_has_its_heading_and_every_heading_its_setting() -> None:
    asked = Asked()
    Settings.read(asked)
    assert asked.names == HEADINGS


def test_the_code_speaks_of_no_setting_that_nobody_reads() -> None:
    sources = (path.read_text(encoding="utf-8") for room in ("moderation", "workers", "models") for path in rooms(room))
    assert {name for source in sources for name in SETTING.findall(source)} == HEADINGS


def test_what_deploy_sets_is_a_setting() -> None:
    for path in (*rooms("deploy", "*"), *rooms("docs", "operate.md")):
        assert set(SETTING.findall(path.read_text(encoding="utf-8"))) <= HEADINGS, path


def rooms(name: str, pattern: str = "*.py") -> list[Path]:
    return [path for path in (ROOT / name).rglob(pattern) if path.is_file()]
