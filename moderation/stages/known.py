"""Scores of texts that were scored a moment ago: what is posted again and again costs one look.

Nothing of a text stays: its scores are kept under a hash with a key that this process drew by lot and tells nobody, so
that nobody can find out from here what was written, nor which comment it was.  What was erased in the meantime is
therefore not in here, and even the scores are gone after `SECONDS`.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from time import monotonic
from typing import Final

SECONDS: Final = 600.0
MOST: Final = 4096

Scores = Mapping[str, float]
Score = Callable[[Sequence[str]], Sequence[Scores]]


class Known:
    """Asks `score` only for texts that are new, each once.  One model, one object: other models give other scores."""

    def __init__(self, score: Score, clock: Callable[[], float] = monotonic) -> None:
        self.score = score
        self.clock = clock
        self.key = secrets.token_bytes(32)
        self.kept: OrderedDict[bytes, tuple[float, Scores]] = OrderedDict()

    def __call__(self, texts: Sequence[str]) -> list[Scores]:
        """The scores of each text, in order."""
        self._forget()
        hashes = [blake2b(text.encode(), key=self.key, digest_size=16).digest() for text in texts]
        new = {hash: text for hash, text in zip(hashes, texts, strict=True) if hash not in self.kept}
        scored = dict(zip(new, self.score(list(new.values())), strict=True)) if new else {}
        found = [scored[hash] if hash in scored else self.kept[hash][1] for hash in hashes]
        self.kept.update({hash: (self.clock() + SECONDS, scores) for hash, scores in scored.items()})
        return found

    def _forget(self) -> None:
        """What is too old, and the oldest of what is too much: it was kept in the order of its age."""
        while self.kept:
            until, _ = next(iter(self.kept.values()))
            if until > self.clock() and len(self.kept) <= MOST:
                return
            self.kept.popitem(last=False)
