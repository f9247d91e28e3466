"""Serves the web side with gunicorn: one process, some threads (it waits for Redis more than it computes)."""

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from moderation.config import Settings
from moderation.errors import Misconfigured
from moderation.patience import until_store_answers
from moderation.web import Demo, create_app
from moderation.web.keys import adopt
from moderation.wiring import open_desk

DEMO_SITE = "demo"


def serve(settings: Settings) -> None:
    """Serve until told to stop.  Raises Misconfigured before that if the settings cannot work."""
    Server(settings).run()


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings in place of its command line."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """What gunicorn asks for."""
        options: dict[str, Any] = {
            "bind": f"{self.settings.host}:{self.settings.port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": self.settings.web_threads,
            "loglevel": "warning",
            "proc_name": "hanmadi web",
            "graceful_timeout": 5,
            "keepalive": 30,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The app, made in the process that serves it."""
        return open_app(self.settings)


def open_app(settings: Settings) -> Flask:
    """The app on the desk that the settings name, once its store answers."""
    desk = open_desk(settings)
    until_store_answers(desk)
    if settings.demo_api is None:
        return create_app(desk)
    if settings.demo_key is None:
        raise Misconfigured("HANMADI_DEMO_API is set, but HANMADI_DEMO_KEY, the demo site's API key, is not.")
    adopt(desk, DEMO_SITE, settings.demo_key)
    return create_app(desk, Demo(settings.demo_api, settings.demo_key))
