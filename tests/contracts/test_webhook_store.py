"""What every WebhookStore promises: run on the fake, on the embedded Valkey, and on Debian's Redis 7.0."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from redis import Redis

from moderation.jobs import JudgeQueue
from moderation.record import Record
from moderation.store.memory_webhooks import MemoryWebhooks
from moderation.store.redis import RedisComments, RedisWebhooks, letters
from moderation.store.webhooks import Collected, DeadLetter, Letter, Standing, Webhook, WebhookStore
from tests.builders import NOON, a_comment, published, rejected
from tests.contracts.conftest import HERE

SITE = "whytimes"
LATER = datetime.fromisoformat("2100-01-01T00:00:00Z")
"""After whatever Redis' own clock says: it numbers the entries of a stream."""

WEBHOOK = Webhook(SITE, "https://hooks.whytimes.kr/", ("whsec_bmV3",))


@dataclass
class Office:
    """A store, and how changes come into the stream of a site."""

    store: WebhookStore
    change: Callable[[str], object]

    def claim(self, at: datetime = LATER, until: datetime | None = None) -> Letter | None:
        """What is due."""
        return self.store.claim(SITE, at, until or at + timedelta(minutes=1))

    def claimed(self, at: datetime = LATER) -> Letter:
        """What is due, and there is something."""
        letter = self.claim(at)
        assert letter is not None
        return letter

    def collected(self, *comments: str, at: datetime = LATER) -> Collected:
        """After a change of each of these comments."""
        for comment in comments:
            self.change(comment)
        return self.store.collect(SITE, at)


def on_redis(redis: Redis) -> Office:
    """A store on a server that was started for these tests alone, emptied."""
    redis.flushall()
    return Office(RedisWebhooks(redis), lambda id: change_on(redis, id))


def change_on(redis: Redis, id: str) -> None:
    """A real change of a real comment."""
    comments = RedisComments(redis, JudgeQueue(redis))
    (record,) = comments.find([id])
    if record is None:
        comments.receive([a_comment(id=id)])
        record = Record(a_comment(id=id))
    assert comments.rule([(record, rejected() if record.trail else published())]) != [None]


@pytest.fixture(params=HERE)
def office(request: pytest.FixtureRequest) -> Office:
    """Each store in turn."""
    if request.param == "memory":
        store = MemoryWebhooks()
        return Office(store, lambda id: store.changed(SITE, id, NOON))
    return on_redis(request.getfixturevalue(request.param))


def test_a_webhook_is_found_as_it_was_kept(office: Office) -> None:
    assert (office.store.webhook(SITE), office.store.webhooks()) == (None, [])
    office.store.keep_webhook(WEBHOOK)
    other = Webhook("a.site", "https://a.site/", ("whsec_bmV3", "whsec_b2xk"), "HTTP 410")
    office.store.keep_webhook(other)
    assert office.store.webhook(SITE) == WEBHOOK
    assert office.store.webhooks() == [other, WEBHOOK]


def test_a_secret_is_not_in_what_is_printed_of_a_webhook() -> None:
    assert "whsec" not in repr(WEBHOOK)


def test_a_webhook_is_switched_off_only_at_the_url_that_it_was_about(office: Office) -> None:
    office.store.keep_webhook(WEBHOOK)
    office.store.disable_webhook(SITE, "https://elsewhere.kr/", "HTTP 410")
    office.store.disable_webhook("nobody", WEBHOOK.url, "HTTP 410")
    assert office.store.webhooks() == [WEBHOOK]
    office.store.disable_webhook(SITE, WEBHOOK.url, "HTTP 410")
    assert office.store.webhook(SITE) == replace(WEBHOOK, disabled="HTTP 410")
    office.store.keep_webhook(WEBHOOK)
    assert office.store.webhook(SITE) == WEBHOOK


def test_a_new_webhook_is_told_of_what_changes_from_now_on(office: Office) -> None:
    office.change("c_before")
    office.store.keep_webhook(WEBHOOK)
    assert office.collected() == Collected(0)
    assert office.collected("c_after") == Collected(1)
    assert office.claimed().comment == "c_after"


def test_keeping_a_webhook_again_forgets_no_change(office: Office) -> None:
    office.store.keep_webhook(WEBHOOK)
    office.change("c_1")
    office.store.keep_webhook(replace(WEBHOOK, url="https://other.kr/"))
    assert office.collected() == Collected(1)


def test_every_change_becomes_one_letter_and_never_a_second(office: Office) -> None:
    office.store.keep_webhook(WEBHOOK)
    assert office.collected("c_1", "c_2") == Collected(2)
    assert office.collected() == Collected(0)
    first, second = office.claimed(), office.claimed()
    assert {first.comment, second.comment} == {"c_1", "c_2"}
    assert first.id != second.id
    assert office.claim() is None


def test_a_site_without_a_webhook_collects_nothing(office: Office) -> None:
    assert office.collected("c_1") == Collected(0)
    assert not office.store.due(SITE, LATER)
    assert office.claim() is None


def test_a_comments_second_letter_waits_for_its_first(office: Office) -> None:
    office.store.keep_webhook(WEBHOOK)
    office.collected("c_1", "c_1", "c_2")
    first, other = office.claimed(), office.claimed()
    assert [first.comment, other.comment] == ["c_1", "c_2"]
    assert office.claim() is None, "the second letter of c_1 is not due while the first is out"
    office.store.delivered(SITE, first, LATER)
    second = office.claimed()
    assert (second.comment, second.id != first.id) == ("c_1", True)
    office.store.delivered(SITE, second, LATER)
    office.store.delivered(SITE, other, LATER)
    assert office.store.standing(SITE) == Standing()


def test_a_claim_that_is_not_settled_ends_by_itself(office: Office) -> None:
    """Whoever claimed it has died: the letter is due again, the same one."""
    office.store.keep_webhook(WEBHOOK)
    office.collected("c_1")
    letter = office.claimed()
    assert not office.store.due(SITE, LATER)
    assert office.store.due(SITE, LATER + timedelta(minutes=1))
    assert office.claim(LATER + timedelta(minutes=1)) == letter


def test_what_is_put_off_comes_back_when_it_is_due_and_holds_its_line(office: Office) -> None:
    office.store.keep_webhook(WEBHOOK)
    office.collected("c_1", "c_1")
    letter, until = office.claimed(), LATER + timedelta(minutes=10)
    office.store.put_off(SITE, letter.tried(), until)
    assert office.claim(until - timedelta(seconds=1)) is None
    assert office.claim(until) == letter.tried()


def test_a_change_that_comes_while_its_comment_waits_does_not_hurry_it(office: Office) -> None:
    office.store.keep_webhook(WEBHOOK)
    office.collected("c_1")
    letter, until = office.claimed(), LATER + timedelta(minutes=10)
    office.store.put_off(SITE, letter.tried(), until)
    office.collected("c_1")
    assert office.claim() is None
    assert office.claim(until) == letter.tried()


def test_what_has_been_due_longest_comes_first(office: Office) -> None:
    office.store.keep_webhook(WEBHOOK)
    for n, comment in enumerate(["c_3", "c_1", "c_2"]):
        office.collected(comment, at=LATER + timedelta(seconds=n))
    at = LATER + timedelta(minutes=1)
    assert [office.claimed(at).comment for _ in range(3)] == ["c_3", "c_1", "c_2"]


def test_a_letter_that_was_given_up_is_kept_and_the_next_has_its_turn(office: Office) -> None:
    office.store.keep_webhook(WEBHOOK)
    office.collected("c_1", "c_1")
    dead = DeadLetter(office.claimed().tried(), LATER, "HTTP 500")
    office.store.bury(SITE, dead)
    assert office.store.dead(SITE, 10) == [dead]
    assert office.store.standing(SITE) == Standing(waiting=1, dead=1)
    assert office.claimed().id != dead.letter.id


def test_dead_letters_come_latest_first_and_no_more_than_asked_for(office: Office) -> None:
    office.store.keep_webhook(WEBHOOK)
    office.collected("c_1", "c_2", "c_3")
    dead = [DeadLetter(office.claimed(), LATER + timedelta(seconds=n), "HTTP 500") for n in range(3)]
    for each in dead:
        office.store.bury(SITE, each)
    assert office.store.dead(SITE, 2) == dead[:0:-1]
    assert office.store.dead("othertimes", 2) == []


def test_one_dead_letter_or_all_are_replayed_with_the_same_id_and_a_day_before_them(office: Office) -> None:
    office.store.keep_webhook(WEBHOOK)
    office.collected("c_1", "c_2", "c_3")
    letters = [office.claimed() for _ in range(3)]
    for letter in letters:
        office.store.bury(SITE, DeadLetter(letter.tried(), LATER, "HTTP 500"))
    assert office.store.replay(SITE, LATER, "1-1") == 0
    assert office.store.replay(SITE, LATER, letters[1].id) == 1
    assert office.claimed() == replace(letters[1], since=LATER)
    assert office.store.replay(SITE, LATER) == 2
    assert office.store.replay(SITE, LATER) == 0
    assert {office.claimed().id, office.claimed().id} == {letters[0].id, letters[2].id}


def test_one_dead_letter_or_all_are_forgotten(office: Office) -> None:
    office.store.keep_webhook(WEBHOOK)
    office.collected("c_1", "c_2", "c_3")
    letters = [office.claimed() for _ in range(3)]
    for letter in letters:
        office.store.bury(SITE, DeadLetter(letter.tried(), LATER, "HTTP 500"))
    assert office.store.discard(SITE, "1-1") == 0
    assert office.store.discard(SITE, letters[1].id) == 1
    assert {dead.letter.id for dead in office.store.dead(SITE, 9)} == {letters[0].id, letters[2].id}
    assert office.store.discard(SITE) == 2
    assert office.store.discard(SITE) == 0
    assert office.store.replay(SITE, LATER) == 0


@pytest.mark.parametrize("settle", ["delivered", "put_off", "bury"])
def test_what_was_settled_by_somebody_else_is_not_settled_again(office: Office, settle: str) -> None:
    """A process that was thought dead comes back: it must not touch the letter that is first now."""
    office.store.keep_webhook(WEBHOOK)
    office.collected("c_1", "c_1")
    letter = office.claimed()
    office.store.delivered(SITE, letter, LATER)
    if settle == "bury":
        office.store.bury(SITE, DeadLetter(letter, LATER, "HTTP 500"))
    else:
        getattr(office.store, settle)(SITE, letter, LATER)
    assert office.store.standing(SITE) == Standing(waiting=1)
    assert office.claimed().id != letter.id


def test_nothing_of_a_webhook_that_was_removed_stays(office: Office) -> None:
    office.store.keep_webhook(WEBHOOK)
    office.collected("c_1", "c_2", "c_3")
    office.store.bury(SITE, DeadLetter(office.claimed(), LATER, "HTTP 500"))
    late = office.claimed()
    assert office.store.remove_webhook(SITE)
    assert not office.store.remove_webhook(SITE)
    office.store.delivered(SITE, late, LATER)
    office.store.put_off(SITE, late, LATER)
    assert office.store.standing(SITE) == Standing()
    assert (office.store.webhooks(), office.claim()) == ([], None)
    office.change("c_4")
    office.store.keep_webhook(WEBHOOK)
    assert office.collected() == Collected(0)


def test_sites_do_not_mix(office: Office) -> None:
    office.store.keep_webhook(WEBHOOK)
    office.store.keep_webhook(Webhook("othertimes", "https://other.kr/", ("whsec_bmV3",)))
    office.collected("c_1")
    assert office.store.collect("othertimes", LATER) == Collected(0)
    assert office.store.claim("othertimes", LATER, LATER) is None
    assert office.store.remove_webhook("othertimes")
    assert office.claimed().comment == "c_1"


def test_nothing_private_of_a_removed_webhook_is_left_in_redis(redis: Redis) -> None:
    office = on_redis(redis)
    office.store.keep_webhook(WEBHOOK)
    office.collected("c_1", "c_2")
    office.store.bury(SITE, DeadLetter(office.claimed(), LATER, "HTTP 500"))
    office.store.remove_webhook(SITE)
    kept: Any = redis.keys("*")
    assert not [key for key in kept if any(word in key for word in (b"webhook", b"letters", b"due", b"dead"))]


def test_a_stream_that_was_cut_before_it_was_read_is_noticed(redis: Redis) -> None:
    """The stream is capped; a notifier that stood still for long must know how much it has missed."""
    office = on_redis(redis)
    office.change("c_0")
    office.store.keep_webhook(WEBHOOK)
    assert office.collected("c_1", "c_2") == Collected(2)
    for n in range(3, 8):
        office.change(f"c_{n}")
    redis.xtrim(f"hm:decisions:{SITE}", maxlen=2, approximate=False)
    assert office.collected() == Collected(letters=2, missed=3)
    assert office.store.standing(SITE).missed == 3
    assert office.collected("c_8") == Collected(1)
    redis.xtrim(f"hm:decisions:{SITE}", maxlen=1, approximate=False)
    assert office.collected() == Collected(0), "what was read before it was cut is not missed"
    office.change("c_9")
    redis.xtrim(f"hm:decisions:{SITE}", maxlen=0, approximate=False)
    assert office.collected() == Collected(letters=0, missed=1)
    assert office.collected() == Collected(0)
    assert office.store.standing(SITE).missed == 4


def test_a_long_stream_is_read_in_parts_and_to_its_end(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moderation.store.redis.webhooks.BATCH", 2)
    office = on_redis(redis)
    office.store.keep_webhook(WEBHOOK)
    for n in range(5):
        office.change(f"c_{n}")
    assert [office.collected().letters for _ in range(4)] == [2, 2, 1, 0]
    assert office.store.standing(SITE) == Standing(waiting=5)


def test_a_store_that_was_emptied_starts_anew_and_has_missed_nothing(redis: Redis) -> None:
    office = on_redis(redis)
    office.store.keep_webhook(WEBHOOK)
    office.collected(*[f"c_{n}" for n in range(5)])
    redis.delete(f"hm:decisions:{SITE}")
    assert office.collected() == Collected(0)
    assert office.collected("c_1") == Collected(1)


def test_so_many_dead_letters_are_kept_and_no_more(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MOST_DEAD", 2)
    office = on_redis(redis)
    office.store.keep_webhook(WEBHOOK)
    office.collected("c_1", "c_2", "c_3")
    for n in range(3):
        office.store.bury(SITE, DeadLetter(office.claimed(), LATER + timedelta(seconds=n), "HTTP 500"))
    assert [dead.letter.comment for dead in office.store.dead(SITE, 10)] == ["c_3", "c_2"]


def test_two_notifiers_make_no_letter_twice(redis: Redis) -> None:
    """The other one is quicker by a hair: our transaction is refused, and we look again."""
    office = on_redis(redis)
    office.store.keep_webhook(WEBHOOK)
    office.change("c_1")

    class Slow(RedisWebhooks):
        """Lets another come first, once."""

        overtaken = False

        def _next(self, site: str, last: str, added: int) -> tuple[list[Any], int, int]:
            found = super()._next(site, last, added)
            if not self.overtaken:
                self.overtaken = True
                assert office.collected() == Collected(1)
            return found

    assert Slow(redis).collect(SITE, LATER) == Collected(0)
    assert office.store.standing(SITE) == Standing(waiting=1)
    assert redis.llen(f"hm:letters:{SITE}:c_1") == 1
