"""`PUT` and `GET /v1/articles/{article}`: how a site wants the discussion under an article to be."""

import re
from typing import Any

from flask import Response, jsonify, request

from moderation.comment import Article
from moderation.desk import Desk
from moderation.discussion import Discussion
from moderation.errors import BadSubmission, Fault, NotFound
from moderation.publication import rfc3339
from moderation.store.articles import discussion_of
from moderation.web.forms import SOMETHING, DiscussionForm
from moderation.web.keys import Keys
from moderation.web.reading import read

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
        if len(article) > LONGEST_ID or not re.fullmatch(SOMETHING, article):
            fault = Fault("/article", f"1자에서 {LONGEST_ID}자 사이여야 하고, 제어 문자를 쓸 수 없습니다.")
            raise BadSubmission("기사 번호를 확인해 주십시오.", (fault,))
        said = form.discussion(site, article)
        self.desk.articles.put(said)
        return jsonify(self._view(discussion_of(self.desk.articles, site, said.article)))

    def show(self, article: str) -> Response:
        """How the discussion is: what was said about it, and what the desk chose."""
        site = self.keys.site(request)
        discussion = discussion_of(self.desk.articles, site, Article(article))
        (said,) = self.desk.articles.find([(site, article)])
        if said is None and discussion.by_desk is None:
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
            "mode_by": discussion.source.value,
            "closes_at": rfc3339(discussion.closes_at) if discussion.closes_at else None,
            "sensitive": sorted(each.value for each in discussion.sensitive),
            "reach": discussion.reach,
            "open": discussion.open_at(self.desk.clock()),
        }
