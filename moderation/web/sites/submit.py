"""`POST /v1/comments` and `/v1/comments/batch`."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from flask import Response, jsonify, request

from moderation import intake
from moderation.comment import Comment
from moderation.desk import Desk
from moderation.errors import Refused
from moderation.intake import Submission
from moderation.room import Place
from moderation.sanction import Sanction
from moderation.web.forms import BatchForm, CommentForm
from moderation.web.keys import Keys
from moderation.web.limits import told
from moderation.web.networks import Networks
from moderation.web.problem import refused
from moderation.web.reading import read, read_item
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
        self.networks = Networks(desk)

    def one(self) -> Answer:
        """A comment: 202, or 200 with the decision where the caller prefers to wait."""
        site = self.keys.site(request)
        submission = self._submission(site, read(CommentForm, request))
        (place,) = told(intake.look(self.desk, site, [submission])).places
        key, urgent = request.headers.get("Idempotency-Key"), Waiting(request).seconds > 0
        if key is None:
            id = intake.receive(self.desk, site, submission, place, urgent).id
        else:
            id = intake.receive_once(self.desk, site, submission, place, key, urgent)
        return decided_or_accepted(self.desk, self.callers, site, (id, 1), self._notices(place))

    def many(self) -> Response:
        """Up to a hundred comments: each is accepted or refused by itself; those accepted are kept together."""
        site = self.keys.site(request)
        request.max_content_length = LARGEST_BATCH
        form = read(BatchForm, request)
        key = request.headers.get("Idempotency-Key")
        if key is not None:
            return self._once(site, form, key)
        comments: list[Comment] = []
        results = {"results": list(self._results(site, form.comments, comments))}
        if comments:
            self.desk.comments.receive(comments)
        return jsonify(results)

    def _once(self, site: str, form: BatchForm, key: str) -> Response:
        """The same, once for each idempotency key."""
        body = form.model_dump_json()
        answer = intake.answered_batch(self.desk, site, body, key)
        if answer is None:
            comments: list[Comment] = []
            results = {"results": list(self._results(site, form.comments, comments))}
            batch = intake.Batch(body, comments, json.dumps(results, ensure_ascii=False))
            answer = intake.receive_batch_once(self.desk, site, batch, key)
        return jsonify(json.loads(answer))

    def _results(self, site: str, items: Sequence[object], comments: list[Comment]) -> Iterator[dict[str, Any]]:
        """What is answered to each; those that are accepted go to `comments`.  All are looked at in one round trip."""
        read_items = [self._read(site, item) for item in items]
        room = told(intake.look(self.desk, site, [item for item in read_items if isinstance(item, Submission)]))
        room.must_be_some()
        places = iter(room.places)
        for item in read_items:
            try:
                if isinstance(item, Refused):
                    raise item
                place = next(places)
                comments.append(intake.accept(self.desk, site, item, place))
                yield accepted(self.callers, site, comments[-1].id, sanctions=self._notices(place))
            except Refused as error:
                yield dict(json.loads(refused(error).get_data()))

    def _read(self, site: str, item: object) -> Submission | Refused:
        try:
            return self._submission(site, read_item(CommentForm, item))
        except Refused as error:
            return error

    def _notices(self, place: Place) -> Sequence[Sanction]:
        """What holds for the author, to be told with the answer."""
        return place.profile.in_force(self.desk.clock()) if place.profile else ()

    def _submission(self, site: str, form: CommentForm) -> Submission:
        """A member is known without a network."""
        address = form.author.network if form.author.kind == "guest" else None
        return form.submission(self.networks.pseudonym(site, address))
