"""A Coral site may use our judgement in place: signed requests in, Coral's own words out, and a hold when in doubt."""

import hashlib
import hmac
import json
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.desk import Desk
from moderation.discussion import Discussion
from moderation.errors import StoreUnavailable
from moderation.store.articles import MemoryArticles
from moderation.store.memory_sites import MemorySites
from moderation.web import create_app
from moderation.web.keys import issue
from tests.builders import Silent, Words, a_desk
from tests.moderation.web.test_sites import kept, told

SECRET = "a-secret-of-coral"


def asked(text: str) -> dict[str, Any]:
    """What Coral sends."""
    return {
        "action": "NEW",
        "comment": {"body": text, "parentID": None},
        "author": {"id": "baf4e943", "role": "COMMENTER"},
        "story": {"id": "245b3856", "url": "http://localhost:1313/posts/a-story-url/"},
        "site": {"id": "a4bede88"},
        "tenantID": "19ba5794",
        "tenantDomain": "localhost",
    }


def signature(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def ask(client: FlaskClient, text: str, header: str | None = None) -> TestResponse:
    body = json.dumps(asked(text)).encode()
    headers = {"X-Coral-Signature": signature(body) if header is None else header}
    return client.post("/v1/coral/whytimes", data=body, content_type="application/json", headers=headers)


@pytest.fixture
def coral(desk: Desk, client: FlaskClient) -> FlaskClient:
    issue(desk, "whytimes")
    desk.sites.put_coral_secret("whytimes", SECRET)
    return client


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("고맙습니다", {}),
        ("이 병신아", {"status": "REJECTED", "actions": [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}]}),
        (
            "애매한 말",
            {"status": "SYSTEM_WITHHELD", "actions": [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}]},
        ),
    ],
)
def test_coral_is_told_what_to_do_and_nothing_is_kept(
    coral: FlaskClient, desk: Desk, text: str, answer: dict[str, Any]
) -> None:
    assert ask(coral, text).get_json() == answer
    assert kept(desk) == 0


def test_one_of_several_signatures_is_enough(coral: FlaskClient) -> None:
    body = json.dumps(asked("고맙습니다")).encode()
    both = f"{signature(body, 'the-next-secret')}, {signature(body)}"
    assert ask(coral, "고맙습니다", both).status_code == 200


@pytest.mark.parametrize("header", ["", "sha256=00", "x", "sha256=한글"])
def test_a_request_that_is_not_signed_is_refused(coral: FlaskClient, header: str) -> None:
    told(ask(coral, "고맙습니다", header.encode().decode("latin-1")), 401, "unauthenticated")


def test_a_site_without_a_secret_is_never_signed(client: FlaskClient, desk: Desk) -> None:
    body = json.dumps(asked("고맙습니다")).encode()
    told(ask(client, "고맙습니다", signature(body, "")), 401, "unauthenticated")
    assert not desk.sites.put_coral_secret("nobody", SECRET)


def test_a_signed_body_that_is_none_is_told(coral: FlaskClient) -> None:
    body = b'{"comment": {}}'
    headers = {"X-Coral-Signature": signature(body)}
    answer = coral.post("/v1/coral/whytimes", data=body, content_type="application/json", headers=headers)
    told(answer, 422, "invalid")


def test_a_text_that_we_would_not_take_holds(coral: FlaskClient) -> None:
    """Coral's own limit may be another one, and it publishes whatever a phase refuses to judge."""
    for text in ("가" * 1001, " ", "좋은 기사 \ud83d"):
        assert ask(coral, text).get_json() == {"status": "SYSTEM_WITHHELD"}


def test_what_is_not_judged_in_time_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Coral publishes what it had no answer to: ours comes before that."""
    monkeypatch.setattr("moderation.web.sites.coral.SECONDS", 0.05)
    loaded = Event()

    def slow() -> list[Words]:
        loaded.wait(30)
        return [Words()]

    desk = a_desk()
    issue(desk, "whytimes")
    desk.sites.put_coral_secret("whytimes", SECRET)
    client = create_app(desk, slow).test_client()
    assert ask(client, "고맙습니다").get_json() == {"status": "SYSTEM_WITHHELD"}
    loaded.set()
    monkeypatch.setattr("moderation.web.sites.coral.SECONDS", 30.0)
    assert ask(client, "고맙습니다").get_json() == {}


def test_a_silent_stage_holds() -> None:
    desk = a_desk()
    issue(desk, "whytimes")
    desk.sites.put_coral_secret("whytimes", SECRET)
    client = create_app(desk, lambda: [Silent()]).test_client()
    assert ask(client, "고맙습니다").get_json()["status"] == "SYSTEM_WITHHELD"


def test_a_store_that_goes_away_holds() -> None:
    class Away(MemoryArticles):
        """Does not answer."""

        def discussions(self, articles: object) -> list[Discussion]:
            raise StoreUnavailable("away")

    desk = replace(a_desk(), articles=Away())
    issue(desk, "whytimes")
    desk.sites.put_coral_secret("whytimes", SECRET)
    client = create_app(desk, lambda: [Words()]).test_client()
    assert ask(client, "고맙습니다").get_json() == {"status": "SYSTEM_WITHHELD"}


def test_a_store_that_knows_no_secret_now_holds() -> None:
    class Away(MemorySites):
        """Does not answer."""

        def coral_secret(self, site: str) -> str | None:
            raise StoreUnavailable("away")

    client = create_app(replace(a_desk(), sites=Away()), lambda: [Words()]).test_client()
    assert ask(client, "고맙습니다").get_json() == {"status": "SYSTEM_WITHHELD"}
