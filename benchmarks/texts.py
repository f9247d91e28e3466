"""What is scored: real comments where they are present, else text of about their lengths; hardly one comes twice."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.training.tables import Row, kmhas

SEED = 20261123
KMHAS = Path(__file__).parents[2] / "shared" / "data" / "dev" / "kmhas_test_a.tsv"
DECILES = (11, 15, 19, 22, 27, 31, 36, 42, 48, 150)
"""Code points that each tenth of the K-MHaS comments reaches."""
WORDS = """
기사 정부 정말 진짜 이런 사람 국민 나라 그냥 너무 우리 생각 문제 뉴스 세금 아니 그런데 대통령 국회 경찰
학교 아이들 부모 집값 회사 월급 날씨 버스 지하철 음식 축구 야구 선수 감독 응원합니다 반대합니다 찬성합니다
모르겠네요 그렇습니다 아닙니다 왜 이제 다시 언제 어디서 누가 하는지 궁금합니다 답답하네요 좋은 나쁜 힘든
빨리 천천히 제발 부탁합니다 감사합니다 잘 읽었습니다 기자님 기사가 사실인지 확인해 주세요 책임져야 합니다
""".split()  # noqa: SIM905 - a paragraph is easier to read than a list of its words


@dataclass(frozen=True, slots=True)
class Texts:
    """Comments with what they are made from; `rows` are labelled, empty where the text was made here."""

    source: str
    real: tuple[str, ...]
    rows: tuple[Row, ...] = ()

    def take(self, count: int, start: int = 0) -> list[str]:
        """`count` texts from number `start` on, always the same, and hardly any two alike.

        When the real ones have run out, each next one is the first half of one and the second half of another:
        exact duplicates would be cheaper than comments are.
        """
        return [self._text(number) for number in range(start, start + count)]

    def _text(self, number: int) -> str:
        size = len(self.real)
        turn, place = divmod(number, size)
        if turn == 0:
            return self.real[place]
        head, tail = self.real[place], self.real[(place + turn * 37 + 1) % size]
        return f"{head[: (len(head) + 1) // 2]} {tail[len(tail) // 2 :]}"


def open_texts(path: Path = KMHAS) -> Texts:
    """The K-MHaS development comments, shuffled once, or made ones."""
    if not path.exists():
        return Texts("made here, with the lengths of K-MHaS comments", made(5000))
    rows = list(kmhas(path, "kmhas"))
    random.Random(SEED).shuffle(rows)
    return Texts(path.name, distinct([row.text for row in rows]), tuple(rows))


def distinct(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts, each once, in their order."""
    return tuple(dict.fromkeys(texts))


def made(count: int) -> tuple[str, ...]:
    """Korean-looking text that nobody wrote, as long as comments are."""
    chance = random.Random(SEED)
    found: dict[str, None] = {}
    while len(found) < count:
        tenth = chance.randrange(len(DECILES))
        length = chance.randint(DECILES[tenth - 1] if tenth else 5, DECILES[tenth])
        words = [chance.choice(WORDS)]
        while sum(map(len, words)) + len(words) < length:
            words.append(chance.choice(WORDS))
        found[" ".join(words)] = None
    return tuple(found)
