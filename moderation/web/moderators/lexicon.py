"""The lexicon page: every word with its hits; one word to add, change or take away, tried on the last days before."""

from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.errors import NotAllowed, NotFound, Refused, Settled
from moderation.lexicon import BadEntry, Entry, checked
from moderation.lexicon.entry import KINDS, LABELS, PLACES
from moderation.moderator import May, Moderator
from moderation.rules import words
from moderation.rules.catch import Catch, catch
from moderation.web.moderators.asked import sites_of
from moderation.web.moderators.listing import Listing
from moderation.web.moderators.screen import draw
from moderation.web.moderators.trial import where_here
from moderation.web.moderators.visit import Visit
from moderation.web.moderators.word import entry_here, key_here, mark
from moderation.web.moderators.words import last_day

STATUS: Final[dict[type[Refused], int]] = {Settled: 409, BadEntry: 422, NotAllowed: 403}


class Words:
    """The views of the lexicon."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def page(self) -> ResponseReturnValue:
        """The words that are looked for, searched and sorted; and what was changed lately."""
        Visit.inside(self.desk)
        listing = Listing.here(words.words(self.desk))
        return draw(self.desk, "lexicon", listing=listing, revisions=words.history(self.desk), labels=sorted(LABELS))

    def word(self) -> ResponseReturnValue:
        """One word, or an empty form for a new one."""
        _, moderator = Visit.inside(self.desk)
        key = request.args.get("key", "")
        entry = self._there(key) if key else None
        return self._draw(moderator, key, entry, mark(words.laid_over(self.desk, key)))

    def trial(self) -> ResponseReturnValue:
        """What the word in the form would have found, or what taking it away would free."""
        visit, moderator = Visit.inside(self.desk, May.LEXICON)
        visit.trusted()
        key, dropping = key_here(), request.form.get("act") == "drop"

        def look() -> str:
            site, days = where_here(self.desk, moderator)
            shown = self._there(key) if dropping else checked(entry_here(self.desk.clock()))
            draft = words.restored(self.desk, key) if dropping else shown
            found = catch(self.desk, moderator, draft, key, site, days)
            return self._draw(moderator, key, shown, request.form.get("seen", ""), found=found, dropping=dropping)

        return self._told(moderator, key, look)

    def save(self) -> ResponseReturnValue:
        """Keep what was tried."""
        visit, moderator = Visit.inside(self.desk, May.LEXICON)
        visit.trusted()
        key = key_here()

        def keep() -> ResponseReturnValue:
            entry = entry_here(self.desk.clock())
            words.change(self.desk, moderator, key, self._seen(key), entry)
            return redirect(url_for(".lexicon", text=entry.word, done="saved"), 303)

        return self._told(moderator, key, keep)

    def drop(self) -> ResponseReturnValue:
        """Take away what was laid over the lists, or switch off one of the product's own."""
        visit, moderator = Visit.inside(self.desk, May.LEXICON)
        visit.trusted()
        key = key_here()

        def take() -> ResponseReturnValue:
            dropped = words.drop(self.desk, moderator, key, self._seen(key))
            return redirect(url_for(".lexicon", done=dropped.value), 303)

        return self._told(moderator, key, take)

    def _there(self, key: str) -> Entry:
        """The entry in force at that key.  Raises NotFound."""
        found = words.words(self.desk).get(key)
        if found is None:
            raise NotFound("그런 낱말이 없습니다. 그사이 지워졌을 수 있습니다.")
        return found.entry

    def _seen(self, key: str) -> Entry | None:
        """What lies over the lists at that key, if it is still what the form was made for.  Raises Settled."""
        laid = words.laid_over(self.desk, key)
        if mark(laid) != request.form.get("seen", ""):
            raise Settled("그사이 다른 분이 이 낱말을 바꾸었습니다. 아무것도 덮어쓰지 않았습니다.")
        return laid

    def _told(self, moderator: Moderator, key: str, do: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
        """Do it; what is refused is told above the form, which says again what was written."""
        try:
            return do()
        except (Settled, BadEntry, NotAllowed) as error:
            found = words.words(self.desk).get(key)
            now = found.entry if found else None
            seen = mark(words.laid_over(self.desk, key))
            return self._draw(moderator, key, now, seen, error=error), STATUS[type(error)]

    def _draw(self, moderator: Moderator, key: str, entry: Entry | None, seen: str, **details: Any) -> str:
        """The page of one word; `entry` fills the form, unless what was written there could not be used."""
        site, days = where_here(self.desk, moderator)
        found: Catch | None = details.get("found")
        row = entry.to_dict() if entry else {"scope": self._scope(moderator), "owner": moderator.name}
        written = dict(request.form) if isinstance(details.get("error"), BadEntry) else row | _day(entry)
        return draw(
            self.desk,
            "word",
            key=key,
            seen=seen,
            written=written,
            found=found,
            dropping=details.get("dropping", False),
            error=details.get("error"),
            own=key in words.own(),
            laid=bool(seen),
            may_change=words.may_change(
                moderator, words.words(self.desk)[key].entry.scope if key else self._scope(moderator)
            ),
            kinds=KINDS,
            places=PLACES,
            labels=sorted(LABELS),
            revisions=words.history(self.desk, key) if key else [],
            sites=sites_of(self.desk, moderator),
            site=site,
            days=days,
        )

    def _scope(self, moderator: Moderator) -> str:
        """Where a new word of theirs counts."""
        if moderator.sites:
            return f"site:{moderator.sites[0]}"
        return f"section:{moderator.sections[0]}" if moderator.sections else "all"


def _day(entry: Entry | None) -> dict[str, str]:
    """The last day on which it counts, in Korea."""
    if entry is None or entry.expires is None:
        return {"expires": ""}
    return {"expires": last_day(entry.expires)}


def routes(site: Blueprint, desk: Desk) -> None:
    """Where the lexicon is found."""
    views = Words(desk)
    site.add_url_rule("/lexicon", view_func=views.page, methods=["GET"], endpoint="lexicon")
    site.add_url_rule("/lexicon/word", view_func=views.word, methods=["GET"], endpoint="word")
    site.add_url_rule("/lexicon/word", view_func=views.save, methods=["POST"], endpoint="save_word")
    site.add_url_rule("/lexicon/trial", view_func=views.trial, methods=["POST"], endpoint="try_word")
    site.add_url_rule("/lexicon/drop", view_func=views.drop, methods=["POST"], endpoint="drop_word")
