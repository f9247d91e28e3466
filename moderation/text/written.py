"""A text as it was written, with all that more than one reader of it asks for, each worked out once."""

from functools import cached_property

from moderation.text.folded import Folded
from moderation.text.likeness import sketched
from moderation.text.readings import Reading, readings


class Written:
    """`text`, and how it may be read.  What is worked out is kept as long as this is, and no longer."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every way in which it may be read: the plain one, the tight one, and those that the text gives reason for."""
        return readings(self.text)

    @property
    def plain(self) -> Folded:
        """What a reader reads: `fold(text)`."""
        return self.readings[0].folded

    @property
    def tight(self) -> Folded:
        """Its letters alone, drawn together: no spaces, symbols, digits or stretched syllables."""
        return self.readings[1].folded

    @cached_property
    def sketch(self) -> tuple[int, ...]:
        """A small likeness of it (`text.likeness`): of its letters, or of its symbols where it has none."""
        return sketched(self.tight.text or "".join(self.text.split()))
