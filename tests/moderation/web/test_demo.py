"""The demo newspaper's backend, against a small API of its own."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.web.demo import LARGEST_FORM, demo_site
from moderation.web.demo.card import how_long_ago
from moderation.web.demo.visitor import REMEMBERED
from tests.moderation.web.demo_api import KEY, NOON, FakeApi, served

JSON = {"Accept": "application/json"}
NO_NAME = {"pointer": "/author/name", "reason": "닉네임을 적어 주십시오."}
TOO_LONG = {"pointer": "/text", "reason": "1000자까지 쓸 수 있습니다."}


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def api_url(api: FakeApi) -> Iterator[str]:
    with served(api.app()) as url:
        yield url


def site(url: str, key: str = KEY) -> Flask:
    app = Flask("site")
    app.secret_key = "a secret"
    app.register_blueprint(demo_site(url, key, now=lambda: NOON + timedelta(minutes=3)))
    return app


class Reader:
    """A reader's browser: keeps cookies, and sends forms as they stand on the page."""

    def __init__(self, app: Flask) -> None:
        self.http: FlaskClient = app.test_client()

    def reads(self, path: str = "/") -> str:
        return self.http.get(path).text

    def hidden(self) -> dict[str, str]:
        return dict(re.findall(r'name="(token|nonce)" value="([^"]+)"', self.reads()))

    def sends(self, path: str, script: bool = False, **fields: str) -> TestResponse:
        return self.http.post(path, data=self.hidden() | fields, headers=JSON if script else None)

    def writes(self, text: str, name: str = "독자", script: bool = False) -> TestResponse:
        return self.sends("/demo/comments", script, text=text, name=name)


@pytest.fixture
def reader(api_url: str) -> Reader:
    return Reader(site(api_url))


def test_the_article_is_a_page_that_needs_no_script(reader: Reader) -> None:
    page = reader.reads()
    assert "나도 한마디" in page
    assert "로그인 후 의견을 등록하시면, 자신의 의견을 관리하실 수 있습니다" in page
    assert '<span id="count">0/1000</span>' in page
    assert "maxlength" not in page
    assert "아직 의견이 없습니다" in page


def test_what_readers_may_see_is_listed_with_its_time_in_korea(reader: Reader, api: FakeApi) -> None:
    api.add("좋은 기사 잘 읽었습니다.", name="애독자")
    page = reader.reads()
    assert "좋은 기사 잘 읽었습니다." in page
    assert "애독자" in page
    assert '<time datetime="2026-11-23T03:00:00+00:00">2026.11.23 12:00</time>' in page
    assert "3분 전" in page


def test_what_a_reader_wrote_is_never_read_as_markup(reader: Reader, api: FakeApi) -> None:
    api.add("<script>alert(1)</script>", name="<b>굵게</b>")
    assert "<script>alert" not in reader.reads()
    assert "<b>굵게" not in reader.reads()


def test_a_hidden_comment_is_a_stub_with_its_reason(reader: Reader, api: FakeApi) -> None:
    api.add("010-0000-0000", state="hidden")
    assert "개인정보로 보이는 내용이 있어 숨겨진 의견입니다." in reader.reads()


def test_a_masked_comment_says_so(reader: Reader, api: FakeApi) -> None:
    api.add("●● 같은 말입니다.", masked=True)
    assert "일부 표현을 ●로 가렸습니다." in reader.reads()


def test_a_long_list_is_read_page_by_page(reader: Reader, api: FakeApi) -> None:
    for number in range(25):
        api.add(f"의견 {number}번")
    first = reader.reads()
    assert "의견 24번" in first
    assert "의견 4번" not in first
    more = re.search(r'id="more" href="([^"#]+)', first)
    assert more is not None
    second = reader.reads(more[1])
    assert "의견 4번" in second
    assert "의견 24번" not in second
    assert re.search(r'id="more"[^>]+hidden', second)


def test_a_comment_is_handed_over_as_the_contract_says(reader: Reader, api: FakeApi) -> None:
    reader.writes("첫 줄\r\n둘째 줄", name="독자")
    assert api.submissions[0]["author"] == {"kind": "guest", "name": "독자"}
    assert api.submissions[0]["text"] == "첫 줄\n둘째 줄"
    assert api.submissions[0]["parent"] is None
    assert api.submissions[0]["article"]["id"] == "21468"
    assert api.submissions[0]["article"]["url"] == "http://localhost/"
    assert set(api.submissions[0]["article"]) == {"id", "url", "title", "section"}


def test_without_a_script_the_form_leads_back_to_the_comment(reader: Reader) -> None:
    answer = reader.writes("좋은 기사 잘 읽었습니다.")
    assert (answer.status_code, answer.location) == (303, "/#comment-c_1")
    page = reader.reads()
    assert 'id="comment-c_1"' in page
    assert "내 의견" in page


def test_with_a_script_the_answer_is_the_card_of_the_comment(reader: Reader, api: FakeApi) -> None:
    api.prompt = False
    answer = reader.writes("좋은 기사 잘 읽었습니다.", script=True)
    assert answer.status_code == 202
    assert answer.json is not None
    assert answer.json["state"] == "pending"
    assert "검토 중입니다" in answer.json["html"]
    assert "좋은 기사 잘 읽었습니다." in answer.json["html"]


def test_the_author_sees_the_state_change_until_it_is_decided(reader: Reader, api: FakeApi) -> None:
    api.prompt = False
    reader.writes("좋은 기사 잘 읽었습니다.", script=True)
    states = [reader.http.get("/demo/comments/c_1").json for _ in range(2)]
    assert [told["state"] for told in states if told] == ["pending", "published"]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("held", "욕설로 볼 수 있는 표현이 있어 담당자가 확인하고 있습니다."),
        ("rejected", "욕설로 볼 수 있는 표현이 있어 게시하지 않았습니다. 표현을 고쳐 다시 등록하실 수 있습니다."),
    ],
)
def test_the_author_is_told_why_and_nobody_else_is(reader: Reader, api_url: str, state: str, sentence: str) -> None:
    reader.writes(f"{state} 말")
    assert sentence in reader.reads()
    stranger = Reader(site(api_url))
    assert sentence not in stranger.reads()
    assert stranger.http.get("/demo/comments/c_1").status_code == 404


def test_a_decided_comment_can_be_put_away(reader: Reader, api: FakeApi) -> None:
    reader.writes("rejected 말")
    assert reader.sends("/demo/comments/c_1/forget").status_code == 303
    assert "comment-c_1" not in reader.reads()
    assert "c_1" in api.comments


def test_a_comment_that_the_api_knows_no_more_is_forgotten(reader: Reader, api: FakeApi) -> None:
    reader.writes("held 말")
    api.comments.clear()
    assert "comment-c_1" not in reader.reads()
    assert reader.http.get("/demo/comments/c_1").status_code == 404


def test_the_cookie_remembers_a_bounded_number_of_comments(reader: Reader) -> None:
    for number in range(REMEMBERED + 2):
        reader.writes(f"held {number}번째")
    page = reader.reads()
    assert page.count("담당자가 확인하고 있습니다</p>") == REMEMBERED
    assert "comment-c_1" not in re.findall(r'id="(comment-c_\d+)"', page)


def test_a_member_writes_under_the_members_id(reader: Reader, api: FakeApi) -> None:
    assert reader.sends("/demo/login", member="m-1001").status_code == 303
    page = reader.reads()
    assert "님으로 로그인하셨습니다" in page
    assert 'id="name"' not in page
    reader.writes("회원의 의견", name="아무개")
    assert api.submissions[0]["author"] == {"kind": "member", "id": "m-1001", "name": "한결"}


def test_after_logging_out_a_members_comments_are_not_shown_as_own(reader: Reader) -> None:
    reader.sends("/demo/login", member="m-1001")
    reader.writes("held 회원의 의견")
    reader.sends("/demo/logout")
    assert "담당자가 확인하고 있습니다" not in reader.reads()
    reader.sends("/demo/login", member="m-1001")
    assert "담당자가 확인하고 있습니다" in reader.reads()


def test_nobody_logs_in_as_a_member_that_does_not_exist(reader: Reader) -> None:
    reader.sends("/demo/login", member="m-9999")
    assert "님으로 로그인하셨습니다" not in reader.reads()


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


def test_pressing_twice_is_one_key_and_another_text_is_another(reader: Reader, api: FakeApi) -> None:
    hidden = reader.hidden()
    for text in ("같은 글", "같은 글", "다른 글"):
        reader.http.post("/demo/comments", data=hidden | {"text": text, "name": "독자"}, headers=JSON)
    keys = [sent["Idempotency-Key"] for sent in api.headers if "Idempotency-Key" in sent]
    assert keys[0] == keys[1] != keys[2]


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


@pytest.mark.parametrize(
    ("minutes", "hint"),
    [(-1, "방금 전"), (0, "방금 전"), (3, "3분 전"), (60, "1시간 전"), (1440, "1일 전"), (10080, "")],
)
def test_how_long_ago_is_said_as_a_korean_newspaper_would(minutes: int, hint: str) -> None:
    assert how_long_ago(timedelta(minutes=minutes)) == hint
