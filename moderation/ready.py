"""Tells the operator, once, when what `hanmadi run` started can serve: `python -m moderation.ready`."""

import json
import os
import time
import urllib.error
import urllib.request
from typing import Any

from moderation import embedded
from moderation.config import Settings
from moderation.listen import at

PATIENCE = 60.0
PAUSE = 0.1
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - read, not bound


def announce(settings: Settings) -> None:
    """Print the URLs as soon as comments are judged; if they cannot be, print them with the reason."""
    base = f"http://{at(EVERYWHERE.get(settings.host, settings.host), settings.port)}"
    for line in (
        *warnings(settings, base),
        f"나도 한마디  {base}/",
        f"API          {base}/v1/comments   (OpenAPI: {base}/openapi.json)",
        f"검토 데스크  {base}/moderation   (hanmadi moderator add NAME)",
        f"Data         {settings.data}",
        "Ctrl-C로 모두 멈춥니다. (Ctrl-C stops everything.)",
    ):
        print(line, flush=True)  # noqa: T201 - this is what it is for


def warnings(settings: Settings, base: str, patience: float = PATIENCE) -> list[str]:
    """Waits until everything is ready, and says nothing, or until it is plain that it will not be, and says why."""
    give_up = time.monotonic() + patience
    while time.monotonic() < give_up:
        report = readiness(f"{base}/readyz")
        if report.get("status") == "ready":
            return []
        if report.get("workers", 0) >= settings.workers:
            return [
                f"모델을 읽지 못했습니다({settings.model}). 모든 댓글은 담당자의 확인을 기다립니다. "
                f"(No model could be loaded from {settings.model}: every comment waits for a person.)"
            ]
        time.sleep(PAUSE)
    hint = f" · {embedded.log_path(settings.data)}" if settings.redis_url == embedded.url(settings.data) else ""
    return [f"아직 준비되지 않았습니다. 이유: {base}/readyz{hint} (Not ready yet; the reason is there.)"]


def readiness(url: str) -> dict[str, Any]:
    """What `/readyz` says, ready or not; nothing if nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310 - our own http URL
            return dict(json.load(response))
    except urllib.error.HTTPError as refusal:
        with refusal:
            return dict(json.load(refusal))
    except (OSError, ValueError):
        return {}


if __name__ == "__main__":
    announce(Settings.read(os.environ))
