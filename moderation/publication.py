"""The one object by which sites, readers and `hm:decision:*` see a comment."""

from datetime import UTC, datetime
from typing import Any

from moderation.comment import Author
from moderation.decision import Reason, Ruling, State
from moderation.explanation import explain
from moderation.label import LABELS
from moderation.record import Record
from moderation.text.graphemes import mask


def published_view(record: Record) -> dict[str, Any]:
    """What `GET /v1/comments/{id}` answers.

    `text` is as readers would see it, with every masked grapheme as ●.  It is None where readers see a stub
    (`hidden`) and after erasure (`deleted`).
    """
    comment, ruling = record.comment, record.ruling
    masks = ruling.masks if ruling else ()
    stub = record.state in (State.HIDDEN, State.DELETED)
    return {
        "id": comment.id,
        "state": record.state.value,
        "masked": bool(masks) and not stub,
        "revision": comment.revision,
        "article": comment.article.id,
        "author": author_view(comment.author),
        "parent": comment.parent,
        "text": None if stub else mask(comment.text, masks),
        "created_at": rfc3339(comment.received_at),
        "decision": ruling_view(ruling, explain(record)) if ruling else None,
        "edit": edit_view(record) if record.edit else None,
    }


def reader_view(view: dict[str, Any]) -> dict[str, Any]:
    """The part of a published view that any reader may see: no scores, no versions, no reasons but in words."""
    stub = view["state"] in (State.HIDDEN, State.DELETED)
    return {
        **{
            name: view[name]
            for name in (
                "id",
                "state",
                "masked",
                "revision",
                "article",
                "author",
                "parent",
                "text",
                "created_at",
            )
        },
        "explanation": view["decision"]["explanation"] if stub else None,
    }


def edit_view(record: Record) -> dict[str, Any]:
    """A newer revision that waits for its ruling, while readers see the one in force."""
    state = State.PENDING if record.waiting else State.HELD
    return {"revision": record.latest.revision, "state": state.value, "text": record.latest.text}


def author_view(author: Author) -> dict[str, str]:
    """Who wrote it, as the site told us; a guest has no id."""
    identity = {} if author.id is None else {"id": author.id}
    return {"kind": author.kind, **identity, "name": author.name}


def ruling_view(ruling: Ruling, explanation: str) -> dict[str, Any]:
    """A decision or a referral (`verdict` null) with its reasons and the sentence for the author."""
    view = {
        "verdict": ruling.verdict.value if ruling.verdict else None,
        "by": ruling.by,
        "policy": ruling.policy,
        "model": ruling.versions.get("toxicity", "").partition(" ")[0] or None,
        "at": rfc3339(ruling.at),
        "reasons": [reason_view(reason) for reason in ruling.reasons],
        "explanation": explanation,
    }
    return view if ruling.until is None else {**view, "until": rfc3339(ruling.until)}


def reason_view(reason: Reason) -> dict[str, Any]:
    """A label, how sure the stage was, and where (code points of the text as written)."""
    label = LABELS.get(reason.code)
    return {
        "code": reason.code,
        "name": label.name if label else "확인 필요",
        "score": None if reason.score is None else round(reason.score, 4),
        "stage": reason.stage,
        "spans": [list(span) for span in reason.spans],
    }


def rfc3339(moment: datetime) -> str:
    """UTC to the second, or to the millisecond where there is one: `2026-11-23T05:00:47Z`."""
    moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds").replace("+00:00", "Z")
