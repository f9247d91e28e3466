"""A site is told of every change: signed, in order, again and again for a day, and never what was erased."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from redis import Redis
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from moderation.comment import Comment
from moderation.decision import Ruling
from moderation.desk import utc_now
from moderation.jobs import JudgeQueue
from moderation.notifying import LEASE, PREFIX, Mailroom, collect, deliver_due, send_test
from moderation.publication import published_view
from moderation.record import Record
from moderation.store.memory import MemoryComments
from moderation.store.memory_webhooks import MemoryWebhooks
from moderation.store.redis import RedisComments, RedisWebhooks
from moderation.store.webhooks import Letter, Standing, Webhook
from moderation.webhook.address import Guard
from moderation.webhook.courier import Courier
from moderation.webhook.schedule import DELAYS, GIVE_UP
from moderation.webhook.signature import new_secret
from tests.builders import NOON, Clock, a_comment, held, hidden, published, rejected
from tests.receiver import Message, Receiver, Reply

SITE = "whytimes"


class Newsroom:
    """A site with a webhook: what happens to its comments, and what it is told."""

    def __init__(self, receiver: Receiver, **changes: Any) -> None:
        self.receiver = receiver
        self.clock = Clock(utc_now())
        self.comments = MemoryComments()
        self.webhooks = MemoryWebhooks()
        self.webhook = Webhook(SITE, receiver.url, (new_secret(),))
        self.webhooks.keep_webhook(self.webhook)
        courier = changes.get("courier", lambda url: Courier(url, Guard(private=True), seconds=1))
        self.mailroom = Mailroom(self.webhooks, self.comments, courier, self.clock, lambda: 0.5)

    def comment(self, text: str = "좋은 기사 잘 읽었습니다.") -> Comment:
        """A new comment; nobody is told of what is only pending."""
        comment = a_comment(text, received_at=self.clock())
        self.comments.receive([comment])
        return comment

    def rule(self, comment: Comment, ruling: Ruling) -> str:
        """A ruling, and its entry in the stream."""
        assert self.comments.rule([(self.record(comment), ruling)]) != [None]
        return self.webhooks.changed(SITE, comment.id, self.clock())

    def record(self, comment: Comment) -> Record:
        """The comment as it stands."""
        (record,) = self.comments.find([comment.id])
        assert record is not None
        return record

    def tell(self, **later: float) -> int:
        """What the notifier does, after so much time."""
        self.clock.forward(**later)
        return deliver_due(self.mailroom, SITE) if SITE in collect(self.mailroom) else 0


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def newsroom(receiver: Receiver) -> Newsroom:
    return Newsroom(receiver)


class Killed(BaseException):
    """What SIGKILL would be, if it could be raised."""


class Dying(MemoryWebhooks):
    """The process dies when it would write down that a letter was delivered."""

    dies = True

    def delivered(self, site: str, letter: Letter, at: datetime) -> None:
        if self.dies:
            raise Killed
        super().delivered(site, letter, at)


def failing(*statuses: int) -> Callable[[Message], Reply]:
    """These answers first, then 200."""
    left = list(statuses)
    return lambda message: Reply(left.pop(0) if left else 200)


def test_a_change_is_told_with_the_same_json_as_the_api_answers(newsroom: Newsroom, receiver: Receiver) -> None:
    comment = newsroom.comment()
    id = newsroom.rule(comment, published(newsroom.clock()))
    assert newsroom.tell() == 1
    (message,) = receiver.messages
    assert message.json == published_view(newsroom.record(comment))
    assert (message.json["state"], message.json["revision"]) == ("published", 1)
    assert message.id == f"{PREFIX}{id}"
    assert newsroom.tell() == 0


def test_what_arrives_is_signed_so_that_the_standards_library_verifies_it(
    newsroom: Newsroom, receiver: Receiver
) -> None:
    newsroom.rule(newsroom.comment(), published())
    newsroom.tell()
    (message,) = receiver.messages
    Verifier(newsroom.webhook.secrets[0]).verify(message.body, dict(message.headers))
    with pytest.raises(WebhookVerificationError):
        Verifier(new_secret()).verify(message.body, dict(message.headers))


def test_while_secrets_overlap_the_site_may_know_either(newsroom: Newsroom, receiver: Receiver) -> None:
    new, old = new_secret(), newsroom.webhook.secrets[0]
    newsroom.webhooks.keep_webhook(Webhook(SITE, receiver.url, (new, old)))
    newsroom.rule(newsroom.comment(), published())
    newsroom.tell()
    newsroom.webhooks.keep_webhook(Webhook(SITE, receiver.url, (new,)))
    newsroom.rule(newsroom.comment(), published())
    newsroom.tell()
    both, one = receiver.messages
    for secret in (new, old):
        Verifier(secret).verify(both.body, dict(both.headers))
    Verifier(new).verify(one.body, dict(one.headers))
    with pytest.raises(WebhookVerificationError):
        Verifier(old).verify(one.body, dict(one.headers))


def test_changes_of_one_comment_are_told_in_their_order(newsroom: Newsroom, receiver: Receiver) -> None:
    comment = newsroom.comment()
    for ruling in (held(), published(), hidden(), rejected()):
        newsroom.rule(comment, ruling)
        newsroom.tell()
    assert [state for _, state in receiver.told] == ["held", "published", "hidden", "rejected"]


def test_each_of_several_changes_is_told_and_none_with_an_older_state_than_another_before(
    newsroom: Newsroom, receiver: Receiver
) -> None:
    """They came before anything was sent: the body is how things stand when it is sent."""
    comment = newsroom.comment()
    ids = [newsroom.rule(comment, ruling) for ruling in (held(), published(), hidden())]
    newsroom.tell()
    assert [message.id for message in receiver.messages] == [f"{PREFIX}{id}" for id in ids]
    assert [state for _, state in receiver.told] == ["hidden"] * 3


@pytest.mark.parametrize("status", [500, 404, 400, 301, 503, 429])
def test_what_is_not_accepted_is_tried_again_with_the_same_id(
    newsroom: Newsroom, receiver: Receiver, status: int
) -> None:
    receiver.answer = failing(status, status)
    comment = newsroom.comment()
    newsroom.rule(comment, published())
    newsroom.tell()
    assert newsroom.tell(seconds=4) == 0
    newsroom.tell(seconds=1)
    newsroom.tell(seconds=29)
    assert len(receiver.messages) == 2
    newsroom.tell(seconds=1)
    assert len(receiver.messages) == 3
    assert len({message.id for message in receiver.messages}) == 1
    assert newsroom.webhooks.standing(SITE) == Standing()


def test_every_attempt_is_signed_with_its_own_time(newsroom: Newsroom, receiver: Receiver) -> None:
    """Receivers refuse what is older than five minutes."""
    receiver.answer = failing(500)
    newsroom.rule(newsroom.comment(), published())
    newsroom.tell()
    newsroom.tell(seconds=60)
    first, second = (int(message.headers["webhook-timestamp"]) for message in receiver.messages)
    assert second - first == 60


def test_a_failing_comment_holds_back_its_own_changes_and_nobody_elses(newsroom: Newsroom, receiver: Receiver) -> None:
    stuck, fine = newsroom.comment(), newsroom.comment()
    receiver.answer = lambda message: Reply(500 if message.json["id"] == stuck.id else 200)
    for comment in (stuck, fine):
        for ruling in (held(), published()):
            newsroom.rule(comment, ruling)
    newsroom.tell()
    assert [id for id, _ in receiver.told] == [stuck.id, fine.id, fine.id]
    receiver.answer = lambda message: Reply()
    newsroom.tell(seconds=5)
    assert [id for id, _ in receiver.told[3:]] == [stuck.id, stuck.id]


def test_a_change_that_comes_while_its_comment_is_failing_waits(newsroom: Newsroom, receiver: Receiver) -> None:
    receiver.answer = failing(500, 500)
    comment = newsroom.comment()
    first = newsroom.rule(comment, published())
    newsroom.tell()
    newsroom.tell(seconds=5)
    second = newsroom.rule(comment, hidden())
    assert newsroom.tell(seconds=10) == 0
    newsroom.tell(seconds=20)
    assert [message.id for message in receiver.messages] == [f"{PREFIX}{id}" for id in (first, first, first, second)]
    assert receiver.told[-1] == (comment.id, "hidden")


def test_when_the_receiver_cannot_be_reached_others_are_not_tried_in_vain(newsroom: Newsroom) -> None:
    """One attempt a round: each would take its full time."""
    with Receiver() as closed:
        url = closed.url
    newsroom.webhooks.keep_webhook(Webhook(SITE, url, newsroom.webhook.secrets))
    for _ in range(3):
        newsroom.rule(newsroom.comment(), published())
    assert newsroom.tell() == 0
    assert sum(line[0].attempts for line in newsroom.webhooks.lines.values()) == 1
    newsroom.tell()
    newsroom.tell()
    assert [line[0].attempts for line in newsroom.webhooks.lines.values()] == [1, 1, 1]


def test_a_slow_receiver_is_left_and_tried_again(newsroom: Newsroom, receiver: Receiver) -> None:
    receiver.answer = lambda message: Reply(trickle=True)
    newsroom.rule(newsroom.comment(), published())
    newsroom.tell()
    receiver.answer = lambda message: Reply()
    assert newsroom.tell(seconds=5) == 1
    assert len({message.id for message in receiver.messages}) == 1


def test_after_a_day_a_letter_is_dead_and_the_next_of_its_comment_has_its_turn(
    newsroom: Newsroom, receiver: Receiver
) -> None:
    receiver.answer = lambda message: Reply(500)
    comment = newsroom.comment()
    first, began = newsroom.rule(comment, published()), newsroom.clock()
    newsroom.tell()
    newsroom.clock.forward(hours=1)
    second = newsroom.rule(comment, hidden())
    while newsroom.clock() < began + GIVE_UP:
        newsroom.tell(minutes=30)
    (dead,) = newsroom.webhooks.dead(SITE, 10)
    assert (dead.letter.id, dead.why) == (first, "HTTP 500")
    assert dead.letter.attempts >= len(DELAYS)
    assert receiver.messages[-1].id == f"{PREFIX}{second}"


def test_what_is_dead_is_told_again_on_command_with_the_id_that_it_had(newsroom: Newsroom, receiver: Receiver) -> None:
    receiver.answer = lambda message: Reply(500)
    comment = newsroom.comment()
    id = newsroom.rule(comment, published())
    newsroom.tell(hours=25)
    assert newsroom.webhooks.standing(SITE) == Standing(dead=1)
    receiver.answer = lambda message: Reply()
    assert newsroom.webhooks.replay(SITE, newsroom.clock()) == 1
    assert newsroom.tell() == 1
    assert (receiver.messages[-1].id, receiver.told[-1]) == (f"{PREFIX}{id}", (comment.id, "published"))
    assert newsroom.webhooks.standing(SITE) == Standing()


def test_a_replayed_letter_has_a_day_of_its_own(newsroom: Newsroom, receiver: Receiver) -> None:
    receiver.answer = lambda message: Reply(500)
    newsroom.rule(newsroom.comment(), published())
    newsroom.tell(hours=25)
    newsroom.webhooks.replay(SITE, newsroom.clock())
    newsroom.tell()
    assert newsroom.webhooks.standing(SITE) == Standing(waiting=1)


def test_a_receiver_that_is_gone_is_told_nothing_more_until_somebody_sets_it_again(
    newsroom: Newsroom, receiver: Receiver
) -> None:
    receiver.answer = failing(410)
    for _ in range(2):
        newsroom.rule(newsroom.comment(), published())
    newsroom.tell()
    webhook = newsroom.webhooks.webhook(SITE)
    assert webhook is not None
    assert webhook.disabled == "HTTP 410"
    newsroom.rule(newsroom.comment(), published())
    assert newsroom.tell(days=3) == 0
    assert deliver_due(newsroom.mailroom, SITE) == 0
    assert len(receiver.messages) == 1
    newsroom.webhooks.keep_webhook(newsroom.webhook)
    assert newsroom.tell() == 3, "nothing of what changed meanwhile is lost"


def test_a_receiver_may_ask_for_time(newsroom: Newsroom, receiver: Receiver) -> None:
    replies = [Reply(503, {"Retry-After": "600"})]
    receiver.answer = lambda message: replies.pop() if replies else Reply()
    newsroom.rule(newsroom.comment(), published())
    newsroom.tell()
    assert newsroom.tell(seconds=599) == 0
    assert newsroom.tell(seconds=1) == 1


def test_an_address_that_turns_private_is_not_told(receiver: Receiver) -> None:
    newsroom = Newsroom(receiver, courier=lambda url: Courier(url, Guard()))
    newsroom.rule(newsroom.comment(), published())
    newsroom.tell()
    assert receiver.messages == []
    assert newsroom.webhooks.standing(SITE) == Standing(waiting=1)


def test_a_process_that_dies_after_sending_repeats_itself_with_the_same_id(
    newsroom: Newsroom, receiver: Receiver
) -> None:
    """kill -9 between the answer and our note of it: the receiver sees the same webhook-id again."""
    webhooks = newsroom.webhooks = Dying()
    newsroom.webhooks.keep_webhook(newsroom.webhook)
    newsroom.mailroom = replace(newsroom.mailroom, webhooks=webhooks)
    newsroom.rule(newsroom.comment(), published())
    with pytest.raises(Killed):
        newsroom.tell()
    webhooks.dies = False
    assert newsroom.tell() == 0
    assert newsroom.tell(seconds=LEASE.total_seconds()) == 1
    first, second = receiver.messages
    assert first.id == second.id


def test_a_comment_that_was_withdrawn_is_told_to_nobody(newsroom: Newsroom, receiver: Receiver) -> None:
    newsroom.webhooks.changed(SITE, "c_nobody", newsroom.clock())
    assert newsroom.tell() == 1
    assert receiver.messages == []
    assert newsroom.webhooks.standing(SITE) == Standing()


def test_a_site_without_a_webhook_is_told_nothing(newsroom: Newsroom) -> None:
    newsroom.webhooks.remove_webhook(SITE)
    newsroom.rule(newsroom.comment(), published())
    assert collect(newsroom.mailroom) == []
    assert deliver_due(newsroom.mailroom, SITE) == 0


def test_a_test_message_is_signed_and_about_no_comment(newsroom: Newsroom, receiver: Receiver) -> None:
    assert send_test(newsroom.mailroom, SITE).accepted
    (message,) = receiver.messages
    told = Verifier(newsroom.webhook.secrets[0]).verify(message.body, dict(message.headers))
    assert (told["test"], told["site"]) == (True, SITE)
    assert message.id.startswith(f"{PREFIX}test_")


def test_no_text_goes_to_a_log(newsroom: Newsroom, receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    """Not ours, and not what a receiver sends back."""
    caplog.set_level(logging.DEBUG, "moderation")
    receiver.answer = lambda message: Reply(500, body=message.body)
    newsroom.rule(newsroom.comment("비밀스러운 본문"), published())
    newsroom.tell()
    newsroom.tell(days=2)
    assert newsroom.webhooks.standing(SITE).dead == 1
    assert "비밀" not in caplog.text
    assert "whsec_" not in caplog.text
    assert caplog.text.count("HTTP 500") == 2


def test_what_was_erased_stands_in_no_backlog_and_is_never_told(redis: Redis, receiver: Receiver) -> None:
    """Among letters that wait and letters that are dead; every key of the store is searched."""
    clock = Clock(utc_now() + timedelta(minutes=1))
    comments, webhooks = RedisComments(redis, JudgeQueue(redis)), RedisWebhooks(redis)
    mailroom = Mailroom(webhooks, comments, lambda url: Courier(url, Guard(private=True)), clock, lambda: 0.5)
    webhooks.keep_webhook(Webhook(SITE, receiver.url, (new_secret(),)))
    receiver.answer = lambda message: Reply(500, body=message.body)
    comment = a_comment("지워질 말")
    comments.receive([comment])
    (record,) = comments.rule([(Record(comment), published())])
    assert collect(mailroom) == [SITE]
    deliver_due(mailroom, SITE)
    clock.forward(days=2)
    deliver_due(mailroom, SITE)
    assert record is not None
    assert comments.rule([(record, hidden())]) != [None]
    collect(mailroom)
    assert webhooks.standing(SITE) == Standing(waiting=1, dead=1)
    (record,) = comments.find([comment.id])
    assert record is not None
    assert comments.erase(record, NOON)
    assert "지워질".encode() not in everything(redis)
    receiver.answer = lambda message: Reply()
    before = len(receiver.messages)
    collect(mailroom)
    webhooks.replay(SITE, clock())
    deliver_due(mailroom, SITE)
    told = receiver.messages[before:]
    assert [(message.json["state"], message.json["text"]) for message in told] == [("deleted", None)] * 3


def test_changes_that_left_the_stream_unread_are_counted_and_logged(
    redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    comments, webhooks = RedisComments(redis, JudgeQueue(redis)), RedisWebhooks(redis)
    mailroom = Mailroom(webhooks, comments, lambda url: Courier(url, Guard()), utc_now)
    webhooks.keep_webhook(Webhook(SITE, "https://hooks.example.kr/", (new_secret(),)))
    for _ in range(5):
        comment = a_comment()
        comments.receive([comment])
        comments.rule([(Record(comment), published())])
    redis.xtrim(f"hm:decisions:{SITE}", maxlen=2, approximate=False)
    assert collect(mailroom) == [SITE]
    assert f"{SITE}: 변경 3건" in caplog.text
    assert webhooks.standing(SITE) == Standing(waiting=2, missed=3)


def everything(redis: Redis) -> bytes:
    """All that a store holds, as bytes."""
    keys: Any = redis.keys("*")
    return b"\n".join(_content(redis, key) for key in keys)


def _content(redis: Redis, key: bytes) -> bytes:
    dumped: Any = redis.dump(key)
    reads: dict[bytes, Callable[[], object]] = {
        b"string": lambda: redis.get(key),
        b"hash": lambda: redis.hgetall(key),
        b"list": lambda: redis.lrange(key, 0, -1),
        b"zset": lambda: redis.zrange(key, 0, -1),
        b"set": lambda: redis.smembers(key),
        b"stream": lambda: redis.xrange(key),
    }
    kind: Any = redis.type(key)
    found = reads[kind]()
    return bytes(dumped) + (found if isinstance(found, bytes) else _flat(found))


def _flat(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, dict):
        return b" ".join(_flat(each) for pair in value.items() for each in pair)
    if isinstance(value, list | tuple | set):
        return b" ".join(_flat(each) for each in value)
    return b""
