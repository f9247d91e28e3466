"""The policy: from what the stages saw to a decision, or to a person.

A policy is data (`policies/*.toml`): for each label the scores from which a comment is masked, referred to a
person, hidden or rejected.  See `policies/default.toml`.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from typing import Any

from moderation import conduct
from moderation.assessment import Assessment, Finding, Span
from moderation.conduct import NOTHING, Conduct
from moderation.decision import SILENT, Decision, Reason, Referral, Ruling, Verdict
from moderation.errors import Misconfigured
from moderation.label import LABELS
from moderation.traces import traced

DEFAULT = Path(__file__).parent / "policies" / "default.toml"


class Act(IntEnum):
    """What one finding asks for, mildest first: the gravest of all findings on a comment is done."""

    PASS = 0
    MASK = 1
    REFER = 2
    HIDE = 3
    REJECT = 4


ACT_NAMES = {"mask": Act.MASK, "refer": Act.REFER, "hide": Act.HIDE, "reject": Act.REJECT}
VERDICTS = {
    Act.PASS: Verdict.PUBLISH,
    Act.MASK: Verdict.MASK,
    Act.HIDE: Verdict.HIDE,
    Act.REJECT: Verdict.REJECT,
}


@dataclass(frozen=True, slots=True)
class Limit:
    """From which score (inclusive) a label asks for which act."""

    acts: Mapping[Act, float]

    def act(self, score: float) -> Act:
        """The gravest act whose limit `score` reaches."""
        return max((act for act, limit in self.acts.items() if score >= limit), default=Act.PASS)


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits by label, under a name and version that every ruling carries.

    One that is not `sound` stands where a policy could not be read: it hands everything to a person.
    """

    name: str
    version: int
    limits: Mapping[str, Limit]
    sound: bool = True
    conduct: Conduct = NOTHING

    @property
    def identity(self) -> str:
        """`name@version`, as decisions show it."""
        return f"{self.name}@{self.version}"

    @property
    def tables(self) -> dict[str, Any]:
        """What a TOML file holds beside the name and the version; `policy_of` reads it back."""
        names = {act: name for name, act in ACT_NAMES.items()}
        return {
            "labels": {
                label: {names[act]: limit.acts[act] for act in sorted(limit.acts)}
                for label, limit in self.limits.items()
            },
            **({"standing": self.conduct.tables} if self.conduct != NOTHING else {}),
        }

    def rule(self, assessment: Assessment, at: datetime) -> Ruling:
        """Reject or hide on a finding over its limit; publish only what was fully heard; else ask a person."""
        versions, traces = dict(assessment.versions), traced(assessment)
        if not self.sound:
            return Referral(at, (Reason(SILENT, "policy"),), policy=self.identity, versions=versions, traces=traces)
        asked = [(self._act(finding, assessment.findings), finding) for finding in assessment.findings]
        act = max((act for act, _ in asked), default=Act.PASS)
        if act < Act.HIDE and not assessment.complete:
            act = Act.REFER
        reasons = tuple(Reason.of(finding) for asks, finding in asked if asks is act and asks is not Act.PASS)
        if act is Act.REFER:
            reasons += tuple(Reason(SILENT, stage) for stage in assessment.silent)
        masks = united(span for asks, finding in asked if asks is Act.MASK for span in finding.spans)
        if act is Act.REFER:
            return Referral(at, reasons, masks, policy=self.identity, versions=versions, traces=traces)
        return Decision(VERDICTS[act], at, reasons, masks, policy=self.identity, versions=versions, traces=traces)

    def _act(self, finding: Finding, all_findings: Sequence[Finding]) -> Act:
        """What one finding asks for.  An unknown label, or a mask without a place, asks for a person.

        So does a slur that is spoken about: then a score for the whole text may only mean that the slur is there.
        """
        if finding.label not in self.limits:
            return Act.REFER
        act = self.limits[finding.label].act(finding.score)
        if act is Act.PASS:
            return act
        if act is Act.MASK and not finding.quoted:
            placed = any(other.spans for other in all_findings if other.label == finding.label)
            return Act.MASK if placed else Act.REFER
        spoken_about = finding.quoted or (not finding.spans and any(other.quoted for other in all_findings))
        return Act.REFER if spoken_about else act


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same code points as sorted spans that neither touch nor overlap."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def read(path: Path) -> dict[str, Any]:
    """What a TOML file holds.  Raises Misconfigured if it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Misconfigured(
            f"정책 파일 {path}을(를) 읽을 수 없습니다. (The policy {path} cannot be read: {error.strerror}.)"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misconfigured(
            f"정책 파일 {path}이(가) TOML 형식에 맞지 않습니다. (The policy {path} is not valid TOML: {error}.)"
        ) from error


def load(path: Path = DEFAULT) -> Policy:
    """The policy in a TOML file.  Raises Misconfigured, naming every fault in it at once."""
    return policy_of(read(path), path.name)


def policy_of(data: Mapping[str, Any], source: str) -> Policy:
    """The policy in the tables of a TOML file; `source` says in faults where they came from.  Raises Misconfigured."""
    faults = list(_faults(data))
    if faults:
        raise Misconfigured(*(f"정책 {source}을(를) 고치십시오. ({source}: {fault})" for fault in faults))
    limits = {
        label: Limit({ACT_NAMES[name]: float(score) for name, score in acts.items()})
        for label, acts in data["labels"].items()
    }
    return Policy(data["name"], data["version"], limits, conduct=conduct.read(data.get("standing", {})))


def _faults(data: Mapping[str, Any]) -> Iterable[str]:
    if not isinstance(data.get("name"), str) or not isinstance(data.get("version"), int):
        yield "a policy needs `name` (text) and `version` (a whole number)."
    yield from conduct.faults(data.get("standing", {}))
    labels = data.get("labels")
    if not isinstance(labels, dict):
        yield "a policy needs a table `[labels]`."
        return
    for label, acts in labels.items():
        if label not in LABELS:
            yield f"`{label}` is not a label (known: {', '.join(LABELS)})."
        elif not isinstance(acts, dict):
            yield f"`labels.{label}` must be a table of limits."
        else:
            yield from _limit_faults(label, acts)


def _limit_faults(label: str, acts: Mapping[str, Any]) -> Iterable[str]:
    for name, score in acts.items():
        if name not in ACT_NAMES:
            yield f"`labels.{label}.{name}` is not an act (known: {', '.join(ACT_NAMES)})."
        elif isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
            yield f"`labels.{label}.{name}` must be a number from 0 to 1."
