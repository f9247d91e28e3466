"""One saved version of a policy, as the store keeps it: the tables of a TOML file, and who saved them when and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moderation.errors import Misconfigured
from moderation.policy import Policy, policy_of


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of the policy `name`; once saved it never changes.  `by` is an account's name."""

    name: str
    version: int
    tables: Mapping[str, Any]
    by: str
    at: datetime
    note: str = field(default="")

    @property
    def identity(self) -> str:
        """`name@version`, as decisions show it."""
        return f"{self.name}@{self.version}"

    def policy(self) -> Policy:
        """The policy that it holds.  Raises Misconfigured if that cannot be used."""
        return policy_of({**self.tables, "name": self.name, "version": self.version}, self.identity)

    def sound_policy(self) -> Policy | None:
        """The same, or None."""
        try:
            return self.policy()
        except Misconfigured:
            return None


def written(policy: Policy) -> str:
    """The TOML text that is read back as this policy."""
    head = [f'name = "{policy.name}"', f"version = {policy.version}"]
    return "\n".join([*head, *_tables(policy.tables)]) + "\n"


def _tables(tables: Mapping[str, Any], path: str = "") -> Iterable[str]:
    """Plain values of a table first, then the tables in it.  An empty one is written too: it says something."""
    plain = {key: value for key, value in tables.items() if not isinstance(value, Mapping)}
    inner = {key: value for key, value in tables.items() if isinstance(value, Mapping)}
    if path and (plain or not inner):
        yield f"\n[{path}]"
    yield from (f"{key} = {_value(value)}" for key, value in plain.items())
    for key, value in inner.items():
        yield from _tables(value, f"{path}.{key}" if path else key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    return f"{value:.2f}" if isinstance(value, float) and round(value, 2) == value else repr(value)
