"""`?limit=&cursor=`: how much of a list a caller asks for, and from where."""

from flask import Request

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
