"""The policy page: try limits on the last days, save them as a version, go back; each in its own role."""

import re
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from moderation.decision import Reason, Verdict
from moderation.desk import Desk
from moderation.errors import Misconfigured
from moderation.label import LABELS
from moderation.moderator import Role
from moderation.policies.edition import Edition
from moderation.policy import ACT_NAMES
from tests.builders import NOON, Clock
from tests.moderation.web.moderators.conftest import Entering
from tests.moderation.web.moderators.desk_visitor import DeskVisitor, a_moderator
from tests.moderation.web.moderators.scenes import ruled

FIELD = re.compile(r'<input type="number" id="[^"]+" name="([^"]+)" value="([^"]*)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@pytest.fixture
def lee(desk: Desk, app: Flask) -> DeskVisitor:
    """A senior for all sites."""
    return enters(desk, app, "lee", Role.SENIOR)


def enters(desk: Desk, app: Flask, name: str, role: Role) -> DeskVisitor:
    a_moderator(desk, name, role)
    visitor = DeskVisitor(app)
    visitor.logs_in(name)
    visitor.sees("/moderation/policy")
    return visitor


def fields(page: str) -> dict[str, str]:
    return dict(FIELD.findall(page))


def tries(visitor: DeskVisitor, seen: int = 1, **limits: str) -> TestResponse:
    """Sends the form as it stands on the page, with other limits for `label_act`."""
    form = fields(visitor.page) | {name.replace("_", "."): value for name, value in limits.items()}
    return visitor.sends("/moderation/policy/trial", name="default", seen=str(seen), site="whytimes", **form)


def saves(visitor: DeskVisitor, **more: str) -> TestResponse:
    """Sends the form beside what was tried."""
    form = re.search(r'<form class="save".*?</form>', visitor.page, re.DOTALL)
    assert form is not None
    return visitor.sends("/moderation/policy", **(dict(HIDDEN.findall(unescape(form[0]))) | more))


def test_every_limit_of_the_policy_stands_in_the_form(lee: DeskVisitor, desk: Desk) -> None:
    shown = fields(lee.page)
    assert set(shown) == {f"{label}.{act}" for label in LABELS for act in ACT_NAMES}
    assert (shown["insult.refer"], shown["insult.mask"], shown["politics.reject"]) == ("50", "", "97")


def test_a_draft_is_tried_and_saves_nothing(lee: DeskVisitor, desk: Desk) -> None:
    ruled(desk, 10, "이 글은 보류됩니다", Verdict.PUBLISH, Reason("insult", "toxicity", 0.45))
    answer = tries(lee, insult_refer="40")
    assert answer.status_code == 200
    assert "모욕 · 보류: 50% → <b>40%</b>" in answer.text
    assert re.search(r"보류</th><td>0</td><td>1</td><td>\+1</td>", answer.text)
    assert "이 글은 보류됩니다" in answer.text
    assert "한 건에 15초로 어림했습니다" in answer.text
    assert desk.editions.count() == 0


def test_what_was_tried_is_saved_with_who_and_why(lee: DeskVisitor, desk: Desk) -> None:
    tries(lee, insult_refer="37.5", insult_hide="80")
    answer = saves(lee, note="<선거> 기간")
    assert answer.status_code == 303
    assert desk.policies.base.tables["labels"]["insult"] == {"refer": 0.375, "hide": 0.8, "reject": 0.9}
    page = lee.sees(answer.location).text
    assert "저장했습니다: default@2" in page
    assert "lee" in page
    assert "&lt;선거&gt; 기간" in page
    assert "모욕 · 보류: 50% → <b>37.5%</b>" in page


def test_an_old_version_is_tried_before_one_goes_back_to_it(lee: DeskVisitor, desk: Desk) -> None:
    before = desk.policies.base.tables
    tries(lee, insult_refer="")
    lee.sees(saves(lee).location)
    back = lee.sends("/moderation/policy/trial", name="default", seen="2", version="1", note="default@1")
    assert "모욕 · 보류: 안 함 → <b>50%</b>" in back.text
    assert 'name="note" maxlength="200" value="default@1"' in back.text
    assert saves(lee, note="default@1").status_code == 303
    assert desk.policies.base.tables == before
    assert [each.note for each in desk.editions.editions("default")] == ["default@1", ""]


def test_who_comes_second_is_told_and_shown_what_is_in_force(lee: DeskVisitor, desk: Desk, app: Flask) -> None:
    choi = enters(desk, app, "choi", Role.OPERATOR)
    tries(lee, insult_refer="40")
    tries(choi, insult_refer="30")
    saves(choi)
    answer = saves(lee)
    assert answer.status_code == 409
    assert "그사이 다른 분이 새 판을 저장했습니다" in answer.text
    assert fields(answer.text)["insult.refer"] == "30"


@pytest.mark.parametrize("value", ["101", "-1", "많이", "12.34", "٣", "1e1"])
def test_what_is_no_per_cent_is_told(lee: DeskVisitor, value: str) -> None:
    answer = tries(lee, insult_refer=value)
    assert answer.status_code == 422
    assert "모욕: 0에서 100까지" in answer.text


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"name": "gentle", "seen": "1"}, 404),
        ({"name": "default"}, 422),
        ({"name": "default", "seen": "x"}, 422),
        ({"name": "default", "seen": "1", "version": "9"}, 404),
    ],
)
def test_a_form_that_is_not_ours_changes_nothing(
    lee: DeskVisitor, desk: Desk, form: dict[str, str], status: int
) -> None:
    for path in ("/moderation/policy/trial", "/moderation/policy"):
        assert lee.sends(path, **form).status_code == status
    assert desk.editions.count() == 0


@pytest.mark.parametrize(
    ("role", "status"), [(Role.OPERATOR, 303), (Role.SENIOR, 303), (Role.MODERATOR, 403), (Role.AUDITOR, 403)]
)
def test_the_doors_keep_to_the_matrix(desk: Desk, app: Flask, role: Role, status: int) -> None:
    """Everybody may look."""
    visitor = enters(desk, app, "park", role)
    assert visitor.sees("/moderation/policy").status_code == 200
    form = fields(visitor.page) | {"insult.refer": "40", "name": "default", "seen": "1"}
    assert visitor.sends("/moderation/policy/trial", **form).status_code == (200 if status == 303 else 403)
    assert visitor.sends("/moderation/policy", **form).status_code == status


def test_who_serves_one_site_looks_at_a_policy_for_all_and_changes_nothing(entering: Entering, desk: Desk) -> None:
    visitor = entering("park", Role.SENIOR, "whytimes")
    page = visitor.sees("/moderation/policy").text
    assert "담당 범위가 정해진 계정으로는 바꿀 수 없습니다" in page
    form = fields(page) | {"insult.refer": "40", "name": "default", "seen": "1"}
    assert visitor.sends("/moderation/policy", **form).status_code == 403
    assert desk.editions.count() == 0


def test_a_form_without_its_proof_is_refused(lee: DeskVisitor, desk: Desk) -> None:
    form = fields(lee.page) | {"insult.refer": "40", "name": "default", "seen": "1"}
    assert lee.http.post("/moderation/policy", data=form).status_code == 403
    assert desk.editions.count() == 0


def test_a_version_that_nobody_can_use_is_told_to_everybody(lee: DeskVisitor, desk: Desk, clock: Clock) -> None:

    desk.editions.add(Edition("default", 2, {"labels": []}, "console", NOON))
    desk.policies.again()
    page = lee.sees("/moderation/policy").text
    assert "모두 사람이 확인합니다" in page
    assert "읽을 수 없음" in page
    tries(lee, seen=2, insult_refer="40")
    assert saves(lee).status_code == 303
    assert desk.policies.base.sound


def test_a_row_that_nobody_can_read_is_told_and_nothing_is_saved_over_it(
    lee: DeskVisitor, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries(lee, insult_refer="40")

    def unreadable(*_: object) -> None:
        raise Misconfigured("저장된 정책의 1번째 줄을 읽을 수 없습니다.")

    for name in ("add", "editions"):
        monkeypatch.setattr(desk.editions, name, unreadable)
    answer = saves(lee)
    assert answer.status_code == 422
    assert "저장된 정책의 1번째 줄을 읽을 수 없습니다" in answer.text
    assert "처음의 파일" in answer.text
