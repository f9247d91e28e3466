"""For readers, through their site: what may be seen under an article, and nothing else."""

from flask import Blueprint, Response, jsonify, request

from moderation.desk import Desk
from moderation.publication import reader_view
from moderation.web.keys import Keys
from moderation.web.paging import asked
from moderation.web.readers.disclosure import AutomatedDecision


def api(desk: Desk, keys: Keys) -> Blueprint:
    """`GET /v1/articles/{article}/comments`, and how comments are decided on."""
    blueprint = Blueprint(
        "readers", __name__, template_folder="templates", static_folder="static", static_url_path="/readers/static"
    )
    automated = AutomatedDecision(desk)
    blueprint.add_url_rule("/v1/automated-decision", view_func=automated.data)
    blueprint.add_url_rule("/automated-decision", view_func=automated.page)

    @blueprint.get("/v1/articles/<path:article>/comments")
    def comments(article: str) -> Response:
        """A page of the list; with `If-None-Match`, 304 while nothing on it has changed."""
        page = desk.comments.list_published(keys.site(request), article, *asked(request))
        answer = jsonify({"comments": [reader_view(view) for view in page.views], "next": page.next})
        answer.add_etag()
        answer.cache_control.no_cache = True
        answer.make_conditional(request)
        return answer

    return blueprint
