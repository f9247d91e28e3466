"""Readers see what is published, newest first, and nothing else."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from moderation.desk import Desk
from moderation.judging import judge
from moderation.record import Record
from tests.builders import NOON, Words, a_comment, a_submission, held, hidden, published, rejected
from tests.moderation.web.conftest import Site


def receive(desk: Desk, count: int) -> list[str]:
    comments = [a_comment(received_at=NOON + timedelta(seconds=n)) for n in range(count)]
    for comment in comments:
        desk.comments.receive([comment])
        desk.comments.rule([(Record(comment), published())])
    return [comment.id for comment in reversed(comments)]


def test_an_article_without_comments_has_an_empty_list(site: Site) -> None:
    assert site.get("/v1/articles/21468/comments").get_json() == {"comments": [], "next": None}


def test_only_what_readers_may_see_is_listed(site: Site, desk: Desk) -> None:
    pending = a_comment()
    desk.comments.receive([pending])
    for ruling in (held(), rejected()):
        comment = a_comment()
        desk.comments.receive([comment])
        desk.comments.rule([(Record(comment), ruling)])
    (shown,) = receive(desk, 1)
    stub = a_comment("숨긴 말", received_at=NOON + timedelta(days=1))
    desk.comments.receive([stub])
    desk.comments.rule([(Record(stub), hidden())])
    first, second = site.get("/v1/articles/21468/comments").get_json()["comments"]
    assert (first["id"], first["text"], first["explanation"][-10:]) == (stub.id, None, "숨겨진 의견입니다.")
    assert (second["id"], second["text"], second["explanation"]) == (shown, "좋은 기사 잘 읽었습니다.", None)


def test_pages_follow_their_cursor_to_the_end(site: Site, desk: Desk) -> None:
    ids = receive(desk, 5)
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = site.get(f"/v1/articles/21468/comments?limit=2&cursor={cursor}").get_json()
        found += [comment["id"] for comment in page["comments"]]
        cursor = page["next"]
    assert found == ids


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "limit=", "limit=-1", "limit=٣", "cursor=!!"])
def test_a_bad_query_is_a_problem(site: Site, query: str) -> None:
    response = site.get(f"/v1/articles/21468/comments?{query}")
    assert (response.status_code, response.content_type) == (422, "application/problem+json")


@pytest.mark.parametrize(
    "own", ["정치/2026:1", "http://whytimes.kr/news/view.php?idx=21468", "/news/1", "//news/1", "/", "a//b", "a/", " a"]
)
def test_a_sites_own_ids_may_hold_anything_and_are_told_apart_by_every_slash(site: Site, desk: Desk, own: str) -> None:
    """Old sites know an article by its path or its whole address."""
    author = {"kind": "member", "id": own, "name": "김독자"}
    id = site.post("/v1/comments", json=a_submission(article={"id": own}, author=author)).get_json()["id"]
    judge(desk, [Words()], [id])
    path = quote(own, safe="")
    for listed in (f"/v1/articles/{path}/comments", f"/v1/members/{path}/comments"):
        assert [each["id"] for each in site.get(listed).get_json()["comments"]] == [id]
    assert site.put(f"/v1/articles/{path}", json={"title": "제목"}).get_json()["id"] == own
    assert site.get(f"/v1/articles/{path}").get_json()["title"] == "제목"
    assert site.put(f"/v1/sections/{path}", json={"mode": "pre"}).get_json()["section"] == own
    assert site.get(f"/v1/members/{path}").get_json()["member"] == own


def test_a_site_lists_only_its_own_comments(site: Site, desk: Desk) -> None:
    comment = a_comment(site="othertimes")
    desk.comments.receive([comment])
    desk.comments.rule([(Record(comment), published())])
    assert site.get("/v1/articles/21468/comments").get_json()["comments"] == []
