"""`POST /v1/preview`: gentle advice before sending."""

from collections.abc import Callable, Sequence

from flask import Response, jsonify, request

from moderation.admission import notices
from moderation.comment import Article
from moderation.desk import Desk
from moderation.pipeline import Stage
from moderation.preview import preview
from moderation.publication import in_english, published_view, sanction_view
from moderation.room import spend
from moderation.standing import Writer
from moderation.web.forms import MemberWriterForm, PreviewForm
from moderation.web.keys import Keys
from moderation.web.limits import told
from moderation.web.networks import Networks
from moderation.web.reading import read
from moderation.web.spoken import language, marked


class Preview:
    """Looks at a text and forgets it.  `stages` are loaded at the first call: most web servers never need them."""

    def __init__(self, desk: Desk, keys: Keys, stages: Callable[[], Sequence[Stage]]) -> None:
        self.desk = desk
        self.keys = keys
        self.stages = stages
        self.networks = Networks(desk)

    def show(self) -> Response:
        """What would be found and ruled, with spans."""
        site = self.keys.site(request)
        form = read(PreviewForm, request)
        article = Article(**form.article.model_dump()) if form.article else None
        writer = self._writer(site, form)
        told(spend(self.desk, site, writer)).must_be_some()
        record = preview(self.desk, self.stages(), site, form.text, article, writer)
        view = published_view(record)
        view = view if language() == "ko" else in_english(view, record)
        decision = {name: each for name, each in view["decision"].items() if name not in ("appeal", "advice")}
        held = [sanction_view(each) for each in notices(self.desk, writer)]
        body = {**{name: view[name] for name in ("state", "masked", "text")}, "decision": decision}
        return marked(jsonify({**body, "sanctions": held} if held else body))

    def _writer(self, site: str, form: PreviewForm) -> Writer | None:
        """Who asks, as far as the site says it."""
        if form.author is None:
            return None
        if isinstance(form.author, MemberWriterForm):
            return Writer(site, "member", form.author.id)
        network = self.networks.pseudonym(site, form.author.network)
        return Writer(site, "guest", network) if network else None
