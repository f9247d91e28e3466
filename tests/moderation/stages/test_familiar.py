"""Ordinary words that look like abuse are shown to the model as words that it knows."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from models.classifier import load
from moderation.decision import State
from moderation.lexicon import Lexicon, own_entries
from moderation.pipeline import Case, Stage, assess
from moderation.stages.familiar import Familiar, own_words
from moderation.stages.lexicon import LexiconStage
from moderation.stages.toxicity import Toxicity
from tests.builders import NOON, POLICY, a_comment

INNOCENT = """
시발점 · 시발역 · 출시 발표 · 다시 발생 · 혹시 발견 · 역시 발로 뛴 · 18일 · 18세 이상 · 병신년(丙申年) 효과 ·
신발끈 · 개발자 새끼손가락 · 강아지 새끼 · 새끼줄 · 고양이가 새끼를 낳았다 · 지랄탄 · 미친 듯이 좋다 · 존맛 ·
꺼져가는 불씨 · 걸레질 · 보지 못했다 · 자지 않고 · 잠자지 마라 · 섹스피어 · 성관계 법령 · 니가 사라 ·
창녀촌 철거 보도 · 홍어회 맛집 · 전라도 여행 · 중국인 관광객 · 조선족 자치주 · 북한 주민 · 여성 · 남성 ·
노인 · 장애인 · 무슬림 · 동성애자 · 대통령 · 국회의원 사퇴하라 · 정부의 무능 · 새끼 고양이 · 쓰레기 분리수거 ·
꺼져 가는 촛불 · 찢어진 청바지 · 홍어 삼합 · 된장찌개 · 한남대교 정체 · 젖소 농장 · 병신일주 · 시바 이누 ·
그 새끼 고양이가 귀엽다
"""
FALSE_FRIENDS = [text.strip() for text in INNOCENT.replace("\n", " ").split("·")]

ABUSIVE = [
    "야 이 강아지 새끼야",
    "개새끼가 새끼를 친다",
    "너 같은 새끼는 꺼져",
    "돼지 새끼들",
    "병신년아 꺼져",
    "이 걸레 같은 년",
    "한남들 다 죽어라",
    "대가리에 뭐가 들었냐",
    "너는 쓰레기야",
    "새끼줄로 묶어 버릴 병신 같은 놈",
    "지랄탄이나 맞아라 개새끼야",
]


class Hearing:
    """A classifier that remembers what it was shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def score(self, texts: Sequence[str]) -> list[Mapping[str, float]]:
        """Nothing is found in anything."""
        self.shown.extend(texts)
        return [{} for _ in texts]


@pytest.fixture(scope="module")
def stages() -> tuple[Stage, ...]:
    lexicon = Lexicon(own_entries())
    return LexiconStage(lambda: lexicon), Toxicity(load(Path(__file__).parents[3] / "models" / "toxicity"))


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_what_only_looks_like_abuse_is_published_by_the_shipped_lists_and_model(
    text: str, stages: Sequence[Stage]
) -> None:
    (assessment,) = assess([Case(a_comment(text))], stages)
    assert POLICY.rule(assessment, NOON).state is State.PUBLISHED


@pytest.mark.parametrize("text", ABUSIVE)
def test_abuse_beside_or_instead_of_the_innocent_word_is_not_published(text: str, stages: Sequence[Stage]) -> None:
    (assessment,) = assess([Case(a_comment(text))], stages)
    assert POLICY.rule(assessment, NOON).state is not State.PUBLISHED


def test_the_model_is_shown_the_other_word_and_all_the_rest_as_it_was_written() -> None:
    model = Hearing()
    Familiar(model, own_words()).score(["새끼줄로 묶었다, 이 새끼야", "좋은 기사입니다"])
    assert model.shown == ["밧줄로 묶었다, 이 새끼야", "좋은 기사입니다"]


def test_no_word_that_is_shown_is_taken_for_another_one() -> None:
    """What the model reads is final: showing it again changes nothing."""
    familiar = Familiar(Hearing(), own_words())
    for text in FALSE_FRIENDS:
        assert familiar.shown(familiar.shown(text)) == familiar.shown(text)


def test_other_words_are_another_version_of_the_stage() -> None:
    assert Familiar(Hearing(), own_words()).version != Familiar(Hearing(), {}).version
    assert Familiar(Hearing(), own_words()).version == Familiar(Hearing(), own_words()).version
