"""What somebody would write in an afternoon with Flask, RQ and a transformers pipeline: what ours is compared with."""
