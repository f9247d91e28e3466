"""Errors as `application/problem+json` (RFC 9457), with one Korean sentence that a site may show."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Response
from werkzeug.exceptions import HTTPException

from moderation.errors import (
    BadSubmission,
    Barred,
    Closed,
    Fault,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    Overloaded,
    RateLimited,
    Refused,
    Reused,
    Settled,
    Slowed,
    Unavailable,
)
from moderation.publication import rfc3339

STATUS: dict[type[Refused], int] = {
    BadSubmission: 422,
    Reused: 422,
    NotAuthenticated: 401,
    NotAllowed: 403,
    Barred: 403,
    NotFound: 404,
    Settled: 409,
    Closed: 409,
    Overloaded: 429,
    Slowed: 429,
    RateLimited: 429,
}

HTTP_DETAIL = {
    404: ("not_found", "요청하신 주소가 없습니다."),
    405: ("method_not_allowed", "이 주소에서는 쓸 수 없는 요청 방식입니다."),
    413: ("too_large", "요청이 너무 큽니다. 한 번에 64 KiB까지, 묶음은 1 MiB까지 보낼 수 있습니다."),
    415: ("unsupported_media_type", "본문은 `Content-Type: application/json`으로 보내 주십시오."),
}


def problem(
    status: int,
    code: str,
    detail: str,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> Response:
    """A problem document.  `code` is stable; `detail` is for people; `more` are members of this kind of problem."""
    body: dict[str, Any] = {
        "type": f"urn:hanmadi:problem:{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": detail,
        "code": code,
        **(more or {}),
    }
    if faults:
        body["errors"] = [{"pointer": fault.pointer, "reason": fault.reason} for fault in faults]
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, status, dict(headers or {}), content_type="application/problem+json")


def refused(error: Refused) -> Response:
    """The caller must change something."""
    headers = {}
    if isinstance(error, NotAuthenticated):
        headers["WWW-Authenticate"] = 'Bearer realm="hanmadi"'
    if isinstance(error, Overloaded):
        headers["Retry-After"] = str(error.retry_after)
    faults = error.faults if isinstance(error, BadSubmission) else ()
    more = {"until": error.until and rfc3339(error.until)} if isinstance(error, Barred) else {}
    return problem(STATUS[type(error)], error.code, str(error), faults, headers, more)


def unavailable(error: Unavailable) -> Response:
    """Redis is away: nothing was accepted, and the caller may try again."""
    detail = "지금은 요청을 처리할 수 없습니다. 잠시 후 다시 시도해 주십시오."
    return problem(503, "unavailable", detail, headers={"Retry-After": str(error.retry_after)})


def http_problem(error: HTTPException) -> Response:
    """What Flask itself refuses: no such route, method or size."""
    status = error.code or 500
    code, detail = HTTP_DETAIL.get(
        status, ("bad_request" if status < 500 else "internal", "요청을 처리하지 못했습니다.")
    )
    allow = dict(error.get_headers()).get("Allow")
    return problem(status, code, detail, headers={"Allow": allow} if allow else None)


PROBLEMS: dict[type[Exception], Callable[[Any], Response]] = {Refused: refused, Unavailable: unavailable}
