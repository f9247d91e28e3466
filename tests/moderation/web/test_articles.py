"""A site says how the discussion under an article is to be."""

from typing import Any

import pytest

from moderation.desk import Desk
from moderation.discussion import Choice, Mode
from moderation.judging import judge
from tests.builders import Clock, Words, a_submission
from tests.moderation.web.conftest import Site
from tests.moderation.web.test_lifecycle import submitted
from tests.moderation.web.test_sites import kept, told

ARTICLE = "/v1/articles/21468"


def test_what_was_said_is_kept(site: Site) -> None:
    body = {"title": "제목", "section": "정치", "mode": "post", "closes_at": "2026-12-01T00:00:00+09:00"}
    answer = site.put(ARTICLE, json=body | {"sensitive": ["election"], "reach": 12_000})
    assert answer.status_code == 200
    assert site.get(ARTICLE).get_json() == answer.get_json()
    assert answer.get_json() == {
        "id": "21468",
        "url": None,
        "title": "제목",
        "section": "정치",
        "mode": "post",
        "mode_by": "site",
        "closes_at": "2026-11-30T15:00:00Z",
        "sensitive": ["election"],
        "reach": 12_000,
        "open": True,
    }
    told(site.get("/v1/articles/99"), 404, "not_found")


def test_a_closed_discussion_takes_nothing_new(site: Site, desk: Desk) -> None:
    link = submitted(site, desk)["links"]["self"]
    site.put(ARTICLE, json={"mode": "closed"})
    told(site.post("/v1/comments", json=a_submission()), 409, "closed")
    told(site.put(link, json={"text": "고친 글"}), 409, "closed")
    assert kept(desk) == 1
    results = site.post("/v1/comments/batch", json={"comments": [a_submission(), a_submission(article={"id": "9"})]})
    assert [result.get("code") for result in results.get_json()["results"]] == ["closed", None]
    assert site.delete(link).status_code == 204
    site.put(ARTICLE, json={"mode": "pre"})
    assert site.post("/v1/comments", json=a_submission()).status_code == 202


def test_a_discussion_closes_at_its_hour(site: Site, desk: Desk) -> None:
    site.put(ARTICLE, json={"closes_at": "2026-11-23T03:00:01Z"})
    assert site.post("/v1/comments", json=a_submission()).status_code == 202
    assert isinstance(desk.clock, Clock)
    desk.clock.forward(seconds=1)
    told(site.post("/v1/comments", json=a_submission()), 409, "closed")
    assert site.get(ARTICLE).get_json()["open"] is False


def test_under_post_moderation_readers_see_a_comment_until_it_is_ruled_on(site: Site, desk: Desk) -> None:
    site.put(ARTICLE, json={"mode": "post"})
    good, bad = (
        site.post("/v1/comments", json=a_submission(text=text)).get_json()["id"] for text in ("고맙습니다", "이 병신아")
    )
    listed = site.get(f"{ARTICLE}/comments").get_json()["comments"]
    assert {(each["id"], each["state"]) for each in listed} == {(good, "pending"), (bad, "pending")}
    judge(desk, [Words()], [good, bad])
    assert [each["id"] for each in site.get(f"{ARTICLE}/comments").get_json()["comments"]] == [good]


def test_under_a_sensitive_article_more_is_looked_at(site: Site, desk: Desk) -> None:
    ids = []
    for sensitive in ([], ["obituary"]):
        site.put(ARTICLE, json={"sensitive": sensitive})
        ids.append(site.post("/v1/comments", json=a_submission(text="차가운 말")).get_json()["id"])
        judge(desk, [Words(차가운=0.4)], ids[-1:])
    views = [site.get(f"/v1/comments/{id}").get_json() for id in ids]
    assert [view["state"] for view in views] == ["published", "held"]
    assert [view["decision"]["policy"] for view in views] == ["default@1", "strict@1"]


def test_where_only_condolences_are_wanted_a_person_reads_what_would_be_published(site: Site, desk: Desk) -> None:
    above = submitted(site, desk)["id"]
    assert "notice" not in site.get(f"{ARTICLE}/comments").get_json()
    assert site.put(ARTICLE, json={"mode": "condolence-only"}).get_json()["mode"] == "condolence-only"
    texts = ("삼가 고인의 명복을 빕니다.", "이 병신아")
    ids = [site.post("/v1/comments", json=a_submission(text=text)).get_json()["id"] for text in texts]
    judge(desk, [Words()], ids)
    good, bad = (site.get(f"/v1/comments/{id}").get_json() for id in ids)
    assert (good["state"], good["decision"]["policy"]) == ("held", "strict@1")
    assert good["decision"]["explanation"] == "추모 의견은 담당자가 읽은 뒤에 게시합니다."
    assert bad["state"] == "rejected"
    told(site.post("/v1/comments", json=a_submission(parent=above)), 409, "closed")
    previewed = site.post("/v1/preview", json={"text": texts[0], "article": {"id": "21468"}}).get_json()
    assert previewed["state"] == "held"
    assert "추모의 뜻만" in site.get(f"{ARTICLE}/comments").get_json()["notice"]


def test_a_strict_discussion_is_ruled_by_the_strict_policy(site: Site, desk: Desk) -> None:
    site.put(ARTICLE, json={"mode": "strict"})
    ids = [
        site.post("/v1/comments", json=a_submission(text=text)).get_json()["id"] for text in ("차가운 말", "고맙습니다")
    ]
    judge(desk, [Words(차가운=0.4)], ids)
    views = [site.get(f"/v1/comments/{id}").get_json() for id in ids]
    assert [(view["state"], view["decision"]["policy"]) for view in views] == [
        ("held", "strict@1"),
        ("published", "strict@1"),
    ]


def test_what_the_desk_chose_outlasts_what_the_site_says(site: Site, desk: Desk) -> None:
    told(site.get(ARTICLE), 404, "not_found")
    desk.articles.choose("whytimes", "21468", Choice(Mode.CLOSED, "kim", desk.clock()), None)
    assert site.get(ARTICLE).get_json()["mode_by"] == "desk"
    answer = site.put(ARTICLE, json={"mode": "post"}).get_json()
    assert (answer["mode"], answer["mode_by"], answer["open"]) == ("closed", "desk", False)
    told(site.post("/v1/comments", json=a_submission()), 409, "closed")
    assert "마감" in site.get(f"{ARTICLE}/comments").get_json()["notice"]


@pytest.mark.parametrize(
    "body",
    [
        {"mode": "open"},
        {"closes_at": "soon"},
        {"closes_at": "2026-12-01T00:00:00"},
        {"sensitive": ["boring"]},
        {"sensitive": "election"},
        {"x": 1},
        [],
    ],
)
def test_what_cannot_be_meant_is_refused(site: Site, body: Any) -> None:
    told(site.put(ARTICLE, json=body), 422, "invalid")
    told(site.get(ARTICLE), 404, "not_found")


def test_an_article_id_has_an_end(site: Site) -> None:
    told(site.put(f"/v1/articles/{'1' * 201}", json={}), 422, "invalid")


def test_a_site_says_the_mode_of_a_section(site: Site, desk: Desk) -> None:
    politics = "/v1/sections/정치"
    assert site.get(politics).get_json() == {"section": "정치", "mode": "pre", "mode_by": "default"}
    said = site.put(politics, json={"mode": "closed"})
    assert (said.status_code, said.get_json()) == (200, {"section": "정치", "mode": "closed", "mode_by": "site"})
    assert site.get("/v1/sections").get_json() == {"sections": [said.get_json()]}
    body = a_submission(article={"id": "9", "section": "정치"})
    told(site.post("/v1/comments", json=body), 409, "closed")
    assert site.post("/v1/comments", json=a_submission()).status_code == 202
    assert site.put(politics, json={"mode": None}).get_json()["mode_by"] == "default"
    assert site.post("/v1/comments", json=body).status_code == 202


def test_what_the_desk_chose_for_a_section_goes_before_what_the_site_says(site: Site, desk: Desk) -> None:
    desk.articles.put_section("whytimes", "정치", Mode.STRICT)
    assert site.put("/v1/sections/정치", json={"mode": "post"}).get_json() == {
        "section": "정치",
        "mode": "strict",
        "mode_by": "desk",
    }


@pytest.mark.parametrize("body", [{}, {"mode": "loose"}, {"mode": 1}, {"mode": "pre", "x": 1}])
def test_a_bad_mode_of_a_section_is_refused(site: Site, body: dict[str, Any]) -> None:
    told(site.put("/v1/sections/정치", json=body), 422, "invalid")


def test_a_name_that_no_section_has_is_refused(site: Site) -> None:
    told(site.put(f"/v1/sections/{'가' * 201}", json={"mode": "pre"}), 422, "invalid")
    told(site.put("/v1/sections/%1F", json={"mode": "pre"}), 422, "invalid")


@pytest.mark.parametrize("path", ["%00", "a%0Bb", "%20"])
def test_what_no_comment_can_name_as_its_article_is_no_article(site: Site, path: str) -> None:
    refused = told(site.put(f"/v1/articles/{path}", json={"mode": "closed"}), 422, "invalid")
    assert [fault["pointer"] for fault in refused["errors"]] == ["/article"]
