"""For readers, through their site: what may be seen under an article, and nothing else."""

from flask import Blueprint, Response, jsonify, request

from moderation.comment import Article
from moderation.desk import Desk
from moderation.publication import reader_view
from moderation.store.articles import discussion_of
from moderation.web.keys import Keys
from moderation.web.paging import asked, conditional
from moderation.web.readers.disclosure import AutomatedDecision
from moderation.web.spoken import language, marked, spoken


def api(desk: Desk, keys: Keys) -> Blueprint:
    """`GET /v1/articles/{article}/comments`, and how comments are decided on."""
    blueprint = Blueprint(
        "readers", __name__, template_folder="templates", static_folder="static", static_url_path="/readers/static"
    )
    automated = AutomatedDecision(desk)
    blueprint.add_url_rule("/v1/automated-decision", view_func=automated.data)
    blueprint.add_url_rule("/automated-decision", view_func=automated.page)

    @blueprint.get("/v1/articles/<id:article>/comments")
    def comments(article: str) -> Response:
        """A page of the list."""
        site = keys.site(request)
        page = desk.comments.list_published(site, article, *asked(request))
        discussion = discussion_of(desk.articles, site, Article(article))
        notice = discussion.notice_at(desk.clock(), english=language() == "en")
        listed = {"comments": [reader_view(view, language()) for view in spoken(desk, page.views)], "next": page.next}
        return conditional(marked(jsonify(listed | ({"notice": notice} if notice else {}))), request)

    return blueprint
