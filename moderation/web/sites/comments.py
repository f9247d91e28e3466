"""`GET`, `PUT` and `DELETE /v1/comments/{id}`: for the comment's site, or whoever holds its receipt."""

from flask import Response, jsonify, request

from moderation import lifecycle
from moderation.admission import notices
from moderation.desk import Desk
from moderation.errors import NotFound
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
        if form.member is not None:
            lifecycle.must_be_by(lifecycle.owned(self.desk, site, id), form.member)
        told(spend(self.desk, site)).must_be_some()
        revision = lifecycle.edit(self.desk, site, id, form.text)
        (writer,) = self.desk.authors.writers([revision])
        held = notices(self.desk, writer)
        return decided_or_accepted(self.desk, self.callers, site, revision_of(revision), held)

    def erase(self, id: str) -> tuple[str, int]:
        """The author's deletion.  Deleting what is deleted changes nothing."""
        lifecycle.erase(self.desk, self.callers.site(request, id), id, request.args.get("member"))
        return "", 204
