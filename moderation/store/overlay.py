"""What one JSON object says that another does not, as a JSON Merge Patch (RFC 7396): nothing is written twice."""

from collections.abc import Mapping
from typing import Any


def difference(known: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The patch that makes `wanted` of `known`; `wanted` holds no null.

    >>> difference({"a": 1, "b": {"c": 2}, "d": 3}, {"a": 1, "b": {"c": 4}})
    {'d': None, 'b': {'c': 4}}
    """
    patch: dict[str, Any] = {name: None for name in known if name not in wanted}
    for name, value in wanted.items():
        before = known.get(name)
        if isinstance(value, Mapping) and isinstance(before, Mapping):
            if inner := difference(before, value):
                patch[name] = inner
        elif name not in known or before != value:
            patch[name] = value
    return patch


def overlaid(known: Any, patch: Mapping[str, Any]) -> dict[str, Any]:
    """What `difference` was given as `wanted`.

    >>> overlaid({"a": 1, "b": {"c": 2}, "d": 3}, {"d": None, "b": {"c": 4}})
    {'a': 1, 'b': {'c': 4}}
    """
    found = dict(known) if isinstance(known, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            found.pop(name, None)
        else:
            found[name] = overlaid(found.get(name), value) if isinstance(value, Mapping) else value
    return found


def present(**fields: Any) -> dict[str, Any]:
    """These fields without the empty ones; 0 is not empty."""
    return {name: value for name, value in fields.items() if value or value == 0}
