"""A small OpenID provider on this machine, with a key of its own: it can be told to lie in every way that matters."""

import base64
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask, jsonify, request
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.moderation.web.demo.fake_api import served

CLIENT, SECRET = "hanmadi", "a secret between the two"
KEY, OTHER_KEY = (RSAKey.generate_key(2048, {"kid": "1"}, private=True) for _ in range(2))


class FakeProvider:
    """`claims` go into each ID token over the right ones; `key` signs it."""

    def __init__(self, now: datetime) -> None:
        self.issuer = ""
        self.now = int(now.timestamp())
        self.claims: dict[str, Any] = {}
        self.key = KEY
        self.algorithm = "RS256"
        self.codes: dict[str, dict[str, str]] = {}

    def consents(self, address: str, subject: str = "sub-1") -> tuple[str, str]:
        """What somebody does who is sent there and agrees: the state and the code with which they come back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        assert "openid" in asked["scope"]
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked | {"sub": subject}
        return asked["state"], code

    def app(self) -> Flask:
        """Discovery, token endpoint and keys."""
        app = Flask("provider")

        @app.get("/.well-known/openid-configuration")
        def describe() -> Any:
            return jsonify(
                issuer=self.issuer,
                authorization_endpoint=f"{self.issuer}/authorize",
                token_endpoint=f"{self.issuer}/token",
                jwks_uri=f"{self.issuer}/keys",
            )

        @app.get("/keys")
        def keys() -> Any:
            return jsonify(keys=[KEY.as_dict(private=False)])

        @app.post("/token")
        def token() -> Any:
            asked = self.codes.pop(request.form["code"], None)
            verifier = hashlib.sha256(request.form["code_verifier"].encode()).digest()
            challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
            known = request.authorization is not None and request.authorization.password == SECRET
            if not (known and asked and asked["code_challenge"] == challenge):
                return jsonify(error="invalid_grant"), 400
            return jsonify(access_token="a", token_type="Bearer", id_token=self._signed(asked))

        return app

    def _signed(self, asked: dict[str, str]) -> str:
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": asked["sub"],
            "iat": self.now,
            "exp": self.now + 300,
            "nonce": asked["nonce"],
            "email": "kim@whytimes.kr",
            "email_verified": True,
        } | self.claims
        return jwt.encode({"alg": self.algorithm, "kid": "1"}, claims, self.key)


@contextmanager
def a_provider(now: datetime) -> Iterator[FakeProvider]:
    """The provider, serving."""
    provider = FakeProvider(now)
    with served(provider.app()) as url:
        provider.issuer = url
        yield provider


def address_back(state: str, code: str) -> str:
    """Where a browser comes back to."""
    return f"/moderation/openid/back?{urlencode({'state': state, 'code': code})}"
