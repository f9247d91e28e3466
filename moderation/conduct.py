"""What a policy makes of an author's standing.  It can ask for a person where the text alone would be published, and
for slow mode after many rejections; it never rejects, and it never publishes what a label's limit holds.

```toml
[standing]                                               # all of it may be left out, and nothing is asked then
first_comment = "refer"                                  # members of whom nothing was published yet
many_rejections = { rejected = 5, act = "refer" }        # so many hidden or rejected; old ones weigh less
trusted = { published = 50, accuracy = 0.95 }            # whoever has both is spared the two lines above
strikes = { rejected = 5, minutes = 10, days = 7 }       # so many: one comment in 10 minutes, for 7 days
```
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from moderation.decision import Reason, Referral, Ruling, State
from moderation.label import NEWCOMER, OFTEN_REFUSED, PREMODERATED
from moderation.sanction import LONGEST_PAUSE, Measure, Profile

STAGE: Final = "standing"
"""Where a reason comes from that is none of the text's."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Who is trusted: so many published comments, and at least this share of all."""

    published: int
    accuracy: float

    def covers(self, profile: Profile) -> bool:
        """Whether this author is trusted."""
        return profile.standing.shown >= self.published and (profile.standing.accuracy or 0.0) >= self.accuracy


@dataclass(frozen=True, slots=True)
class Strikes:
    """From how many refused comments on there is slow mode, of what pause and for how long."""

    rejected: int
    minutes: int
    days: int


@dataclass(frozen=True, slots=True)
class Conduct:
    """The `[standing]` of a policy; None: not asked."""

    first_comment: bool = False
    many_rejections: int | None = None
    trusted: Trust | None = None
    strikes: Strikes | None = None

    @property
    def tables(self) -> dict[str, Any]:
        """The same as a TOML table; `read` reads it back."""
        many = {"many_rejections": {"rejected": self.many_rejections, "act": "refer"}} if self.many_rejections else {}
        return {
            **({"first_comment": "refer"} if self.first_comment else {}),
            **many,
            **({"trusted": asdict(self.trusted)} if self.trusted else {}),
            **({"strikes": asdict(self.strikes)} if self.strikes else {}),
        }

    def weigh(self, ruling: Ruling, profile: Profile | None, at: datetime) -> Ruling:
        """The ruling on a comment by this author (None: nobody knows who): perhaps a referral in place of publishing.

        The desk's word that somebody looks first holds whatever the policy says.
        """
        ground = self._ground(profile, at) if profile and ruling.state is State.PUBLISHED else None
        if ground is None:
            return ruling
        reasons = (Reason(ground, STAGE),)
        return Referral(
            ruling.at, reasons, ruling.masks, policy=ruling.policy, versions=ruling.versions, traces=ruling.traces
        )

    def _ground(self, profile: Profile, at: datetime) -> str | None:
        if profile.under(Measure.PREMODERATE, at=at):
            return PREMODERATED
        if self.trusted and self.trusted.covers(profile):
            return None
        if self.first_comment and profile.writer.kind == "member" and not profile.standing.shown:
            return NEWCOMER
        often = self.many_rejections is not None and profile.standing.refused(at) >= self.many_rejections
        return OFTEN_REFUSED if often else None


NOTHING: Final = Conduct()
"""What a policy without `[standing]` asks."""


def read(data: Mapping[str, Any]) -> Conduct:
    """The `[standing]` of a policy in which `faults` finds none."""
    many = data.get("many_rejections")
    return Conduct(
        first_comment="first_comment" in data,
        many_rejections=many["rejected"] if many else None,
        trusted=Trust(**data["trusted"]) if "trusted" in data else None,
        strikes=Strikes(**data["strikes"]) if "strikes" in data else None,
    )


def faults(data: Any) -> Iterable[str]:
    """What is wrong with the `[standing]` of a policy, in sentences."""
    if not isinstance(data, Mapping):
        yield "`[standing]` must be a table."
        return
    for name, value in data.items():
        if name == "first_comment":
            if value != "refer":
                yield '`standing.first_comment` can only be "refer".'
        elif name not in TABLES:
            yield f"`standing.{name}` is not known (known: first_comment, {', '.join(TABLES)})."
        elif not isinstance(value, Mapping) or set(value) != set(TABLES[name]):
            yield f"`standing.{name}` must be a table with {' and '.join(f'`{each}`' for each in TABLES[name])}."
        else:
            yield from (
                f"`standing.{name}.{field}` must be {wanted}."
                for field, wanted in TABLES[name].items()
                if not FITS[wanted](value[field])
            )


REFER, SHARE = '"refer"', "a number from 0 to 1"
WHOLE, PAUSE = "a whole number from 1 to 3650", f"a whole number from 1 to {LONGEST_PAUSE}"
FITS: Final[Mapping[str, Callable[[Any], bool]]] = {
    REFER: lambda value: value == "refer",
    SHARE: lambda value: _number(value) and 0 <= value <= 1,
    WHOLE: lambda value: _number(value) and isinstance(value, int) and 1 <= value <= 3650,
    PAUSE: lambda value: _number(value) and isinstance(value, int) and 1 <= value <= LONGEST_PAUSE,
}
TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "many_rejections": {"rejected": WHOLE, "act": REFER},
    "trusted": {"published": WHOLE, "accuracy": SHARE},
    "strikes": {"rejected": WHOLE, "minutes": PAUSE, "days": WHOLE},
}


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
