"""Records to bytes and back: the form in which a store that keeps bytes keeps them.

What is public of a record (`publication.published_view`) stands beside it in full.  So of the record only the rest is
kept: what the view does not say.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from moderation.assessment import Span
from moderation.comment import Article, Author, Comment
from moderation.decision import APPEAL_DAYS, Appealed, Decision, Reason, Referral, Ruling, State, Verdict
from moderation.errors import StoreUnavailable
from moderation.record import Record
from moderation.store.compact import deflate, inflate, is_rest
from moderation.store.overlay import difference, overlaid, present
from moderation.store.views import listed, numbered, told


def dumps(value: Any) -> str:
    """Compact JSON; Korean stays Korean."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack(record: Record, view: Mapping[str, Any]) -> bytes:
    """A record as it is kept beside its view."""
    return deflate(dumps(difference(numbered(told(view)), numbered(_fields(record)))))


def unpack(data: str | bytes, view: str | bytes | None = None) -> Record:
    """The record that `pack` packed, beside its view; or a whole one, in the JSON of `plain` or as it was kept before.

    Raises StoreUnavailable where the view is needed, and somebody took it away.
    """
    fields = json.loads(inflate(data))
    if is_rest(data):
        if view is None:
            raise StoreUnavailable("A record stands without its hm:decision: somebody deleted that key.")
        fields = listed(overlaid(numbered(told(json.loads(view))), fields))
    return _record(fields)


def plain(record: Record) -> str:
    """A whole record as JSON, without what is empty."""
    return dumps(_fields(record))


def _fields(record: Record) -> dict[str, Any]:
    comment = record.comment
    return present(
        id=comment.id,
        site=comment.site,
        article=_article(comment.article),
        author=present(kind=comment.author.kind, name=comment.author.name, id=comment.author.id),
        text=comment.text,
        received_at=milliseconds(comment.received_at),
        parent=comment.parent,
        revision=comment.revision,
        post=comment.post or None,
        state=record.state.value,
        trail=[_pack_ruling(ruling) for ruling in record.trail],
        edit=_pack_edit(record.edit) if record.edit else None,
    )


def _record(fields: Mapping[str, Any]) -> Record:
    comment = Comment(
        id=fields["id"],
        site=fields["site"],
        article=Article(**fields["article"]),
        author=Author(**{"name": "", **fields["author"]}),
        text=fields.get("text", ""),
        received_at=moment(fields["received_at"]),
        parent=fields.get("parent"),
        revision=fields["revision"],
        post=fields.get("post", False),
    )
    trail = tuple(_unpack_ruling(each) for each in fields.get("trail", ()))
    edit = _unpack_edit(comment, fields["edit"]) if "edit" in fields else None
    return Record(comment, State(fields["state"]), trail, edit)


def milliseconds(at: datetime) -> int:
    """Milliseconds since the epoch."""
    return round(at.timestamp() * 1000)


def moment(ms: int) -> datetime:
    """UTC time of milliseconds since the epoch."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def _article(article: Article) -> dict[str, Any]:
    return present(id=article.id, url=article.url, title=article.title, section=article.section)


def _pack_ruling(ruling: Ruling) -> dict[str, Any]:
    return present(
        verdict=ruling.verdict.value if ruling.verdict else None,
        at=milliseconds(ruling.at),
        reasons=[_pack_reason(reason) for reason in ruling.reasons],
        masks=_pairs(ruling.masks),
        by=ruling.by,
        policy=ruling.policy,
        versions=dict(ruling.versions),
        until=milliseconds(ruling.until) if ruling.until else None,
        revision=ruling.revision if ruling.revision > 1 else None,
        traces=ruling.traces,
        **_pack_appeal(ruling),
    )


def _pack_appeal(ruling: Ruling) -> dict[str, Any]:
    """What is not as it usually is: another window, an appeal."""
    if isinstance(ruling, Referral):
        return {}
    days = ruling.appeal_days
    return {"appeal_days": None if days == APPEAL_DAYS else days, "appealed": ruling.appealed}


def _unpack_ruling(fields: dict[str, Any]) -> Ruling:
    at = moment(fields["at"])
    reasons = tuple(_unpack_reason(each) for each in fields.get("reasons", ()))
    masks = _spans(fields.get("masks", ()))
    by, policy, versions = fields["by"], fields.get("policy", ""), fields.get("versions", {})
    revision, traces = fields.get("revision", 1), fields.get("traces", "")
    if "verdict" not in fields:
        return Referral(at, reasons, masks, by, policy, versions, revision=revision, traces=traces)
    until = moment(fields["until"]) if "until" in fields else None
    decision = Decision(Verdict(fields["verdict"]), at, reasons, masks, by, policy, versions, until, revision, traces)
    appealed = Appealed(fields["appealed"]) if "appealed" in fields else None
    return replace(decision, appeal_days=fields.get("appeal_days", APPEAL_DAYS), appealed=appealed)


def _pack_edit(edit: Comment) -> dict[str, Any]:
    """An edit changes nothing but the text."""
    return {"text": edit.text, "received_at": milliseconds(edit.received_at), "revision": edit.revision}


def _unpack_edit(comment: Comment, fields: dict[str, Any]) -> Comment:
    at = moment(fields["received_at"])
    return replace(comment, text=fields["text"], received_at=at, revision=fields["revision"])


def _pack_reason(reason: Reason) -> dict[str, Any]:
    return present(
        code=reason.code,
        stage=reason.stage,
        score=reason.score,
        spans=_pairs(reason.spans),
        detail=reason.detail,
    )


def _unpack_reason(fields: dict[str, Any]) -> Reason:
    return Reason(
        fields["code"],
        fields["stage"],
        fields.get("score"),
        _spans(fields.get("spans", ())),
        fields.get("detail"),
    )


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [list(span) for span in spans]


def _spans(pairs: Any) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)
