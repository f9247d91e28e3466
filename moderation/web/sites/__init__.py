"""For sites: submit a comment, and ask where it stands.

Still to come here: batch, edit, delete, reports, appeals, preview, a member's own comments.
"""

from flask import Blueprint, Response, jsonify, request, url_for
from itsdangerous import URLSafeSerializer

from moderation import intake
from moderation.comment import Comment
from moderation.desk import Desk
from moderation.errors import NotFound
from moderation.web.forms import CommentForm, read
from moderation.web.keys import Keys


def api(desk: Desk, keys: Keys) -> Blueprint:
    """`POST /v1/comments` and `GET /v1/comments/{id}`."""
    blueprint = Blueprint("sites", __name__, url_prefix="/v1")
    receipts = URLSafeSerializer(desk.sites.secret(), salt="receipt")

    @blueprint.post("/comments")
    def submit() -> tuple[Response, int, dict[str, str]]:
        site = keys.site(request)
        comment = intake.receive(desk, site, read(CommentForm, request).submission())
        here = url_for("sites.show", id=comment.id)
        return jsonify(accepted(comment, here, str(receipts.dumps(comment.id)))), 202, {"Location": here}

    @blueprint.get("/comments/<id>")
    def show(id: str) -> Response:
        view = desk.comments.view(id, keys.site(request))
        if view is None:
            raise NotFound("그런 의견이 없습니다.")
        return jsonify(view)

    return blueprint


def accepted(comment: Comment, here: str, receipt: str) -> dict[str, object]:
    """The body of a 202.  With the receipt a guest can later read the state, delete or appeal."""
    return {
        "id": comment.id,
        "state": "pending",
        "revision": comment.revision,
        "links": {"self": here},
        "receipt": receipt,
    }
