"""`POST /v1/preview`: gentle advice before sending."""

from collections.abc import Callable, Sequence

from flask import Response, jsonify, request

from moderation.comment import Article
from moderation.desk import Desk
from moderation.pipeline import Stage
from moderation.preview import preview
from moderation.publication import published_view
from moderation.web.forms import PreviewForm, read
from moderation.web.keys import Keys


class Preview:
    """Looks at a text and forgets it.  `stages` are loaded at the first call: most web servers never need them."""

    def __init__(self, desk: Desk, keys: Keys, stages: Callable[[], Sequence[Stage]]) -> None:
        self.desk = desk
        self.keys = keys
        self.stages = stages

    def show(self) -> Response:
        """What would be found and ruled, with spans."""
        site = self.keys.site(request)
        form = read(PreviewForm, request)
        article = Article(**form.article.model_dump()) if form.article else None
        view = published_view(preview(self.desk, self.stages(), site, form.text, article))
        return jsonify({name: view[name] for name in ("state", "masked", "text", "decision")})
