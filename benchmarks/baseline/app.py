"""Takes a comment over HTTP, keeps it in Redis, and has it scored by a worker."""

import json
import os
import uuid
from typing import Any

from flask import Flask, request
from redis import Redis
from rq import Queue

QUEUE = "comments"

redis: Any = Redis.from_url(os.environ["REDIS_URL"])
queue = Queue(QUEUE, connection=redis)
app = Flask(__name__)


def submit(article: str, author: str, text: str) -> str:
    """Keep a comment and enqueue it; its id."""
    id = uuid.uuid4().hex
    comment = {"id": id, "article": article, "author": author, "text": text, "state": "pending"}
    redis.set(f"comment:{id}", json.dumps(comment, ensure_ascii=False))
    queue.enqueue("benchmarks.baseline.jobs.judge", id)
    return id


@app.post("/v1/comments")
def comments() -> tuple[dict[str, str], int]:
    """One comment; `202` with its id."""
    sent = request.get_json()
    return {"id": submit(sent["article"]["id"], sent["author"]["name"], sent["text"])}, 202
