"""Authors under a sanction are told of it at the demo newspaper: there are no shadow bans."""

from typing import Any

import pytest

from tests.moderation.web.demo.fake_api import FakeApi
from tests.moderation.web.demo.reader import Reader

TOLD = "2026년 12월 1일 12:00까지 의견을 10분에 한 번만 등록하실 수 있습니다."
OVER = "지난 제재입니다."


@pytest.fixture
def slowed(api: FakeApi) -> FakeApi:
    api.sanctions = [a_sanction("s_1", TOLD), a_sanction("s_0", OVER, holds=False)]
    return api


def a_sanction(id: str, explanation: str, **more: Any) -> dict[str, Any]:
    at = {"at": "2026-11-23T03:00:00Z", "until": "2026-12-01T03:00:00Z"}
    return {"id": id, "measure": "slow", "code": "insult", "explanation": explanation} | at | more


def test_a_member_reads_it_above_the_box_with_and_without_scripts(reader: Reader, slowed: FakeApi) -> None:
    reader.sends("/demo/login", member="m-1001")
    page = reader.reads()
    assert f'data-hm="notice">{TOLD}</p>' in page
    assert OVER not in page
    listed = reader.http.get("/demo/comments").json
    assert listed is not None
    assert listed["notice"] == TOLD


def test_a_guest_is_told_with_the_answer_to_a_comment(reader: Reader, slowed: FakeApi) -> None:
    assert TOLD not in reader.reads()
    slowed.sanctions.pop()
    told = reader.writes("좋은 기사입니다.", script=True).json
    assert told is not None
    assert told["notice"] == TOLD


def test_whoever_is_under_none_is_told_of_none(reader: Reader, api: FakeApi) -> None:
    told = reader.writes("좋은 기사입니다.", script=True).json
    assert told is not None
    assert told["notice"] is None


def test_a_member_objects_to_it_once(reader: Reader, slowed: FakeApi) -> None:
    reader.sends("/demo/login", member="m-1001")
    page = reader.reads("/demo/mine")
    assert TOLD in page
    assert 'action="/demo/objections/s_1"' in page
    answer = reader.sends("/demo/objections/s_1", reason="인용한 말이었습니다.")
    assert (answer.status_code, answer.location) == (303, "/demo/mine?done=objection")
    assert slowed.objections == [
        {"kind": "sanction", "member": "m-1001", "sanction": "s_1", "reason": "인용한 말이었습니다."}
    ]
    page = reader.reads("/demo/mine?done=objection")
    assert "이의를 접수했습니다." in page
    assert "이의를 제기하셨습니다: 인용한 말이었습니다." in page
    assert 'action="/demo/objections/s_1"' in page
    assert "objection-1" not in page


def test_nobody_objects_for_a_member(reader: Reader, slowed: FakeApi) -> None:
    assert reader.sends("/demo/objections/s_1", reason="남의 말").status_code == 404
    reader.sends("/demo/login", member="m-1001")
    assert reader.http.post("/demo/objections/s_1", data={"reason": "위조"}).status_code == 403
    assert not slowed.objections
