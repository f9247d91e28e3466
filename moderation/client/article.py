"""Articles, and how a site wants the discussion under one to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from moderation.client.decision import moment


@dataclass(frozen=True, slots=True)
class Article:
    """What is commented on, by the site's own id; the rest helps moderators."""

    id: str
    url: str | None = None
    title: str | None = None
    section: str | None = None

    def body(self) -> dict[str, str]:
        """The article in a request."""
        fields = {"id": self.id, "url": self.url, "title": self.title, "section": self.section}
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Discussion:
    """What was said about an article; what is left out (None) is as the site has it by default.

    `mode`: `pre` (the default), `post` (readers see what is not yet decided), `strict`, `condolence-only` or `closed`.
    `sensitive`: any of `disaster`, `suicide`, `sexual_crime`, `minors`, `obituary`, `election`.  `open` and `mode_by`
    (whose mode is in force: `desk`, `site`, `section` or `default`) are told, not asked for.
    `reach` is how many read the article: what more people see, moderators look at earlier.
    """

    article: Article
    mode: str | None = None
    closes_at: datetime | None = None
    sensitive: tuple[str, ...] = ()
    open: bool = True
    mode_by: str | None = field(default=None, compare=False)
    reach: int | None = None

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Discussion":
        """The discussion in an answer."""
        article = Article(data["id"], data.get("url"), data.get("title"), data.get("section"))
        closes_at = moment(data["closes_at"]) if data.get("closes_at") else None
        sensitive, is_open = tuple(data.get("sensitive", ())), bool(data.get("open", True))
        told = {"mode_by": data.get("mode_by"), "reach": data.get("reach")}
        return cls(article, data["mode"], closes_at, sensitive, is_open, **told)

    def body(self) -> dict[str, Any]:
        """The discussion in a request.  A time without a zone is local, as everywhere in Python."""
        about = {name: value for name, value in self.article.body().items() if name != "id"}
        mode = {"mode": self.mode} if self.mode else {}
        closes_at = {"closes_at": self.closes_at.astimezone(UTC).isoformat()} if self.closes_at else {}
        reach = {} if self.reach is None else {"reach": self.reach}
        return {**about, **mode, **closes_at, **reach, "sensitive": list(self.sensitive)}
