"""Anybody may know how comments are decided on: what the live policies say, and never a limit or a list."""

import json
import re

import pytest
from flask.testing import FlaskClient

from moderation.label import LABELS
from moderation.policies.edition import Edition
from moderation.web import create_app
from tests.builders import NOON, POLICIES, a_desk


def test_everybody_may_ask_and_is_told_of_every_label_in_both_languages(client: FlaskClient) -> None:
    told = client.get("/v1/automated-decision").get_json()
    for language in ("ko", "en"):
        assert [each["code"] for each in told[language]["criteria"]] == list(LABELS)
        assert all(each["consequences"] for each in told[language]["criteria"])
        assert told[language]["policies"][0] == POLICIES.base.identity
    assert "담당자가 직접 확인합니다" in told["ko"]["criteria"][0]["consequences"]
    assert "30일" in " ".join(told["ko"]["sentences"])


def test_no_limit_is_told(client: FlaskClient) -> None:
    told = json.dumps(client.get("/v1/automated-decision").get_json(), ensure_ascii=False)
    assert not re.search(r"0[.,]\d", told)


@pytest.mark.parametrize(
    ("query", "wish", "language", "heading"),
    [
        ("", "", "ko", "의견은 이렇게 검토됩니다"),
        ("", "en-GB", "en", "How comments are decided on"),
        ("?lang=en", "ko", "en", "How comments are decided on"),
        ("?lang=ko", "en", "ko", "의견은 이렇게 검토됩니다"),
    ],
)
def test_there_is_a_page_of_it(client: FlaskClient, query: str, wish: str, language: str, heading: str) -> None:
    answer = client.get(f"/automated-decision{query}", headers={"Accept-Language": wish})
    page = answer.get_data(as_text=True)
    assert (answer.headers["Content-Language"], answer.headers["Vary"]) == (language, "Accept-Language")
    assert answer.content_type == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert f'<html lang="{language}">' in page
    assert heading in page
    with client.get("/readers/static/automated-decision.css") as style:
        assert style.status_code == 200


def test_it_is_true_of_articles_that_are_moderated_afterwards_too(client: FlaskClient) -> None:
    """Whoever reads this may hold us to it."""
    told = client.get("/v1/automated-decision").get_json()
    assert "사후 검토로 정한 기사" in told["ko"]["sentences"][0]
    assert "moderated afterwards" in told["en"]["sentences"][0]


def test_what_was_saved_is_told_at_once() -> None:
    """A label that is only ever masked says so; and says that a person looks while its policy cannot be read."""
    desk = a_desk()
    client = create_app(desk, list).test_client()
    tables = {"labels": {"insult": {"mask": 0.5}}}
    for version, labels in ((2, tables), (3, {"labels": []})):
        edition = Edition("default", version, labels, "kim", NOON)
        desk.editions.add(edition)
        desk.policies.again()
        told = client.get("/v1/automated-decision").get_json()["ko"]
        assert told["policies"][0] == f"default@{version}"
        insult = next(each for each in told["criteria"] if each["code"] == "insult")
        assert ("해당 표현을 가리고 게시합니다" in insult["consequences"]) == (version == 2)
        assert "담당자가 직접 확인합니다" in insult["consequences"]
