"""Every setting, read once from the environment; all faults are told at once.  See docs/settings.md."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from moderation.allowance import Allowance, Rate
from moderation.errors import Misconfigured
from moderation.policy import DEFAULT
from moderation.store import Durability
from moderation.tightening import Limits

T = TypeVar("T")

MODEL = Path(__file__).parent.parent / "models" / "toxicity"
REDIS_SCHEMES = ("redis://", "rediss://", "unix://")


@dataclass(frozen=True, slots=True)
class OpenId:
    """The provider by which moderators may log in, and as whom it knows us."""

    issuer: str
    client: str
    secret: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may choose.  Paths are absolute; `redis_url` is None for the embedded store."""

    host: str
    port: int
    data: Path
    redis_url: str | None
    allowance: Allowance
    durability: Durability | None
    workers: int
    web_threads: int
    model: Path
    policy: Path
    demo_api: str | None
    demo_key: str | None
    webhook_private: bool
    webhook_http: bool
    tighten: Limits
    trusted_proxies: int
    openid: OpenId | None

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings in the environment.  Raises Misconfigured with one sentence for each fault."""
        faults: list[str] = []

        def setting(name: str, default: str, parse: Callable[[str], T]) -> T:
            try:
                return parse(environ.get(name) or default)
            except ValueError as error:
                faults.append(f"{name}: {error}")
                return parse(default)

        settings = cls(
            host=environ.get("HANMADI_HOST") or "127.0.0.1",
            port=setting("HANMADI_PORT", "8000", _whole(1, 65535)),
            data=Path(environ.get("HANMADI_DATA") or "var").absolute(),
            redis_url=setting("HANMADI_REDIS_URL", "", _redis_url),
            durability=setting("HANMADI_DURABILITY", "", _durability),
            allowance=Allowance(
                site=setting("HANMADI_RATE_SITE", "60000/60", _rate),
                author=setting("HANMADI_RATE_AUTHOR", "300/60", _rate),
                backlog=setting("HANMADI_BACKLOG_SECONDS", "300", _whole(1, 86400)),
            ),
            workers=setting("HANMADI_WORKERS", str(_cores()), _whole(1, 256)),
            web_threads=setting("HANMADI_WEB_THREADS", "8", _whole(1, 256)),
            model=Path(environ.get("HANMADI_MODEL") or MODEL).absolute(),
            policy=Path(environ.get("HANMADI_POLICY") or DEFAULT).absolute(),
            demo_api=environ.get("HANMADI_DEMO_API") or None,
            demo_key=environ.get("HANMADI_DEMO_KEY") or None,
            webhook_private=setting("HANMADI_WEBHOOK_PRIVATE", "refuse", _allowed),
            webhook_http=setting("HANMADI_WEBHOOK_HTTP", "refuse", _allowed),
            tighten=Limits(
                share=setting("HANMADI_TIGHTEN_SHARE", "50", _whole(1, 100)) / 100,
                times=setting("HANMADI_TIGHTEN_BURST", "5", _whole(2, 1000)),
                least=setting("HANMADI_TIGHTEN_COMMENTS", "20", _whole(1, 100_000)),
                rest=timedelta(hours=setting("HANMADI_TIGHTEN_REST", "6", _whole(1, 720))),
            ),
            trusted_proxies=setting("HANMADI_TRUSTED_PROXIES", "0", _whole(0, 10)),
            openid=setting("HANMADI_OIDC_ISSUER", "", _openid(environ)),
        )
        if faults:
            raise Misconfigured(*faults)
        return settings


def _cores() -> int:
    """How many workers fit: one for each core that this process may use, four at most."""
    return min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _whole(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= most:
            said = f"must be a whole number from {least} to {most}, not {text!r}"
            raise ValueError(f"{least}부터 {most}까지의 정수여야 합니다. (It {said}.)")
        return int(text)

    return parse


def _rate(text: str) -> Rate | None:
    if text == "off":
        return None
    count, _, seconds = text.partition("/")
    if not all(part.isascii() and part.isdecimal() and 1 <= int(part) <= 1_000_000 for part in (count, seconds)):
        said = f"must be a count and seconds like 300/60, or off, not {text!r}"
        raise ValueError(f"300/60처럼 횟수와 초, 또는 off여야 합니다. (It {said}.)")
    return Rate(int(count), int(seconds))


def _allowed(text: str) -> bool:
    if text not in ("allow", "refuse"):
        raise ValueError(f"allow나 refuse여야 합니다. (It must be allow or refuse, not {text!r}.)")
    return text == "allow"


def _openid(environ: Mapping[str, str]) -> Callable[[str], OpenId | None]:
    """An issuer with the id and the secret that go with it.

    Over http only on this machine: whoever stood in between could let anybody in.
    """
    client, secret = environ.get("HANMADI_OIDC_CLIENT_ID") or "", environ.get("HANMADI_OIDC_CLIENT_SECRET") or ""

    def parse(issuer: str) -> OpenId | None:
        url = urlsplit(issuer)
        here = url.scheme == "http" and url.hostname in ("127.0.0.1", "localhost")
        if issuer and url.scheme != "https" and not here:
            raise ValueError("https://로 시작하는 주소여야 합니다. (It must begin with https://.)")
        if issuer and not (client and secret):
            names = "HANMADI_OIDC_CLIENT_ID, HANMADI_OIDC_CLIENT_SECRET"
            raise ValueError(f"{names}도 정하십시오. (It needs {names}, too.)")
        return OpenId(issuer, client, secret) if issuer else None

    return parse


def _redis_url(text: str) -> str | None:
    if text and not text.startswith(REDIS_SCHEMES):
        schemes = ", ".join(REDIS_SCHEMES)
        raise ValueError(f"{schemes} 가운데 하나로 시작해야 합니다. (It must begin with one of {schemes}.)")
    return text or None


def _durability(text: str) -> Durability | None:
    if not text:
        return None
    if text not in list(Durability):
        levels = ", ".join(Durability)
        raise ValueError(f"{levels} 가운데 하나여야 합니다. (It must be one of {levels}, not {text!r}.)")
    return Durability(text)
