"""After a comment was accepted: its author edits it, deletes it, sees it again; retries and waits are honoured."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from moderation.desk import Desk
from moderation.judging import judge
from moderation.web.keys import issue
from tests.builders import Words, a_submission
from tests.moderation.web.conftest import Site
from tests.moderation.web.test_sites import kept, told

MEMBER = {"kind": "member", "id": "m-1", "name": "김독자"}
ENGLISH = {"Accept-Language": "en-GB,en;q=0.9,ko;q=0.5"}


def submitted(site: Site, desk: Desk, **changes: Any) -> dict[str, Any]:
    """A comment that was accepted and judged: the body of its 202."""
    body: dict[str, Any] = site.post("/v1/comments", json=a_submission(**changes)).get_json()
    judge(desk, [Words()], [body["id"]])
    return body


def test_an_edit_becomes_a_revision_and_readers_see_the_old_one_until_it_is_ruled_on(site: Site, desk: Desk) -> None:
    link = submitted(site, desk)["links"]["self"]
    answer = site.put(link, json={"text": "고친 글입니다."})
    assert (answer.status_code, answer.get_json()["revision"]) == (202, 2)
    assert site.get(link).get_json()["text"] == "좋은 기사 잘 읽었습니다."
    judge(desk, [Words()], [answer.get_json()["id"]])
    view = site.get(link).get_json()
    assert (view["text"], view["revision"], view["state"], "edit" in view) == ("고친 글입니다.", 2, "published", False)


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "가" * 1001}, {"text": 1}, {"text": "가", "x": 1}])
def test_a_bad_edit_changes_nothing(site: Site, desk: Desk, body: dict[str, Any]) -> None:
    link = submitted(site, desk)["links"]["self"]
    before = site.get(link).get_json()
    told(site.put(link, json=body), 422, "invalid")
    assert site.get(link).get_json() == before


def test_a_site_that_says_for_whom_it_acts_is_held_to_it(site: Site, desk: Desk) -> None:
    link = submitted(site, desk, author=MEMBER)["links"]["self"]
    told(site.put(link, json={"text": "고친 글", "member": "m-2"}), 403, "forbidden")
    told(site.delete(f"{link}?member=m-2"), 403, "forbidden")
    assert site.put(link, json={"text": "고친 글", "member": "m-1"}).status_code == 202
    assert site.delete(f"{link}?member=m-1").status_code == 204


def test_a_deleted_comment_is_a_tombstone(site: Site, desk: Desk) -> None:
    link = submitted(site, desk)["links"]["self"]
    assert site.delete(link).status_code == 204
    view = site.get(link).get_json()
    assert (view["state"], view["text"], view["decision"]["explanation"]) == (
        "deleted",
        None,
        "작성자가 삭제한 의견입니다.",
    )
    assert site.get("/v1/articles/21468/comments").get_json()["comments"] == []
    assert site.delete(link).status_code == 204
    told(site.put(link, json={"text": "다시"}), 404, "not_found")


def test_a_deleted_parent_stays_as_a_stub_above_its_reply(site: Site, desk: Desk) -> None:
    parent = submitted(site, desk)
    reply = submitted(site, desk, parent=parent["id"])
    site.delete(parent["links"]["self"])
    listed = {each["id"]: each for each in site.get("/v1/articles/21468/comments").get_json()["comments"]}
    assert listed[parent["id"]]["text"] is None
    assert listed[parent["id"]]["explanation"] == "작성자가 삭제한 의견입니다."
    assert listed[reply["id"]]["parent"] == parent["id"]
    told(site.post("/v1/comments", json=a_submission(parent=parent["id"])), 422, "invalid")


def test_a_parent_that_was_deleted_before_it_was_ruled_on_is_a_stub_as_well(site: Site) -> None:
    site.put("/v1/articles/21468", json={"mode": "post"})
    parent = site.post("/v1/comments", json=a_submission()).get_json()
    site.post("/v1/comments", json=a_submission(parent=parent["id"]))
    site.delete(parent["links"]["self"])
    listed = {each["id"]: each for each in site.get("/v1/articles/21468/comments").get_json()["comments"]}
    assert listed[parent["id"]]["explanation"] == "작성자가 삭제한 의견입니다."
    english = site.get("/v1/articles/21468/comments", headers=ENGLISH).get_json()["comments"]
    assert {each["explanation"] for each in english} == {"Deleted by its author.", None}


def test_nobody_deals_with_anothers_comment(site: Site, desk: Desk, client: FlaskClient) -> None:
    link = submitted(site, desk)["links"]["self"]
    other = Site(client, issue(desk, "othertimes"))
    told(other.put(link, json={"text": "고친 글"}), 404, "not_found")
    told(other.delete(link), 404, "not_found")


def test_a_guest_deals_with_a_comment_by_its_receipt_and_with_no_other(
    site: Site, desk: Desk, client: FlaskClient
) -> None:
    mine, other = submitted(site, desk), submitted(site, desk)
    guest = Site(client, mine["receipt"])
    assert guest.get(mine["links"]["self"]).get_json()["state"] == "published"
    assert guest.put(mine["links"]["self"], json={"text": "고친 글"}).status_code == 202
    told(guest.get(other["links"]["self"]), 403, "forbidden")
    told(guest.delete(other["links"]["self"]), 403, "forbidden")
    told(guest.get("/v1/articles/21468/comments"), 401, "unauthenticated")
    assert guest.delete(mine["links"]["self"]).status_code == 204
    told(Site(client, mine["receipt"] + "x").get(mine["links"]["self"]), 401, "unauthenticated")


def test_the_same_key_and_body_answer_the_first_answer_again(site: Site, desk: Desk) -> None:
    headers = {"Idempotency-Key": "k-1"}
    first, again = (site.post("/v1/comments", json=a_submission(), headers=headers) for _ in range(2))
    assert first.get_json() == again.get_json()
    assert kept(desk) == 1
    other = site.post("/v1/comments", json=a_submission(text="다른 글"), headers=headers)
    told(other, 422, "idempotency_key_reused")
    assert kept(desk) == 1


def test_one_sites_key_is_not_anothers(site: Site, desk: Desk, client: FlaskClient) -> None:
    headers = {"Idempotency-Key": "k-1"}
    other = Site(client, issue(desk, "othertimes"))
    ids = {each.post("/v1/comments", json=a_submission(), headers=headers).get_json()["id"] for each in (site, other)}
    assert len(ids) == 2


@pytest.mark.parametrize("key", ["", "k" * 256])
def test_a_key_that_is_none_is_refused(site: Site, desk: Desk, key: str) -> None:
    told(site.post("/v1/comments", json=a_submission(), headers={"Idempotency-Key": key}), 422, "invalid")
    assert kept(desk) == 0


def test_a_batch_answers_for_each_comment_in_order(site: Site, desk: Desk) -> None:
    items = [a_submission(text="하나"), a_submission(text=""), 7, a_submission(text="둘"), a_submission(x=1)]
    results = site.post("/v1/comments/batch", json={"comments": items}).get_json()["results"]
    assert [result.get("state") or result["status"] for result in results] == ["pending", 422, 422, "pending", 422]
    assert kept(desk) == 2
    assert site.get(results[3]["links"]["self"]).get_json()["text"] == "둘"


def test_the_same_batch_with_the_same_key_is_answered_as_at_first(site: Site, desk: Desk) -> None:
    headers = {"Idempotency-Key": "b-1"}
    batch = {"comments": [a_submission(text="하나"), a_submission(text=""), a_submission(text="둘")]}
    first = site.post("/v1/comments/batch", json=batch, headers=headers).get_json()
    again = site.post("/v1/comments/batch", json=batch, headers=headers)
    assert (again.status_code, again.get_json(), kept(desk)) == (200, first, 2)
    other = site.post("/v1/comments/batch", json={"comments": [a_submission()]}, headers=headers)
    told(other, 422, "idempotency_key_reused")
    assert site.post("/v1/comments", json=a_submission(), headers=headers).status_code == 202
    assert kept(desk) == 3


def test_a_repetition_is_answered_also_after_the_article_was_closed(site: Site, desk: Desk) -> None:
    headers = {"Idempotency-Key": "k-1"}
    first = site.post("/v1/comments", json=a_submission(), headers=headers).get_json()
    site.put("/v1/articles/21468", json={"mode": "closed"})
    assert site.post("/v1/comments", json=a_submission(), headers=headers).get_json()["id"] == first["id"]
    told(site.post("/v1/comments", json=a_submission()), 409, "closed")


@pytest.mark.parametrize("body", [{}, {"comments": []}, {"comments": {}}, {"comments": [a_submission()] * 101}, []])
def test_a_batch_that_is_none_is_refused_whole(site: Site, desk: Desk, body: object) -> None:
    told(site.post("/v1/comments/batch", json=body), 422, "invalid")
    assert kept(desk) == 0


def test_a_hundred_long_comments_fit_into_one_batch(site: Site, desk: Desk) -> None:
    items = [a_submission(text="가" * 1000)] * 100
    assert site.post("/v1/comments/batch", json={"comments": items}).status_code == 200
    assert kept(desk) == 100


def test_members_see_their_own_comments_in_every_state(site: Site, desk: Desk) -> None:
    for text in ("고맙습니다", "이 병신아", "애매한 말"):
        submitted(site, desk, text=text, author=MEMBER)
    submitted(site, desk)
    comments = site.get("/v1/members/m-1/comments").get_json()["comments"]
    assert {each["state"] for each in comments} == {"published", "rejected", "held"}
    assert all(each["decision"]["explanation"] for each in comments)
    assert site.get("/v1/members/m-2/comments").get_json() == {"comments": [], "next": None}


def test_a_preview_says_what_would_be_ruled_and_keeps_nothing(site: Site, desk: Desk) -> None:
    preview = site.post("/v1/preview", json={"text": "야 이 병신아", "article": {"id": "1"}}).get_json()
    assert preview["state"] == "rejected"
    assert preview["decision"]["reasons"][0]["spans"] == [[4, 6]]
    assert kept(desk) == 0
    told(site.post("/v1/preview", json={"text": " "}), 422, "invalid")
    told(site.client.post("/v1/preview", json={"text": "가"}), 401, "unauthenticated")


@pytest.mark.parametrize("path", ["/v1/articles/21468/comments", "/v1/members/m-1/comments", "/v1/sections"])
def test_a_list_that_has_not_changed_is_not_sent_again(site: Site, desk: Desk, path: str) -> None:
    submitted(site, desk, author=MEMBER)
    first = site.get(path)
    again = site.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    submitted(site, desk, author=MEMBER)
    site.put("/v1/sections/정치", json={"mode": "strict"})
    assert site.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_whoever_prefers_to_wait_is_answered_202_when_nobody_decides(site: Site) -> None:
    answer = site.post("/v1/comments", json=a_submission(), headers={"Prefer": "respond-async, wait=1"})
    assert (answer.status_code, answer.headers["Preference-Applied"]) == (202, "wait=1")


@pytest.mark.parametrize("prefer", ["wait=0", "wait=x", "waiting=5", "", "wait"])
def test_a_preference_that_is_none_is_ignored(site: Site, prefer: str) -> None:
    answer = site.post("/v1/comments", json=a_submission(), headers={"Prefer": prefer})
    assert answer.status_code == 202
    assert "Preference-Applied" not in answer.headers
