"""Records to JSON and back: the form in which a store that keeps bytes keeps them."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from moderation.assessment import Span
from moderation.comment import Article, Author, Comment
from moderation.decision import Decision, Reason, Referral, Ruling, State, Verdict
from moderation.record import Record


def dumps(value: Any) -> str:
    """Compact JSON; Korean stays Korean."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack(record: Record) -> str:
    """A record as JSON, without what is empty."""
    comment = record.comment
    return dumps(
        _present(
            id=comment.id,
            site=comment.site,
            article=_article(comment.article),
            author=_present(kind=comment.author.kind, name=comment.author.name, id=comment.author.id),
            text=comment.text,
            received_at=milliseconds(comment.received_at),
            parent=comment.parent,
            revision=comment.revision,
            post=comment.post or None,
            state=record.state.value,
            trail=[_pack_ruling(ruling) for ruling in record.trail],
            edit=_pack_edit(record.edit) if record.edit else None,
        )
    )


def unpack(data: str | bytes) -> Record:
    """The record in `pack`'s JSON."""
    fields = json.loads(data)
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


def _present(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, (), [], {}, "")}


def _article(article: Article) -> dict[str, Any]:
    return _present(id=article.id, url=article.url, title=article.title, section=article.section)


def _pack_ruling(ruling: Ruling) -> dict[str, Any]:
    return _present(
        verdict=ruling.verdict.value if ruling.verdict else None,
        at=milliseconds(ruling.at),
        reasons=[_pack_reason(reason) for reason in ruling.reasons],
        masks=ruling.masks,
        by=ruling.by,
        policy=ruling.policy,
        versions=dict(ruling.versions),
        until=milliseconds(ruling.until) if ruling.until else None,
        revision=ruling.revision if ruling.revision > 1 else None,
    )


def _unpack_ruling(fields: dict[str, Any]) -> Ruling:
    at = moment(fields["at"])
    reasons = tuple(_unpack_reason(each) for each in fields.get("reasons", ()))
    masks = _spans(fields.get("masks", ()))
    by, policy, versions = fields["by"], fields.get("policy", ""), fields.get("versions", {})
    revision = fields.get("revision", 1)
    if "verdict" not in fields:
        return Referral(at, reasons, masks, by, policy, versions, revision=revision)
    until = moment(fields["until"]) if "until" in fields else None
    return Decision(Verdict(fields["verdict"]), at, reasons, masks, by, policy, versions, until, revision)


def _pack_edit(edit: Comment) -> dict[str, Any]:
    """An edit changes nothing but the text."""
    return {"text": edit.text, "received_at": milliseconds(edit.received_at), "revision": edit.revision}


def _unpack_edit(comment: Comment, fields: dict[str, Any]) -> Comment:
    at = moment(fields["received_at"])
    return replace(comment, text=fields["text"], received_at=at, revision=fields["revision"])


def _pack_reason(reason: Reason) -> dict[str, Any]:
    return _present(code=reason.code, stage=reason.stage, score=reason.score, spans=reason.spans, detail=reason.detail)


def _unpack_reason(fields: dict[str, Any]) -> Reason:
    return Reason(
        fields["code"],
        fields["stage"],
        fields.get("score"),
        _spans(fields.get("spans", ())),
        fields.get("detail"),
    )


def _spans(pairs: Any) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)
