"""THE ordered list of stages: what looks at a comment, cheapest and surest first.

1. `lexicon`   words that are listed, in every disguise (`moderation/lexicons/*.tsv`, and what operators add)
2. `pii`       personal data, to be masked
3. `flood`     repetition, too many links, adverts
4. `toxicity`  the trained model: everything that needs more than a list
"""

from moderation.pipeline import Stage


def in_order(lexicon: Stage, pii: Stage, flood: Stage, toxicity: Stage) -> tuple[Stage, ...]:
    """The stages as the pipeline runs them."""
    return lexicon, pii, flood, toxicity
