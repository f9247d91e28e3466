"""The model that is shipped, as it is served: a dozen plain comments, the gates, what it costs to start."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from models.classifier import Classifier, load
from models.explain import cost, explain, explain_all
from models.training.gate import failures, gate, read_policy

ROOT = Path(__file__).parents[2]

PLAIN = [
    "좋은 기사 잘 읽었습니다. 기자님 감사합니다.",
    "정부의 대북 정책은 완전히 실패했다. 대통령은 책임지고 사퇴하라.",
    "저 사람 중국인이네",
    "국회는 오늘 본회의를 열어 예산안을 처리했다.",
    "우리 할머니도 이 동네에 사세요.",
    "저는 이 의견에 반대합니다. 근거가 부족해요.",
]
ABUSIVE = [
    "야 이 병신 새끼야 꺼져",
    "씨발 미친년이 지랄하네",
    "짱깨 새끼들 다 꺼져라",
    "틀딱 새끼들 다 뒤져라",
    "개독 새끼들은 답이 없다",
    "홍어 새끼들 냄새난다",
]


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return load(ROOT / "models" / "toxicity")


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_comment_is_not_blamed(classifier: Classifier, text: str) -> None:
    assert max(classifier.score([text])[0].values()) < 0.4


@pytest.mark.parametrize("text", ABUSIVE)
def test_an_abusive_comment_is_found(classifier: Classifier, text: str) -> None:
    assert classifier.score([text])[0]["toxic"] > 0.7


def test_it_passes_every_gate_at_the_limits_of_the_default_policy(classifier: Classifier) -> None:
    policy = read_policy(ROOT / "moderation/policies/default.toml", classifier.labels)
    assert failures(gate(classifier, policy)) == []


def test_a_score_does_not_depend_on_its_neighbours(classifier: Classifier) -> None:
    together = classifier.chances(PLAIN + ABUSIVE)
    alone = [classifier.chances([text])[0] for text in PLAIN + ABUSIVE]
    assert abs(together - alone).max() < 1e-3


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="only Linux tells which cores a thread may use")
def test_a_process_is_not_bound_to_one_core_while_it_scores(classifier: Classifier) -> None:
    """Every worker of a machine would be bound to the same one."""
    scored, thread, seen = threading.Event(), threading.get_native_id(), set[frozenset[int]]()

    def watch() -> None:
        while not scored.is_set():
            seen.add(frozenset(os.sched_getaffinity(thread)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    for _ in range(10):
        classifier.score(PLAIN + ABUSIVE)
    scored.set()
    watcher.join()
    assert seen == {frozenset(os.sched_getaffinity(0))}


def test_a_swear_word_is_what_made_it_so(classifier: Classifier) -> None:
    text = "기사는 잘 봤는데 병신새끼야 꺼져"
    spans = [text[a:b] for a, b, _ in explain(classifier, text, "toxic")]
    assert "병신새끼야" in spans
    assert "기사는" not in spans


def test_strange_texts_have_scores_too(classifier: Classifier) -> None:
    texts = ["", " ", "\u200b", "😂" * 500, "\ud55c" * 4000, "\u1112\u1161\u11ab", "a\x00b", "العربية"]
    assert all(0 <= score <= 1 for row in classifier.score(texts) for score in row.values())


def test_explanations_of_many_are_those_of_each_in_no_more_rows_than_are_allowed(classifier: Classifier) -> None:
    alone = [explain(classifier, text, "toxic") for text in ABUSIVE[:3]]
    together = explain_all(classifier, ABUSIVE[:3])
    assert [[each[:2] for each in row["toxic"]] for row in together] == [[each[:2] for each in row] for row in alone]
    few = explain_all(classifier, ABUSIVE[:3], most_rows=cost(ABUSIVE[0]) + 1)
    assert [bool(row) for row in few] == [True, False, False]
