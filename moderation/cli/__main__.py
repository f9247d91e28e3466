"""`python -m moderation.cli` is `hanmadi`."""

from moderation.cli import main

main()
