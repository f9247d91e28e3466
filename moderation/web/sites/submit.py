"""`POST /v1/comments` and `/v1/comments/batch`."""

import json
from typing import Any

from flask import Response, jsonify, request

from moderation import intake
from moderation.comment import Comment
from moderation.desk import Desk
from moderation.errors import Refused
from moderation.web.forms import BatchForm, CommentForm, read, read_item
from moderation.web.keys import Keys
from moderation.web.problem import refused
from moderation.web.receipts import Callers
from moderation.web.sites.answers import Answer, accepted, decided_or_accepted
from moderation.web.sites.waiting import Waiting

LARGEST_BATCH = 1024 * 1024
"""Bytes: a hundred long comments."""


class Submit:
    """Takes comments from sites."""

    def __init__(self, desk: Desk, keys: Keys, callers: Callers) -> None:
        self.desk = desk
        self.keys = keys
        self.callers = callers

    def one(self) -> Answer:
        """A comment: 202, or 200 with the decision where the caller prefers to wait."""
        site = self.keys.site(request)
        submission = read(CommentForm, request).submission()
        key = request.headers.get("Idempotency-Key")
        if key is None:
            id = intake.receive(self.desk, site, submission).id
        else:
            id = intake.receive_once(self.desk, site, submission, key)
        return decided_or_accepted(self.desk, self.callers, site, (id, 1), Waiting(request))

    def many(self) -> Response:
        """Up to a hundred comments: each is accepted or refused by itself; those accepted are kept together."""
        site = self.keys.site(request)
        request.max_content_length = LARGEST_BATCH
        read_items = [self._accept(site, item) for item in read(BatchForm, request).comments]
        self.desk.comments.receive([item for item in read_items if isinstance(item, Comment)])
        return jsonify({"results": [self._result(site, item) for item in read_items]})

    def _accept(self, site: str, item: object) -> Comment | Refused:
        try:
            return intake.accept(self.desk, site, read_item(CommentForm, item).submission())
        except Refused as error:
            return error

    def _result(self, site: str, item: Comment | Refused) -> dict[str, Any]:
        if isinstance(item, Refused):
            return dict(json.loads(refused(item).get_data()))
        return accepted(self.callers, site, item.id)
