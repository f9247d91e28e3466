"""Tells the operator, once, when everything that `hanmadi run` started can serve."""

import time
import urllib.error
import urllib.request

from moderation.config import Settings

PATIENCE = 60.0
PAUSE = 0.1


def announce(settings: Settings) -> None:
    """Print the URLs as soon as comments can be judged; after PATIENCE seconds print them with a warning."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 - read, not bound
    base = f"http://{host}:{settings.port}"
    give_up = time.monotonic() + PATIENCE
    while not answers(f"{base}/readyz"):
        if time.monotonic() > give_up:
            say(f"아직 준비되지 않았습니다. 무엇이 빠졌는지는 {base}/readyz 에 있습니다. (Not ready yet.)")
            break
        time.sleep(PAUSE)
    say(f"나도 한마디  {base}/")
    say(f"API          {base}/v1/comments   (OpenAPI: {base}/openapi.json)")
    say(f"Data         {settings.data}")
    say("Ctrl-C로 모두 멈춥니다. (Ctrl-C stops everything.)")


def answers(url: str) -> bool:
    """Whether a GET is answered with 200."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310 - our own http URL
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def say(line: str) -> None:
    """To the operator's terminal, at once."""
    print(line, flush=True)  # noqa: T201 - this is what the command is for
