"""Many callers may wait for their decisions at once; a server that has no place left for waiting answers 202."""

from concurrent.futures import ThreadPoolExecutor

from moderation.client import Author, Hanmadi
from moderation.web.sites.waiting import AT_ONCE, PLACES
from tests.builders import a_submission
from tests.live import live_api
from tests.moderation.web.conftest import Site


def test_all_who_wait_at_once_are_answered_with_the_decision() -> None:
    """Nearly every decision is made within a tenth of a second: nobody is turned away while there are places."""
    with live_api() as live, Hanmadi(live.url, live.key) as hanmadi, ThreadPoolExecutor(PLACES) as readers:

        def submit(number: int) -> str:
            return hanmadi.submit("21468", Author.guest(f"독자 {number}"), f"좋은 기사 {number}", wait=10).state

        assert set(readers.map(submit, range(PLACES))) == {"published"}


def test_where_no_place_is_left_nobody_waits_and_the_preference_is_not_said_to_hold(site: Site) -> None:
    for _ in range(PLACES):
        AT_ONCE.acquire()
    try:
        answer = site.post("/v1/comments", json=a_submission(), headers={"Prefer": "wait=10"})
    finally:
        AT_ONCE.release(PLACES)
    assert answer.status_code == 202
    assert "Preference-Applied" not in answer.headers
