"""Settings are read once, and all their faults are told at once."""

from pathlib import Path

import pytest

from moderation.config import OpenId, Settings
from moderation.errors import Misconfigured
from moderation.store import Durability


def test_nothing_set_is_a_working_setup() -> None:
    settings = Settings.read({})
    assert (settings.port, settings.redis_url, settings.durability) == (8000, None, None)
    assert settings.data == Path("var").absolute()
    assert 1 <= settings.workers <= 4


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert Settings.read({"HANMADI_PORT": "", "HANMADI_REDIS_URL": ""}) == Settings.read({})


def test_what_is_set_is_taken() -> None:
    settings = Settings.read(
        {"HANMADI_PORT": "9000", "HANMADI_REDIS_URL": "redis://db:6379/1", "HANMADI_DURABILITY": "replica"}
    )
    assert (settings.port, settings.redis_url, settings.durability) == (9000, "redis://db:6379/1", Durability.REPLICA)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(Misconfigured) as error:
        Settings.read(
            {
                "HANMADI_PORT": "eighty",
                "HANMADI_WORKERS": "0",
                "HANMADI_REDIS_URL": "http://db",
                "HANMADI_DURABILITY": "maybe",
            }
        )
    assert [fault.split(":")[0] for fault in error.value.faults] == [
        "HANMADI_PORT",
        "HANMADI_REDIS_URL",
        "HANMADI_DURABILITY",
        "HANMADI_WORKERS",
    ]


def test_webhooks_keep_to_the_open_internet_and_https_unless_allowed() -> None:
    settings = Settings.read({})
    assert (settings.webhook_private, settings.webhook_http) == (False, False)
    allowed = Settings.read({"HANMADI_WEBHOOK_PRIVATE": "allow", "HANMADI_WEBHOOK_HTTP": "allow"})
    assert (allowed.webhook_private, allowed.webhook_http) == (True, True)
    with pytest.raises(Misconfigured, match="HANMADI_WEBHOOK_PRIVATE"):
        Settings.read({"HANMADI_WEBHOOK_PRIVATE": "yes"})


@pytest.mark.parametrize("port", ["0", "65536", "-1", "1.5", "٣", "80 "])
def test_a_port_is_a_port(port: str) -> None:
    with pytest.raises(Misconfigured, match="HANMADI_PORT"):
        Settings.read({"HANMADI_PORT": port})


def test_an_openid_provider_is_whole_and_safe_or_not_there() -> None:
    assert Settings.read({}).openid is None
    named = {"HANMADI_OIDC_CLIENT_ID": "hanmadi", "HANMADI_OIDC_CLIENT_SECRET": "s"}
    assert Settings.read({**named, "HANMADI_OIDC_ISSUER": "https://id.example"}).openid == OpenId(
        "https://id.example", "hanmadi", "s"
    )
    assert Settings.read({**named, "HANMADI_OIDC_ISSUER": "http://127.0.0.1:9000"}).openid is not None
    for wrong in ({"HANMADI_OIDC_ISSUER": "https://id.example"}, {**named, "HANMADI_OIDC_ISSUER": "http://id.example"}):
        with pytest.raises(Misconfigured, match="HANMADI_OIDC_ISSUER"):
            Settings.read(wrong)


def test_no_proxy_is_trusted_unless_one_is_named() -> None:
    assert Settings.read({}).trusted_proxies == 0
    assert Settings.read({"HANMADI_TRUSTED_PROXIES": "2"}).trusted_proxies == 2
    with pytest.raises(Misconfigured, match="HANMADI_TRUSTED_PROXIES"):
        Settings.read({"HANMADI_TRUSTED_PROXIES": "all"})
