"""The job: reads a comment from Redis, scores it, stores the decision."""

import json
import os
from typing import Any

import torch
from transformers import pipeline

from benchmarks.baseline.app import redis

LIMIT = 0.6

torch.set_num_threads(1)
classifier: Any = pipeline(
    "text-classification", model=os.environ["MODEL"], dtype=torch.float32, device="cpu", top_k=None
)


def judge(id: str) -> None:
    """Score one comment and say what becomes of it."""
    comment = json.loads(redis.get(f"comment:{id}"))
    found = classifier([comment["text"]], truncation=True, max_length=128)[0]
    scores = {each["label"]: round(each["score"], 4) for each in found}
    state = "rejected" if scores["toxic"] >= LIMIT else "published"
    redis.set(f"decision:{id}", json.dumps({"id": id, "state": state, "scores": scores}))
