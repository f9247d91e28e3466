"""What readers and authors are shown by the demo newspaper's backend."""

import re

import pytest

from moderation.web.demo.visitor import REMEMBERED
from tests.moderation.web.demo.fake_api import FakeApi
from tests.moderation.web.demo.reader import JSON, Reader, site


def test_the_article_is_a_page_that_needs_no_script(reader: Reader) -> None:
    page = reader.reads()
    assert "나도 한마디" in page
    assert "로그인 후 의견을 등록하시면, 자신의 의견을 관리하실 수 있습니다" in page
    assert '<span id="count" data-hm="count">0/1000</span>' in page
    assert "maxlength" not in page
    assert "아직 의견이 없습니다" in page


def test_what_readers_may_see_is_listed_with_its_time_in_korea(reader: Reader, api: FakeApi) -> None:
    api.add("좋은 기사 잘 읽었습니다.", name="애독자")
    page = reader.reads()
    assert "좋은 기사 잘 읽었습니다." in page
    assert "애독자" in page
    assert '<time datetime="2026-11-23T03:00:00+00:00">2026.11.23 12:00</time>' in page


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
    more = re.search(r'data-hm="more" href="([^"#]+)', first)
    assert more is not None
    second = reader.reads(more[1])
    assert "의견 4번" in second
    assert "의견 24번" not in second
    assert re.search(r'data-hm="more"[^>]+hidden', second)


def test_a_comment_is_handed_over_as_the_contract_says(reader: Reader, api: FakeApi) -> None:
    reader.writes("첫 줄\r\n둘째 줄", name="독자")
    assert api.submissions[0]["author"] == {"kind": "guest", "name": "독자", "network": "127.0.0.1"}
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


def test_the_box_is_told_the_comment_and_nothing_of_the_machinery(reader: Reader, api: FakeApi) -> None:
    api.prompt = False
    reader.sends("/demo/login", member="m-1001")
    answer = reader.writes("좋은 기사 잘 읽었습니다.", script=True)
    assert answer.status_code == 202
    assert answer.json is not None
    assert answer.json["state"] == "pending"
    assert answer.json["text"] == "좋은 기사 잘 읽었습니다."
    assert answer.json["mine"]
    assert answer.json["author"] == {"kind": "member", "name": "한결"}
    assert "receipt" not in answer.json
    assert "m-1001" not in answer.text


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
    assert len(reader.cookie()) < 4000
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


def test_pressing_twice_is_one_key_and_another_text_is_another(reader: Reader, api: FakeApi) -> None:
    hidden = reader.hidden()
    for text in ("같은 글", "같은 글", "다른 글"):
        reader.http.post("/demo/comments", data=hidden | {"text": text, "name": "독자"}, headers=JSON)
    keys = [sent["Idempotency-Key"] for sent in api.headers if "Idempotency-Key" in sent]
    assert keys[0] == keys[1] != keys[2]
