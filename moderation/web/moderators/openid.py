"""The door by an OpenID provider: off to it, and back."""

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.errors import NotAuthenticated, ProviderUnavailable, Refused
from moderation.openid import Provider
from moderation.reviewing import arrival
from moderation.web.moderators.entrance import admitted
from moderation.web.moderators.faults import status_of
from moderation.web.moderators.screen import draw
from moderation.web.moderators.visit import Visit, give


class OpenId:
    """The views of that door."""

    def __init__(self, desk: Desk, provider: Provider) -> None:
        self.desk = desk
        self.provider = provider

    def depart(self) -> ResponseReturnValue:
        """To the provider."""
        visit = Visit.of(self.desk)
        try:
            address = arrival.depart(self.desk, self.provider, visit.token, _here())
        except ProviderUnavailable:
            return self._away()
        return give(make_response(redirect(address, 303)), visit.token)

    def arrive(self) -> ResponseReturnValue:
        """Back from it."""
        back = request.args.get("state", "")[:200], request.args.get("code", "")[:2000]
        try:
            admission = arrival.arrive(self.desk, self.provider, Visit.of(self.desk).token, back, _here())
        except Refused as error:
            return self._door(error, status_of(error))
        except ProviderUnavailable:
            return self._away()
        return admitted(admission)

    def _away(self) -> ResponseReturnValue:
        return self._door(NotAuthenticated("OpenID 제공자가 답하지 않습니다. 잠시 뒤 다시 시도해 주십시오."), 503)

    def _door(self, error: Refused, status: int) -> ResponseReturnValue:
        page = draw(self.desk, "login", error=error, name="", openid=True)
        return give(make_response(page, status), Visit.of(self.desk).token)


def _here() -> str:
    return url_for(".openid_back", _external=True)


def routes(site: Blueprint, desk: Desk, provider: Provider) -> None:
    """Where that door is."""
    views = OpenId(desk, provider)
    site.add_url_rule("/openid", view_func=views.depart, methods=["GET"], endpoint="openid")
    site.add_url_rule("/openid/back", view_func=views.arrive, methods=["GET"], endpoint="openid_back")
