"""What a text costs with 100, 1,000 and 10,000 entries, paired in one run: `python -m benchmarks.lexicon_scaling`."""

import random
import time
from collections.abc import Iterator
from statistics import median

from benchmarks.eval_text import suite
from moderation.lexicon import Entry, Lexicon, own_entries
from moderation.text.written import Written

SIZES = (100, 1_000, 10_000)
ROUNDS = 15
SEED = 20261123


def main() -> None:
    """Prints the time to compile, the time for a text, and how it compares with the smallest lexicon."""
    texts = [text for name in ("evasions", "innocents") for _, text in suite(name)]
    print(f"{'entries':>8}{'compiled':>12}{'a text':>12}{'times the first (median, range)':>36}")
    lexicons = {size: compiled(size) for size in SIZES}
    taken: dict[int, list[float]] = {size: [] for size in SIZES}
    for _ in range(ROUNDS):
        for size in random.Random(len(taken[SIZES[0]])).sample(SIZES, len(SIZES)):
            taken[size].append(seconds(lexicons[size][0], texts) / len(texts))
    for size, (_, compiling) in lexicons.items():
        ratios = [one / first for one, first in zip(taken[size], taken[SIZES[0]], strict=True)]
        compared = f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        print(f"{size:>8,}{compiling * 1e3:>9.0f} ms{median(taken[size]) * 1e6:>9.1f} µs{compared:>36}")


def compiled(size: int) -> tuple[Lexicon, float]:
    """The first 100 of our own bans, filled up with words that nobody wrote, and the seconds to compile them."""
    bans = [entry for entry in own_entries() if entry.kind == "ban"][: SIZES[0]]
    entries = [*bans, *invented(size - len(bans))]
    started = time.process_time()
    return Lexicon(entries), time.process_time() - started


def invented(count: int) -> Iterator[Entry]:
    """Entries of two to four random syllables, with all that makes our own expensive: classes, letters mixed in."""
    chance = random.Random(SEED)
    words: set[str] = set()
    while len(words) < count:
        syllables = [chr(chance.randrange(0xAC00, 0xD7A4)) for _ in range(chance.randint(2, 4))]
        words.add(f"[{syllables[0]}{chr(chance.randrange(0xAC00, 0xD7A4))}]{''.join(syllables[1:])}")
    return (Entry(word, label=chance.choice(("profanity", "race", "insult"))) for word in sorted(words))


def seconds(lexicon: Lexicon, texts: list[str]) -> float:
    """CPU time for all matches in all texts."""
    started = time.process_time()
    for text in texts:
        lexicon.matches(Written(text))
    return time.process_time() - started


if __name__ == "__main__":
    main()
