"""`hanmadi webhook`: an operator sets it, tries it, changes its secret, and sees to what could not be delivered."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from redis import Redis
from standardwebhooks.webhooks import Webhook as Verifier

from moderation.cli import main
from moderation.desk import utc_now
from moderation.store.redis import RedisSites, RedisWebhooks
from moderation.store.webhooks import DeadLetter, Letter
from tests.receiver import Receiver, Reply

SITE = "whytimes"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture(autouse=True)
def wired(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site on the tests' Redis, and the settings that lead there."""
    monkeypatch.setenv("HANMADI_REDIS_URL", f"unix://{redis.connection_pool.connection_kwargs['path']}")
    monkeypatch.setenv("HANMADI_WEBHOOK_PRIVATE", "allow")
    RedisSites(redis).add_site(SITE, "hash")


def ask(*words: str) -> Result:
    """What the command says."""
    return CliRunner().invoke(main, ["webhook", *words])


def said(*words: str) -> str:
    """The same, and it went well."""
    result = ask(*words)
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def test_setting_a_webhook_prints_its_secret_once_and_alone(receiver: Receiver) -> None:
    secret = said("set", SITE, receiver.url)
    assert secret.startswith("whsec_")
    assert "\n" not in secret
    assert said("set", SITE, f"{receiver.url}&b") == ""
    assert secret not in ask("show", SITE).output
    assert f"URL: {receiver.url}&b" in said("show", SITE)


def test_a_test_message_is_signed_with_the_secret_that_was_printed(receiver: Receiver) -> None:
    secret = said("set", SITE, receiver.url)
    assert said("test", SITE) == "HTTP 200"
    (message,) = receiver.messages
    assert Verifier(secret).verify(message.body, dict(message.headers))["test"] is True


def test_a_test_that_is_not_accepted_fails(receiver: Receiver) -> None:
    said("set", SITE, receiver.url)
    receiver.answer = lambda message: Reply(404)
    result = ask("test", SITE)
    assert (result.exit_code, "HTTP 404" in result.stdout) == (1, True)


def test_secrets_overlap_until_the_old_one_is_retired(receiver: Receiver) -> None:
    old = said("set", SITE, receiver.url)
    assert ask("retire-old-secret", SITE).exit_code == 1
    new = said("rotate", SITE)
    assert "retire the old one first" in ask("rotate", SITE).output
    said("test", SITE)
    said("retire-old-secret", SITE)
    said("test", SITE)
    both, one = receiver.messages
    for secret in (old, new):
        Verifier(secret).verify(both.body, dict(both.headers))
    assert len(one.headers["webhook-signature"].split()) == 1
    Verifier(new).verify(one.body, dict(one.headers))


def test_dead_letters_are_listed_and_replayed_by_the_id_that_the_site_knows(redis: Redis, receiver: Receiver) -> None:
    said("set", SITE, receiver.url)
    webhooks, now = RedisWebhooks(redis), utc_now()
    for n in (1, 2):
        letter = Letter(f"{n}-0", f"c_{n}", now)
        redis.rpush(f"hm:letters:{SITE}:c_{n}", f'{{"id":"{n}-0","comment":"c_{n}","since":0,"attempts":9}}')
        webhooks.bury(SITE, DeadLetter(letter, now + timedelta(seconds=n), "HTTP 500"))
    latest, first = said("dead", SITE).splitlines()
    assert latest.split("\t")[:2] == ["hm_2-0", "c_2"]
    assert first.endswith("\tHTTP 500")
    assert ask("replay", SITE, "hm_9-0").exit_code == 1
    assert "1건" in ask("replay", SITE, "hm_1-0").output
    assert "1건" in ask("replay", SITE).output
    assert said("dead", SITE) == ""
    assert webhooks.standing(SITE).waiting == 2


def test_a_webhook_that_was_switched_off_says_so_and_is_set_again(redis: Redis, receiver: Receiver) -> None:
    said("set", SITE, receiver.url)
    RedisWebhooks(redis).disable_webhook(SITE, receiver.url, "HTTP 410")
    assert "HTTP 410" in said("show", SITE)
    said("set", SITE, receiver.url)
    assert "켜짐" in said("show", SITE)


def test_a_removed_webhook_is_gone(receiver: Receiver) -> None:
    said("set", SITE, receiver.url)
    said("remove", SITE)
    assert ask("show", SITE).exit_code == 1


@pytest.mark.parametrize("command", ["show", "remove", "rotate", "retire-old-secret", "test", "dead", "replay"])
def test_a_site_without_a_webhook_is_told_in_one_sentence(command: str) -> None:
    result = ask(command, SITE)
    assert result.exit_code == 1
    assert f"{SITE} has no webhook" in result.output


@pytest.mark.parametrize(
    ("site", "url", "reason"),
    [
        ("nobody", "https://hooks.example.kr/", "no site named"),
        (SITE, "ftp://hooks.example.kr/", "must begin with https"),
        (SITE, "http://169.254.169.254/latest", "special address"),
        (SITE, "https://user:pass@127.0.0.1/", "may not hold a user name"),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_sentence(redis: Redis, site: str, url: str, reason: str) -> None:
    result = ask("set", site, url)
    assert (result.exit_code, reason in result.output) == (1, True), result.output
    assert RedisWebhooks(redis).webhooks() == []


def test_private_addresses_are_refused_unless_they_are_allowed(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HANMADI_WEBHOOK_PRIVATE")
    assert "HANMADI_WEBHOOK_PRIVATE=allow" in ask("set", SITE, receiver.url).output


def test_a_name_that_is_not_known_yet_is_set_with_a_warning() -> None:
    result = ask("set", SITE, "https://hooks.invalid/")
    assert (result.exit_code, "Mind: the name cannot be resolved" in result.stderr) == (0, True)
