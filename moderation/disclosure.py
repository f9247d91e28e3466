"""What anybody may know about the automated decisions: made from the live policies, for the duties of
개인정보보호법 제37조의2 (the rights of those about whom a machine decides).

Says what is looked at, by which criteria and what follows from them; never a list and never a limit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from moderation.decision import APPEAL_DAYS
from moderation.label import LABELS, Label
from moderation.policies.live import LivePolicies
from moderation.policy import Act, Policy

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
    ("기사 번호와 지면", "the article's id and section"),
    ("같은 기사와 같은 회원의 최근 의견과 겹치는 정도", "how much it repeats what was posted shortly before"),
    (
        "회원의 의견이 지금까지 게시되거나 거부된 수와 회원에 대한 제재",
        "how many of a member's comments were published or refused, and sanctions on the member",
    ),
    (
        "손님의 네트워크를 알아볼 수 없게 바꾼 값 (주소는 저장하지 않으며, 두 주 안에 지웁니다)",
        "a guest's network under a pseudonym (the address is not stored, and it is forgotten within two weeks)",
    ),
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


def disclose(policies: LivePolicies) -> Disclosure:
    """What the live policies say, all of them taken together."""
    every = [policy for _, policy in policies.every]
    criteria = [
        Criterion(LABELS[code], _consequences(_acts(policy, code) for policy in every))
        for code in LABELS
        if any(_acts(policy, code) for policy in every)
    ]
    return Disclosure(tuple(policy.identity for policy in every), tuple(criteria))


def sentences(*, english: bool) -> Sequence[str]:
    """How the decision is made and what one may do about it, in plain sentences."""
    if english:
        return (
            "A machine looks at every comment: before readers see it, or while they do under articles that a site has "
            "moderated afterwards. It decides where the case is clear; what it cannot tell is looked at by a person.",
            "Criticism of officials, parties, governments and their policies is never a reason by itself.",
            f"Within {APPEAL_DAYS} days of a decision, or as long as is told with it, its author may appeal once. "
            "A person who did not rule first looks again, and tells the outcome with a reason. "
            "The appeal stands beside one's own comment; the site takes it as well.",
        )
    return (
        "모든 의견은 자동으로 검토됩니다. 독자에게 보이기 전에 검토하며, 사이트가 사후 검토로 정한 기사에서는 보이는 "
        "동안에 검토합니다. 분명한 경우에만 자동으로 결정하고, 기계가 판단하기 어려운 의견은 담당자가 직접 확인합니다.",
        "공직자, 정당, 정부와 그 정책에 대한 비판은 그 자체로는 제한 사유가 되지 않습니다.",
        f"작성자는 결정이 있은 때부터 {APPEAL_DAYS}일 안에(결정과 함께 다른 기한을 알려 드리면 그때까지) 한 번 "
        "이의를 제기하실 수 있습니다. 처음 결정하지 않은 담당자가 다시 확인하고 결과와 이유를 알려 드립니다. "
        "이의는 자신의 의견 옆에서, 또는 사이트에 요청하여 제기하실 수 있습니다.",
    )


def _acts(policy: Policy, code: str) -> Iterable[Act]:
    """A person looks at everything while a policy cannot be read."""
    if not policy.sound:
        return (Act.REFER,)
    return policy.limits[code].acts if code in policy.limits else ()


def _consequences(limits: Iterable[Iterable[Act]]) -> tuple[Act, ...]:
    return tuple(sorted({act for acts in limits for act in acts}))
