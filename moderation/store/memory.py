"""The store in this process' memory: for tests, and for whatever needs no Redis.  Passes the same contract suite."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from moderation.comment import Comment
from moderation.decision import Ruling, State
from moderation.errors import Reused
from moderation.publication import published_view
from moderation.record import Record
from moderation.standing import Writer, difference
from moderation.store import Also, Join, Once, Overdue, Page, Pulse
from moderation.store.cursor import Cursor
from moderation.store.records import milliseconds
from moderation.tally import day_of, tally


class MemoryComments:
    """The CommentStore in memory.  `queued` holds the ids whose judgement is enqueued, in their order."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.queued: list[str] = []
        self.urgent: set[str] = set()
        self.attempts: dict[str, int] = {}
        self.stubs: set[str] = set()
        self.tallied: defaultdict[tuple[str, date], Counter[str]] = defaultdict(Counter)
        self.changes: Counter[tuple[str, str]] = Counter()
        self.keys: dict[str, Once] = {}
        self.networks: dict[str, str] = {}
        self.sums: defaultdict[Writer, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))

    def receive(self, comments: Sequence[Comment], urgent: bool = False) -> None:
        """See CommentStore."""
        for comment in comments:
            if comment.network:
                self.networks[comment.id] = comment.network
            self.records[comment.id] = Record(replace(comment, network=None))
            self._enqueue(comment.id, urgent)
            self.tallied[comment.site, day_of(comment.received_at)]["received"] += 1

    def receive_once(self, comments: Sequence[Comment], once: Once, urgent: bool = False) -> str:
        """See CommentStore."""
        earlier = self.answered(once)
        if earlier is not None:
            return earlier
        self.keys[once.key] = once
        self.receive(comments, urgent)
        return once.answer

    def answered(self, once: Once) -> str | None:
        """See CommentStore."""
        first = self.keys.get(once.key)
        if first and first.body != once.body:
            raise Reused("같은 Idempotency-Key로 다른 내용을 보내셨습니다.")
        return first.answer if first else None

    def find(self, ids: Sequence[str]) -> list[Record | None]:
        """See CommentStore."""
        return [self.records.get(id) for id in ids]

    def view(self, id: str, site: str) -> dict[str, Any] | None:
        """See CommentStore."""
        record = self.records.get(id)
        return published_view(record) if record and record.comment.site == site else None

    def rule(
        self, rulings: Sequence[tuple[Record, Ruling]], join: Join | None = None, also: Also | None = None
    ) -> list[Record | None]:
        """See CommentStore."""
        ruled = [self._change(seen, Record.ruled, ruling) for seen, ruling in rulings]
        if also:
            for record in filter(None, ruled):
                also(self, record)
        if join:
            join(self)
        return ruled

    def revise(self, seen: Record, comment: Comment) -> Record | None:
        """See CommentStore."""
        revised = self._change(seen, Record.revised, comment)
        if revised:
            self._enqueue(comment.id, urgent=True)
        return revised

    def erase(self, seen: Record, at: datetime) -> Record | None:
        """See CommentStore."""
        erased = self._change(seen, Record.erased)
        if erased:
            self.networks.pop(erased.comment.id, None)
            self.queued = [id for id in self.queued if id != erased.comment.id]
            if seen.seen and self._replied(erased):
                self.stubs.add(erased.comment.id)
        return erased

    def contest(self, seen: Record) -> Record | None:
        """See CommentStore."""
        return self._change(seen, Record.contested)

    def redact(self, seen: Record) -> Record | None:
        """See CommentStore."""
        return self._change(seen, Record.redacted)

    def originals(self, site: str, before: datetime, limit: int) -> list[str]:
        """See CommentStore."""
        kept = sorted(
            (record.changed_at, id)
            for id, record in self.records.items()
            if record.comment.site == site and record.originals and record.changed_at < before
        )
        return [id for _, id in kept[:limit]]

    def list_published(self, site: str, article: str, limit: int, cursor: str | None = None) -> Page:
        """See CommentStore."""
        listed = [
            record
            for record in self.records.values()
            if (record.seen or record.comment.id in self.stubs)
            and (record.comment.site, record.comment.article.id) == (site, article)
        ]
        return self._page(listed, limit, cursor)

    def list_member(self, site: str, member: str, limit: int, cursor: str | None = None) -> Page:
        """See CommentStore."""
        records = self.records.values()
        listed = [each for each in records if (each.comment.site, each.comment.author.id) == (site, member)]
        return self._page(listed, limit, cursor)

    def replies(self, comment: str, limit: int) -> list[str]:
        """See CommentStore."""
        replies = [each.comment for each in self.records.values() if each.comment.parent == comment]
        return [each.id for each in sorted(replies, key=lambda each: (each.received_at, each.id))][:limit]

    def overdue(self, before: datetime, limit: int) -> list[Overdue]:
        """See CommentStore."""
        waiting = sorted(
            (record.waiting.received_at, id)
            for id, record in self.records.items()
            if record.waiting and record.waiting.received_at < before
        )
        return [Overdue(id, self.attempts.get(id, 0)) for _, id in waiting[:limit] if id not in self.queued]

    def enqueue_again(self, ids: Sequence[str]) -> None:
        """See CommentStore."""
        for id in ids:
            self.attempts[id] = self.attempts.get(id, 0) + 1
            self.queued.append(id)

    def writer(self, comment: Comment) -> Writer | None:
        """Whose standing a comment counts for."""
        if comment.author.id:
            return Writer(comment.site, "member", comment.author.id)
        network = self.networks.get(comment.id)
        return Writer(comment.site, "guest", network) if network else None

    def _enqueue(self, id: str, urgent: bool) -> None:
        """`queued` begins with those that hurry, oldest first, like all others."""
        if urgent:
            self.urgent.add(id)
        hurrying = len(list(takewhile(self.urgent.__contains__, self.queued)))
        self.queued.insert(hurrying if urgent else len(self.queued), id)

    def _change(self, seen: Record, change: Callable[..., Record], *what: object) -> Record | None:
        now = self.records.get(seen.comment.id)
        if now is None or now.state is State.DELETED or now.turn != seen.turn:
            return None
        self.attempts.pop(seen.comment.id, None)
        record = self.records[seen.comment.id] = change(now, *what)
        self.changes[record.comment.site, record.state.value] += 1
        writer = self.writer(now.comment)
        if writer:
            for name, added in difference(now, record).items():
                self.sums[writer][name] += added
        self.tallied[record.comment.site, day_of(record.changed_at)].update(tally(now, record))
        return record

    def _replied(self, record: Record) -> bool:
        return any(other.comment.parent == record.comment.id for other in self.records.values())

    def _page(self, listed: Sequence[Record], limit: int, cursor: str | None) -> Page:
        after = Cursor.read(cursor) if cursor else None
        comments = (record.comment for record in listed)
        rows = sorted((Cursor(milliseconds(each.received_at), each.id) for each in comments), reverse=True)
        rows = [row for row in rows if after is None or row < after]
        views = tuple(published_view(self.records[row.id]) for row in rows[:limit])
        return Page(views, str(rows[limit - 1]) if len(rows) > limit else None)


class MemoryPulses:
    """The PulseStore in memory, beside the comments that it counts."""

    def __init__(self, comments: MemoryComments) -> None:
        self.comments = comments
        self.beats: dict[str, tuple[Pulse, datetime]] = {}

    def beat(self, pulse: Pulse, until: datetime) -> None:
        """See PulseStore."""
        self.beats[pulse.worker] = (pulse, until)

    def still(self, worker: str) -> None:
        """See PulseStore."""
        self.beats.pop(worker, None)

    def pulses(self, at: datetime) -> list[Pulse]:
        """See PulseStore."""
        return [pulse for pulse, until in self.beats.values() if until > at]

    def backlog(self) -> int:
        """See PulseStore."""
        return len(self.comments.queued)

    def urgent(self) -> int:
        """See PulseStore."""
        return len(list(takewhile(self.comments.urgent.__contains__, self.comments.queued)))

    def oldest(self) -> datetime | None:
        """See PulseStore."""
        waiting = (record.waiting for record in self.comments.records.values())
        return min((comment.received_at for comment in waiting if comment), default=None)

    def changes(self) -> dict[tuple[str, str], int]:
        """See PulseStore."""
        return dict(self.comments.changes)
