"""The WebhookStore in this process' memory.  `changed` does what a store of comments does to a site's stream."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from itertools import count

from moderation.store.records import milliseconds, moment
from moderation.store.webhooks import Collected, DeadLetter, Letter, Standing, Webhook


class MemoryWebhooks:
    """The WebhookStore in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Webhook] = {}
        self.streams: dict[str, list[Letter]] = defaultdict(list)
        self.read: dict[str, int] = {}
        self.missed: dict[str, int] = defaultdict(int)
        self.lines: dict[tuple[str, str], list[Letter]] = {}
        self.times: dict[tuple[str, str], datetime] = {}
        self.graves: dict[str, list[DeadLetter]] = defaultdict(list)
        self._numbers = count(1)

    def changed(self, site: str, comment: str, at: datetime) -> str:
        """One more change in a site's stream: its id."""
        letter = Letter(f"{milliseconds(at)}-{next(self._numbers)}", comment, moment(milliseconds(at)))
        self.streams[site].append(letter)
        return letter.id

    def keep_webhook(self, webhook: Webhook) -> None:
        """See WebhookStore."""
        self.kept[webhook.site] = webhook
        self.read.setdefault(webhook.site, len(self.streams[webhook.site]))

    def disable_webhook(self, site: str, url: str, why: str) -> None:
        """See WebhookStore."""
        webhook = self.kept.get(site)
        if webhook and webhook.url == url:
            self.kept[site] = replace(webhook, disabled=why)

    def remove_webhook(self, site: str) -> bool:
        """See WebhookStore."""
        self.read.pop(site, None)
        self.graves.pop(site, None)
        self.missed.pop(site, None)
        for line in [line for line in self.lines if line[0] == site]:
            del self.lines[line], self.times[line]
        return self.kept.pop(site, None) is not None

    def webhook(self, site: str) -> Webhook | None:
        """See WebhookStore."""
        return self.kept.get(site)

    def webhooks(self) -> list[Webhook]:
        """See WebhookStore."""
        return [self.kept[site] for site in sorted(self.kept)]

    def standing(self, site: str) -> Standing:
        """See WebhookStore."""
        waiting = sum(line[0] == site for line in self.lines)
        return Standing(waiting, len(self.graves[site]), self.missed[site])

    def collect(self, site: str, at: datetime) -> Collected:
        """See WebhookStore."""
        if site not in self.read:
            return Collected()
        letters = self.streams[site][self.read[site] :]
        self.read[site] += len(letters)
        for letter in letters:
            self._line_up(site, letter, at)
        return Collected(len(letters))

    def due(self, site: str, at: datetime) -> bool:
        """See WebhookStore."""
        return any(line[0] == site and time <= at for line, time in self.times.items())

    def claim(self, site: str, at: datetime, until: datetime) -> Letter | None:
        """See WebhookStore."""
        due = sorted((time, line) for line, time in self.times.items() if line[0] == site and time <= at)
        if not due:
            return None
        line = due[0][1]
        self.times[line] = until
        return self.lines[line][0]

    def delivered(self, site: str, letter: Letter, at: datetime) -> None:
        """See WebhookStore."""
        self._settle(site, letter, at)

    def put_off(self, site: str, letter: Letter, until: datetime) -> None:
        """See WebhookStore."""
        self._settle(site, letter, until, [letter])

    def bury(self, site: str, dead: DeadLetter) -> None:
        """See WebhookStore."""
        if self._settle(site, dead.letter, dead.at):
            self.graves[site].append(dead)

    def dead(self, site: str, limit: int) -> list[DeadLetter]:
        """See WebhookStore."""
        return self.graves[site][::-1][:limit]

    def discard(self, site: str, id: str | None = None) -> int:
        """See WebhookStore."""
        kept = [dead for dead in self.graves[site] if id not in (None, dead.letter.id)]
        count = len(self.graves[site]) - len(kept)
        self.graves[site] = kept
        return count

    def replay(self, site: str, at: datetime, id: str | None = None) -> int:
        """See WebhookStore."""
        chosen = [dead for dead in self.graves[site] if id in (None, dead.letter.id)]
        for dead in chosen:
            self.graves[site].remove(dead)
            self._line_up(site, Letter(dead.letter.id, dead.letter.comment, at), at)
        return len(chosen)

    def _line_up(self, site: str, letter: Letter, at: datetime) -> None:
        line = (site, letter.comment)
        self.lines.setdefault(line, []).append(letter)
        self.times.setdefault(line, at)

    def _settle(self, site: str, letter: Letter, at: datetime, keep: list[Letter] | None = None) -> bool:
        line = (site, letter.comment)
        waiting = self.lines.get(line, [])
        if not waiting or waiting[0].id != letter.id:
            return False
        self.lines[line] = [*(keep or []), *waiting[1:]]
        self.times[line] = at
        if not self.lines[line]:
            del self.lines[line], self.times[line]
        return True
