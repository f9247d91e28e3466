"""A store that an earlier version wrote goes on as it is, comment by comment."""

import json
from base64 import b85decode
from datetime import timedelta

import pytest
from redis import Redis

from moderation.decision import State
from moderation.errors import StoreUnavailable
from moderation.store.compact import is_rest
from moderation.store.records import plain
from tests.builders import NOON, a_desk_on, rejected
from tests.moderation.store.test_records import OLD, SAID

KEY, VIEW = "hm:comment:c_old", "hm:decision:c_old"
EARLIER = {"id": "c_old", "state": "published", "edit": None, "links": {"self": "/v1/comments/c_old"}, "decision": {}}
"""What a view held once, as far as nobody needs it to read the record."""


@pytest.fixture(params=["deflated", "plain"])
def earlier(request: pytest.FixtureRequest, redis: Redis) -> Redis:
    """A store with a comment in one of the earlier layouts."""
    redis.set(KEY, b85decode(OLD) if request.param == "deflated" else plain(SAID))
    redis.set(VIEW, json.dumps(EARLIER))
    return redis


def test_it_is_found_and_shown_as_it_was_kept(earlier: Redis) -> None:
    desk = a_desk_on(earlier)
    assert desk.comments.find(["c_old"]) == [SAID]
    assert desk.comments.view("c_old", "whytimes") == EARLIER
    assert desk.comments.view("c_old", "othertimes") is None


def test_with_its_next_change_it_is_kept_as_all_others_are(earlier: Redis) -> None:
    desk = a_desk_on(earlier)
    (after,) = desk.comments.rule([(SAID, rejected(NOON + timedelta(hours=1)))])
    assert after is not None
    assert (after.state, len(after.trail)) == (State.REJECTED, 3)
    assert is_rest(bytes(earlier.get(KEY) or b""))  # type: ignore[arg-type]
    assert desk.comments.find(["c_old"]) == [after]
    view = desk.comments.view("c_old", "whytimes")
    assert view is not None
    assert "edit" not in view


def test_whoever_takes_a_view_away_takes_the_record_away(earlier: Redis) -> None:
    desk = a_desk_on(earlier)
    desk.comments.rule([(SAID, rejected(NOON + timedelta(hours=1)))])
    earlier.delete(VIEW)
    with pytest.raises(StoreUnavailable, match="hm:decision"):
        desk.comments.find(["c_old"])
