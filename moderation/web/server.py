"""Serves the web side with gunicorn: one process, some threads (it waits for Redis more than it computes)."""

import socket
import threading
from collections.abc import Callable
from functools import cache, partial
from typing import Any, TypeVar

from flask import Flask
from gunicorn.app.base import BaseApplication

from moderation.config import Settings
from moderation.errors import Misconfigured
from moderation.listen import inherited, listen
from moderation.patience import until_store_answers
from moderation.tether import tether
from moderation.web import Demo, create_app
from moderation.web.keys import adopt
from moderation.web.moderators.live import SEATS, STOPPING
from moderation.web.sites.waiting import PLACES
from moderation.wiring import open_desk, open_provider, open_stages

DEMO_SITE = "demo"
Loaded = TypeVar("Loaded")


def serve(settings: Settings) -> None:
    """Serve until told to stop, on the socket that we were started with or on the port that the settings name.

    Raises Misconfigured before that if the settings cannot work.
    """
    listener = inherited() or listen(settings.host, settings.port)
    Server(settings, open_app(settings), listener).run()


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings in place of its command line."""

    def __init__(self, settings: Settings, app: Flask, listener: socket.socket) -> None:
        self.settings = settings
        self.app = app
        self.listener = listener
        super().__init__()

    def load_config(self) -> None:
        """What gunicorn asks for."""
        options: dict[str, Any] = {
            "bind": f"fd://{self.listener.fileno()}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": self.settings.web_threads + SEATS + PLACES,
            "loglevel": "warning",
            "proc_name": "hanmadi web",
            "graceful_timeout": 5,
            "keepalive": 30,
            "post_fork": self.forked,
            "control_socket_disable": True,
        }
        for name, value in options.items():
            if name in self.cfg.settings:  # gunicorn has a control socket since 25
                self.cfg.set(name, value)

    def forked(self, arbiter: Any, worker: Any) -> None:
        """The process that serves ends with the one that watches it, and its streams end when it is told to stop."""
        tethered(arbiter, worker)
        self.app.config[STOPPING] = lambda: not worker.alive

    def load(self) -> Flask:
        """The app, made before the fork: what is wrong is told in one sentence; its connections open at first use."""
        return self.app


def tethered(arbiter: Any, worker: Any) -> None:
    """The process that serves ends with the one that watches it."""
    tether(arbiter.pid)


def open_app(settings: Settings) -> Flask:
    """The app on the desk that the settings name, once its store answers.  Raises Misconfigured, StoreUnavailable."""
    desk = open_desk(settings)
    until_store_answers(desk)
    stages = loaded_once(partial(open_stages, settings, desk.lexicon))
    if settings.demo_api is None:
        return create_app(desk, stages, None, open_provider(settings), settings.trusted_proxies)
    if settings.demo_key is None:
        raise Misconfigured("HANMADI_DEMO_API is set, but HANMADI_DEMO_KEY, the demo site's API key, is not.")
    adopt(desk, DEMO_SITE, settings.demo_key)
    demo = Demo(settings.demo_api, settings.demo_key)
    return create_app(desk, stages, demo, open_provider(settings), settings.trusted_proxies)


def loaded_once(load: Callable[[], Loaded]) -> Callable[[], Loaded]:
    """`load` at the first call, and never twice: those who call meanwhile wait for it.  A model is large."""
    lock, remembered = threading.Lock(), cache(load)

    def loaded() -> Loaded:
        with lock:
            return remembered()

    return loaded
