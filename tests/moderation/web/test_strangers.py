"""No call tells one site, or a guest, anything about another site; and every list is bounded."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from moderation.desk import Desk
from moderation.web.keys import issue
from moderation.web.openapi import document
from tests.builders import a_submission
from tests.moderation.web.conftest import Site
from tests.moderation.web.test_lifecycle import submitted

BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("/v1/comments/{id}", "put"): {"text": "고친 글"},
    ("/v1/comments/{id}/reports", "post"): {"reason": "insult", "reporter": {"kind": "guest", "name": "남"}},
    ("/v1/comments/{id}/appeals", "post"): {"reason": "아닙니다."},
}
OF_COMMENT = [
    (path, method)
    for path, calls in document()["paths"].items()
    for method in calls
    if path.startswith("/v1/comments/{id}") and method != "parameters"
]
LISTS = [path for path in document()["paths"] if path.endswith("/comments") and "{" in path]


@pytest.fixture
def stranger(client: FlaskClient, desk: Desk) -> Site:
    return Site(client, issue(desk, "othertimes"))


def asked(site: Site, method: str, path: str, body: dict[str, Any] | None) -> tuple[int, Any]:
    """Status and body, without what a caller knows anyway."""
    answer = site._call(method.upper(), path, json=body) if body else site._call(method.upper(), path)
    return answer.status_code, answer.get_json(silent=True)


@pytest.mark.parametrize(("path", "method"), OF_COMMENT)
def test_another_sites_comment_is_as_one_that_never_was(
    site: Site, stranger: Site, desk: Desk, path: str, method: str
) -> None:
    body, id = BODIES.get((path, method)), submitted(site, desk, text="이 병신아")["id"]
    theirs = asked(stranger, method, path.replace("{id}", id), body)
    nobodys = asked(stranger, method, path.replace("{id}", "c_never"), body)
    assert theirs == nobodys
    assert theirs[0] == 404
    assert site.get(f"/v1/comments/{id}").status_code == 200


@pytest.mark.parametrize(("path", "method"), OF_COMMENT)
def test_a_receipt_opens_its_own_comment_and_no_other(
    site: Site, client: FlaskClient, desk: Desk, path: str, method: str
) -> None:
    guest = Site(client, submitted(site, desk)["receipt"])
    other = submitted(site, desk)["id"]
    status, told = asked(guest, method, path.replace("{id}", other), BODIES.get((path, method)))
    assert status in (401, 403)
    assert "이" in told["detail"] or "키" in told["detail"]


@pytest.mark.parametrize("path", LISTS)
def test_the_same_ids_at_two_sites_are_two_lists(site: Site, stranger: Site, desk: Desk, path: str) -> None:
    author = {"kind": "member", "id": "m-1", "name": "김독자"}
    submitted(site, desk, article={"id": "9"}, author=author)
    ours = path.replace("{article}", "9").replace("{member}", "m-1")
    assert len(site.get(ours).get_json()["comments"]) == 1
    assert stranger.get(ours).get_json()["comments"] == []


def test_a_discussion_is_its_sites_own(site: Site, stranger: Site) -> None:
    site.put("/v1/articles/9", json={"mode": "closed", "title": "비밀"})
    assert stranger.get("/v1/articles/9").status_code == 404
    assert stranger.post("/v1/comments", json=a_submission(article={"id": "9"})).status_code == 202


def test_one_sites_idempotency_key_is_not_anothers(site: Site, stranger: Site) -> None:
    headers = {"Idempotency-Key": "k"}
    first = site.post("/v1/comments", json=a_submission(), headers=headers).get_json()["id"]
    assert stranger.post("/v1/comments", json=a_submission(text="다른 글"), headers=headers).status_code == 202
    batch = {"comments": [a_submission()]}
    ours = site.post("/v1/comments/batch", json=batch, headers=headers).get_json()
    theirs = stranger.post("/v1/comments/batch", json=batch, headers=headers).get_json()
    assert ours["results"][0]["id"] not in (theirs["results"][0]["id"], first)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", ["0", "201", "-1", "1e9", "٣", ""])
def test_every_list_is_bounded(site: Site, path: str, limit: str) -> None:
    ours = path.replace("{article}", "9").replace("{member}", "m-1")
    assert site.get(f"{ours}?limit={limit}").status_code == 422


def test_every_list_that_is_described_has_a_bound() -> None:
    for path in LISTS:
        (limit,) = (each for each in document()["paths"][path]["get"]["parameters"] if each["name"] == "limit")
        assert limit["schema"]["maximum"] == 200
