"""`GET`, `PUT` and `DELETE /v1/comments/{id}`: for the comment's site, or whoever holds its receipt."""

from flask import Response, jsonify, request

from moderation import lifecycle
from moderation.admission import notices
from moderation.desk import Desk
from moderation.errors import NotAllowed, NotFound
from moderation.publication import as_of
from moderation.room import spend
from moderation.web.forms import EditForm
from moderation.web.limits import told
from moderation.web.reading import read
from moderation.web.receipts import Callers
from moderation.web.sites.answers import Answer, decided_or_accepted, revision_of
from moderation.web.spoken import marked, spoken


class Comments:
    """One comment, after it was accepted."""

    def __init__(self, desk: Desk, callers: Callers) -> None:
        self.desk = desk
        self.callers = callers

    def show(self, id: str) -> Response:
        """Where the comment stands."""
        view = self.desk.comments.view(id, self.callers.site(request, id))
        if view is None:
            raise NotFound("그런 의견이 없습니다.")
        (view,) = spoken(self.desk, [view])
        return marked(jsonify(as_of(view, self.desk.clock())))

    def edit(self, id: str) -> Answer:
        """The author's edit: a new revision through the whole path."""
        site = self.callers.site(request, id)
        form = read(EditForm, request)
        self._must_be(site, id, form.member)
        told(spend(self.desk, site)).must_be_some()
        revision = lifecycle.edit(self.desk, site, id, form.text)
        (writer,) = self.desk.authors.writers([revision])
        held = notices(self.desk, writer)
        return decided_or_accepted(self.desk, self.callers, site, revision_of(revision), held)

    def erase(self, id: str) -> tuple[str, int]:
        """The author's deletion.  Deleting what is deleted changes nothing."""
        site = self.callers.site(request, id)
        view = self.desk.comments.view(id, site)
        if view is None or view["state"] != "deleted":
            self._must_be(site, id, request.args.get("member"))
            lifecycle.erase(self.desk, site, id)
        return "", 204

    def _must_be(self, site: str, id: str, member: str | None) -> None:
        """A site that says for which member it acts is held to it."""
        if member is not None and lifecycle.owned(self.desk, site, id).comment.author.id != member:
            raise NotAllowed("이 회원이 쓴 의견이 아닙니다.")
