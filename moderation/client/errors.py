"""Every error that the client raises on purpose.

ClientError
├── Refused                 the API says no, and why: `status`, `code` (stable), `detail` (Korean, to show), `faults`
│   ├── Invalid             400, 413, 415, 422   something in the request must change
│   ├── Unauthenticated     401   no key, or one that nobody issued
│   ├── Forbidden           403   somebody else's
│   │   └── Barred          403   the author is suspended or banned; `until` (None: for good)
│   ├── NotFound            404   nothing by that id for this key
│   ├── Conflict            409   settled by somebody else, or asked for already
│   └── TooMany             429   the limit is reached; `retry_after` seconds
│       └── Slowed          429   the author is in slow mode, and has just written; not tried again by itself
├── Unavailable             the service is away; what was asked may be asked again
│   ├── NotReached          no connection came about: nothing was accepted
│   ├── Unanswered          it was sent, no answer came (a time-out, 502, 504): it may have been accepted
│   └── Down                503: nothing was accepted; `retry_after` seconds
├── Unexpected              an answer that is none of this API's
├── Undecided               `wait_for_decision` ran out of time; the comment is still pending
├── BadSignature            a webhook that this site's secret did not sign, or that is too old
└── StoreAway               Redis does not answer, or does not let this user in
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


class ClientError(Exception):
    """Root of the tree: catch this to catch everything that the client raises on purpose."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad field: `pointer` is a JSON pointer (RFC 6901) into the request, `reason` a Korean sentence."""

    pointer: str
    reason: str


class Refused(ClientError):
    """The API's problem document (RFC 9457).  `detail` is one Korean sentence that may be shown to the author."""

    def __init__(self, status: int, problem: Mapping[str, Any], retry_after: float = 0.0) -> None:
        self.status = status
        self.code = str(problem.get("code", ""))
        self.detail = str(problem.get("detail", ""))
        self.faults = tuple(
            Fault(str(each.get("pointer", "")), str(each.get("reason", "")))
            for each in problem.get("errors") or ()
            if isinstance(each, Mapping)
        )
        self.retry_after = retry_after
        super().__init__(f"{status} {self.code}: {self.detail}")


class Invalid(Refused):
    """Something in the request must change; `faults` names the fields."""


class Unauthenticated(Refused):
    """No key, or one that nobody issued."""


class Forbidden(Refused):
    """This comment belongs to somebody else."""


class Barred(Forbidden):
    """The author is suspended until `until`, or banned (None); `detail` says so to the author."""

    def __init__(self, status: int, problem: Mapping[str, Any], retry_after: float = 0.0) -> None:
        super().__init__(status, problem, retry_after)
        until = problem.get("until")
        self.until = datetime.fromisoformat(until) if isinstance(until, str) else None


class NotFound(Refused):
    """Nothing by that id for this key."""


class Conflict(Refused):
    """Settled by somebody else, or asked for already."""


class TooMany(Refused):
    """The limit is reached; the same request is welcome after `retry_after` seconds."""


class Slowed(TooMany):
    """The author is in slow mode; the next comment is welcome after `retry_after` seconds."""


class Unavailable(ClientError):
    """The service is away.  What was asked may be asked again after `retry_after` seconds (0: nobody said)."""

    def __init__(self, message: str, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class NotReached(Unavailable):
    """No connection came about: nothing was accepted."""


class Unanswered(Unavailable):
    """The request was sent and no answer of the service came: it may have been accepted."""


class Down(Unavailable):
    """The service says that it cannot take anything now: nothing was accepted."""


class Unexpected(ClientError):
    """An answer that is none of this API's: another service listens there, or it is broken."""


class Undecided(ClientError):
    """Still pending when the time was up.  Nothing is lost: ask again later."""


class BadSignature(ClientError):
    """A webhook that none of the secrets signed, or that is older than the tolerance.  Answer 401 and do nothing."""


class StoreAway(ClientError):
    """Redis does not answer, or does not let this user read that."""


REFUSALS: dict[int, type[Refused]] = {
    400: Invalid,
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: Invalid,
    415: Invalid,
    422: Invalid,
    429: TooMany,
}
"""Which refusal each status is; another 4xx is a plain Refused."""

NARROWER: dict[str, type[Refused]] = {"suspended": Barred, "banned": Barred, "slow_mode": Slowed}
"""Which refusal a code is, where it says more than the status."""


def refusal(status: int, problem: Mapping[str, Any], retry_after: float = 0.0) -> Refused:
    """The refusal in a problem document."""
    kind = NARROWER.get(str(problem.get("code", ""))) or REFUSALS.get(status, Refused)
    return kind(status, problem, retry_after)
