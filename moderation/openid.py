"""Logging in by an OpenID provider: the code flow with PKCE, and an ID token of which nothing is believed unchecked.

https://openid.net/specs/openid-connect-core-1_0.html
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from moderation.errors import NotAuthenticated, ProviderUnavailable

SCOPE: Final = "openid email"
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures by a key of the provider's: none that our own secret, or nobody, could make."""

TIMEOUT = 10
LEEWAY = 60
"""Seconds by which the provider's clock may differ from ours."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What only the browser that set out, and we, know: `state` comes back with it, `nonce` in the token."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says it is; `email` only where it has made sure of the address."""

    subject: str
    email: str = ""

    def __contains__(self, identity: str) -> bool:
        """Whether an account of this identity is theirs."""
        return bool(identity) and (identity == self.subject or identity.casefold() == self.email.casefold())


class Provider:
    """An OpenID provider that knows us by an id and a secret.  `redirect` is where it sends the browser back to."""

    def __init__(self, issuer: str, client: str, secret: str) -> None:
        self.issuer = issuer
        self.client = client
        self.secret = secret
        self._described: dict[str, Any] | None = None

    def address(self, redirect: str, challenge: Challenge) -> str:
        """Where to send the browser.  Raises ProviderUnavailable."""
        url, _ = self._session(redirect).create_authorization_url(
            self._at("authorization_endpoint"),
            state=challenge.state,
            nonce=challenge.nonce,
            code_verifier=challenge.verifier,
        )
        return str(url)

    def identity(self, redirect: str, challenge: Challenge, code: str, at: datetime) -> Identity:
        """Who came back with this code.  Raises NotAuthenticated on anything that is not right, ProviderUnavailable."""
        endpoint = self._at("token_endpoint")
        try:
            token = self._session(redirect).fetch_token(
                endpoint, code=code, code_verifier=challenge.verifier, timeout=TIMEOUT
            )
        except AuthlibBaseError as error:
            raise NotAuthenticated("OpenID 로그인이 받아들여지지 않았습니다. 다시 시도해 주십시오.") from error
        except (requests.RequestException, ValueError) as error:
            raise ProviderUnavailable(f"the token endpoint: {type(error).__name__}") from error
        try:
            return self._checked(str(token.get("id_token", "")), challenge, int(at.timestamp()))
        except (JoseError, ValueError) as error:
            raise NotAuthenticated("OpenID 제공자의 답을 믿을 수 없습니다. 운영자에게 알려 주십시오.") from error

    def _checked(self, raw: str, challenge: Challenge, now: int) -> Identity:
        """The identity in a token that is signed by the provider, for us, in answer to this challenge, and in time."""
        keys = KeySet.import_key_set(self._fetched(self._at("jwks_uri")))  # type: ignore[arg-type]
        claims = jwt.decode(raw, keys, algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            now=now,
            leeway=LEEWAY,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": challenge.nonce},
        ).validate(claims)
        if claims.get("azp", self.client) != self.client:
            raise ValueError("azp")
        email = claims.get("email") if claims.get("email_verified") is True else ""
        return Identity(str(claims["sub"]), email if isinstance(email, str) else "")

    def _session(self, redirect: str) -> OAuth2Session:
        return OAuth2Session(self.client, self.secret, scope=SCOPE, redirect_uri=redirect, code_challenge_method="S256")

    def _at(self, name: str) -> str:
        """What the provider says of itself; asked once, and believed only of the issuer that we were told."""
        if self._described is None:
            described = self._fetched(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            if described.get("issuer") != self.issuer:
                raise ProviderUnavailable(f"{self.issuer} calls itself {described.get('issuer')!r}.")
            self._described = described
        found = self._described.get(name)
        if not isinstance(found, str):
            raise ProviderUnavailable(f"{self.issuer} names no {name}.")
        return found

    def _fetched(self, url: str) -> dict[str, Any]:
        try:
            answer = requests.get(url, timeout=TIMEOUT)
            answer.raise_for_status()
            return dict(answer.json())
        except (requests.RequestException, ValueError, TypeError) as error:
            raise ProviderUnavailable(f"{url}: {type(error).__name__}") from error
