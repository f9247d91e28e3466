"""`/v1/sections`: how a site wants the discussions of a whole section to be."""

from typing import Any

from flask import Response, jsonify, request

from moderation.desk import Desk
from moderation.discussion import Mode, Source
from moderation.errors import BadSubmission, Fault
from moderation.store.articles import MOST_SECTIONS
from moderation.web.forms import SectionForm
from moderation.web.keys import Keys
from moderation.web.paging import conditional
from moderation.web.reading import read

LONGEST = 200


class Sections:
    """The sections of a site."""

    def __init__(self, desk: Desk, keys: Keys) -> None:
        self.desk = desk
        self.keys = keys

    def all(self) -> Response:
        """The sections that have a mode."""
        site = self.keys.site(request)
        desk = self.desk.articles.sections(site, Source.DESK)
        found = self.desk.articles.sections(site)
        listed = {"sections": [_view(section, mode, section in desk) for section, mode in found.items()]}
        return conditional(jsonify(listed), request)

    def show(self, section: str) -> Response:
        """The mode in force."""
        return self._told(self.keys.site(request), section)

    def put(self, section: str) -> Response:
        """Say the mode of a section, in place of what was said before; what the desk chose goes before it."""
        site = self.keys.site(request)
        mode = read(SectionForm, request).mode
        if not section.isprintable() or not section.strip() or len(section) > LONGEST:
            fault = Fault("/section", f"1자에서 {LONGEST}자 사이여야 합니다.")
            raise BadSubmission("지면 이름을 확인해 주십시오.", (fault,))
        if not self.desk.articles.put_section(site, section, Mode(mode) if mode else None, Source.SITE):
            fault = Fault("/section", f"지면 {MOST_SECTIONS}개까지 모드를 정할 수 있습니다.")
            raise BadSubmission("이미 많은 지면에 모드가 정해져 있습니다.", (fault,))
        return self._told(site, section)

    def _told(self, site: str, section: str) -> Response:
        mode = self.desk.articles.sections(site).get(section)
        return jsonify(_view(section, mode, section in self.desk.articles.sections(site, Source.DESK)))


def _view(section: str, mode: Mode | None, by_desk: bool) -> dict[str, Any]:
    source = Source.DEFAULT if mode is None else Source.DESK if by_desk else Source.SITE
    return {"section": section, "mode": (mode or Mode.PRE).value, "mode_by": source.value}
