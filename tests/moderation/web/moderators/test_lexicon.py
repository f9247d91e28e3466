"""The lexicon page: find a word, try a change of it on the last days, save it, take it away; each in its own role."""

import re
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from moderation.desk import Desk
from moderation.lexicon import Entry
from moderation.moderator import Role
from moderation.rules.words import own
from tests.builders import laid, published, rejected
from tests.moderation.web.moderators.conftest import Entering, Waiting
from tests.moderation.web.moderators.desk_visitor import DeskVisitor, a_moderator

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
LISTED = re.compile(r'<th scope="row"><a href="[^"]+" lang="ko">([^<]+)</a>')
OURS = "좌좀"


@pytest.fixture
def lee(desk: Desk, app: Flask) -> DeskVisitor:
    """A senior for all sites."""
    return enters(desk, app, "lee", Role.SENIOR)


def enters(desk: Desk, app: Flask, name: str, role: Role) -> DeskVisitor:
    a_moderator(desk, name, role)
    visitor = DeskVisitor(app)
    visitor.logs_in(name)
    visitor.sees("/moderation/lexicon/word")
    return visitor


def tries(visitor: DeskVisitor, key: str = "", **fields: str) -> TestResponse:
    """Opens the page of a word and tries what is written there."""
    page = visitor.sees(f"/moderation/lexicon/word?key={key}" if key else "/moderation/lexicon/word").text
    seen = dict(HIDDEN.findall(page)).get("seen", "")
    return visitor.sends("/moderation/lexicon/trial", site="whytimes", **{"key": key, "seen": seen, **fields})


def saves(visitor: DeskVisitor) -> TestResponse:
    """Sends the form beside what was tried."""
    form = re.search(r'<form class="save" method="post" action="([^"]+)".*?</form>', visitor.page, re.DOTALL)
    assert form is not None
    return visitor.sends(form[1], **dict(HIDDEN.findall(unescape(form[0]))))


def listed(visitor: DeskVisitor, query: str = "") -> list[str]:
    return LISTED.findall(visitor.sees(f"/moderation/lexicon?{query}").text)


def test_words_are_listed_with_their_hits_the_most_overturned_first(desk: Desk, kim: DeskVisitor) -> None:
    laid(desk.lexicon, Entry("나비"), Entry("토끼"))
    desk.lexicon.count_hits(["나비"] * 8 + ["토끼"])
    desk.lexicon.count_overturned(["나비", "나비"])
    assert listed(kim, "which=added") == ["나비", "토끼"]
    assert listed(kim, "sort=overturned")[0] == "나비"
    assert re.search(r'<td class="number">8</td>\s*<td class="number">2 <span class="soft">\(25%\)', kim.page)
    assert listed(kim, "which=overturned") == ["나비"]


def test_fifty_are_on_a_page(kim: DeskVisitor) -> None:
    first, second = listed(kim), listed(kim, "page=2")
    assert len(first) == len(second) == 50
    assert not set(first) & set(second)


def test_a_word_is_found_by_how_it_is_written_and_by_what_it_stands_for(kim: DeskVisitor) -> None:
    assert listed(kim, "text=시발")
    assert OURS in listed(kim, f"text={OURS}")
    assert listed(kim, "text=없는낱말이다") == []


def test_a_new_word_is_tried_and_saved(desk: Desk, lee: DeskVisitor, waiting: Waiting) -> None:
    waiting("나비가 <b>난다</b>", published())
    answer = tries(lee, word="나비", kind="suspect", label="insult", expires="2026-12-31", note="선거")
    assert "걸릴 의견 1건" in answer.text
    assert "나비가 &lt;b&gt;난다" in answer.text
    assert desk.lexicon.entries() == []
    assert saves(lee).status_code == 303
    (entry,) = desk.lexicon.entries()
    assert (entry.word, entry.kind, entry.label, entry.note) == ("나비", "suspect", "insult", "선거")
    assert entry.expires is not None
    assert entry.expires.isoformat() == "2027-01-01T00:00:00+09:00"
    assert "lee" in lee.sees("/moderation/lexicon/word?key=나비").text
    assert 'value="2026-12-31"' in lee.page
    assert "2027" not in lee.sees("/moderation/lexicon?which=added").text, "the last day is told as it was given"


def test_a_word_is_changed(desk: Desk, lee: DeskVisitor) -> None:
    laid(desk.lexicon, Entry("나비"))
    tries(lee, "나비", word="나비", kind="suspect", where="word")
    saves(lee)
    assert desk.lexicon.entries() == [Entry("나비", "suspect", where="word")]


def test_a_word_is_taken_away_after_a_look_at_what_it_found(desk: Desk, lee: DeskVisitor, waiting: Waiting) -> None:
    laid(desk.lexicon, Entry("나비"))
    waiting("나비야", rejected())
    answer = tries(lee, "나비", act="drop")
    assert "더는 걸리지 않을 의견 1건" in answer.text
    assert saves(lee).status_code == 303
    assert desk.lexicon.entries() == []


def test_one_of_our_own_is_switched_off_and_restored(desk: Desk, lee: DeskVisitor) -> None:
    assert "끄기" in tries(lee, OURS, act="drop").text
    saves(lee)
    assert OURS in listed(lee, "which=off")
    assert "처음대로 되돌리기" in tries(lee, OURS, act="drop").text
    saves(lee)
    assert listed(lee, "which=off") == []
    assert [each.key for each in desk.lexicon.revisions(5)] == [OURS, OURS]


def test_who_comes_second_is_told_and_overwrites_nothing(desk: Desk, lee: DeskVisitor) -> None:
    laid(desk.lexicon, Entry("나비"))
    tries(lee, "나비", word="나비", kind="suspect")
    laid(desk.lexicon, Entry("나비", label="insult"))
    answer = saves(lee)
    assert answer.status_code == 409
    assert "그사이 다른 분이 이 낱말을 바꾸었습니다" in answer.text
    assert desk.lexicon.entries() == [Entry("나비", label="insult")]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"word": ""}, "낱말이 비어"),
        ({"word": "[나비"}, "대괄호"),
        ({"word": "나비", "expires": "2026-11-01"}, "이미 지난"),
        ({"word": "나비", "expires": "내일"}, "2026-12-31처럼"),
        ({"word": "나비", "expires": "9999-12-31"}, "2026-12-31처럼"),
        ({"word": "나비", "kind": "block"}, "종류는"),
        ({"word": "나비", "scope": "world"}, "범위는"),
        ({"word": "나비", "note": "가" * 201}, "200자"),
    ],
)
def test_what_cannot_be_used_is_told_above_what_was_written(
    desk: Desk, lee: DeskVisitor, fields: dict[str, str], told: str
) -> None:
    answer = tries(lee, **fields)
    assert answer.status_code == 422
    assert told in answer.text
    assert f'name="word" value="{fields["word"]}"' in answer.text
    assert lee.sends("/moderation/lexicon/word", key="", seen="", **fields).status_code == 422
    assert desk.lexicon.entries() == []


@pytest.mark.parametrize(
    ("role", "status"), [(Role.OPERATOR, 303), (Role.SENIOR, 303), (Role.MODERATOR, 403), (Role.AUDITOR, 403)]
)
def test_the_doors_keep_to_the_matrix(desk: Desk, app: Flask, role: Role, status: int) -> None:
    """Everybody may look."""
    visitor = enters(desk, app, "park", role)
    for path in ("/moderation/lexicon", f"/moderation/lexicon/word?key={OURS}"):
        assert visitor.sees(path).status_code == 200
    tried = visitor.sends("/moderation/lexicon/trial", key="", seen="", word="나비")
    assert tried.status_code == (200 if status == 303 else 403)
    assert visitor.sends("/moderation/lexicon/word", key="", seen="", word="나비").status_code == status
    assert visitor.sends("/moderation/lexicon/drop", key=OURS, seen="").status_code == status


def test_who_serves_one_site_changes_only_its_words(desk: Desk, entering: Entering) -> None:
    visitor = entering("park", Role.SENIOR, "whytimes")
    assert 'value="site:whytimes"' in visitor.sees("/moderation/lexicon/word").text
    assert visitor.sends("/moderation/lexicon/word", key="", seen="", word="나비").status_code == 403
    assert visitor.sends("/moderation/lexicon/drop", key=OURS, seen="").status_code == 403
    form = {"key": "", "seen": "", "word": "나비", "scope": "site:whytimes"}
    assert visitor.sends("/moderation/lexicon/word", **form).status_code == 303
    assert [entry.key for entry in desk.lexicon.entries()] == ["site:whytimes/나비"]


@pytest.mark.parametrize("path", ["word", "drop", "trial"])
def test_a_form_without_its_proof_is_refused(desk: Desk, lee: DeskVisitor, path: str) -> None:
    form = {"key": OURS, "seen": "", "word": "나비"}
    assert lee.http.post(f"/moderation/lexicon/{path}", data=form).status_code == 403
    assert desk.lexicon.revisions(5) == []


def test_a_word_that_is_not_there_is_told(lee: DeskVisitor) -> None:
    assert lee.sees("/moderation/lexicon/word?key=없는낱말").status_code == 404
    assert lee.sends("/moderation/lexicon/trial", key="없는낱말", act="drop", seen="").status_code == 404
    assert lee.sends("/moderation/lexicon/drop", key="없는낱말", seen="").status_code == 404
    assert OURS in own()
