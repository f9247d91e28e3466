"""One comment through every room of the house, on a real store: in at the door, out where the readers are."""

import json
from typing import Any

from redis import Redis

from moderation.desk import Desk, utc_now
from moderation.web import create_app
from moderation.web.keys import issue
from tests.builders import Words, a_desk_on, a_submission
from tests.moderation.web.conftest import Site
from workers.worker import JudgeWorker


def a_house(redis: Redis) -> tuple[Desk, Site]:
    desk = a_desk_on(redis, utc_now)
    return desk, Site(create_app(desk, lambda: [Words()]).test_client(), issue(desk, "whytimes"))


def test_three_comments_go_their_ways(redis: Redis) -> None:
    """Thanks are published, what the model cannot tell waits for a person, abuse is seen by nobody."""
    desk, site = a_house(redis)
    texts = {"고맙습니다. 잘 읽었습니다.": "published", "애매한 말입니다": "held", "야 이 병신아": "rejected"}
    links = {
        text: site.post("/v1/comments", json=a_submission(text=text)).get_json()["links"]["self"] for text in texts
    }
    assert {site.get(link).get_json()["state"] for link in links.values()} == {"pending"}

    JudgeWorker(redis, desk, [Words()], name="journey").work(burst=True, logging_level="CRITICAL")

    assert {text: site.get(link).get_json()["state"] for text, link in links.items()} == texts
    shown = site.get("/v1/articles/21468/comments").get_json()["comments"]
    assert [comment["text"] for comment in shown] == ["고맙습니다. 잘 읽었습니다."]


def test_what_the_site_reads_from_redis_is_what_the_api_tells(redis: Redis) -> None:
    desk, site = a_house(redis)
    id = site.post("/v1/comments", json=a_submission()).get_json()["id"]
    JudgeWorker(redis, desk, [Words()], name="journey").work(burst=True, logging_level="CRITICAL")
    view = site.get(f"/v1/comments/{id}").get_json()
    assert json.loads(redis.get(f"hm:decision:{id}")) == view  # type: ignore[arg-type]
    listed: Any = redis.zrange("hm:published:whytimes:21468", 0, -1, withscores=True)
    ((member, score),) = listed
    assert member == id.encode()
    assert desk.comments.find([id])[0].comment.received_at.timestamp() * 1000 == score  # type: ignore[union-attr]
    changes: Any = redis.xrange("hm:decisions:whytimes")
    ((_, change),) = changes
    assert change == {
        b"id": id.encode(),
        b"article": b"21468",
        b"state": b"published",
        b"revision": b"1",
        b"at": view["decision"]["at"].encode(),
    }


def test_readers_are_shown_only_what_the_api_says_they_may_see(redis: Redis) -> None:
    """Whatever stands under `hm:published:*` is published or a stub."""
    desk, site = a_house(redis)
    for text in ("고맙습니다", "애매한 말", "이 병신아", "좋은 글"):
        site.post("/v1/comments", json=a_submission(text=text))
    JudgeWorker(redis, desk, [Words()], name="journey").work(burst=True, logging_level="CRITICAL")
    listed = redis.zrange("hm:published:whytimes:21468", 0, -1)
    records = desk.comments.find([member.decode() for member in listed])  # type: ignore[union-attr]
    assert {record.comment.text for record in records if record} == {"고맙습니다", "좋은 글"}
