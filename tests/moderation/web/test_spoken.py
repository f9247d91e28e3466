"""Authors and readers are told in Korean, or in English where that is asked for."""

import re
from typing import Any

import pytest

from moderation.desk import Desk
from moderation.judging import judge
from moderation.record import Record
from tests.builders import Words, a_comment, a_submission, hidden
from tests.moderation.web.conftest import Site
from tests.moderation.web.test_lifecycle import MEMBER, submitted

KOREAN = re.compile("[가-힣]")
BAD = "야 이 병신아"


def sentences(decision: dict[str, Any]) -> list[str]:
    """All that a decision says in sentences."""
    told = [decision["explanation"], decision.get("advice"), decision.get("appeal", {}).get("explanation")]
    return [each for each in told if each]


@pytest.mark.parametrize("wish", ["en", "en-US,en;q=0.9,ko;q=0.8", "fr, en;q=0.5"])
def test_an_author_who_prefers_english_is_told_all_of_it_in_english(site: Site, desk: Desk, wish: str) -> None:
    link = submitted(site, desk, text=BAD)["links"]["self"]
    answer = site.get(link, headers={"Accept-Language": wish})
    told = sentences(answer.get_json()["decision"])
    assert (len(told), KOREAN.search("".join(told))) == (3, None)
    assert (answer.headers["Content-Language"], answer.headers["Vary"]) == ("en", "Accept-Language")


@pytest.mark.parametrize("wish", [None, "", "*", "ko", "ko-KR,en;q=0.8", "fr"])
def test_everybody_else_is_told_in_korean_what_stands_in_redis_too(site: Site, desk: Desk, wish: str | None) -> None:
    body = submitted(site, desk, text=BAD)
    answer = site.get(body["links"]["self"], headers={} if wish is None else {"Accept-Language": wish})
    assert answer.get_json() == desk.comments.view(body["id"], "whytimes")
    assert all(KOREAN.search(each) for each in sentences(answer.get_json()["decision"]))
    assert answer.headers["Content-Language"] == "ko"


def test_nothing_but_the_sentences_depends_on_the_language(site: Site, desk: Desk) -> None:
    link = submitted(site, desk, text=BAD)["links"]["self"]
    korean, english = site.get(link).get_json(), site.get(link, headers={"Accept-Language": "en"}).get_json()
    for view in (korean, english):
        del view["decision"]["explanation"], view["decision"]["advice"], view["decision"]["appeal"]["explanation"]
    assert korean == english


def test_lists_previews_and_answers_that_waited_speak_it_too(site: Site, desk: Desk) -> None:
    english = {"Accept-Language": "en"}
    submitted(site, desk, text=BAD, author=MEMBER)
    stub = a_comment("나쁜 말")
    desk.comments.receive([stub])
    desk.comments.rule([(Record(stub), hidden())])
    (shown,) = site.get("/v1/articles/21468/comments", headers=english).get_json()["comments"]
    (mine,) = site.get("/v1/members/m-1/comments", headers=english).get_json()["comments"]
    preview = site.post("/v1/preview", json={"text": BAD}, headers=english).get_json()
    for told in (shown, mine["decision"], preview["decision"]):
        assert told["explanation"].endswith((".", "again."))
        assert not KOREAN.search(told["explanation"])


@pytest.mark.parametrize(("mode", "word"), [("closed", "closed"), ("condolence-only", "condolences")])
def test_what_is_to_know_before_one_writes_is_told_in_it_too(site: Site, mode: str, word: str) -> None:
    site.put("/v1/articles/21468", json={"mode": mode})
    notice = site.get("/v1/articles/21468/comments", headers={"Accept-Language": "en"}).get_json()["notice"]
    assert word in notice
    assert not KOREAN.search(notice)
    assert KOREAN.search(site.get("/v1/articles/21468/comments").get_json()["notice"])


def test_the_same_list_in_another_language_is_another_answer(site: Site, desk: Desk) -> None:
    stub = a_comment("나쁜 말")
    desk.comments.receive([stub])
    desk.comments.rule([(Record(stub), hidden())])
    tag = site.get("/v1/articles/21468/comments").headers["ETag"]
    asked = {"If-None-Match": tag, "Accept-Language": "en"}
    assert site.get("/v1/articles/21468/comments", headers=asked).status_code == 200
    again = site.get("/v1/articles/21468/comments", headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["Vary"]) == (304, "Accept-Language")


def test_a_pending_comment_has_nothing_to_translate(site: Site) -> None:
    link = site.post("/v1/comments", json=a_submission()).get_json()["links"]["self"]
    assert site.get(link, headers={"Accept-Language": "en"}).get_json()["decision"] is None


def test_an_answer_that_waited_links_to_itself_and_to_the_appeal(site: Site, desk: Desk) -> None:
    once = {"Idempotency-Key": "k", "Prefer": "wait=1", "Accept-Language": "en"}
    body = site.post("/v1/comments", json=a_submission(text=BAD), headers={"Idempotency-Key": "k"}).get_json()
    judge(desk, [Words()], [body["id"]])
    answer = site.post("/v1/comments", json=a_submission(text=BAD), headers=once)
    link = body["links"]["self"]
    assert (answer.status_code, answer.headers["Content-Language"]) == (200, "en")
    assert answer.get_json()["links"] == {"self": link, "appeal": f"{link}/appeals"}
