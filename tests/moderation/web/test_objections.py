"""Reports and appeals by HTTP."""

from typing import Any, cast

import pytest
from flask.testing import FlaskClient

from moderation.decision import Verdict
from moderation.desk import Desk
from moderation.lifecycle import owned
from moderation.reviewing.review import Ruled, review
from tests.builders import Clock
from tests.moderation.web.conftest import Site
from tests.moderation.web.test_lifecycle import submitted
from tests.moderation.web.test_sites import told

REPORT = {"reason": "insult", "note": "너무 심합니다.", "reporter": {"kind": "member", "id": "m-9", "name": "이독자"}}


def test_a_reader_reports_once_through_their_site(site: Site, desk: Desk) -> None:
    link = submitted(site, desk)["links"]["self"]
    answer = site.post(f"{link}/reports", json=REPORT)
    assert (answer.status_code, answer.get_json()["reason"]) == (201, "insult")
    told(site.post(f"{link}/reports", json=REPORT), 409, "settled")
    assert site.get(link).get_json()["state"] == "published"


@pytest.mark.parametrize("change", [{"reason": "ugly"}, {"reporter": None}, {"note": 3}, {"x": 1}])
def test_a_bad_report_is_refused(site: Site, desk: Desk, change: dict[str, Any]) -> None:
    link = submitted(site, desk)["links"]["self"]
    told(site.post(f"{link}/reports", json=REPORT | change), 422, "invalid")


def test_a_note_that_is_too_long_is_named_as_what_it_is(site: Site, desk: Desk) -> None:
    link = submitted(site, desk)["links"]["self"]
    long = told(site.post(f"{link}/reports", json=REPORT | {"note": "가" * 1001}), 422, "invalid")
    assert long["errors"] == [
        {"pointer": "/note", "reason": "설명은 1,000자까지 쓸 수 있습니다. 지금은 1,001자입니다."}
    ]


def test_an_author_appeals_with_the_receipt(site: Site, desk: Desk, client: FlaskClient) -> None:
    body = submitted(site, desk, text="이 병신아")
    guest = Site(client, body["receipt"])
    link = f"{body['links']['self']}/appeals"
    assert guest.post(link, json={"reason": "모욕이 아닙니다."}).status_code == 201
    told(guest.post(link, json={"reason": "정말 아닙니다."}), 409, "settled")
    empty = told(guest.post(link, json={"reason": " "}), 422, "invalid")
    assert empty["errors"] == [{"pointer": "/reason", "reason": "이유를 입력해 주십시오."}]


def test_a_published_comment_leaves_nothing_to_appeal(site: Site, desk: Desk) -> None:
    link = submitted(site, desk)["links"]["self"]
    told(site.post(f"{link}/appeals", json={"reason": "왜요?"}), 409, "settled")
    told(site.post("/v1/comments/c_nobody/appeals", json={"reason": "왜요?"}), 404, "not_found")


def test_the_author_follows_the_link_and_is_told_what_came_of_it(site: Site, desk: Desk) -> None:
    link = submitted(site, desk, text="이 병신아")["links"]["self"]
    comment = site.get(link).get_json()
    assert comment["decision"]["appeal"]["until"] == "2026-12-23T03:00:00Z"
    assert site.post(comment["links"]["appeal"], json={"reason": "모욕이 아닙니다."}).status_code == 201
    asked = site.get(link).get_json()
    assert (asked["decision"]["appeal"]["state"], "links" in asked) == ("open", False)
    review(desk, "lee", owned(desk, "whytimes", comment["id"]), Ruled(Verdict.PUBLISH))
    answered = site.get(link).get_json()
    assert (answered["state"], answered["decision"]["appeal"]["state"]) == ("published", "overturned")
    assert answered["decision"]["appeal"]["explanation"].startswith(
        "다른 담당자가 다시 확인하여 처음 결정을 바꾸었습니다."
    )


def test_after_the_window_there_is_no_link_and_the_refusal_says_when_it_ended(
    site: Site, desk: Desk, client: FlaskClient
) -> None:
    body = submitted(site, desk, text="이 병신아")
    cast(Clock, desk.clock).forward(days=31)
    late = site.get(body["links"]["self"]).get_json()
    assert ("links" in late, late["decision"]["appeal"]["state"]) == (False, "lapsed")
    refusal = site.post(f"{body['links']['self']}/appeals", json={"reason": "왜요?"})
    told(refusal, 409, "settled")
    assert "2026년 12월 23일 12:00에 끝났습니다" in refusal.get_json()["detail"]
