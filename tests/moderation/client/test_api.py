"""The client and the API understand each other, call by call."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from moderation.client import (
    Article,
    Author,
    Conflict,
    Discussion,
    Draft,
    Forbidden,
    Hanmadi,
    Invalid,
    NotFound,
    Refused,
    Submitted,
    Unauthenticated,
    Undecided,
)
from moderation.web.keys import issue
from tests.builders import a_desk
from tests.live import Live, serving_app

READER = Author.guest("독자")
MEMBER = Author.member("u/17", "김독자")
THANKS = "좋은 기사 잘 읽었습니다."


def test_a_comment_is_submitted_judged_and_read(hanmadi: Hanmadi) -> None:
    submitted = hanmadi.submit(Article("21468", title="제목"), READER, THANKS)
    assert (submitted.state, submitted.revision, submitted.comment) == ("pending", 1, None)
    comment = hanmadi.wait_for_decision(submitted.id)
    assert (comment.state, comment.text, comment.author, comment.article) == ("published", THANKS, READER, "21468")
    assert comment.created_at.tzinfo is UTC
    assert comment.decision is not None
    assert (comment.decision.verdict, comment.explanation) == ("publish", "게시되었습니다.")


def test_a_submission_may_wait_for_its_decision(hanmadi: Hanmadi) -> None:
    submitted = hanmadi.submit("21468", READER, "이 병신아", wait=5)
    assert submitted.comment is not None
    assert submitted.comment.state == "rejected"
    assert submitted.comment.decision is not None
    (reason,) = submitted.comment.decision.reasons
    assert (reason.code, reason.spans) == ("toxic", ((2, 4),))


def test_what_a_person_must_look_at_is_no_longer_waited_for(hanmadi: Hanmadi) -> None:
    submitted = hanmadi.submit("21468", READER, "애매한 말입니다")
    comment = hanmadi.wait_for_decision(submitted.id)
    assert comment.state == "held"
    assert comment.decision is not None
    assert comment.decision.verdict is None


def test_nobody_waits_for_ever() -> None:
    """A worker that is away leaves the comment pending."""
    desk = a_desk()
    with serving_app(desk) as url, Hanmadi(url, issue(desk, "whytimes")) as hanmadi:
        submitted = hanmadi.submit("21468", READER, THANKS)
        with pytest.raises(Undecided):
            hanmadi.wait_for_decision(submitted.id, timeout=0.2)


def test_the_same_key_is_one_comment_and_another_call_is_another(hanmadi: Hanmadi) -> None:
    key = uuid4().hex
    first = hanmadi.submit("21468", READER, THANKS, key=key)
    assert hanmadi.submit("21468", READER, THANKS, key=key).id == first.id
    assert hanmadi.submit("21468", READER, THANKS).id != first.id
    with pytest.raises(Invalid) as refusal:
        hanmadi.submit("21468", READER, "다른 글", key=key)
    assert refusal.value.code == "idempotency_key_reused"


def test_many_are_answered_in_order_and_a_bad_one_sinks_none(hanmadi: Hanmadi) -> None:
    """Whatever their number: a hundred go in one request."""
    drafts = [Draft("many", READER, f"{number}번째 의견") for number in range(150)]
    drafts[120] = Draft("many", READER, " ")
    results = hanmadi.submit_many(drafts)
    assert len(results) == 150
    bad = results.pop(120)
    assert isinstance(bad, Invalid)
    assert bad.faults[0].pointer == "/text"
    assert all(isinstance(result, Submitted) for result in results)
    texts = [hanmadi.comment(result.id).text for result in results[:2] if not isinstance(result, Refused)]
    assert texts == ["0번째 의견", "1번째 의견"]


def test_an_edit_is_a_new_revision_that_only_its_author_makes(hanmadi: Hanmadi) -> None:
    id = hanmadi.submit("21468", MEMBER, THANKS, wait=5).id
    with pytest.raises(Forbidden):
        hanmadi.edit(id, "남의 글", member="somebody")
    edited = hanmadi.edit(id, "고친 글입니다", member=MEMBER.id, wait=5)
    assert edited.revision == 2
    assert hanmadi.comment(id).text == "고친 글입니다"


def test_a_held_edit_is_told_apart_from_what_readers_see(hanmadi: Hanmadi) -> None:
    id = hanmadi.submit("21468", MEMBER, THANKS, wait=5).id
    hanmadi.edit(id, "애매하게 고친 글")
    comment = hanmadi.wait_for_decision(id)
    assert (comment.state, comment.text) == ("published", THANKS)
    assert comment.edit is not None
    assert (comment.edit.state, comment.edit.text) == ("held", "애매하게 고친 글")


def test_a_deleted_comment_has_no_text_and_may_be_deleted_again(hanmadi: Hanmadi) -> None:
    id = hanmadi.submit("21468", READER, THANKS, wait=5).id
    hanmadi.delete(id)
    hanmadi.delete(id)
    comment = hanmadi.comment(id)
    assert (comment.state, comment.text) == ("deleted", None)


def test_lists_are_walked_to_their_end(hanmadi: Hanmadi) -> None:
    """Also of an article whose id would be a path."""
    article, member = f"../{uuid4().hex}?", Author.member(uuid4().hex, "회원")
    ids = [hanmadi.submit(article, member, f"{number}번", wait=5).id for number in range(3)]
    page = hanmadi.article_page(article, limit=2)
    rest = hanmadi.article_page(article, limit=2, cursor=page.next)
    assert rest.next is None
    assert sorted(comment.id for comment in (*page.comments, *rest.comments)) == sorted(ids)
    assert {comment.id for comment in hanmadi.article_comments(article)} == set(ids)
    assert {comment.id for comment in hanmadi.member_comments(str(member.id))} == set(ids)
    assert all(comment.decision is None for comment in hanmadi.article_comments(article))


def test_more_than_a_page_is_fetched_as_it_is_read(hanmadi: Hanmadi) -> None:
    hanmadi.submit_many(Draft("long", READER, f"{number}번째") for number in range(130))
    last = hanmadi.submit("long", READER, "마지막")
    hanmadi.wait_for_decision(last.id)
    assert sum(1 for _ in hanmadi.article_comments("long")) == 131


def test_a_section_is_arranged(hanmadi: Hanmadi) -> None:
    assert hanmadi.set_section("정치/사회", "strict") == "strict"
    assert hanmadi.set_section("정치/사회", None) == "pre"


def test_a_discussion_is_arranged_and_closed(hanmadi: Hanmadi) -> None:
    article = Article(uuid4().hex, title="제목")
    with pytest.raises(NotFound):
        hanmadi.discussion(article.id)
    until = datetime(2126, 11, 23, 5, tzinfo=UTC)
    wish = Discussion(article, mode="post", closes_at=until, sensitive=("election",))
    assert hanmadi.discuss(wish) == wish
    assert hanmadi.discussion(article.id) == wish
    assert not hanmadi.discuss(Discussion(article, mode="closed")).open
    with pytest.raises(Refused):
        hanmadi.submit(article, READER, THANKS)


def test_a_preview_keeps_nothing(hanmadi: Hanmadi) -> None:
    preview = hanmadi.preview("이 병신아", "21468")
    assert (preview.state, preview.decision.verdict) == ("rejected", "reject")


def test_a_reader_reports_once(hanmadi: Hanmadi) -> None:
    id = hanmadi.submit("21468", READER, THANKS, wait=5).id
    hanmadi.report(id, MEMBER, "insult", "저를 두고 한 말입니다.")
    with pytest.raises(Conflict):
        hanmadi.report(id, MEMBER, "insult")


def test_a_guest_appeals_with_the_receipt(live: Live, hanmadi: Hanmadi) -> None:
    submitted = hanmadi.submit("21468", READER, "이 병신아", wait=5)
    with Hanmadi(live.url, submitted.receipt) as guest:
        guest.appeal(submitted.id, "소설의 대사를 옮긴 것입니다.")
        with pytest.raises(Conflict):
            guest.appeal(submitted.id, "한 번 더")


def test_refusals_carry_a_sentence_to_show(live: Live, hanmadi: Hanmadi) -> None:
    with pytest.raises(NotFound) as refusal:
        hanmadi.comment("c_nobody")
    assert (refusal.value.status, refusal.value.code) == (404, "not_found")
    assert refusal.value.detail == "그런 의견이 없습니다."
    with Hanmadi(live.url, "hm_wrong") as stranger, pytest.raises(Unauthenticated):
        stranger.comment("c_nobody")


@pytest.mark.parametrize("text", ["", "\ud800", "\x00", "가" * 1001])
def test_a_text_that_cannot_be_kept_is_refused_by_the_api_not_by_the_client(hanmadi: Hanmadi, text: str) -> None:
    with pytest.raises(Invalid):
        hanmadi.submit("21468", READER, text)
