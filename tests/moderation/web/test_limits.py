"""Whoever sends too much is told so, with the time to wait, and everybody is told what is left."""

from dataclasses import replace

import pytest

from moderation.allowance import Allowance, Load, Rate
from moderation.desk import Desk
from moderation.store.gate import MemoryGate
from moderation.store.memory import MemoryComments
from moderation.web import create_app
from moderation.web.keys import issue
from tests.builders import Words, a_desk, a_submission
from tests.moderation.web.conftest import Site

MEMBER = {"kind": "member", "id": "m-1", "name": "김독자"}


@pytest.fixture
def desk() -> Desk:
    return replace(a_desk(), allowance=Allowance(Rate(4, 60), Rate(2, 60), backlog=300))


@pytest.fixture
def site(desk: Desk) -> Site:
    return Site(create_app(desk, lambda: [Words()]).test_client(), issue(desk, "whytimes"))


def test_every_answer_tells_what_is_left(site: Site) -> None:
    answer = site.post("/v1/comments", json=a_submission(author=MEMBER))
    assert answer.status_code == 202
    assert answer.headers["RateLimit-Policy"] == '"site";q=4;w=60, "author";q=2;w=60'
    assert answer.headers["RateLimit"] == '"site";r=3, "author";r=1'


def test_an_author_over_the_rate_gets_429_and_when_to_try_again(site: Site) -> None:
    for _ in range(2):
        assert site.post("/v1/comments", json=a_submission(author=MEMBER)).status_code == 202
    refused = site.post("/v1/comments", json=a_submission(author=MEMBER))
    assert (refused.status_code, refused.content_type) == (429, "application/problem+json")
    assert refused.get_json()["code"] == "rate_limited"
    assert "30초" in refused.get_json()["detail"]
    assert refused.headers["Retry-After"] == "30"
    assert refused.headers["RateLimit"].endswith('"author";r=0;t=30')
    assert site.post("/v1/comments", json=a_submission()).status_code == 202


def test_a_batch_is_counted_one_by_one_and_refused_as_a_whole_for_its_site(site: Site, desk: Desk) -> None:
    batch = {"comments": [a_submission() for _ in range(3)]}
    assert site.post("/v1/comments/batch", json=batch).status_code == 200
    refused = site.post("/v1/comments/batch", json=batch)
    assert (refused.status_code, refused.get_json()["code"]) == (429, "rate_limited")
    assert desk.pulses.backlog() == 3


def test_a_batch_that_was_answered_is_answered_again_whatever_came_since(site: Site, desk: Desk) -> None:
    """It brings nothing new, so there is room for it."""
    batch, key = {"comments": [a_submission() for _ in range(3)]}, {"Idempotency-Key": "b-1"}
    first = site.post("/v1/comments/batch", json=batch, headers=key)
    assert site.post("/v1/comments/batch", json=batch).status_code == 429
    again = site.post("/v1/comments/batch", json=batch, headers=key)
    assert (again.status_code, again.get_json(), desk.pulses.backlog()) == (200, first.get_json(), 3)


def test_in_a_batch_an_author_over_the_rate_is_refused_alone(site: Site) -> None:
    batch = {"comments": [a_submission(author=MEMBER) for _ in range(3)] + [a_submission()]}
    results = site.post("/v1/comments/batch", json=batch).get_json()["results"]
    assert [each.get("code", each.get("state")) for each in results] == ["rate_limited"] * 3 + ["pending"]


def test_a_backlog_over_the_limit_is_429_and_an_answer_that_was_given_still_stands(site: Site, desk: Desk) -> None:
    key = {"Idempotency-Key": "k-1"}
    first = site.post("/v1/comments", json=a_submission(), headers=key)
    assert isinstance(desk.gate, MemoryGate)
    desk.gate.load = Load(10_000, 20.0)
    refused = site.post("/v1/comments", json=a_submission())
    assert (refused.status_code, refused.get_json()["code"]) == (429, "overloaded")
    assert refused.headers["Retry-After"] == "60"
    again = site.post("/v1/comments", json=a_submission(), headers=key)
    assert (again.status_code, again.get_json()["id"]) == (202, first.get_json()["id"])


def test_edits_previews_reports_and_appeals_count_for_the_site(site: Site) -> None:
    """Readers without an account report under any name: a site that lets one of them go on is stopped for all."""
    link = site.post("/v1/comments", json=a_submission()).get_json()["links"]["self"]
    assert site.put(link, json={"text": "고쳤습니다."}).headers["RateLimit"] == '"site";r=2'
    assert site.post("/v1/preview", json={"text": "미리"}).headers["RateLimit"] == '"site";r=1'
    report = {"reason": "insult", "reporter": {"kind": "guest", "name": "독자"}}
    assert site.post(f"{link}/reports", json=report).headers["RateLimit"] == '"site";r=0'
    for path, body in ((f"{link}/reports", report), (f"{link}/appeals", {"reason": "아닙니다."})):
        refused = site.post(path, json=body)
        assert (refused.status_code, refused.get_json()["code"]) == (429, "rate_limited")
        assert int(refused.headers["Retry-After"]) > 0


def test_whoever_waits_and_whoever_edits_is_judged_first(site: Site, desk: Desk) -> None:
    first, second = (site.post("/v1/comments", json=a_submission()).get_json()["id"] for _ in range(2))
    waiting = site.post("/v1/comments", json=a_submission(), headers={"Prefer": "wait=1"}).get_json()["id"]
    site.put(f"/v1/comments/{second}", json={"text": "고쳤습니다."})
    assert isinstance(desk.comments, MemoryComments)
    assert desk.comments.queued[:3] == [waiting, second, first]
