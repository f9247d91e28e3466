"""The one object by which sites, readers and `hm:decision:*` see a comment."""

from datetime import UTC, datetime
from typing import Any

from moderation.comment import Author
from moderation.decision import Reason, Ruling, State
from moderation.explanation import PLAIN, Language, about_appeal, advise, explain
from moderation.label import GROUNDS, LABELS
from moderation.record import Record
from moderation.sanction import Profile, Sanction
from moderation.standing import COUNTS
from moderation.text.graphemes import mask
from moderation.told import explain_sanction


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
        "decision": ruling_view(record, ruling) if ruling else None,
        **_there(edit=edit_view(record), links=links_view(record)),
    }


def reader_view(view: dict[str, Any], language: Language = "ko") -> dict[str, Any]:
    """The part of a published view that any reader may see: no scores, no versions, no reasons but in words."""
    stub = view["state"] in (State.HIDDEN, State.DELETED)
    decision = view["decision"]
    explanation = decision["explanation"] if decision else PLAIN[State(view["state"])][language == "en"]
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
        "explanation": explanation if stub else None,
    }


def in_english(view: dict[str, Any], record: Record) -> dict[str, Any]:
    """A published view with its sentences in English, where the record stands still as the view tells.

    Views are kept in Korean alone: nobody asks Redis or a webhook for a language, and twins would take a fifth of them.
    """
    decision, ruling = view["decision"], record.ruling
    if not decision or not ruling or (view["state"], decision["at"]) != (record.state, rfc3339(ruling.at)):
        return view
    told = {"explanation": explain(record, "en"), **_there(advice=advise(record, "en"))}
    if appeal := decision.get("appeal"):
        told["appeal"] = {**appeal, "explanation": about_appeal(record, "en")}
    return {**view, "decision": {**decision, **told}}


def as_of(view: dict[str, Any], now: datetime) -> dict[str, Any]:
    """A published view without the offer of an appeal if its time is over."""
    appeal = (view["decision"] or {}).get("appeal")
    if not appeal or not appeal["until"] or now <= datetime.fromisoformat(appeal["until"]):
        return view
    rest = {name: each for name, each in view.items() if name != "links"}
    return {**rest, "decision": {**view["decision"], "appeal": {**appeal, "state": "lapsed"}}}


def edit_view(record: Record) -> dict[str, Any] | None:
    """A newer revision that waits for its ruling, while readers see the one in force."""
    if record.edit is None:
        return None
    state = State.PENDING if record.waiting else State.HELD
    return {"revision": record.latest.revision, "state": state.value, "text": record.latest.text}


def links_view(record: Record) -> dict[str, str] | None:
    """Where its author may appeal, if that is possible."""
    possible = record.ruling and record.ruling.appeal_until and record.state is not State.DELETED
    return {"appeal": f"/v1/comments/{record.comment.id}/appeals"} if possible else None


def appeal_view(record: Record) -> dict[str, str | None] | None:
    """Whether the author may appeal and until when, or what came of the appeal; None where neither is so."""
    ruling, told = record.ruling, about_appeal(record)
    if ruling is None or told is None:
        return None
    return {
        "state": ruling.appealed.value if ruling.appealed else "possible",
        "until": rfc3339(ruling.appeal_until) if ruling.appeal_until else None,
        "explanation": told,
    }


def author_view(author: Author) -> dict[str, str]:
    """Who wrote it, as the site told us; a guest has no id."""
    identity = {} if author.id is None else {"id": author.id}
    return {"kind": author.kind, **identity, "name": author.name}


def ruling_view(record: Record, ruling: Ruling) -> dict[str, Any]:
    """A decision or a referral (`verdict` null) with its reasons and the sentences for the author."""
    return {
        "verdict": ruling.verdict.value if ruling.verdict else None,
        "by": ruling.by,
        "policy": ruling.policy,
        "model": ruling.versions.get("toxicity", "").partition(" ")[0] or None,
        "at": rfc3339(ruling.at),
        "reasons": [reason_view(reason) for reason in ruling.reasons],
        "explanation": explain(record),
        **_there(
            advice=advise(record),
            appeal=appeal_view(record),
            until=rfc3339(ruling.until) if ruling.until else None,
        ),
    }


def _there(**fields: Any) -> dict[str, Any]:
    """Those that say something: a view is kept for every comment, and nearly all have nothing to say there."""
    return {name: value for name, value in fields.items() if value is not None}


def reason_view(reason: Reason) -> dict[str, Any]:
    """A label, how sure the stage was, and where (code points of the text as written)."""
    known = LABELS.get(reason.code) or GROUNDS.get(reason.code)
    return {
        "code": reason.code,
        "name": known.name if known else "확인 필요",
        "score": None if reason.score is None else round(reason.score, 4),
        "stage": reason.stage,
        "spans": [list(span) for span in reason.spans],
    }


def sanction_view(sanction: Sanction) -> dict[str, Any]:
    """What an author is told of a sanction on them: all but who imposed it."""
    return {
        "id": sanction.id,
        "measure": sanction.measure.value,
        "code": sanction.label,
        "explanation": explain_sanction(sanction),
        "explanation_en": explain_sanction(sanction, "en"),
        "minutes": sanction.minutes or None,
        "at": rfc3339(sanction.at),
        "until": rfc3339(sanction.until) if sanction.until else None,
        "lifted_at": rfc3339(sanction.lifted_at) if sanction.lifted_at else None,
        "appeal": sanction.appeal or None,
    }


def profile_view(profile: Profile, at: datetime) -> dict[str, Any]:
    """How an author stands: counts, the decayed share that was published, and every sanction, newest first."""
    standing = profile.standing
    return {
        "standing": {
            **{name: getattr(standing, name) for name in COUNTS},
            "accuracy": None if standing.accuracy is None else round(standing.accuracy, 4),
        },
        "sanctions": [{**sanction_view(each), "holds": each.holds(at)} for each in reversed(profile.sanctions)],
    }


def rfc3339(moment: datetime) -> str:
    """UTC to the second, or to the millisecond where there is one: `2026-11-23T05:00:47Z`."""
    moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds").replace("+00:00", "Z")
