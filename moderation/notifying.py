"""A site is told of every change of state: collect the changes, and deliver what is due.

Each message is one letter of the store's.  Its body is the comment's published view *when it is sent*, so nothing waits
with a text in it, and what was erased is never told.  Letters of one comment go one after the other, each attempt
looks the comment up anew, so that a later state is never followed by an earlier one.
"""

import logging
import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from moderation.desk import Clock
from moderation.errors import AddressRefused, NotFound, ReceiverUnavailable
from moderation.publication import rfc3339
from moderation.store import CommentStore
from moderation.store.records import dumps
from moderation.store.webhooks import DeadLetter, Letter, Webhook, WebhookStore
from moderation.webhook.courier import Answer
from moderation.webhook.schedule import next_attempt
from moderation.webhook.signature import signed

log = logging.getLogger(__name__)

BUDGET = timedelta(seconds=2)
"""How long one job goes on with one site before the next site has its turn."""

LEASE = timedelta(seconds=60)
"""How long a letter is ours: well over the time that one attempt may take."""

PREFIX = "hm_"
"""Before a letter's id: the `webhook-id`, the same at every attempt."""


class Post(Protocol):
    """What carries messages to one receiver (`moderation.webhook.courier.Courier`)."""

    def post(self, headers: dict[str, str], body: bytes) -> Answer:
        """Raises AddressRefused or ReceiverUnavailable."""
        ...


@dataclass(frozen=True, slots=True)
class Mailroom:
    """What it takes to tell sites; `courier` opens the way to a URL, `chance` in [0, 1) spreads what is tried again."""

    webhooks: WebhookStore
    comments: CommentStore
    courier: Callable[[str], AbstractContextManager[Post]]
    clock: Clock
    chance: Callable[[], float] = random.random


def collect(mailroom: Mailroom) -> list[str]:
    """Make letters of what has changed; the sites that are to be told something now."""
    sites = [webhook.site for webhook in mailroom.webhooks.webhooks() if not webhook.disabled]
    for site in sites:
        missed = mailroom.webhooks.collect(site, mailroom.clock()).missed
        if missed:
            log.error(
                "%s: 변경 %d건은 알리기 전에 스트림에서 지워졌습니다. "
                "(That many changes left the stream before they were read: the site was not told of them.)",
                site,
                missed,
            )
    return [site for site in sites if mailroom.webhooks.due(site, mailroom.clock())]


def deliver_due(mailroom: Mailroom, site: str) -> int:
    """Deliver what is due to a site, until nothing is, time is up, or the receiver cannot be reached: how many."""
    webhook = mailroom.webhooks.webhook(site)
    if webhook is None or webhook.disabled:
        return 0
    delivered, end = 0, mailroom.clock() + BUDGET
    with mailroom.courier(webhook.url) as courier:
        while (at := mailroom.clock()) < end:
            letter = mailroom.webhooks.claim(site, at, at + LEASE)
            if letter is None or not _deliver(mailroom, webhook, courier, letter):
                break
            delivered += 1
    return delivered


def send_test(mailroom: Mailroom, site: str) -> Answer:
    """Send a message that is about no comment.  Raises NotFound, AddressRefused, ReceiverUnavailable."""
    webhook = mailroom.webhooks.webhook(site)
    if webhook is None:
        raise NotFound(f"{site}에는 웹훅이 없습니다. ({site} has no webhook.)")
    at = mailroom.clock()
    body = dumps({"test": True, "site": site, "at": rfc3339(at)}).encode()
    with mailroom.courier(webhook.url) as courier:
        return courier.post(signed(webhook.secrets, f"{PREFIX}test_{int(at.timestamp() * 1000)}", at, body), body)


def _deliver(mailroom: Mailroom, webhook: Webhook, courier: Post, letter: Letter) -> bool:
    """One attempt; False if there is no sense in going on with this receiver now."""
    view = mailroom.comments.view(letter.comment, webhook.site)
    if view is None:  # it was never really received: nothing to tell
        mailroom.webhooks.delivered(webhook.site, letter, mailroom.clock())
        return True
    try:
        answer = _send(mailroom, webhook, courier, letter, view)
    except (AddressRefused, ReceiverUnavailable) as error:
        _failed(mailroom, webhook, letter, str(error))
        return False
    if answer.accepted:
        mailroom.webhooks.delivered(webhook.site, letter, mailroom.clock())
    elif answer.gone:
        _disable(mailroom, webhook, letter)
    else:
        _failed(mailroom, webhook, letter, f"HTTP {answer.status}", answer.retry_after)
    return not (answer.gone or answer.busy)


def _send(mailroom: Mailroom, webhook: Webhook, courier: Post, letter: Letter, view: dict[str, Any]) -> Answer:
    body = dumps(view).encode()
    return courier.post(signed(webhook.secrets, PREFIX + letter.id, mailroom.clock(), body), body)


def _failed(mailroom: Mailroom, webhook: Webhook, letter: Letter, why: str, wish: float = 0.0) -> None:
    """Try again later, or give up."""
    at, tried = mailroom.clock(), letter.tried()
    again: datetime | None = next_attempt(tried.attempts, tried.since, at, mailroom.chance(), wish)
    if again:
        mailroom.webhooks.put_off(webhook.site, tried, again)
        log.warning("%s: %s was not delivered (%s); attempt %d", webhook.site, tried.id, why, tried.attempts)
        return
    mailroom.webhooks.bury(webhook.site, DeadLetter(tried, at, why))
    log.error(
        "%s: %s를 %d번 보내도 전하지 못했습니다(%s). (Given up: see `hanmadi webhook dead`.)",
        webhook.site,
        tried.id,
        tried.attempts,
        why,
    )


def _disable(mailroom: Mailroom, webhook: Webhook, letter: Letter) -> None:
    """The receiver answered 410: send nothing more until an operator sets the webhook again."""
    mailroom.webhooks.disable_webhook(webhook.site, webhook.url, "HTTP 410")
    mailroom.webhooks.put_off(webhook.site, letter, mailroom.clock())
    log.error(
        "%s: 받는 쪽이 410으로 답해 웹훅을 멈추었습니다. (The receiver answered 410: the webhook is off.)", webhook.site
    )
