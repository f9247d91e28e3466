"""Articles, and how a site wants the discussion under one to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from moderation.client.answers import moment


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

    `mode`: `pre` (the default), `post` (readers see what is not yet decided) or `closed`.  `sensitive`: any of
    `disaster`, `suicide`, `sexual_crime`, `minors`, `obituary`, `election`.  `open` is told, not asked for.
    """

    article: Article
    mode: str | None = None
    closes_at: datetime | None = None
    sensitive: tuple[str, ...] = ()
    open: bool = True

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Discussion":
        """The discussion in an answer."""
        article = Article(data["id"], data.get("url"), data.get("title"), data.get("section"))
        closes_at = moment(data["closes_at"]) if data.get("closes_at") else None
        return cls(article, data["mode"], closes_at, tuple(data.get("sensitive", ())), bool(data.get("open", True)))

    def body(self) -> dict[str, Any]:
        """The discussion in a request.  A time without a zone is local, as everywhere in Python."""
        about = {name: value for name, value in self.article.body().items() if name != "id"}
        mode = {"mode": self.mode} if self.mode else {}
        closes_at = {"closes_at": self.closes_at.astimezone(UTC).isoformat()} if self.closes_at else {}
        return {**about, **mode, **closes_at, "sensitive": list(self.sensitive)}
