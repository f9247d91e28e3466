"""What authors may do with their own comments at the demo newspaper, and readers with those of others."""

import pytest
from flask import Flask

from moderation.web.demo.mine import REASONS
from tests.moderation.web.demo.fake_api import FakeApi
from tests.moderation.web.demo.reader import JSON, Reader


def test_a_guest_manages_what_this_browser_wrote_by_its_receipts(reader: Reader, api: FakeApi) -> None:
    reader.writes("held 애매한 말")
    assert "욕설로 볼 수 있는 표현이 있어 담당자가 확인하고 있습니다." in reader.reads("/demo/mine")
    assert "애매한 말" not in Reader(site_of(reader)).reads("/demo/mine")
    assert api.headers[-1]["Authorization"] == "Bearer receipt-of-c_1"


def test_a_member_manages_everything_from_anywhere(reader: Reader, api: FakeApi) -> None:
    reader.sends("/demo/login", member="m-1001")
    reader.writes("rejected 회원의 말")
    elsewhere = Reader(site_of(reader))
    elsewhere.sends("/demo/login", member="m-1001")
    page = elsewhere.reads("/demo/mine")
    assert "rejected 회원의 말" in page
    assert "게시하지 않았습니다" in page
    assert '/demo/comments/c_1/appeal"' in page


def test_an_edit_goes_the_whole_path_again(reader: Reader, api: FakeApi) -> None:
    reader.writes("rejected 거친 말")
    assert "rejected 거친 말" in reader.reads("/demo/comments/c_1/edit")
    answer = reader.sends("/demo/comments/c_1/edit", text="고운 말\r\n두 줄")
    assert (answer.status_code, answer.location) == (303, "/demo/mine?done=edit#comment-c_1")
    assert api.comments["c_1"]["text"] == "고운 말\n두 줄"
    assert "고친 글을 보냈습니다." in reader.reads("/demo/mine?done=edit")


def test_the_box_is_told_what_an_edit_made_of_the_comment(reader: Reader, api: FakeApi) -> None:
    reader.writes("좋은 기사입니다.")
    api.prompt = False
    api.asked.add("c_1")
    told = reader.sends("/demo/comments/c_1/edit", script=True, text="고친 말").json
    assert told is not None
    assert (told["state"], told["text"]) == ("published", "좋은 기사입니다.")
    assert told["edit"]["state"] == "pending"


def test_a_deletion_is_final(reader: Reader, api: FakeApi) -> None:
    reader.writes("지울 말")
    assert "되살릴 수 없습니다" in reader.reads("/demo/comments/c_1/delete")
    told = reader.sends("/demo/comments/c_1/delete", script=True).json
    assert told is not None
    assert (told["state"], told["text"]) == ("deleted", None)
    assert api.comments["c_1"]["state"] == "deleted"
    assert "지울 말" not in reader.reads("/demo/mine")
    assert reader.http.get("/demo/comments/c_1").status_code == 404


def test_an_appeal_is_made_once(reader: Reader, api: FakeApi) -> None:
    reader.writes("rejected 인용한 말")
    assert reader.sends("/demo/comments/c_1/appeal", reason="인용입니다.").status_code == 303
    assert api.objections[0]["reason"] == "인용입니다."
    again = reader.sends("/demo/comments/c_1/appeal", reason="한 번 더")
    assert again.status_code == 409
    assert "이미 접수한 의견입니다." in again.text
    assert "한 번 더" in again.text


def test_a_report_says_for_what_and_who_without_a_name(reader: Reader, api: FakeApi) -> None:
    api.add("남을 욕하는 말")
    assert all(name in reader.reads("/demo/comments/c_1/report") for name in REASONS.values())
    answer = reader.sends("/demo/comments/c_1/report", script=True, reason="hate", note="")
    assert (answer.status_code, answer.text) == (204, "")
    report = api.objections[0]
    assert (report["reason"], report["reporter"]["kind"], "note" in report) == ("hate", "guest", False)
    other = Reader(site_of(reader))
    api.objections.clear()
    other.sends("/demo/comments/c_1/report", script=True, reason="hate")
    assert api.objections[0]["reporter"] != report["reporter"]


def test_what_readers_do_not_see_cannot_be_reported(reader: Reader, api: FakeApi) -> None:
    api.add("몰래 볼 말", state="held")
    answer = reader.http.get("/demo/comments/c_1/report")
    assert answer.status_code == 404
    assert "몰래 볼 말" not in answer.text


@pytest.mark.parametrize("act", ["edit", "delete", "appeal"])
def test_nobody_touches_what_others_wrote(reader: Reader, api: FakeApi, act: str) -> None:
    api.add("남의 말", author={"kind": "member", "id": "m-1002", "name": "보리차"})
    assert reader.sends(f"/demo/comments/c_1/{act}", script=True, text="바꾼 말").status_code == 404
    reader.sends("/demo/login", member="m-1001")
    assert reader.sends(f"/demo/comments/c_1/{act}", script=True, text="바꾼 말").status_code == 404
    assert api.comments["c_1"]["text"] == "남의 말"
    assert not api.objections


@pytest.mark.parametrize("act", ["edit", "delete", "appeal", "report", "preview"])
def test_a_form_from_elsewhere_does_nothing(reader: Reader, api: FakeApi, act: str) -> None:
    reader.writes("rejected 내 말")
    path = "/demo/comments/preview" if act == "preview" else f"/demo/comments/c_1/{act}"
    answer = reader.http.post(path, data={"text": "남이 바꾼 말", "reason": "hate"}, headers=JSON)
    assert answer.status_code == 403
    assert answer.json is not None
    assert answer.json["token"], "the box sends it along the next time"
    assert api.comments["c_1"]["text"] == "rejected 내 말"


def test_advice_tells_where_and_never_how_it_was_found(reader: Reader) -> None:
    told = reader.sends("/demo/comments/preview", script=True, text="이런 씨발 일이").json
    assert told == {"reasons": [{"code": "profanity", "name": "욕설", "spans": [[3, 5]]}]}
    assert reader.sends("/demo/comments/preview", script=True, text="좋은 글").json == {"reasons": []}


def test_a_reply_is_written_under_its_comment(reader: Reader, api: FakeApi) -> None:
    above = api.add("처음 의견", name="애독자")
    assert "애독자 님의 의견에 답글을 씁니다." in reader.reads(f"/?parent={above}")
    reader.sends("/demo/comments", text="답글", name="독자", parent=above)
    assert api.submissions[0]["parent"] == above
    page = reader.reads()
    assert page.index("처음 의견") < page.index('class="hm-replies"') < page.index(">답글</p>")


def site_of(reader: Reader) -> Flask:
    """The same newspaper, for another browser."""
    return reader.http.application
