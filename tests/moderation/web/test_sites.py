"""What a site can do with its key: submit a comment and ask where it stands; and what it is told when it errs."""

import json
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.desk import Desk
from moderation.judging import judge
from moderation.store.memory import MemoryComments
from moderation.store.memory_sites import MemorySites
from moderation.web import create_app
from moderation.web.keys import issue
from tests.builders import Words, a_desk, a_submission
from tests.moderation.web.conftest import Site


def kept(desk: Desk) -> int:
    assert isinstance(desk.comments, MemoryComments)
    return len(desk.comments.records)


def told(response: TestResponse, status: int, code: str) -> dict[str, Any]:
    """The problem document, after checking that it is one."""
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.content_type == "application/problem+json"
    body = json.loads(response.get_data())
    assert {"type", "title", "status", "detail", "code"} <= set(body)
    assert (body["status"], body["code"]) == (status, code)
    assert any("가" <= letter <= "힣" for letter in body["detail"])
    return dict(body)


def test_a_comment_is_accepted_and_its_state_can_be_asked(site: Site, desk: Desk) -> None:
    response = site.post("/v1/comments", json=a_submission())
    assert response.status_code == 202
    body = response.get_json()
    assert set(body) == {"id", "state", "revision", "links", "receipt"}
    assert (body["state"], body["revision"]) == ("pending", 1)
    assert response.headers["Location"] == body["links"]["self"] == f"/v1/comments/{body['id']}"
    assert site.get(response.headers["Location"]).get_json()["state"] == "pending"
    judge(desk, [Words()], [body["id"]])
    assert site.get(response.headers["Location"]).get_json()["decision"]["verdict"] == "publish"


def test_a_member_and_a_reply_are_accepted(site: Site) -> None:
    parent = site.post("/v1/comments", json=a_submission()).get_json()["id"]
    body = a_submission(author={"kind": "member", "id": "m-1", "name": "김독자"}, parent=parent)
    id = site.post("/v1/comments", json=body).get_json()["id"]
    view = site.get(f"/v1/comments/{id}").get_json()
    assert (view["author"]["id"], view["parent"]) == ("m-1", parent)


def test_only_the_article_id_is_needed_of_an_article(site: Site) -> None:
    body = a_submission(article={"id": "1"})
    del body["parent"]
    assert site.post("/v1/comments", json=body).status_code == 202


GUEST = {"kind": "guest", "name": "독자"}


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        ({"text": ""}, ["/text"]),
        ({"text": "\u200b\u3164 "}, ["/text"]),
        ({"text": "가" * 1001}, ["/text"]),
        ({"text": "e\u0301\u0302" * 4000}, ["/text"]),
        ({"text": "가\x00"}, ["/text"]),
        ({"text": 5}, ["/text"]),
        ({"text": None}, ["/text"]),
        ({"text": ["가"]}, ["/text"]),
        ({"article": None}, ["/article"]),
        ({"article": "1"}, ["/article"]),
        ({"article": {}}, ["/article/id"]),
        ({"article": {"id": 1}}, ["/article/id"]),
        ({"article": {"id": ""}}, ["/article/id"]),
        ({"article": {"id": " "}}, ["/article/id"]),
        ({"article": {"id": "a\nb"}}, ["/article/id"]),
        ({"article": {"id": "1" * 201}}, ["/article/id"]),
        ({"article": {"id": "1", "url": "javascript:alert(1)"}}, ["/article/url"]),
        ({"article": {"id": "1", "title": 3, "section": "가" * 501}}, ["/article/title", "/article/section"]),
        ({"author": {}}, ["/author"]),
        ({"author": {"kind": "robot", "name": "가"}}, ["/author"]),
        ({"author": {"kind": "guest"}}, ["/author/name"]),
        ({"author": {"kind": "guest", "name": ""}}, ["/author/name"]),
        ({"author": {"kind": "guest", "name": "가", "id": "1"}}, ["/author/id"]),
        ({"author": {"kind": "member", "name": "가"}}, ["/author/id"]),
        ({"author": {"kind": "member", "id": 7, "name": "가"}}, ["/author/id"]),
        ({"parent": 3}, ["/parent"]),
        ({"parent": "c_nobody"}, ["/parent"]),
        ({"extra": 1}, ["/extra"]),
        ({"a/b~c": 1}, ["/a~1b~0c"]),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_kept(
    site: Site, desk: Desk, change: dict[str, Any], pointers: list[str]
) -> None:
    body = told(site.post("/v1/comments", json=a_submission(**change)), 422, "invalid")
    assert [fault["pointer"] for fault in body["errors"]] == pointers
    assert all(fault["reason"] for fault in body["errors"])
    assert kept(desk) == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe",
        b'{"text": "\\ud800"}',
        b"[" * 30_000,
        b"NaN",
        b'{"a":1}{"b":2}',
    ],
)
def test_a_body_that_is_no_such_object_is_refused(site: Site, desk: Desk, data: bytes) -> None:
    told(site.post("/v1/comments", data=data, content_type="application/json"), 422, "invalid")
    assert kept(desk) == 0


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"text": "좋은 기사 \ud83d"}, "/text"),
        ({"text": "\udc4d\\\ud83d\\ud83d"}, "/text"),
        ({"parent": "\udfff"}, "/parent"),
        ({"author": {"kind": "guest", "name": "\ud83d"}}, "/author/name"),
    ],
)
def test_half_a_character_is_refused_where_it_stands(site: Site, change: dict[str, Any], pointer: str) -> None:
    """JavaScript's `slice` cuts an emoji in two, and writes the half that is left as JSON that looks whole."""
    body = json.dumps(a_submission(**change))
    refused = told(site.post("/v1/comments", data=body, content_type="application/json"), 422, "invalid")
    assert [fault["pointer"] for fault in refused["errors"]] == [pointer]


def test_half_a_character_does_not_sink_the_others_of_its_batch(site: Site) -> None:
    texts = ["좋은 기사 👍", "반쪽 \ud83d", "\\ud83d는 글자가 아닙니다"]
    body = json.dumps({"comments": [a_submission(text=text) for text in texts]})
    answer = site.post("/v1/comments/batch", data=body, content_type="application/json")
    first, half, last = answer.get_json()["results"]
    assert (half["status"], half["errors"][0]["pointer"]) == (422, "/text")
    assert [site.get(each["links"]["self"]).get_json()["text"] for each in (first, last)] == [texts[0], texts[2]]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "x"])
def test_a_body_that_is_not_json_is_refused(site: Site, desk: Desk, kind: str) -> None:
    told(site.post("/v1/comments", data=json.dumps(a_submission()), content_type=kind), 415, "unsupported_media_type")
    assert kept(desk) == 0


def test_json_with_a_charset_is_json(site: Site) -> None:
    data = json.dumps(a_submission())
    assert site.post("/v1/comments", data=data, content_type="application/json; charset=utf-8").status_code == 202


def test_a_request_over_64_kib_is_refused(site: Site, desk: Desk) -> None:
    told(site.post("/v1/comments", json=a_submission(text="가" * 30_000)), 413, "too_large")
    assert kept(desk) == 0


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer x", "Basic abc", "Bearer 한글", "Bearer a b"])
def test_nobody_without_a_key_is_served(client: FlaskClient, desk: Desk, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header.encode().decode("latin-1")}
    response = client.post("/v1/comments", json=a_submission(), headers=headers)
    told(response, 401, "unauthenticated")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert kept(desk) == 0
    told(client.get("/v1/comments/c_1", headers=headers), 401, "unauthenticated")
    told(client.get("/v1/articles/1/comments", headers=headers), 401, "unauthenticated")


def test_keys_are_kept_as_hashes_only(desk: Desk) -> None:
    key = issue(desk, "whytimes")
    assert isinstance(desk.sites, MemorySites)
    assert key not in str(desk.sites.keys)


def test_one_site_cannot_ask_about_anothers_comment(site: Site, desk: Desk, client: FlaskClient) -> None:
    id = site.post("/v1/comments", json=a_submission()).get_json()["id"]
    other = Site(client, issue(desk, "othertimes"))
    told(other.get(f"/v1/comments/{id}"), 404, "not_found")
    told(site.get("/v1/comments/c_nobody"), 404, "not_found")


def test_an_address_or_method_that_is_not_there_is_a_problem_too(site: Site) -> None:
    told(site.get("/v1/nothing"), 404, "not_found")
    response = site.get("/v1/comments")
    told(response, 405, "method_not_allowed")
    assert "POST" in response.headers["Allow"]


def test_a_base_url_may_end_with_a_slash(site: Site) -> None:
    """`$HANMADI_URL/v1/comments` has two then."""
    answer = site.post("/", json=a_submission(), environ_overrides={"PATH_INFO": "//v1/comments"})
    assert answer.status_code == 202


def test_a_receipt_is_signed_and_differs_by_comment(site: Site) -> None:
    first, second = (site.post("/v1/comments", json=a_submission()).get_json()["receipt"] for _ in range(2))
    assert first != second


def test_when_the_store_is_away_nothing_is_accepted_and_the_site_is_told_when_to_return() -> None:
    from moderation.errors import StoreUnavailable

    class Away(MemoryComments):
        """Refuses to write."""

        def receive(self, comments: object, urgent: bool = False) -> None:
            raise StoreUnavailable("Redis: OOM")

    desk = replace(a_desk(), comments=Away())
    site = Site(create_app(desk, lambda: [Words()]).test_client(), issue(desk, "whytimes"))
    response = site.post("/v1/comments", json=a_submission())
    told(response, 503, "unavailable")
    assert int(response.headers["Retry-After"]) > 0
    assert "Redis" not in response.get_data(as_text=True)


@pytest.mark.parametrize("encoding", ["euc-kr", "utf-16"])
def test_text_in_another_encoding_is_refused_and_told_why(site: Site, desk: Desk, encoding: str) -> None:
    """Old Korean sites are written in EUC-KR."""
    body = json.dumps(a_submission(), ensure_ascii=False).encode(encoding)
    refused = told(site.post("/v1/comments", data=body, content_type="application/json"), 422, "invalid")
    assert "UTF-8" in refused["detail"]
    assert refused["errors"] == [{"pointer": "", "reason": refused["detail"]}]


def test_a_byte_order_mark_is_no_mistake(site: Site) -> None:
    """Some editors and languages put one before what they write."""
    body = json.dumps(a_submission(), ensure_ascii=False).encode("utf-8-sig")
    assert site.post("/v1/comments", data=body, content_type="application/json").status_code == 202
