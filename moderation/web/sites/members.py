"""`/v1/members/{member}`: members manage their own comments in every state, and know how they stand with the site."""

from flask import Response, jsonify, request

from moderation.desk import Desk
from moderation.publication import as_of, profile_view, sanction_view
from moderation.sanctioning import appeal
from moderation.standing import Writer
from moderation.web.forms import SanctionAppealForm
from moderation.web.keys import Keys
from moderation.web.paging import asked, conditional
from moderation.web.reading import read
from moderation.web.spoken import marked, spoken


class Members:
    """A site's own members."""

    def __init__(self, desk: Desk, keys: Keys) -> None:
        self.desk = desk
        self.keys = keys

    def comments(self, member: str) -> Response:
        """What a member wrote, newest first, with decisions and reasons."""
        page = self.desk.comments.list_member(self.keys.site(request), member, *asked(request))
        now = self.desk.clock()
        listed = {"comments": [as_of(view, now) for view in spoken(self.desk, page.views)], "next": page.next}
        answer = conditional(marked(jsonify(listed)), request)
        answer.cache_control.private = True
        return answer

    def show(self, member: str) -> Response:
        """How a member stands with the site, and every sanction on them, past and present.  Nothing is kept back."""
        (profile,) = self.desk.authors.profiles([Writer(self.keys.site(request), "member", member)])
        return jsonify({"member": member, **profile_view(profile, self.desk.clock())})

    def appeal(self, member: str) -> tuple[Response, int]:
        """What a member says against a sanction, for the desk to read."""
        writer = Writer(self.keys.site(request), "member", member)
        form = read(SanctionAppealForm, request)
        return jsonify(sanction_view(appeal(self.desk, writer, form.sanction, form.reason))), 201
