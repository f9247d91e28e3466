"""Policies are changed here: every save is a new version; going back is a new version that says what an old one did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from moderation.audit import Deed, Entry
from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault, Misconfigured, NotAllowed, NotFound, Settled
from moderation.label import LABELS
from moderation.moderator import May, Moderator
from moderation.policies import Fit
from moderation.policies.edition import Edition
from moderation.policy import ACT_NAMES, Act, Policy

LONGEST_NOTE: Final = 200
STANDING: Final = "standing"


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two policies; None where there is none.

    A limit by its label and act; for what is said of authors, STANDING and where it stands in that table.
    """

    label: str
    act: str
    before: float | str | None
    after: float | str | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """One version of a policy and what it changed.  `edition` is None for what the file says; so is a bad `policy`."""

    version: int
    edition: Edition | None
    policy: Policy | None
    changes: tuple[Change, ...] = ()


def named(desk: Desk, name: str) -> tuple[Fit, Policy]:
    """A policy in force by its name, and what it rules on.  Raises NotFound."""
    for fit, policy in desk.policies.every:
        if policy.name == name:
            return fit, policy
    names = ", ".join(policy.name for _, policy in desk.policies.every)
    raise NotFound(f"{name}라는 정책이 없습니다. (There is no policy {name!r} in force; there is {names}.)")


def may_change(moderator: Moderator, fit: Fit) -> bool:
    """Whether an account may change a policy: one with a scope only where the policy stays within it."""
    scopes = ((moderator.sites, fit.sites), (moderator.sections, fit.sections))
    within = all(not mine or (bool(its) and its <= set(mine)) for mine, its in scopes)
    return moderator.may(May.POLICY) and within


def save(desk: Desk, by: Moderator, draft: Policy, seen: int, note: str = "") -> Edition:
    """Make `draft` the next version of its policy, if version `seen` is still the newest.

    Raises NotFound, NotAllowed, BadSubmission, or Settled where somebody else came first.
    """
    fit, now = named(desk, draft.name)
    if not may_change(by, fit):
        raise NotAllowed(
            "이 정책을 바꾸실 권한이 없습니다. 모든 사이트에 쓰이는 정책은 모든 사이트를 맡은 분만 바꿀 수 있습니다."
        )
    if len(note) > LONGEST_NOTE or not note.isprintable():
        raise BadSubmission(
            "메모를 읽을 수 없습니다.", (Fault("/note", f"한 줄로 {LONGEST_NOTE}자까지 적어 주십시오."),)
        )
    if now.sound and now.tables == draft.tables:
        raise BadSubmission("바뀐 것이 없습니다.", (Fault("/labels", "한계값이 지금과 같습니다."),))
    if now.version != seen:
        raise _somebody_else()
    edition = Edition(draft.name, seen + 1, draft.tables, by.name, desk.clock(), note.strip())
    edition.policy()  # what cannot be read again is never saved
    entry = Entry(edition.at, by.name, Deed.POLICY, edition.identity)
    try:
        added = desk.editions.add(edition, lambda pipe: desk.logbook.write(entry, pipe))
    except Misconfigured as error:
        raise BadSubmission(str(error), (Fault("/name", "저장된 판을 읽을 수 없습니다."),)) from error
    finally:
        desk.policies.again()
    if not added:
        raise _somebody_else()
    return edition


def roll_back(desk: Desk, by: Moderator, name: str, version: int) -> Edition:
    """Save the policy of an old version as the next one.  Raises as `save` does, and NotFound."""
    _, now = named(desk, name)
    return save(desk, by, policy_at(desk, name, version), now.version, f"{name}@{version}")


def policy_at(desk: Desk, name: str, version: int) -> Policy:
    """A policy as it was at a version.  Raises NotFound where there is none by that number, or nobody can read it."""
    found = next((each.policy for each in history(desk, name) if each.version == version), None)
    if found is None:
        raise NotFound(
            f"{name}@{version}이라는 판이 없습니다. (There is no version {name}@{version} that can be used.)"
        )
    return found


def history(desk: Desk, name: str) -> list[Chapter]:
    """Every version of a policy that can be read, newest first; the last is what its file says.  Raises NotFound."""
    named(desk, name)
    before = next(policy for _, policy in desk.policies.files.every if policy.name == name)
    chapters = [Chapter(before.version, None, before)]
    for edition in reversed(_saved(desk, name)):
        policy = edition.sound_policy()
        chapters.append(Chapter(edition.version, edition, policy, tuple(changes(before, policy)) if policy else ()))
        before = policy or before
    return chapters[::-1]


def _saved(desk: Desk, name: str) -> list[Edition]:
    """What was saved; nothing where a row cannot be read, which `desk.policies.faults` tells."""
    try:
        return desk.editions.editions(name)
    except Misconfigured:
        return []


def changes(before: Policy, after: Policy) -> Iterable[Change]:
    """In what two policies differ: limits by label and act, then what they make of an author's standing."""
    for label in LABELS:
        old, new = _limits(before, label), _limits(after, label)
        for name, act in ACT_NAMES.items():
            if old.get(act) != new.get(act):
                yield Change(label, name, old.get(act), new.get(act))
    was, now = (dict(_leaves(policy.tables.get(STANDING, {}))) for policy in (before, after))
    changed = (path for path in was | now if was.get(path) != now.get(path))
    yield from (Change(STANDING, path, was.get(path), now.get(path)) for path in changed)


def _leaves(table: Mapping[str, Any], path: str = "") -> Iterable[tuple[str, float | str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def with_limits(policy: Policy, limits: Mapping[str, Mapping[str, float]]) -> dict[str, Any]:
    """The policy's tables with other limits by label and act, and whatever else is in them as it was."""
    return {**policy.tables, "labels": {label: dict(acts) for label, acts in limits.items()}}


def _limits(policy: Policy, label: str) -> Mapping[Act, float]:
    return policy.limits[label].acts if label in policy.limits else {}


def _somebody_else() -> Settled:
    return Settled("그사이 다른 분이 새 판을 저장했습니다. 아무것도 덮어쓰지 않았습니다.")
