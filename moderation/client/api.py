"""The API, one method a call.

from moderation.client import Author, Hanmadi

with Hanmadi("http://127.0.0.1:8000", key) as hanmadi:
    submitted = hanmadi.submit("21468", Author.guest("독자"), "좋은 기사 잘 읽었습니다.")
    comment = hanmadi.wait_for_decision(submitted.id)
    print(comment.state, comment.explanation)
"""

import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from itertools import islice
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import quote

from moderation.client.answers import Author, Comment, Page, Preview, Submitted, understood
from moderation.client.article import Article, Discussion
from moderation.client.errors import Refused, Undecided, refusal
from moderation.client.standing import Member
from moderation.client.transport import LONGEST_PAUSE, Transport, query

BATCH: Final = 100
PAUSES: Final = (0.05, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)
"""Seconds between two looks at a pending comment, the last one from then on."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One comment for `submit_many`.  A plain text as `article` is its id."""

    article: Article | str
    author: Author
    text: str
    parent: str | None = None

    def body(self) -> dict[str, Any]:
        """The comment in a request."""
        return {
            "article": _article(self.article),
            "author": self.author.body(),
            "text": self.text,
            "parent": self.parent,
        }


class Hanmadi:
    """The API as one site sees it.  May be shared by threads; connections are opened when needed, and kept.

    `timeout` (seconds) holds for each attempt, `retries` says how many more there may be, and `patience` (seconds) for
    how long it may sleep before one; a web page wants little of each.  With a guest's receipt in place of the site's
    `key` it deals with that one comment.  Every method raises what `errors` draws.
    """

    def __init__(
        self, url: str, key: str, timeout: float = 10.0, retries: int = 3, patience: float = LONGEST_PAUSE
    ) -> None:
        self.transport = Transport(url, key, timeout, retries, patience)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def with_receipt(self, receipt: str) -> Self:
        """The API as the guest sees it who holds this receipt: that one comment.  Shares the connections."""
        guest = copy(self)
        guest.transport = self.transport.with_key(receipt)
        return guest

    def speaking(self, language: str) -> Self:
        """The API with its sentences for authors and readers in `ko` or `en`.  Shares the connections."""
        other = copy(self)
        other.transport = self.transport.speaking(language)
        return other

    def close(self) -> None:
        """Hang up."""
        self.transport.close()

    def submit(
        self,
        article: Article | str,
        author: Author,
        text: str,
        parent: str | None = None,
        wait: int = 0,
        key: str | None = None,
    ) -> Submitted:
        """Hand a comment in; it is accepted once, however often the request had to be repeated.

        `wait`: answer with the decision if it is made within so many seconds (10 at most).  `key`: an idempotency
        key of your own, for a form that a reader may send twice; one is made for this call otherwise.
        """
        headers = {"Idempotency-Key": key or secrets.token_urlsafe(24), **_prefer(wait)}
        body = Draft(article, author, text, parent).body()
        return understood(Submitted.read, self.transport.ask("POST", "/v1/comments", body, headers, wait=wait))

    def submit_many(self, drafts: Iterable[Draft], key: str | None = None) -> list[Submitted | Refused]:
        """Hand many in, a hundred a request: for each, in order, what it was answered with, or why it was refused.

        Each is accepted once, however often a request had to be repeated.  `key`: an idempotency key of your own, for
        drafts that you may hand in again after an error.
        """
        results: list[Submitted | Refused] = []
        left, key, number = iter(drafts), key or secrets.token_urlsafe(24), 0
        while batch := [draft.body() for draft in islice(left, BATCH)]:
            headers = {"Idempotency-Key": f"{key}-{number}"}
            answer = self.transport.ask("POST", "/v1/comments/batch", {"comments": batch}, headers)
            results += understood(_results, answer)
            number += 1
        return results

    def comment(self, id: str) -> Comment:
        """Where a comment stands."""
        return understood(Comment.read, self.transport.ask("GET", _path("comments", id)))

    def edit(self, id: str, text: str, member: str | None = None, wait: int = 0) -> Submitted:
        """The author's edit: a new revision; the published one stays until the new one is ruled on.

        With `member`, it is refused unless that member wrote the comment.
        """
        body = {"text": text, "member": member}
        return understood(
            Submitted.read, self.transport.ask("PUT", _path("comments", id), body, _prefer(wait), wait=wait)
        )

    def delete(self, id: str, member: str | None = None) -> None:
        """The author's deletion: the text is erased everywhere.  Deleting twice is harmless."""
        self.transport.ask("DELETE", query(_path("comments", id), member=member))

    def wait_for_decision(self, id: str, timeout: float = 30.0) -> Comment:
        """The comment once the machine is done with it: ruled on, or `held` for a person (who may take hours).

        Raises Undecided if that takes longer than `timeout` seconds.
        """
        give_up = time.monotonic() + timeout
        pauses = iter(PAUSES)
        while not (comment := self.comment(id)).settled:
            pause = next(pauses, PAUSES[-1])
            if time.monotonic() + pause > give_up:
                raise Undecided(f"{id} is still pending after {timeout:g} seconds")
            self.transport.sleep(pause)
        return comment

    def article_page(self, article: str, limit: int = 50, cursor: str | None = None) -> Page:
        """What readers of an article may see, newest first; `next` of one page is the `cursor` of the next."""
        return self._page("articles", article, limit, cursor)

    def article_comments(self, article: str) -> Iterator[Comment]:
        """The same over all pages, fetched as you go."""
        return self._all("articles", article)

    def member_page(self, member: str, limit: int = 50, cursor: str | None = None) -> Page:
        """What a member wrote, in every state, with reasons; newest first.  For that member's eyes."""
        return self._page("members", member, limit, cursor)

    def member_comments(self, member: str) -> Iterator[Comment]:
        """The same over all pages, fetched as you go."""
        return self._all("members", member)

    def member(self, member: str) -> Member:
        """How a member stands, and every sanction on them, past and present.  For that member's eyes."""
        return understood(Member.read, self.transport.ask("GET", _path("members", member)))

    def appeal_sanction(self, member: str, sanction: str, reason: str) -> None:
        """What a member says against a sanction, once for each; the desk reads it.  Raises NotFound, Conflict."""
        body = {"sanction": sanction, "reason": reason}
        self.transport.ask("POST", _path("members", member, "appeals"), body, once=True)

    def discuss(self, discussion: Discussion) -> Discussion:
        """Say how the discussion under an article is to be, in place of what was said before; as it is now."""
        path = _path("articles", discussion.article.id)
        return understood(Discussion.read, self.transport.ask("PUT", path, discussion.body()))

    def discussion(self, article: str) -> Discussion:
        """What was said about the discussion under an article.  Raises NotFound if nothing was."""
        return understood(Discussion.read, self.transport.ask("GET", _path("articles", article)))

    def set_section(self, section: str, mode: str | None) -> str:
        """Say the mode of all articles of a section (None: none); the one in force, which may be the desk's."""
        return str(self.transport.ask("PUT", _path("sections", section), {"mode": mode})["mode"])

    def preview(self, text: str, article: Article | str | None = None, author: Author | None = None) -> Preview:
        """What would be found and ruled, and what holds for the author; nothing is kept."""
        body = {"text": text, "article": article and _article(article), "author": author and author.body()}
        return understood(Preview.read, self.transport.ask("POST", "/v1/preview", body))

    def report(self, id: str, reporter: Author, reason: str, note: str = "") -> None:
        """A reader's report.  It hides nothing by itself; a moderator sees it.

        `reason`: `profanity`, `insult`, `hate`, `sexual`, `threat`, `pii`, `advert`, `flood` or `other`.
        Raises Conflict if this reader reported this comment before.
        """
        body = {
            "reason": reason,
            "reporter": replace(reporter, network=None).body(),
            **({"note": note} if note else {}),
        }
        self.transport.ask("POST", _path("comments", id, "reports"), body, once=True)

    def appeal(self, id: str, reason: str) -> None:
        """The author's appeal, in the author's own words; somebody who did not rule first looks at it.

        Raises Conflict if there was one against this ruling, or if there is nothing to appeal against.
        """
        self.transport.ask("POST", _path("comments", id, "appeals"), {"reason": reason}, once=True)

    def _page(self, of: str, id: str, limit: int, cursor: str | None = None) -> Page:
        path = query(_path(of, id, "comments"), limit=limit, cursor=cursor)
        return understood(Page.read, self.transport.ask("GET", path))

    def _all(self, of: str, id: str) -> Iterator[Comment]:
        page = self._page(of, id, BATCH)
        yield from page.comments
        while page.next:
            page = self._page(of, id, BATCH, page.next)
            yield from page.comments


def _path(*segments: str) -> str:
    """`/v1/` and these segments, whatever they hold: a site's own ids may have slashes or be `..`.

    >>> _path("articles", "2026/11 23", "comments")
    '/v1/articles/2026%2F11%2023/comments'
    """
    return "/v1/" + "/".join(quote(each, safe="") if each.strip(".") else each.replace(".", "%2E") for each in segments)


def _article(article: Article | str) -> dict[str, str]:
    return (Article(article) if isinstance(article, str) else article).body()


def _prefer(wait: int) -> dict[str, str]:
    return {"Prefer": f"wait={wait}"} if wait else {}


def _results(answer: Mapping[str, Any]) -> list[Submitted | Refused]:
    """For each item of a batch: what it was answered with, or its problem."""
    return [refusal(each["status"], each) if "status" in each else Submitted.read(each) for each in answer["results"]]
