"""For readers, through their site: what may be seen under an article, and nothing else."""

from flask import Blueprint, Response, jsonify, request

from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault
from moderation.publication import reader_view
from moderation.web.keys import Keys

LIMIT = 50
MOST = 200


def api(desk: Desk, keys: Keys) -> Blueprint:
    """`GET /v1/articles/{article}/comments`."""
    blueprint = Blueprint("readers", __name__, url_prefix="/v1")

    @blueprint.get("/articles/<path:article>/comments")
    def comments(article: str) -> Response:
        site = keys.site(request)
        page = desk.comments.list_published(site, article, _limit(), request.args.get("cursor") or None)
        return jsonify({"comments": [reader_view(view) for view in page.views], "next": page.next})

    return blueprint


def _limit() -> int:
    text = request.args.get("limit", str(LIMIT))
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= MOST):
        fault = Fault("/limit", f"1에서 {MOST} 사이의 정수여야 합니다.")
        raise BadSubmission("`limit` 값이 올바르지 않습니다.", (fault,))
    return int(text)
