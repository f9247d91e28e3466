"""Logging in by an OpenID provider that really signs: who gets in, and every way in which nobody does."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from joserfc.jwk import OctKey

from moderation.desk import Desk
from moderation.openid import Provider
from moderation.reviewing.arrival import AWAY
from moderation.reviewing.second import invent_secret, kept
from moderation.web import create_app
from tests.builders import Clock, Words
from tests.moderation.web.moderators.desk_visitor import DeskVisitor, a_moderator
from tests.openid_provider import CLIENT, OTHER_KEY, SECRET, FakeProvider, a_provider, address_back


@pytest.fixture
def fake(clock: Clock) -> Iterator[FakeProvider]:
    with a_provider(clock()) as provider:
        yield provider


@pytest.fixture
def app(desk: Desk, fake: FakeProvider) -> Flask:
    """The desk with that provider, and kim, whom it knows by an e-mail address."""
    a_moderator(desk, "kim")
    a_moderator(desk, "lee")
    desk.people.change("kim", lambda kim: replace(kim, identity="Kim@whytimes.kr"))
    return create_app(desk, lambda: [Words()], provider=Provider(fake.issuer, CLIENT, SECRET))


@pytest.fixture
def visitor(app: Flask) -> DeskVisitor:
    return DeskVisitor(app)


def comes_back(visitor: DeskVisitor, fake: FakeProvider, subject: str = "sub-1") -> int:
    address = visitor.sees("/moderation/openid").headers["Location"]
    assert address.startswith(f"{fake.issuer}/authorize?")
    return visitor.sees(address_back(*fake.consents(address, subject))).status_code


def test_whoever_the_provider_knows_comes_in_to_their_account(
    desk: Desk, visitor: DeskVisitor, fake: FakeProvider
) -> None:
    assert 'href="/moderation/openid"' in visitor.sees("/moderation/login").text
    assert comes_back(visitor, fake) == 303
    assert "kim" in visitor.sees().text
    entries, _ = desk.logbook.read(1)
    assert (entries[0].who, entries[0].deed.value) == ("kim", "entered")


def test_a_subject_is_as_good_as_an_address(desk: Desk, visitor: DeskVisitor, fake: FakeProvider) -> None:
    desk.people.change("kim", lambda kim: replace(kim, identity=""))
    desk.people.change("lee", lambda lee: replace(lee, identity="sub-77"))
    assert comes_back(visitor, fake) == 401
    assert comes_back(visitor, fake, "sub-77") == 303
    assert "lee" in visitor.sees().text


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_nobody_has_verified_opens_nothing(
    visitor: DeskVisitor, fake: FakeProvider, verified: Any
) -> None:
    fake.claims = {"email_verified": verified}
    assert comes_back(visitor, fake) == 401
    assert visitor.sees().status_code == 303


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "somebody else"},
        {"aud": [CLIENT, "other"], "azp": "other"},
        {"nonce": "of another login"},
        {"exp": 1},
        {"sub": None},
    ],
)
def test_a_token_that_is_not_for_us_now_opens_nothing(
    visitor: DeskVisitor, fake: FakeProvider, claims: dict[str, Any]
) -> None:
    fake.claims = claims
    assert comes_back(visitor, fake) == 401
    assert visitor.sees().status_code == 303


def test_a_token_with_another_signature_opens_nothing(visitor: DeskVisitor, fake: FakeProvider) -> None:
    fake.key = OTHER_KEY
    assert comes_back(visitor, fake) == 401
    fake.key, fake.algorithm = OctKey.import_key(SECRET * 3), "HS256"  # type: ignore[assignment]
    assert comes_back(visitor, fake) == 401


def test_a_code_is_good_once_in_the_browser_that_set_out_and_for_a_while(
    app: Flask, visitor: DeskVisitor, fake: FakeProvider, clock: Clock
) -> None:
    back = address_back(*fake.consents(visitor.sees("/moderation/openid").headers["Location"]))
    stranger = DeskVisitor(app)
    stranger.sees("/moderation/login")
    assert stranger.sees(back).status_code == 401, "planted in another browser"
    assert visitor.sees(back).status_code == 401, "and used up by that"
    back = address_back(*fake.consents(visitor.sees("/moderation/openid").headers["Location"]))
    clock.now += AWAY
    assert visitor.sees(back).status_code == 401
    fake.now = int(clock().timestamp())
    assert comes_back(visitor, fake) == 303
    assert visitor.sees("/moderation/openid/back?state=&code=").status_code == 401


def test_the_second_factor_is_asked_for_here_too(desk: Desk, visitor: DeskVisitor, fake: FakeProvider) -> None:
    kim = desk.people.find("kim")
    assert kim is not None
    desk.keyring.enrol("kim", kept(invent_secret(), [], 0))
    assert comes_back(visitor, fake) == 303
    assert visitor.sees().status_code == 303
    assert visitor.sees("/moderation/login/code").status_code == 200


def test_a_provider_that_is_away_is_told_at_the_door(desk: Desk) -> None:
    provider = Provider("http://127.0.0.1:9", CLIENT, SECRET)
    visitor = DeskVisitor(create_app(desk, lambda: [Words()], provider=provider))
    answer = visitor.sees("/moderation/openid")
    assert answer.status_code == 503
    assert "답하지 않습니다" in answer.text


def test_without_a_provider_there_is_no_such_door(desk: Desk) -> None:
    visitor = DeskVisitor(create_app(desk, lambda: [Words()]))
    assert "OpenID" not in visitor.sees("/moderation/login").text
    assert visitor.sees("/moderation/openid").status_code == 404
