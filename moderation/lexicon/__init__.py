"""The words that a site does not want to read, found as a reader finds them and not as a machine spells them."""

from moderation.lexicon.entry import BadEntry, Entry
from moderation.lexicon.files import own_entries, parsed_entries, read_entries, written_entries
from moderation.lexicon.lexicon import Lexicon, Match
from moderation.lexicon.patterns import checked

__all__ = [
    "BadEntry",
    "Entry",
    "Lexicon",
    "Match",
    "checked",
    "own_entries",
    "parsed_entries",
    "read_entries",
    "written_entries",
]
