"""`PUT` and `GET /v1/articles/{article}`: how a site wants the discussion under an article to be."""

from typing import Any

from flask import Response, jsonify, request

from moderation.desk import Desk
from moderation.discussion import Discussion
from moderation.errors import BadSubmission, Fault, NotFound
from moderation.publication import rfc3339
from moderation.web.forms import DiscussionForm, read
from moderation.web.keys import Keys

LONGEST_ID = 200


class Articles:
    """Discussions of a site."""

    def __init__(self, desk: Desk, keys: Keys) -> None:
        self.desk = desk
        self.keys = keys

    def put(self, article: str) -> Response:
        """Say how the discussion is to be, in place of what was said before.  Holds from the next comment on."""
        site = self.keys.site(request)
        form = read(DiscussionForm, request)
        if len(article) > LONGEST_ID:
            fault = Fault("/article", f"{LONGEST_ID}자를 넘을 수 없습니다.")
            raise BadSubmission("기사 번호가 너무 깁니다.", (fault,))
        discussion = form.discussion(site, article)
        self.desk.articles.put(discussion)
        return jsonify(self._view(discussion))

    def show(self, article: str) -> Response:
        """What was said about the discussion."""
        (discussion,) = self.desk.articles.find([(self.keys.site(request), article)])
        if discussion is None:
            raise NotFound("이 기사에 대해 정해진 것이 없습니다.")
        return jsonify(self._view(discussion))

    def _view(self, discussion: Discussion) -> dict[str, Any]:
        article = discussion.article
        return {
            "id": article.id,
            "url": article.url,
            "title": article.title,
            "section": article.section,
            "mode": discussion.mode.value,
            "closes_at": rfc3339(discussion.closes_at) if discussion.closes_at else None,
            "sensitive": sorted(each.value for each in discussion.sensitive),
            "open": discussion.open_at(self.desk.clock()),
        }
