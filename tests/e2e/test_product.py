"""The whole product from outside: `hanmadi run` in a process of its own, spoken to over HTTP alone."""

import json
import os
import signal
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import urllib3
from redis import Redis

from moderation import embedded
from moderation.config import MODEL
from tests.builders import a_submission
from tests.product import Product, until

THANKS = "좋은 기사 잘 읽었습니다. 감사합니다."
CRITICISM = "정부의 이번 부동산 정책은 완전히 실패했습니다. 책임자는 국민 앞에 사과하고 물러나야 합니다."
ABUSE = "씨발 개새끼들아 다 꺼져라"

JSON = "application/json"
TEXT_FAULTS: dict[str, Any] = {
    "empty": "",
    "blank": " \u200b\u3000\n",
    "a number": 5,
    "null": None,
    "a list": ["가"],
    "too long": "가" * 1001,
    "too many code points": "가" + "\u0301" * 8000,
    "a lone surrogate": "\ud800",
}
OTHER_FAULTS: dict[str, tuple[bytes, str]] = {
    "no body": (b"", JSON),
    "broken JSON": (b'{"text": ', JSON),
    "not UTF-8": (b'{"text": "\xff\xfe"}', JSON),
    "a list": (b"[]", JSON),
    "null": (b"null", JSON),
    "a deep nest": (b"[" * 30_000, JSON),
    "a huge body": (b'{"text": "' + b"a" * 70_000 + b'"}', JSON),
    "another content type": (json.dumps(a_submission()).encode(), "text/plain"),
    "no article": (json.dumps(a_submission(article=None)).encode(), JSON),
    "an author of no kind": (json.dumps(a_submission(author={"name": "독자"})).encode(), JSON),
    "an unknown parent": (json.dumps(a_submission(parent="c_nobody")).encode(), JSON),
}


@pytest.fixture(scope="module")
def key(product: Product) -> str:
    """The API key of a site of these tests."""
    return product.key(f"site-{uuid4().hex[:8]}")


def headers(key: str, kind: str = JSON) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}", "Content-Type": kind}


def posted(product: Product, key: str, text: str) -> str:
    """The id of a comment that was accepted, by an author of its own."""
    author = {"kind": "member", "id": uuid4().hex, "name": "독자"}
    body = json.dumps(a_submission(text=text, author=author))
    status, accepted = product.call("POST", "/v1/comments", body=body, headers=headers(key))
    assert status == 202, accepted
    return str(accepted["id"])


def read(product: Product, key: str, id: str) -> dict[str, Any]:
    return product.call("GET", f"/v1/comments/{id}", headers=headers(key))[1]


def decided(product: Product, key: str, id: str) -> dict[str, Any]:
    """The comment once it has left `pending`."""
    until(lambda: read(product, key, id).get("state") not in (None, "pending"), 60)
    return read(product, key, id)


def comments_stored(product: Product) -> int:
    with Redis.from_url(embedded.url(product.data)) as redis:
        return sum(1 for _ in redis.scan_iter("hm:comment:*"))


@pytest.mark.parametrize(
    ("text", "states"),
    [(THANKS, {"published"}), (CRITICISM, {"published"}), (ABUSE, {"rejected", "held", "hidden"})],
    ids=["thanks", "criticism of a government", "abuse"],
)
def test_three_comments_go_their_ways(product: Product, key: str, text: str, states: set[str]) -> None:
    """Criticism of a government, however sharp, is as free as thanks.  Without a model a person looks at each."""
    state = decided(product, key, posted(product, key, text))["state"]
    assert state in (states if MODEL.exists() else {"held"})


@pytest.mark.parametrize("fault", TEXT_FAULTS)
def test_a_text_that_cannot_be_kept_is_refused(product: Product, key: str, fault: str) -> None:
    """With a problem that names the field."""
    refused(product, key, json.dumps(a_submission(text=TEXT_FAULTS[fault])).encode(), JSON)


@pytest.mark.parametrize("fault", OTHER_FAULTS)
def test_a_body_that_is_no_comment_is_refused(product: Product, key: str, fault: str) -> None:
    """Whatever it is instead."""
    refused(product, key, *OTHER_FAULTS[fault])


@pytest.mark.parametrize("bytes_sent", [70_000, 3_000_000])
@pytest.mark.parametrize("in_chunks", [False, True], ids=["with its length", "in chunks"])
@pytest.mark.parametrize("known", [True, False], ids=["the key is known", "the key is unknown"])
def test_a_refused_body_leaves_the_connection_to_the_next_request(
    product: Product, key: str, known: bool, in_chunks: bool, bytes_sent: int
) -> None:
    """A client that keeps its connection sees the refusal, and can go on."""
    connection = HTTPConnection("127.0.0.1", product.port, timeout=10)
    pieces: Any = (b" " * 10_000 for _ in range(bytes_sent // 10_000)) if in_chunks else b" " * bytes_sent
    sent = headers(key if known else "hm_nobody") | ({"Transfer-Encoding": "chunked"} if in_chunks else {})
    connection.request("POST", "/v1/comments", pieces, sent, encode_chunked=in_chunks)
    answer = connection.getresponse()
    assert (answer.status, json.loads(answer.read())["status"]) == ((413, 413) if known else (401, 401))
    kept = connection.sock
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
    assert connection.sock is kept is not None
    connection.close()


def refused(product: Product, key: str, body: bytes, kind: str) -> None:
    """The answer is a problem in Korean, and nothing was stored."""
    before = comments_stored(product)
    url = f"{product.url}/v1/comments"
    answer = urllib3.request("POST", url, body=body, headers=headers(key, kind), retries=False)
    status, problem = answer.status, answer.json()
    assert 400 <= status < 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "code"} <= problem.keys()
    assert problem["status"] == status
    assert any("가" <= letter <= "힣" for letter in problem["detail"])
    assert comments_stored(product) == before


def test_a_restart_keeps_what_was_stored(tmp_path: Path) -> None:
    """Keys, comments and decisions."""
    product = Product(tmp_path)
    product.wait_until_ready()
    key = product.key("site")
    before = decided(product, key, posted(product, key, THANKS))
    product.stop(signal.SIGTERM)
    again = Product(tmp_path)
    again.wait_until_ready()
    assert read(again, key, before["id"]) == before
    again.stop()


@pytest.mark.parametrize("program", ["cli worker", "valkey-server"])
def test_killing_a_program_in_the_middle_of_its_work_loses_nothing(product: Product, key: str, program: str) -> None:
    """What was answered with 202 is decided or shown to a person, whatever dies."""
    ids = [posted(product, key, f"{number}번째 의견입니다. 잘 읽었습니다.") for number in range(40)]
    for pid in product.programs(program):
        os.kill(pid, signal.SIGKILL)
    for id in ids:
        assert decided(product, key, id)["state"] in {"published", "held", "hidden", "rejected"}
