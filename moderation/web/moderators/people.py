"""The accounts of the desk: a page for operators, with a form for each thing that they may do."""

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault, Refused
from moderation.moderator import May, Moderator, Role
from moderation.reviewing import accounts
from moderation.reviewing.accounts import Post, Scope
from moderation.web.moderators.asked import sites_of
from moderation.web.moderators.faults import status_of
from moderation.web.moderators.screen import draw
from moderation.web.moderators.visit import Visit


class People:
    """The views of accounts.  A password is told on the page that answers the form, and nowhere else."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def list(self) -> ResponseReturnValue:
        """Who may come in, and how many sessions each has."""
        _, operator = Visit.inside(self.desk, May.PEOPLE)
        return self._list(operator)

    def add(self) -> ResponseReturnValue:
        """A new account."""
        operator, name = self._trusted(), accounts.written(request.form.get("name", ""))
        try:
            return self._told(name, accounts.add(self.desk, operator, name, post_here()))
        except Refused as error:
            return make_response(self._list(operator, error), status_of(error))

    def account(self, name: str) -> ResponseReturnValue:
        """One account."""
        _, operator = Visit.inside(self.desk, May.PEOPLE)
        return self._account(operator, name)

    def change(self, name: str) -> ResponseReturnValue:
        """Another role, scope or identity."""
        operator = self._trusted()
        try:
            accounts.change(self.desk, operator, name, post_here())
        except Refused as error:
            return make_response(self._account(operator, name, error), status_of(error))
        return redirect(url_for(".people"), 303)

    def renew(self, name: str) -> ResponseReturnValue:
        """A new password."""
        return self._told(name, accounts.renew(self.desk, self._trusted(), name))

    def reset_second(self, name: str) -> ResponseReturnValue:
        """Take the second factor away."""
        accounts.reset_second(self.desk, self._trusted(), name)
        return redirect(url_for(".account", name=name), 303)

    def send_off(self, name: str) -> ResponseReturnValue:
        """End all sessions."""
        accounts.send_off(self.desk, self._trusted(), name)
        return redirect(url_for(".people"), 303)

    def remove(self, name: str) -> ResponseReturnValue:
        """Forget the account, once one is sure."""
        operator = self._trusted()
        if request.form.get("sure") != name:
            reason = "지우려면 그 계정의 이름을 그대로 적어 주십시오."
            error = BadSubmission(reason, (Fault("/sure", reason),))
            return make_response(self._account(operator, name, error), status_of(error))
        accounts.remove(self.desk, operator, name)
        return redirect(url_for(".people"), 303)

    def _trusted(self) -> Moderator:
        visit, operator = Visit.inside(self.desk, May.PEOPLE)
        visit.trusted()
        return operator

    def _list(self, operator: Moderator, error: Refused | None = None) -> str:
        now, found = self.desk.clock(), accounts.everybody(self.desk, operator)
        people = [(each, self.desk.people.sessions(each.name, now), self._second(each)) for each in found]
        return draw(self.desk, "people", everybody=people, sites=sites_of(self.desk, operator), Role=Role, error=error)

    def _account(self, operator: Moderator, name: str, error: Refused | None = None) -> str:
        found = accounts.within_reach(self.desk, operator, name)
        return draw(
            self.desk,
            "account",
            account=found,
            sites=sites_of(self.desk, operator),
            second=self._second(found),
            sessions=self.desk.people.sessions(found.name, self.desk.clock()),
            Role=Role,
            error=error,
        )

    def _second(self, moderator: Moderator) -> bool:
        return self.desk.keyring.factor(moderator.name) is not None

    def _told(self, name: str, password: str) -> str:
        return draw(self.desk, "password", name=name, password=password)


def post_here() -> Post:
    """What this form says of an account.  Raises BadSubmission."""
    role = request.form.get("role", "")
    if role not in list(Role):
        reason = "역할을 골라 주십시오."
        raise BadSubmission(reason, (Fault("/role", reason),))
    sections = request.form.get("sections", "").split(",")
    return Post(Role(role), Scope.of(request.form.getlist("site"), sections), request.form.get("identity", ""))


def routes(site: Blueprint, desk: Desk) -> None:
    """Where the accounts are."""
    people = People(desk)
    site.add_url_rule("/people", view_func=people.list, methods=["GET"], endpoint="people")
    site.add_url_rule("/people", view_func=people.add, methods=["POST"], endpoint="add_account")
    site.add_url_rule("/people/<name>", view_func=people.account, methods=["GET"])
    site.add_url_rule("/people/<name>", view_func=people.change, methods=["POST"], endpoint="change_account")
    site.add_url_rule("/people/<name>/password", view_func=people.renew, methods=["POST"])
    site.add_url_rule("/people/<name>/second", view_func=people.reset_second, methods=["POST"])
    site.add_url_rule("/people/<name>/sessions", view_func=people.send_off, methods=["POST"])
    site.add_url_rule("/people/<name>/remove", view_func=people.remove, methods=["POST"])
