"""Small likenesses of texts: enough to tell a near-duplicate, too little to read."""

from hashlib import blake2s
from zlib import crc32

BUCKETS = 12
SHINGLE = 3
"""Characters in each of the overlapping pieces that a text is compared by."""

EMPTY = 0xFFFFFFFF
"""The minimum of a bucket that no piece fell into."""


def sketched(letters: str) -> tuple[int, ...]:
    """A hash of all letters, how many there are, and one minimum for each bucket.

    What the text itself repeats counts once towards its length.  One-permutation MinHash (Li, Owen, Zhang 2012) over
    overlapping pieces; every number fits 32 bits.
    """
    whole = int.from_bytes(blake2s(letters.encode(), digest_size=4).digest(), "big")
    lowest = [EMPTY] * BUCKETS
    cut = pieces(letters)
    for value in sorted((crc32(piece.encode()) for piece in cut), reverse=True):
        lowest[value % BUCKETS] = value  # the last one of a bucket is its least
    return (whole, min(len(letters), len(cut) + SHINGLE - 1), *lowest)


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """How much of two texts is the same, in [0, 1], going by their sketches."""
    if one[:2] == other[:2]:
        return 1.0
    pairs = [pair for pair in zip(one[2:], other[2:], strict=True) if pair != (EMPTY, EMPTY)]
    return sum(left == right for left, right in pairs) / len(pairs) if pairs else 0.0


def pieces(letters: str) -> set[str]:
    """Every SHINGLE letters in a row; a shorter text is one piece."""
    return {letters[at : at + SHINGLE] for at in range(max(1, len(letters) - SHINGLE + 1))}
