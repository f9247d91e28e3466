"""Korean text as a reader sees it: characters, and what a disguised word folds to."""
