"""Reports and appeals by HTTP."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from moderation.desk import Desk
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


def test_an_author_appeals_with_the_receipt(site: Site, desk: Desk, client: FlaskClient) -> None:
    body = submitted(site, desk, text="이 병신아")
    guest = Site(client, body["receipt"])
    link = f"{body['links']['self']}/appeals"
    assert guest.post(link, json={"reason": "모욕이 아닙니다."}).status_code == 201
    told(guest.post(link, json={"reason": "정말 아닙니다."}), 409, "settled")
    told(guest.post(link, json={"reason": " "}), 422, "invalid")


def test_a_published_comment_leaves_nothing_to_appeal(site: Site, desk: Desk) -> None:
    link = submitted(site, desk)["links"]["self"]
    told(site.post(f"{link}/appeals", json={"reason": "왜요?"}), 409, "settled")
    told(site.post("/v1/comments/c_nobody/appeals", json={"reason": "왜요?"}), 404, "not_found")
