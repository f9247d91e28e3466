"""What the demo newspaper's backend says no to, and how it passes on the API's no."""

import re

import pytest

from moderation.web.demo import LARGEST_FORM
from tests.moderation.web.demo.fake_api import FakeApi, served
from tests.moderation.web.demo.reader import JSON, Reader, site

NO_NAME = {"pointer": "/author/name", "reason": "닉네임을 적어 주십시오."}
TOO_LONG = {"pointer": "/text", "reason": "1000자까지 쓸 수 있습니다."}


def test_a_refused_text_stays_in_the_box_with_the_reason_beside_it(reader: Reader, api: FakeApi) -> None:
    api.refuse(422, "입력을 확인해 주십시오. " + TOO_LONG["reason"], (TOO_LONG,))
    answer = reader.writes("가" * 1001, name="긴 글")
    assert answer.status_code == 422
    assert '<textarea id="text"' in answer.text
    assert "가" * 1001 in answer.text
    assert 'value="긴 글"' in answer.text
    assert "1001/1000" in answer.text
    assert "1000자까지 쓸 수 있습니다." in answer.text
    assert "입력을 확인해 주십시오." not in answer.text, "what stands beside its field is not said twice"
    assert 'aria-invalid="true"' in answer.text


def test_a_script_is_told_the_problem_field_by_field(reader: Reader, api: FakeApi) -> None:
    api.refuse(422, "글을 받을 수 없습니다.", (NO_NAME, {"pointer": "/article/id", "reason": "없는 기사입니다."}))
    answer = reader.writes("글", name="", script=True)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.json is not None
    assert answer.json["fields"] == {"name": "닉네임을 적어 주십시오."}
    assert answer.json["detail"] == "글을 받을 수 없습니다.", "not all of it is beside a field"


def test_too_many_comments_are_told_to_wait_as_the_api_says(reader: Reader, api: FakeApi) -> None:
    api.refuse(429, "잠시 뒤 다시 등록해 주십시오.", retry_after="30")
    answer = reader.writes("글", script=True)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")


def test_when_the_api_is_away_the_article_is_read_and_the_text_kept(api: FakeApi) -> None:
    with served(api.app()) as url:
        gone = url
    reader = Reader(site(gone))
    assert "지금은 의견을 불러오지 못하고 있습니다." in reader.reads()
    answer = reader.writes("놓치기 싫은 글")
    assert answer.status_code == 503
    assert "놓치기 싫은 글" in answer.text
    assert "지금은 의견을 받지 못하고 있습니다." in answer.text
    assert reader.http.get("/demo/comments").status_code == 503


@pytest.mark.parametrize("body", ["<html>Bad gateway</html>", "[]"])
def test_an_answer_that_is_not_the_apis_reads_as_away(reader: Reader, api: FakeApi, body: str) -> None:
    api.refusal = (502, body, {})
    assert reader.writes("글").status_code == 503


def test_a_key_that_the_api_does_not_know_is_no_readers_business(api_url: str) -> None:
    answer = Reader(site(api_url, key="wrong")).writes("글", script=True)
    assert answer.status_code == 503
    assert "열쇠" not in answer.text


def test_a_form_from_elsewhere_is_refused_and_nothing_is_sent(reader: Reader, api: FakeApi) -> None:
    reader.reads()
    answer = reader.http.post("/demo/comments", data={"text": "남의 글", "name": "남", "token": "짐작"})
    assert answer.status_code == 403
    assert "남의 글" in answer.text
    assert reader.http.post("/demo/login", data={"member": "m-1001"}).status_code == 403
    assert not api.submissions


def test_a_stale_page_is_given_the_token_to_try_again(reader: Reader, api: FakeApi) -> None:
    answer = reader.http.post("/demo/comments", data={"text": "글", "name": "독자"}, headers=JSON)
    assert answer.json is not None
    again = {"text": "글", "name": "독자", "token": answer.json["token"]}
    assert reader.http.post("/demo/comments", data=again, headers=JSON).status_code == 202


def test_a_form_beyond_every_bound_is_refused_unread(reader: Reader, api: FakeApi) -> None:
    answer = reader.writes("가" * LARGEST_FORM)
    assert answer.status_code == 413
    assert "글이 너무 깁니다." in answer.text
    assert not api.submissions


def test_the_page_allows_itself_nothing_from_elsewhere(reader: Reader) -> None:
    answer = reader.http.get("/")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert " style=" not in answer.text
    assert not re.search(r"<script(?![^>]*src=)", answer.text)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', answer.text)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
