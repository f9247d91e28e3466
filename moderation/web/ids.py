"""Ids as sites make them, in paths: anything may stand there, and slashes stay as they are."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.routing import PathConverter

App = Callable[..., Any]


class Id(PathConverter):
    """Werkzeug's `path`, which takes no slash at the beginning: some sites know an article by its path."""

    regex = ".+?"
    part_isolating = False


def take_ids(app: Flask) -> None:
    """Let rules say `<id:article>`, and merge no slashes: `//news/1` is another article than `/news/1`.

    Only at the beginning of a path more than one slash is one: so a base URL may end with a slash.
    """
    app.url_map.converters["id"] = Id
    app.url_map.merge_slashes = False
    app.wsgi_app = rooted(app.wsgi_app)  # type: ignore[method-assign]


def rooted(app: App) -> App:
    """The same application, for paths that begin with one slash."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        environ["PATH_INFO"] = "/" + environ.get("PATH_INFO", "").lstrip("/")
        return app(environ, start_response)

    return answer
