"""What operators see of the machinery, and do about jobs and messages that failed; everything done is written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from moderation.audit import Deed, Entry
from moderation.desk import Desk
from moderation.errors import NotAllowed, NotFound
from moderation.lexicon import own_entries
from moderation.lexicon.lexicon import digest
from moderation.moderator import May, Moderator
from moderation.store.engine import Engine
from moderation.store.webhooks import DeadLetter, Standing, Webhook
from moderation.store.workshop import Failure, Hand, Line

FAILURES = 50
"""How many failed jobs are shown."""

LETTERS = 20
"""How many dead letters of a site are shown."""


@dataclass(frozen=True, slots=True)
class Hook:
    """A site's webhook, how things stand with its letters, and the dead ones."""

    webhook: Webhook
    standing: Standing
    dead: tuple[DeadLetter, ...]


@dataclass(frozen=True, slots=True)
class Machinery:
    """All that operators see.  `models` tells by worker's name with which model it judges (None: it has none)."""

    queues: tuple[Line, ...]
    hands: tuple[Hand, ...]
    models: Mapping[str, str | None]
    failures: tuple[Failure, ...]
    hooks: tuple[Hook, ...]
    engine: Engine
    swept: datetime | None
    product: str
    lexicon: str
    policies: tuple[str, ...]


def machinery(desk: Desk, moderator: Moderator) -> Machinery:
    """How the machinery is now; of webhooks and jobs, what belongs to the operator's sites.  Raises NotAllowed."""
    _must_operate(moderator)
    hooks = [each for each in desk.webhooks.webhooks() if moderator.works_at(each.site)]
    return Machinery(
        queues=tuple(desk.workshop.queues()),
        hands=tuple(desk.workshop.hands()),
        models={pulse.worker: pulse.model for pulse in desk.pulses.pulses(desk.clock())},
        failures=tuple(each for each in desk.workshop.failures(FAILURES) if _within(desk, moderator, each)),
        hooks=tuple(
            Hook(each, desk.webhooks.standing(each.site), tuple(desk.webhooks.dead(each.site, LETTERS)))
            for each in hooks
        ),
        engine=desk.engine.look(),
        swept=desk.engine.last_sweep(),
        product=_product(),
        lexicon=_lexicon(desk),
        policies=tuple(dict.fromkeys(policy.identity for _, policy in desk.policies.every)),
    )


def failed_job(desk: Desk, moderator: Moderator, id: str) -> Failure:
    """A job that failed.  Raises NotAllowed, NotFound."""
    _must_operate(moderator)
    found = desk.workshop.failure(id)
    if found is None or not _within(desk, moderator, found):
        raise NotFound("그런 작업이 없습니다. 그사이 처리되었을 수 있습니다.")
    return found


def retry_job(desk: Desk, moderator: Moderator, id: str) -> None:
    """Have a failed job done again; harmless where a person has ruled meanwhile.  Raises as `failed_job` does."""
    _job_done(desk, moderator, failed_job(desk, moderator, id), Deed.RETRIED, done=desk.workshop.retry(id))


def discard_job(desk: Desk, moderator: Moderator, id: str) -> None:
    """Forget a failed job; what it was about is not touched.  Raises as `failed_job` does."""
    _job_done(desk, moderator, failed_job(desk, moderator, id), Deed.DISCARDED, done=desk.workshop.discard(id))


def replay_letters(desk: Desk, moderator: Moderator, site: str, id: str | None = None) -> int:
    """Send a site again what could not be delivered, one or all: how many.  Raises NotAllowed, NotFound."""
    _must_have_hook(desk, moderator, site)
    count = desk.webhooks.replay(site, desk.clock(), id)
    return _letters_done(desk, moderator, Deed.REPLAYED, site, id, count)


def discard_letters(desk: Desk, moderator: Moderator, site: str, id: str | None = None) -> int:
    """Forget what could not be delivered, one or all: how many.  Raises NotAllowed, NotFound."""
    _must_have_hook(desk, moderator, site)
    count = desk.webhooks.discard(site, id)
    return _letters_done(desk, moderator, Deed.DISCARDED, site, id, count)


def _must_operate(moderator: Moderator) -> None:
    if not moderator.may(May.OPERATE):
        raise NotAllowed("이 일을 하실 권한이 없습니다.")


def _must_have_hook(desk: Desk, moderator: Moderator, site: str) -> None:
    _must_operate(moderator)
    if not moderator.works_at(site) or desk.webhooks.webhook(site) is None:
        raise NotFound("그런 웹훅이 없습니다.")


def _job_done(desk: Desk, moderator: Moderator, failure: Failure, deed: Deed, *, done: bool) -> None:
    desk.logbook.write(Entry(desk.clock(), moderator.name, deed, failure.id, outcome="done" if done else NotFound.code))
    if not done:
        raise NotFound("그런 작업이 없습니다. 그사이 처리되었을 수 있습니다.")


def _letters_done(desk: Desk, moderator: Moderator, deed: Deed, site: str, id: str | None, count: int) -> int:
    about, outcome = id or "webhook", str(count) if count else NotFound.code
    desk.logbook.write(Entry(desk.clock(), moderator.name, deed, about, site, outcome))
    if not count:
        raise NotFound("그런 알림이 없습니다. 그사이 처리되었을 수 있습니다.")
    return count


def _within(desk: Desk, moderator: Moderator, failure: Failure) -> bool:
    """Whether a job is about one of the operator's sites; what is about none is for those who see all."""
    if not moderator.sites:
        return True
    (record,) = desk.comments.find([failure.about]) if failure.about else (None,)
    return moderator.works_at(record.comment.site if record else failure.about)


def _lexicon(desk: Desk) -> str:
    """The version of the lexicon in force, as decisions name it."""
    merged = {entry.key: entry for entry in own_entries()}
    merged.update((entry.key, entry) for entry in desk.lexicon.entries())
    return digest(merged.values())


def _product() -> str:
    try:
        return version("hanmadi")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "?"
