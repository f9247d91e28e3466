"""`?limit=&cursor=`: how much of a list a caller asks for, and from where; `304` where it has that already."""

from flask import Request, Response

from moderation.errors import BadSubmission, Fault

LIMIT = 50
MOST = 200


def asked(request: Request) -> tuple[int, str | None]:
    """Limit and cursor.  Raises BadSubmission on a limit that is none."""
    text = request.args.get("limit", str(LIMIT))
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= MOST):
        fault = Fault("/limit", f"1에서 {MOST} 사이의 정수여야 합니다.")
        raise BadSubmission("`limit` 값이 올바르지 않습니다.", (fault,))
    return int(text), request.args.get("cursor") or None


def conditional(answer: Response, request: Request) -> Response:
    """The page; with `If-None-Match`, 304 while nothing on it has changed."""
    answer.add_etag()
    answer.cache_control.no_cache = True
    answer.make_conditional(request)
    return answer
