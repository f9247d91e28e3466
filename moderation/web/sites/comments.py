"""`GET`, `PUT` and `DELETE /v1/comments/{id}`: for the comment's site, or whoever holds its receipt."""

from flask import Response, jsonify, request

from moderation import lifecycle
from moderation.desk import Desk
from moderation.errors import NotAllowed, NotFound
from moderation.web.forms import EditForm, read
from moderation.web.receipts import Callers
from moderation.web.sites.answers import Answer, decided_or_accepted, revision_of
from moderation.web.sites.waiting import Waiting


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
        return jsonify(view)

    def edit(self, id: str) -> Answer:
        """The author's edit: a new revision through the whole path."""
        site = self.callers.site(request, id)
        form = read(EditForm, request)
        self._must_be(site, id, form.member)
        revision = lifecycle.edit(self.desk, site, id, form.text)
        return decided_or_accepted(self.desk, self.callers, site, revision_of(revision), Waiting(request))

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
