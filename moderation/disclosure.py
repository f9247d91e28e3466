"""What anybody may know about the automated decisions: made from the live policies, for the duties of
개인정보보호법 제37조의2 (the rights of those about whom a machine decides).

Says what is looked at, by which criteria and what follows from them; never a list and never a limit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from moderation.label import LABELS, Label
from moderation.policies import Policies
from moderation.policy import Act

CONSEQUENCES: Final = {
    Act.MASK: ("해당 표현을 가리고 게시합니다", "the words are covered and the comment is published"),
    Act.REFER: ("담당자가 직접 확인합니다", "a person looks at it"),
    Act.HIDE: (
        "의견을 숨기고 그 자리에 사유를 표시합니다",
        "the comment is hidden, and its place shows the reason",
    ),
    Act.REJECT: ("의견을 게시하지 않습니다", "the comment is not published"),
}

PROCESSED: Final = (
    ("의견의 본문과 손님이 쓴 별명", "the comment's text, and a guest's nickname"),
    ("기사 번호와 분류", "the article's id and section"),
    ("같은 기사와 같은 회원의 최근 의견과 겹치는 정도", "how much it repeats what was posted shortly before"),
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is looked for, and what may follow, mildest first."""

    label: Label
    consequences: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The whole of it."""

    policies: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    appeal_window: timedelta


def disclose(policies: Policies, appeal_window: timedelta) -> Disclosure:
    """What the live policies say, all of them taken together."""
    every = [policies.base, *(policy for _, policy in policies.particular)]
    criteria = [
        Criterion(LABELS[code], _consequences(policy.limits[code].acts for policy in every if code in policy.limits))
        for code in LABELS
        if any(code in policy.limits for policy in every)
    ]
    return Disclosure(tuple(policy.identity for policy in every), tuple(criteria), appeal_window)


def sentences(disclosure: Disclosure, *, english: bool) -> Sequence[str]:
    """How the decision is made and what one may do about it, in plain sentences."""
    days = disclosure.appeal_window.days
    if english:
        return (
            "A machine looks at every comment before readers see it. It decides where the case is clear; "
            "what it cannot tell is looked at by a person.",
            "Criticism of officials, parties, governments and their policies is never a reason by itself.",
            f"Within {days} days of a decision its author may appeal once. A person who did not rule first "
            "looks again, and tells the outcome with a reason.",
        )
    return (
        "모든 의견은 독자에게 보이기 전에 자동으로 검토됩니다. 분명한 경우에만 자동으로 결정하고, "
        "기계가 판단하기 어려운 의견은 담당자가 직접 확인합니다.",
        "공직자, 정당, 정부와 그 정책에 대한 비판은 그 자체로는 제한 사유가 되지 않습니다.",
        f"작성자는 결정이 있은 날부터 {days}일 안에 한 번 이의를 제기하실 수 있습니다. 처음 결정하지 않은 "
        "담당자가 다시 확인하고 결과와 이유를 알려 드립니다.",
    )


def _consequences(limits: Iterable[Iterable[Act]]) -> tuple[Act, ...]:
    return tuple(sorted({act for acts in limits for act in acts}))
