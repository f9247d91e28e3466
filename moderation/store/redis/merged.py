"""Fewer, larger commands in one transaction: what a batch says of the same keys is said once.

A transaction over sixty comments says ZREM, ZADD, SET and HINCRBY hundreds of times, and to pack, send and read each
costs a worker more than it costs Redis to do it.  `Merged` stands where a pipeline stands and holds back what can be
said together.  What is said of one key stays in its order: anything of another kind sends first what was held back.
"""

from collections.abc import Callable, Mapping
from typing import Any


class Merged:
    """A pipeline that merges SET, ZADD, ZREM, SADD, SREM, HSET, HDEL, HINCRBY, RPUSH, EXPIRE and DEL; the rest passes.

    What is held back is sent by `flush`.  Answers none of the commands that it merges.
    """

    def __init__(self, pipe: Any) -> None:
        self.pipe = pipe
        self.held: dict[str, tuple[str, dict[Any, Any]]] = {}
        self.ages: dict[str, tuple[str, int]] = {}

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        """Any other command, after what was held back of its key."""
        command: Callable[..., Any] = getattr(self.pipe, verb)

        def passed(*words: Any, **options: Any) -> Any:
            if words and (words[0] in self.held or words[0] in self.ages):
                self.flush()
            return command(*words, **options)

        return passed

    def set(self, name: str, value: Any, **options: Any) -> None:
        """SET; those without options become one MSET."""
        if options:
            self.__getattr__("set")(name, value, **options)
        else:
            self._hold("string", name)[name] = value

    def zadd(self, name: str, mapping: Mapping[Any, Any], **options: Any) -> None:
        """ZADD; those with options pass through."""
        if any(options.values()):
            self.__getattr__("zadd")(name, mapping, **options)
        else:
            self._hold("sorted", name).update(mapping)

    def zrem(self, name: str, *members: Any) -> None:
        """ZREM."""
        self._hold("sorted", name).update(dict.fromkeys(members))

    def sadd(self, name: str, *members: Any) -> None:
        """SADD."""
        self._hold("set", name).update(dict.fromkeys(members, True))

    def srem(self, name: str, *members: Any) -> None:
        """SREM."""
        self._hold("set", name).update(dict.fromkeys(members))

    def hset(self, name: str, key: Any = None, value: Any = None, mapping: Mapping[Any, Any] | None = None) -> None:
        """HSET."""
        for field, each in {**({} if key is None else {key: value}), **(mapping or {})}.items():
            self._field("hset", name, field)[field] = ("hset", each)

    def hdel(self, name: str, *fields: Any) -> None:
        """HDEL."""
        for field in fields:
            self._field("hdel", name, field)[field] = ("hdel", None)

    def hincrby(self, name: str, field: Any, amount: int = 1) -> None:
        """HINCRBY."""
        self._add("hincrby", name, field, amount)

    def hincrbyfloat(self, name: str, field: Any, amount: float = 1.0) -> None:
        """HINCRBYFLOAT."""
        self._add("hincrbyfloat", name, field, amount)

    def rpush(self, name: str, *values: Any) -> None:
        """RPUSH."""
        values_by_place = self._hold("list", name)
        values_by_place.update(enumerate(values, len(values_by_place)))

    def expire(self, name: str, time: int) -> None:
        """EXPIRE, after all that is held back of this key, which must not come to be empty in between."""
        self.ages[name] = ("expire", time)

    def pexpire(self, name: str, time: int) -> None:
        """PEXPIRE, likewise."""
        self.ages[name] = ("pexpire", time)

    def delete(self, *names: str) -> None:
        """DEL."""
        for name in names:
            self._hold("gone", name)

    def flush(self) -> None:
        """Send what was held back."""
        held, self.held = self.held, {}
        strings: dict[str, Any] = {}
        gone: list[str] = []
        for name, (kind, content) in held.items():
            if kind == "string":
                strings.update(content)
            elif kind == "gone":
                gone.append(name)
            else:
                SEND[kind](self.pipe, name, content)
        if strings:
            self.pipe.mset(strings)
        ages, self.ages = self.ages, {}
        for name, (verb, time) in ages.items():
            getattr(self.pipe, verb)(name, time)
        if gone:
            self.pipe.delete(*gone)

    def _add(self, verb: str, name: str, field: Any, amount: float) -> None:
        fields = self._field(verb, name, field)
        fields[field] = (verb, fields.get(field, (verb, 0))[1] + amount)

    def _field(self, verb: str, name: str, field: Any) -> dict[Any, Any]:
        """What is held back of this hash, where nothing else is said of this field."""
        if self._hold("hash", name).get(field, (verb,))[0] != verb:
            self.flush()
        return self._hold("hash", name)

    def _hold(self, kind: str, name: str) -> dict[Any, Any]:
        """What is held back of this key, which is all of one kind."""
        other = name in self.held and self.held[name][0] != kind
        if other or (kind == "string" and name in self.ages):  # SET takes an age away
            self.flush()
        return self.held.setdefault(name, (kind, {}))[1]


def _members(pipe: Any, name: str, scores: Mapping[Any, Any]) -> None:
    if kept := {member: score for member, score in scores.items() if score is not None}:
        pipe.zadd(name, kept)
    if gone := [member for member, score in scores.items() if score is None]:
        pipe.zrem(name, *gone)


def _set(pipe: Any, name: str, members: Mapping[Any, Any]) -> None:
    if kept := [member for member, stays in members.items() if stays]:
        pipe.sadd(name, *kept)
    if gone := [member for member, stays in members.items() if not stays]:
        pipe.srem(name, *gone)


def _hash(pipe: Any, name: str, fields: Mapping[Any, tuple[str, Any]]) -> None:
    if kept := {field: value for field, (verb, value) in fields.items() if verb == "hset"}:
        pipe.hset(name, mapping=kept)
    if gone := [field for field, (verb, _) in fields.items() if verb == "hdel"]:
        pipe.hdel(name, *gone)
    for field, (verb, amount) in fields.items():
        if verb in ADD:
            getattr(pipe, verb)(name, field, amount)


ADD = ("hincrby", "hincrbyfloat")
SEND: dict[str, Callable[[Any, str, Any], None]] = {
    "sorted": _members,
    "set": _set,
    "hash": _hash,
    "list": lambda pipe, name, values: pipe.rpush(name, *values.values()),
}
