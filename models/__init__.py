"""The trained toxicity model: what loads it, what scores with it, what explains it; `training/` makes it."""
