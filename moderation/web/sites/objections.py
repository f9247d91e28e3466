"""`POST /v1/comments/{id}/reports` and `/appeals`."""

from flask import Response, jsonify, request

from moderation import objecting
from moderation.desk import Desk
from moderation.publication import rfc3339
from moderation.room import spend
from moderation.web.forms import AppealForm, ReportForm
from moderation.web.keys import Keys
from moderation.web.limits import told
from moderation.web.reading import read
from moderation.web.receipts import Callers


class Objections:
    """A reader's report, through their site; an author's appeal, through their site or with the receipt."""

    def __init__(self, desk: Desk, keys: Keys, callers: Callers) -> None:
        self.desk = desk
        self.keys = keys
        self.callers = callers

    def report(self, id: str) -> tuple[Response, int]:
        """A reader says that a comment should not be there."""
        site = self.keys.site(request)
        form = read(ReportForm, request)
        told(spend(self.desk, site)).must_be_some()
        filed = objecting.report(self.desk, site, id, form.reporter.author(), form.reason, form.note or "")
        return jsonify({"comment": id, "reason": filed.reason, "at": rfc3339(filed.at)}), 201

    def appeal(self, id: str) -> tuple[Response, int]:
        """The author says that a decision is wrong."""
        site = self.callers.site(request, id)
        form = read(AppealForm, request)
        told(spend(self.desk, site)).must_be_some()
        filed = objecting.appeal(self.desk, site, id, form.reason)
        return jsonify({"comment": id, "at": rfc3339(filed.at)}), 201
