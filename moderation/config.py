"""Every setting, read once from the environment; all faults are told at once.  See docs/settings.md."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from moderation.errors import Misconfigured
from moderation.policy import DEFAULT
from moderation.store import Durability

T = TypeVar("T")

MODEL = Path(__file__).parent.parent / "models" / "toxicity"
REDIS_SCHEMES = ("redis://", "rediss://", "unix://")


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may choose.  Paths are absolute; `redis_url` is None for the embedded store."""

    host: str
    port: int
    data: Path
    redis_url: str | None
    durability: Durability | None
    workers: int
    web_threads: int
    model: Path
    policy: Path
    demo_api: str | None
    demo_key: str | None
    webhook_private: bool
    webhook_http: bool

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
            workers=setting("HANMADI_WORKERS", str(_cores()), _whole(1, 256)),
            web_threads=setting("HANMADI_WEB_THREADS", "8", _whole(1, 256)),
            model=Path(environ.get("HANMADI_MODEL") or MODEL).absolute(),
            policy=Path(environ.get("HANMADI_POLICY") or DEFAULT).absolute(),
            demo_api=environ.get("HANMADI_DEMO_API") or None,
            demo_key=environ.get("HANMADI_DEMO_KEY") or None,
            webhook_private=setting("HANMADI_WEBHOOK_PRIVATE", "refuse", _allowed),
            webhook_http=setting("HANMADI_WEBHOOK_HTTP", "refuse", _allowed),
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


def _allowed(text: str) -> bool:
    if text not in ("allow", "refuse"):
        raise ValueError(f"allow나 refuse여야 합니다. (It must be allow or refuse, not {text!r}.)")
    return text == "allow"


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
