"""Through the API: where a comment comes from, what a sanctioned author is answered, and what members may know."""

import json

import pytest

from moderation import network
from moderation.decision import State
from moderation.desk import Desk
from moderation.judging import judge
from moderation.network import PSEUDONYM
from moderation.sanction import Measure
from moderation.sanctioning import Imposed, impose
from moderation.standing import COUNTS, Writer
from moderation.store.memory import MemoryComments
from tests.builders import NOON, Words, a_submission
from tests.moderation.web.conftest import Site
from tests.moderation.web.test_sites import told

MEMBER = {"kind": "member", "id": "m-1", "name": "김독자"}
GUEST = {"kind": "guest", "name": "독자", "network": "203.0.113.7"}
WRITER = Writer("whytimes", "member", "m-1")


def sanctioned(desk: Desk, measure: Measure, writer: Writer = WRITER) -> None:
    until = network.turns("2026w48-0123456789abcdef") if measure is not Measure.BAN else None
    impose(desk, "kim", writer, Imposed(measure, "insult", until, 10 if measure is Measure.SLOW else 0))


def network_of(desk: Desk, id: str) -> str:
    (record,) = desk.comments.find([id])
    assert record is not None
    (writer,) = desk.authors.writers([record.comment])
    return writer.id if writer else ""


def test_a_guests_address_becomes_a_pseudonym_at_the_door(site: Site, desk: Desk) -> None:
    id = site.post("/v1/comments", json=a_submission(author=GUEST)).get_json()["id"]
    assert PSEUDONYM.fullmatch(network_of(desk, id))
    assert isinstance(desk.comments, MemoryComments)
    assert "203.0.113" not in repr((desk.comments.records, desk.comments.networks))
    view = site.get(f"/v1/comments/{id}").get_json()
    assert view["author"] == {"kind": "guest", "name": "독자"}


def test_a_members_address_is_not_looked_at(site: Site, desk: Desk) -> None:
    id = site.post("/v1/comments", json=a_submission(author={**MEMBER, "network": "203.0.113.7"})).get_json()["id"]
    assert network_of(desk, id) == "m-1"


def test_the_same_request_by_another_network_is_the_same(site: Site) -> None:
    """A phone changes networks between two tries."""
    bodies = [a_submission(author={**GUEST, "network": address}) for address in ("203.0.113.7", "2001:db8::1")]
    answers = [site.post("/v1/comments", json=body, headers={"Idempotency-Key": "once"}) for body in bodies]
    assert answers[0].get_json()["id"] == answers[1].get_json()["id"]


@pytest.mark.parametrize("address", ["", "localhost", "203.0.113.7:80", 7, "2001:db8::1%eth0"])
def test_what_is_no_address_is_pointed_at(site: Site, address: object) -> None:
    body = told(site.post("/v1/comments", json=a_submission(author={**GUEST, "network": address})), 422, "invalid")
    assert [fault["pointer"] for fault in body["errors"]] == ["/author/network"]


@pytest.mark.parametrize(
    ("measure", "status", "code"),
    [(Measure.SUSPEND, 403, "suspended"), (Measure.BAN, 403, "banned"), (Measure.SLOW, 429, "slow_mode")],
)
def test_who_may_not_write_now_is_told_why_and_until_when(
    site: Site, desk: Desk, measure: Measure, status: int, code: str
) -> None:
    mine = a_submission(author=MEMBER)
    first = site.post("/v1/comments", json=mine).get_json()["id"]
    sanctioned(desk, measure)
    if measure is Measure.SLOW:
        assert site.post("/v1/comments", json=mine).status_code == 202
    body = told(site.post("/v1/comments", json=mine), status, code)
    assert "모욕" in body["detail"]
    if status == 403:
        assert body["until"] == ("2026-11-29T15:00:00Z" if measure is Measure.SUSPEND else None)
    told(site.put(f"/v1/comments/{first}", json={"text": "고쳤습니다."}), status, code)
    results = site.post("/v1/comments/batch", json={"comments": [mine, a_submission()]}).get_json()["results"]
    assert (results[0]["code"], results[1]["state"]) == (code, "pending")
    assert site.get(f"/v1/comments/{first}").status_code == 200
    assert site.delete(f"/v1/comments/{first}").status_code == 204


def test_slow_mode_says_when_to_come_again(site: Site, desk: Desk) -> None:
    sanctioned(desk, Measure.SLOW)
    site.post("/v1/comments", json=a_submission(author=MEMBER))
    assert site.post("/v1/comments", json=a_submission(author=MEMBER)).headers["Retry-After"] == "600"


@pytest.mark.parametrize("measure", [Measure.WARN, Measure.PREMODERATE, Measure.SLOW])
def test_what_holds_is_told_with_the_next_answer(site: Site, desk: Desk, measure: Measure) -> None:
    sanctioned(desk, measure)
    answer = site.post("/v1/comments", json=a_submission(author=MEMBER)).get_json()
    assert [each["measure"] for each in answer["sanctions"]] == [measure]
    assert "kim" not in json.dumps(answer)
    body = {"comments": [a_submission(), a_submission(author={**MEMBER, "id": "m-2"})]}
    assert all("sanctions" not in each for each in site.post("/v1/comments/batch", json=body).get_json()["results"])


def test_a_preview_tells_a_writer_what_holds_for_them(site: Site, desk: Desk) -> None:
    sanctioned(desk, Measure.SUSPEND)
    sanctioned(desk, Measure.PREMODERATE)
    body = site.post("/v1/preview", json={"text": "잘 읽었습니다.", "author": MEMBER}).get_json()
    assert (body["state"], {each["measure"] for each in body["sanctions"]}) == ("held", {"suspend", "premoderate"})
    assert body["decision"]["explanation"] == "등록하신 의견은 당분간 담당자가 확인한 뒤 게시합니다."
    other = site.post("/v1/preview", json={"text": "잘 읽었습니다.", "author": GUEST}).get_json()
    assert (other["state"], "sanctions" in other) == ("published", False)


def test_the_explanation_of_a_held_comment_is_honest(site: Site, desk: Desk) -> None:
    sanctioned(desk, Measure.PREMODERATE)
    id = site.post("/v1/comments", json=a_submission(author=MEMBER)).get_json()["id"]
    judge(desk, [Words()], [id])
    view = site.get(f"/v1/comments/{id}").get_json()
    assert (view["state"], view["decision"]["reasons"][0]["name"]) == (State.HELD, "사전 확인")
    assert view["decision"]["explanation"].startswith("등록하신 의견은 당분간")


def test_a_member_knows_how_they_stand(site: Site, desk: Desk) -> None:
    for text in ("고맙습니다", "이 병신아"):
        judge(
            desk, [Words()], [site.post("/v1/comments", json=a_submission(author=MEMBER, text=text)).get_json()["id"]]
        )
    sanctioned(desk, Measure.WARN)
    body = site.get("/v1/members/m-1").get_json()
    assert body["member"] == "m-1"
    assert body["standing"] == {**dict.fromkeys(COUNTS, 0), "published": 1, "rejected": 1, "accuracy": 0.5}
    (sanction,) = body["sanctions"]
    assert (sanction["measure"], sanction["holds"], sanction["at"]) == ("warn", True, "2026-11-23T03:00:00Z")


def test_nobody_new_stands_badly(site: Site) -> None:
    body = site.get("/v1/members/m/1").get_json()
    assert (body["member"], body["standing"]["accuracy"], body["sanctions"]) == ("m/1", None, [])


def test_a_member_objects_to_a_sanction_once(site: Site, desk: Desk) -> None:
    sanctioned(desk, Measure.BAN)
    (sanction,) = site.get("/v1/members/m-1").get_json()["sanctions"]
    body = {"sanction": sanction["id"], "reason": "오해가 있었습니다."}
    assert site.post("/v1/members/m-1/appeals", json=body).get_json()["appeal"] == "오해가 있었습니다."
    told(site.post("/v1/members/m-1/appeals", json=body), 409, "settled")
    told(site.post("/v1/members/m-2/appeals", json=body), 404, "not_found")


def test_no_site_learns_of_another_sites_members(site: Site, desk: Desk) -> None:
    impose(desk, "kim", Writer("othertimes", "member", "m-1"), Imposed(Measure.BAN, "insult"))
    assert site.get("/v1/members/m-1").get_json()["sanctions"] == []
    assert site.post("/v1/comments", json=a_submission(author=MEMBER)).status_code == 202
    assert desk.clock() == NOON
