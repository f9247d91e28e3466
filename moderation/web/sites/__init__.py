"""For sites: submit comments, ask where they stand, edit, delete, report, appeal, and preview what would be ruled."""

from collections.abc import Callable, Sequence

from flask import Blueprint

from moderation.desk import Desk
from moderation.pipeline import Stage
from moderation.web.keys import Keys
from moderation.web.receipts import Callers
from moderation.web.sites.articles import Articles
from moderation.web.sites.comments import Comments
from moderation.web.sites.coral import Coral
from moderation.web.sites.members import Members
from moderation.web.sites.objections import Objections
from moderation.web.sites.preview import Preview
from moderation.web.sites.sections import Sections
from moderation.web.sites.submit import Submit


def api(desk: Desk, keys: Keys, stages: Callable[[], Sequence[Stage]]) -> Blueprint:
    """Everything under `/v1` that a site's backend calls; some of it also whoever holds a receipt."""
    blueprint = Blueprint("sites", __name__, url_prefix="/v1")
    callers = Callers(desk, keys)
    submit, comments = Submit(desk, keys, callers), Comments(desk, callers)
    articles, sections = Articles(desk, keys), Sections(desk, keys)
    objections = Objections(desk, keys, callers)
    members, preview = Members(desk, keys), Preview(desk, keys, stages)
    blueprint.add_url_rule("/comments", view_func=submit.one, methods=["POST"])
    blueprint.add_url_rule("/comments/batch", view_func=submit.many, methods=["POST"])
    blueprint.add_url_rule("/comments/<id>", "comment", view_func=comments.show, methods=["GET"])
    blueprint.add_url_rule("/comments/<id>", view_func=comments.edit, methods=["PUT"])
    blueprint.add_url_rule("/comments/<id>", view_func=comments.erase, methods=["DELETE"])
    blueprint.add_url_rule("/comments/<id>/reports", view_func=objections.report, methods=["POST"])
    blueprint.add_url_rule("/comments/<id>/appeals", view_func=objections.appeal, methods=["POST"])
    blueprint.add_url_rule("/articles/<id:article>", "put_article", view_func=articles.put, methods=["PUT"])
    blueprint.add_url_rule("/articles/<id:article>", "show_article", view_func=articles.show, methods=["GET"])
    blueprint.add_url_rule("/sections", "sections", view_func=sections.all, methods=["GET"])
    blueprint.add_url_rule("/sections/<id:section>", "put_section", view_func=sections.put, methods=["PUT"])
    blueprint.add_url_rule("/sections/<id:section>", "show_section", view_func=sections.show, methods=["GET"])
    blueprint.add_url_rule("/members/<id:member>/comments", view_func=members.comments, methods=["GET"])
    blueprint.add_url_rule("/members/<id:member>", view_func=members.show, methods=["GET"], endpoint="member")
    blueprint.add_url_rule(
        "/members/<id:member>/appeals", view_func=members.appeal, methods=["POST"], endpoint="sanction_appeal"
    )
    blueprint.add_url_rule("/preview", "preview", view_func=preview.show, methods=["POST"])
    blueprint.add_url_rule("/coral/<site>", "coral", view_func=Coral(desk, stages).moderate, methods=["POST"])
    return blueprint
