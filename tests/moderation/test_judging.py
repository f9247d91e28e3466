"""Judging rules on what is pending, in one go, and leaves alone what is settled."""

from collections.abc import Iterable
from dataclasses import replace

from moderation.decision import Reason, Referral, State
from moderation.desk import Desk
from moderation.errors import StoreUnavailable
from moderation.judging import judge, refer
from moderation.lexicon import Entry, Lexicon
from moderation.lifecycle import edit
from moderation.stages.flood import FloodStage
from moderation.stages.lexicon import LexiconStage
from moderation.store.lexicon import Count, MemoryLexicon
from tests.builders import Silent, Words, a_comment, a_desk, published


def received(desk: Desk, *texts: str) -> list[str]:
    comments = [a_comment(text) for text in texts]
    for comment in comments:
        desk.comments.receive([comment])
    return [comment.id for comment in comments]


def states(desk: Desk, ids: list[str]) -> list[State]:
    return [record.state for record in desk.comments.find(ids) if record]


def test_three_comments_get_three_rulings_from_one_look() -> None:
    desk, words = a_desk(), Words()
    ids = received(desk, "고맙습니다", "이 병신아", "애매한 말")
    judge(desk, [words], ids)
    assert states(desk, ids) == [State.PUBLISHED, State.REJECTED, State.HELD]
    assert words.batches == [3]


def test_judging_twice_changes_nothing() -> None:
    desk = a_desk()
    ids = received(desk, "고맙습니다")
    judge(desk, [Words()], ids)
    assert judge(desk, [Words(고맙=0.99)], ids) == []
    assert states(desk, ids) == [State.PUBLISHED]


def test_a_moderator_who_ruled_first_is_never_overruled() -> None:
    desk = a_desk()
    ids = received(desk, "이 병신아")

    class Meanwhile(Words):
        """While it looks, a moderator publishes."""

        def __call__(self, cases: object) -> list[tuple[object, ...]]:  # type: ignore[override]
            (record,) = desk.comments.find(ids)
            assert record is not None
            desk.comments.rule([(record, published(by="kim"))])
            return super().__call__(cases)  # type: ignore[arg-type, return-value]

    assert judge(desk, [Meanwhile()], ids) == []  # type: ignore[list-item]
    assert states(desk, ids) == [State.PUBLISHED]


def test_an_id_that_nobody_knows_is_left_alone() -> None:
    assert judge(a_desk(), [Words()], ["c_nobody"]) == []


def test_a_silent_stage_sends_everything_to_a_person() -> None:
    desk = a_desk()
    ids = received(desk, "고맙습니다", "좋은 글")
    judge(desk, [Words(), Silent("lexicon")], ids)
    assert states(desk, ids) == [State.HELD, State.HELD]


def test_the_versions_that_looked_are_kept_with_the_ruling() -> None:
    desk = a_desk()
    ids = received(desk, "고맙습니다")
    (record,) = judge(desk, [Words()], ids)
    assert record.ruling is not None
    assert record.ruling.versions == {"toxicity": Words.version}


REPEATED = "회원 여러분께 알려 드립니다. 오늘 저녁 일곱 시에 광장에서 모입시다. 꼭 나와 주십시오."


def test_a_repetition_is_noticed_in_one_batch_and_from_one_to_the_next() -> None:
    desk = a_desk()
    first = received(desk, REPEATED, REPEATED, REPEATED)
    judge(desk, [FloodStage()], first)
    assert states(desk, first) == [State.PUBLISHED, State.PUBLISHED, State.HELD], "the third is no accident"
    again = received(desk, REPEATED + "!!")
    judge(desk, [FloodStage()], again)
    assert states(desk, again) == [State.HELD]


def test_an_edit_is_no_repetition_of_what_it_edits() -> None:
    desk = a_desk()
    (id,) = received(desk, REPEATED)
    judge(desk, [FloodStage()], [id])
    edit(desk, "whytimes", id, REPEATED + " 고맙습니다.")
    judge(desk, [FloodStage()], [id])
    assert states(desk, [id]) == [State.PUBLISHED]


def test_what_keeps_failing_is_referred_with_the_reason() -> None:
    desk = a_desk()
    ids = received(desk, "독약")
    refer(desk, ids, stage="worker")
    (record,) = desk.comments.find(ids)
    assert record is not None
    assert isinstance(record.ruling, Referral)
    assert record.ruling.reasons == (Reason("silent", "worker"),)


LEXICON = Lexicon([Entry("나비"), Entry("토끼", kind="suspect")])


def test_each_entry_that_a_ruling_rests_on_is_counted_once_for_a_comment() -> None:
    desk = a_desk()
    judge(desk, [LexiconStage(lambda: LEXICON)], received(desk, "나비 나비 토끼", "토끼", "거북"))
    assert desk.lexicon.counts() == {"나비": Count(1), "토끼": Count(1)}


class Uncounted(MemoryLexicon):
    """A store that goes away once everything is ruled."""

    def count_hits(self, keys: Iterable[str]) -> None:
        raise StoreUnavailable("away")


def test_a_hit_that_cannot_be_counted_does_not_undo_the_ruling() -> None:
    desk = replace(a_desk(), lexicon=Uncounted())
    ids = received(desk, "나비")
    assert judge(desk, [LexiconStage(lambda: LEXICON)], ids)
    assert states(desk, ids) == [State.REJECTED]
