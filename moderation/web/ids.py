"""Ids as sites make them, in paths: anything may stand there, and slashes stay as they are."""

from flask import Flask
from werkzeug.routing import PathConverter


class Id(PathConverter):
    """Werkzeug's `path`, which takes no slash at the beginning: some sites know an article by its path."""

    regex = ".+?"
    part_isolating = False


def take_ids(app: Flask) -> None:
    """Let rules say `<id:article>`, and merge no slashes: `//news/1` is another article than `/news/1`."""
    app.url_map.converters["id"] = Id
    app.url_map.merge_slashes = False
