"""Every error that this house raises on purpose.

HanmadiError
├── Refused                what the caller asked for cannot be done; `code` is stable, the message may be shown
│   ├── BadSubmission      a field is missing, of the wrong kind, empty or too long  (carries `faults`)
│   ├── Reused             an idempotency key came again with another body
│   ├── NotAuthenticated   no API key, or one that nobody issued
│   ├── NotAllowed         the caller is known, and this is not theirs
│   │   └── Barred         the author is suspended or banned  (carries `until`)
│   ├── NotFound           nothing by that id for this caller
│   ├── Settled            somebody else ruled first
│   │   └── Closed         the discussion under this article is closed
│   ├── AddressRefused     a webhook may not go to that address
│   └── Overloaded         more waits than can be ruled on in time (carries `retry_after`)
│       ├── RateLimited    too much at once from this site or this author
│       └── Slowed         the author is in slow mode, and has just written
├── Unavailable            a part we depend on is away; nothing was lost, try again (carries `retry_after`)
│   ├── StoreUnavailable   Redis does not answer, or refuses to write
│   ├── StageUnavailable   a stage cannot look at comments now
│   ├── ProviderUnavailable   the OpenID provider does not answer, or not as one
│   └── ReceiverUnavailable   a site's own server cannot be reached, or does not answer in time
└── Misconfigured          the settings cannot work (all faults are told at once)
"""

from dataclasses import dataclass
from datetime import datetime


class HanmadiError(Exception):
    """Root of the tree: catch this to catch everything that the house raises on purpose."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad field: `pointer` is a JSON pointer (RFC 6901) into the request, `reason` a Korean sentence."""

    pointer: str
    reason: str


class Refused(HanmadiError):
    """The caller must change something before asking again.  `str(error)` is a Korean sentence to show."""

    code = "refused"


class BadSubmission(Refused):
    """One field or more cannot be accepted; `faults` names each of them."""

    code = "invalid"

    def __init__(self, message: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class Reused(Refused):
    """An idempotency key came again with another body."""

    code = "idempotency_key_reused"


class NotAuthenticated(Refused):
    """No API key, or one that nobody issued."""

    code = "unauthenticated"


class NotAllowed(Refused):
    """The caller is known, but this does not belong to them."""

    code = "forbidden"


class Barred(NotAllowed):
    """The author may write nothing until `until` (None: for good).  `code` is `suspended` or `banned`."""

    def __init__(self, message: str, code: str, until: datetime | None) -> None:
        super().__init__(message)
        self.code = code
        self.until = until


class NotFound(Refused):
    """There is nothing by that id for this caller."""

    code = "not_found"


class Settled(Refused):
    """Somebody else ruled on this first; nothing was overwritten."""

    code = "settled"


class AddressRefused(Refused):
    """A webhook may not go to that address.  `str(error)` says why, to an operator."""

    code = "address_refused"


class Closed(Settled):
    """The discussion under this article is closed; nothing new is accepted."""

    code = "closed"


class Overloaded(Refused):
    """Too much at once; the same request is welcome after `retry_after` seconds."""

    code = "overloaded"

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Slowed(Overloaded):
    """The author is in slow mode; the next comment is welcome after `retry_after` seconds."""

    code = "slow_mode"


class RateLimited(Overloaded):
    """Too much at once from this site or this author."""

    code = "rate_limited"


class Unavailable(HanmadiError):
    """A part that we depend on is away.  Nothing was lost; try again after `retry_after` seconds."""

    def __init__(self, message: str, retry_after: int = 5) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class StoreUnavailable(Unavailable):
    """Redis does not answer, or refuses to write."""


class StageUnavailable(Unavailable):
    """A stage cannot look at comments now; the policy hands what it would have seen to a person."""


class ProviderUnavailable(Unavailable):
    """The OpenID provider does not answer, or not as one."""


class ReceiverUnavailable(Unavailable):
    """A site's own server cannot be reached, or does not answer in time.  `str(error)` quotes nothing that it said."""


class Misconfigured(HanmadiError):
    """The settings cannot work.  `faults` holds one sentence for each thing to mend."""

    def __init__(self, *faults: str) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults
