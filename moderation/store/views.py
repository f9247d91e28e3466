"""What a published view tells of its record, in the fields in which records are kept.

What is kept beside a view leans on this: it must read every view beside which a rest was ever kept.  Whoever lets it
read more or less gives the rest a new mark (`compact.py`), and keeps the old reading for the old one.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from moderation.store.overlay import present


def told(view: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record as far as its view tells them."""
    ruling, edit = view["decision"], view.get("edit")
    return present(
        id=view["id"],
        article={"id": view["article"]},
        author=present(**view["author"]),
        text=view["text"],
        received_at=_milliseconds(view["created_at"]),
        parent=view.get("parent"),
        revision=view["revision"],
        state=view["state"],
        trail=[_ruling(ruling, view["revision"])] if ruling else [],
        edit={"text": edit["text"], "revision": edit["revision"]} if edit else None,
    )


def numbered(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The same with rulings by their number from the last one back, and reasons by theirs.

    A list could only differ as a whole.
    """
    trail = enumerate(reversed(fields.get("trail", ())))
    return {**fields, "trail": {str(number): _with_reasons(ruling, _by_number) for number, ruling in trail}}


def listed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What `numbered` was given."""
    trail = [_with_reasons(ruling, _in_order) for ruling in _in_order(fields.get("trail", {}))]
    return {**fields, "trail": trail[::-1]}


def _ruling(ruling: Mapping[str, Any], revision: int) -> dict[str, Any]:
    return present(
        verdict=ruling["verdict"],
        at=_milliseconds(ruling["at"]),
        reasons=[present(**{name: reason[name] for name in REASON}) for reason in ruling["reasons"]],
        by=ruling["by"],
        policy=ruling["policy"],
        until=_milliseconds(ruling["until"]) if "until" in ruling else None,
        revision=revision if revision > 1 else None,
    )


REASON = ("code", "stage", "score", "spans")
"""What a view tells of a reason that its record keeps; the name comes from the code."""


def _with_reasons(ruling: Mapping[str, Any], form: Callable[[Any], Any]) -> dict[str, Any]:
    return {**ruling, "reasons": form(ruling["reasons"])} if ruling.get("reasons") else dict(ruling)


def _by_number(items: Sequence[Any]) -> dict[str, Any]:
    return {str(number): item for number, item in enumerate(items)}


def _in_order(items: Mapping[str, Any]) -> list[Any]:
    return [items[number] for number in sorted(items, key=int)]


def _milliseconds(time: str) -> int:
    return round(datetime.fromisoformat(time).timestamp() * 1000)
