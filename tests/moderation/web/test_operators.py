"""Operators learn whether the service lives, and whether it can serve."""

from dataclasses import replace
from datetime import timedelta

from flask.testing import FlaskClient

from moderation.desk import Desk
from moderation.errors import StoreUnavailable
from moderation.judging import judge
from moderation.store import Pulse
from moderation.store.memory import MemoryComments, MemoryPulses
from moderation.web import create_app
from tests.builders import MODEL, NOON, Words, a_comment, a_desk


def test_a_living_process_is_alive(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}


def test_without_a_worker_it_is_not_ready(client: FlaskClient) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.get_json()["workers"]) == (503, 0)
    assert "No worker" in response.get_json()["reason"]


def test_with_a_worker_and_its_model_it_is_ready(client: FlaskClient, desk: Desk) -> None:
    desk.pulses.beat(Pulse("w1", MODEL), NOON + timedelta(seconds=20))
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.get_json() == {"status": "ready", "redis": True, "workers": 1, "models": [MODEL], "backlog": 0}


def test_a_worker_that_was_not_heard_from_lately_does_not_count(client: FlaskClient, desk: Desk) -> None:
    desk.pulses.beat(Pulse("w1", MODEL), NOON)
    assert client.get("/readyz").status_code == 503


def test_a_worker_without_a_model_is_not_enough(client: FlaskClient, desk: Desk) -> None:
    desk.pulses.beat(Pulse("w1", None), NOON + timedelta(seconds=20))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "a person" in response.get_json()["reason"]


def test_when_the_store_is_away_it_lives_and_is_not_ready() -> None:
    class Away(MemoryPulses):
        """Does not answer."""

        def pulses(self, at: object) -> list[Pulse]:
            raise StoreUnavailable("away")

    desk = replace(a_desk(), pulses=Away(MemoryComments()))
    client = create_app(desk, lambda: [Words()]).test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["status"], answer.get_json()["redis"]) == (503, "not ready", False)
    assert "Redis" in answer.get_json()["reason"]


def test_figures_tell_what_waits_who_works_and_what_became_of_comments(client: FlaskClient, desk: Desk) -> None:
    desk.pulses.beat(Pulse("w1", MODEL), NOON + timedelta(seconds=20))
    desk.pulses.beat(Pulse("w2", None), NOON + timedelta(seconds=20))
    first, second = a_comment("고맙습니다"), a_comment("좋은 글", received_at=NOON - timedelta(seconds=7))
    desk.comments.receive([first, second])
    judge(desk, [Words()], [first.id])
    answer = client.get("/metrics")
    assert answer.content_type.startswith("text/plain")
    figures = answer.get_data(as_text=True).splitlines()
    for figure in (
        "hanmadi_workers 2.0",
        "hanmadi_workers_with_model 1.0",
        "hanmadi_oldest_pending_seconds 7.0",
        'hanmadi_changes_total{site="whytimes",state="published"} 1.0',
    ):
        assert figure in figures


def test_figures_need_the_store() -> None:
    class Away(MemoryPulses):
        """Does not answer."""

        def pulses(self, at: object) -> list[Pulse]:
            raise StoreUnavailable("away")

    client = create_app(replace(a_desk(), pulses=Away(MemoryComments())), lambda: [Words()]).test_client()
    assert client.get("/metrics").status_code == 503
