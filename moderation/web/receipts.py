"""Receipts: signed tokens with which a guest can later read, edit, delete or appeal one comment."""

from flask import Request
from itsdangerous import BadSignature, URLSafeSerializer

from moderation.desk import Desk
from moderation.errors import NotAllowed
from moderation.web.keys import KEY_PREFIX, Keys, bearer


class Callers:
    """Who may deal with one comment: its site with an API key, or whoever holds its receipt."""

    def __init__(self, desk: Desk, keys: Keys) -> None:
        self.keys = keys
        self.serializer = URLSafeSerializer(desk.sites.secret(), salt="receipt")

    def receipt(self, site: str, id: str) -> str:
        """The receipt of a comment: the same however often it is asked for."""
        return str(self.serializer.dumps([site, id]))

    def site(self, request: Request, id: str) -> str:
        """The site of the comment that this request may deal with.  Raises NotAuthenticated, or NotAllowed."""
        token = bearer(request)
        if token is None or token.startswith(KEY_PREFIX):
            return self.keys.site(request)
        try:
            site, receipted = self.serializer.loads(token)
        except (BadSignature, ValueError, TypeError):
            return self.keys.site(request)
        if receipted != id:
            raise NotAllowed("이 접수증은 다른 의견의 것입니다.")
        return str(site)
