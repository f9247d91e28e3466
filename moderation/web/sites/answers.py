"""The bodies that several calls of this room answer with."""

from collections.abc import Sequence

from flask import Response, jsonify, request, url_for

from moderation.comment import Comment
from moderation.decision import State
from moderation.desk import Desk
from moderation.publication import sanction_view
from moderation.sanction import Sanction
from moderation.web.receipts import Callers
from moderation.web.sites.waiting import Waiting
from moderation.web.spoken import marked, spoken

Answer = tuple[Response, int, dict[str, str]]


def accepted(
    callers: Callers, site: str, id: str, revision: int = 1, sanctions: Sequence[Sanction] = ()
) -> dict[str, object]:
    """The body of a 202.  With the receipt a guest can later read the state, edit, delete or appeal.

    What holds for the author is told with it.
    """
    told = {"sanctions": [sanction_view(each) for each in sanctions]} if sanctions else {}
    return {
        "id": id,
        "state": State.PENDING.value,
        "revision": revision,
        "links": {"self": url_for("sites.comment", id=id)},
        "receipt": callers.receipt(site, id),
        **told,
    }


def decided_or_accepted(
    desk: Desk, callers: Callers, site: str, comment: tuple[str, int], sanctions: Sequence[Sanction]
) -> Answer:
    """200 with the decision where `Prefer: wait` asked for it and it was made in time; else 202.

    What holds for the author is told with it.
    """
    id, revision = comment
    waiting = Waiting(request)
    body = accepted(callers, site, id, revision, sanctions)
    links = {"self": url_for("sites.comment", id=id)}
    headers = {"Location": links["self"]}
    view = waiting.until_decided(desk, site, id, revision)
    if waiting.seconds:
        headers["Preference-Applied"] = f"wait={waiting.seconds}"
    if view is None:
        return jsonify(body), 202, headers
    (view,) = spoken(desk, [view])
    return marked(jsonify({**body, **view, "links": {**links, **view.get("links", {})}})), 200, headers


def revision_of(comment: Comment) -> tuple[str, int]:
    """Which revision of which comment."""
    return comment.id, comment.revision
