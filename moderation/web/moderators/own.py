"""One's own account: the password, and the second factor."""

from collections.abc import Callable

import segno
from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from moderation.desk import Desk
from moderation.errors import Refused
from moderation.moderator import Moderator
from moderation.reviewing import own
from moderation.web.moderators.faults import status_of
from moderation.web.moderators.screen import draw
from moderation.web.moderators.visit import Visit, give

Act = Callable[[Moderator], ResponseReturnValue]


class Own:
    """The views of one's own account."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def page(self) -> ResponseReturnValue:
        """What one may change."""
        _, me = Visit.inside(self.desk)
        return self._page(me)

    def password(self) -> ResponseReturnValue:
        """Another password: every other session ends."""

        def change(me: Moderator) -> ResponseReturnValue:
            token = own.change_password(self.desk, me, _field("old"), _field("new"), _here())
            return give(make_response(redirect(url_for(".own", changed="password"), 303)), token)

        return self._act(change)

    def begin(self) -> ResponseReturnValue:
        """Show a secret for the authenticator."""

        def show(me: Moderator) -> ResponseReturnValue:
            own.begin_second(self.desk, me, _field("old"), _here())
            return redirect(url_for(".own"), 303)

        return self._act(show)

    def confirm(self) -> ResponseReturnValue:
        """Use it from now on, and tell the recovery codes, once."""
        return self._act(lambda me: self._page(me, codes=own.confirm_second(self.desk, me, _field("code"))))

    def end(self) -> ResponseReturnValue:
        """Use it no more."""

        def stop(me: Moderator) -> ResponseReturnValue:
            own.end_second(self.desk, me, _field("old"), _here())
            return redirect(url_for(".own"), 303)

        return self._act(stop)

    def _act(self, do: Act) -> ResponseReturnValue:
        visit, me = Visit.inside(self.desk)
        visit.trusted()
        try:
            return do(me)
        except Refused as error:
            return make_response(self._page(me, error), status_of(error))

    def _page(self, me: Moderator, error: Refused | None = None, codes: list[str] | None = None) -> str:
        shown = own.enrolling(self.desk, me)
        return draw(
            self.desk,
            "own",
            factor=self.desk.keyring.factor(me.name),
            enrolment=shown,
            picture=picture(shown.address) if shown else None,
            codes=codes,
            shortest=own.SHORTEST,
            changed=request.args.get("changed") == "password",
            error=error,
        )


def picture(address: str) -> Markup:
    """A QR code as an SVG without a style of its own."""
    return Markup(segno.make(address, error="m").svg_inline(scale=5, border=3, svgclass="qr", lineclass=None))  # noqa: S704 - made here


def _field(name: str) -> str:
    return request.form.get(name, "")


def _here() -> str:
    return request.remote_addr or ""


def routes(site: Blueprint, desk: Desk) -> None:
    """Where one's own account is."""
    views = Own(desk)
    site.add_url_rule("/me", view_func=views.page, methods=["GET"], endpoint="own")
    site.add_url_rule("/me/password", view_func=views.password, methods=["POST"], endpoint="own_password")
    site.add_url_rule("/me/second", view_func=views.begin, methods=["POST"], endpoint="own_second")
    site.add_url_rule("/me/second/confirm", view_func=views.confirm, methods=["POST"], endpoint="own_second_confirm")
    site.add_url_rule("/me/second/end", view_func=views.end, methods=["POST"], endpoint="own_second_end")
