"""Judging rules on what is pending, in one go, and leaves alone what is settled."""

from moderation.decision import Reason, Referral, State
from moderation.desk import Desk
from moderation.judging import judge, refer
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


def test_what_keeps_failing_is_referred_with_the_reason() -> None:
    desk = a_desk()
    ids = received(desk, "독약")
    refer(desk, ids, stage="worker")
    (record,) = desk.comments.find(ids)
    assert record is not None
    assert isinstance(record.ruling, Referral)
    assert record.ruling.reasons == (Reason("silent", "worker"),)
