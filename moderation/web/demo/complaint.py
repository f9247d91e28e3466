"""What a visitor is told when something cannot be done: a sentence, and which field it is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from moderation.client import ClientError, Fault, Refused, Unauthenticated, Unavailable

FIELDS = {"/text": "text", "/author/name": "name", "/reason": "reason", "/note": "note"}
"""Where the API's JSON pointers are in our forms."""


class Problem(Exception):
    """Something that the visitor is told: why not, which fields, and after how many seconds it may be tried again."""

    def __init__(
        self, status: int, code: str, detail: str, faults: Iterable[Fault] = (), retry_after: float = 0.0
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.detail = detail
        self.faults = tuple(faults)
        self.retry_after = retry_after

    @classmethod
    def of(cls, error: ClientError) -> "Problem":
        """What the API refused, in its own words; whatever else went wrong is no reader's business."""
        if isinstance(error, Refused) and not isinstance(error, Unauthenticated):
            return cls(error.status, error.code, error.detail, error.faults, error.retry_after)
        return away(error.retry_after if isinstance(error, Unavailable) else 0.0)


@dataclass(frozen=True, slots=True)
class Complaint:
    """A problem, sorted into our form: `fields` maps a field's name to what is wrong with it."""

    detail: str
    fields: dict[str, str]

    @classmethod
    def of(cls, problem: Problem) -> "Complaint":
        """What to say about a problem, once: a sentence that stands beside its field is not repeated."""
        faults = {fault.pointer: fault.reason for fault in problem.faults}
        fields = {FIELDS[pointer]: reason for pointer, reason in faults.items() if pointer in FIELDS}
        detail = problem.detail or "의견을 등록하지 못했습니다."
        said = len(fields) == len(faults) and any(reason in detail for reason in fields.values())
        return cls("" if said else detail, fields)


def away(retry_after: float = 0.0) -> Problem:
    """The API could not be asked; nothing was accepted."""
    detail = "지금은 의견을 받지 못하고 있습니다. 쓰신 글은 그대로 두었으니 잠시 뒤 다시 등록해 주십시오."
    return Problem(503, "away", detail, retry_after=retry_after or 5)


def stale() -> Problem:
    """The form did not come from a page that we gave to this visitor."""
    detail = "페이지를 여신 지 오래되었거나 쿠키가 막혀 있어 처리하지 못했습니다. 한 번 더 눌러 주십시오."
    return Problem(403, "stale", detail)


def not_yours() -> Problem:
    """What only the author may see or do."""
    return Problem(404, "not_found", "이 브라우저에서 쓰신 의견이 아닙니다.")


def not_shown() -> Problem:
    """Only what readers see can be reported."""
    return Problem(404, "not_found", "지금은 볼 수 없는 의견입니다.")


def too_large() -> Problem:
    """The form is beyond every bound, and was not read."""
    return Problem(413, "too_large", "글이 너무 깁니다. 1000자까지 쓰실 수 있습니다.")
