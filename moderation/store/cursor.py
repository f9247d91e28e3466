"""Where a page of comments ends: opaque to callers, and still right after newer comments came."""

import base64
import binascii
from typing import NamedTuple

from moderation.errors import BadSubmission, Fault


class Cursor(NamedTuple):
    """The last comment of a page: its time of receipt (ms) and its id.  Cursors sort as comments do."""

    at: int
    id: str

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{self.at}.{self.id}".encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """The cursor that `str` wrote.  Raises BadSubmission on anything else."""
        try:
            at, _, id = (
                base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode().partition(".")
            )
            return cls(int(at), id)
        except (binascii.Error, ValueError) as error:
            fault = Fault("/cursor", "이 목록이 내어 준 값이 아닙니다.")
            raise BadSubmission("`cursor` 값이 올바르지 않습니다.", (fault,)) from error
