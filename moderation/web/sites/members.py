"""`GET /v1/members/{member}/comments`: members manage their own comments, so they see them in every state."""

from flask import Response, jsonify, request

from moderation.desk import Desk
from moderation.web.keys import Keys
from moderation.web.paging import asked


class Members:
    """A site's own members."""

    def __init__(self, desk: Desk, keys: Keys) -> None:
        self.desk = desk
        self.keys = keys

    def comments(self, member: str) -> Response:
        """What a member wrote, newest first, with decisions and reasons."""
        page = self.desk.comments.list_member(self.keys.site(request), member, *asked(request))
        return jsonify({"comments": list(page.views), "next": page.next})
