"""Hanmadi's client for news sites: typed, synchronous, with urllib3 as its one dependency.

`Hanmadi` speaks to the API and `verify_webhook` reads what it posts back; `moderation.client.direct` takes decisions
from Redis.  It imports nothing else of this package, so it may be taken out of it.
"""

from moderation.client.answers import Author, Comment, Edit, Page, Preview, Submitted
from moderation.client.api import Draft, Hanmadi
from moderation.client.article import Article, Discussion
from moderation.client.decision import Appeal, Decision, Reason, Span
from moderation.client.errors import (
    BadSignature,
    Barred,
    ClientError,
    Conflict,
    Down,
    Fault,
    Forbidden,
    Invalid,
    NotFound,
    NotReached,
    Refused,
    Slowed,
    StoreAway,
    TooMany,
    Unanswered,
    Unauthenticated,
    Unavailable,
    Undecided,
    Unexpected,
)
from moderation.client.standing import Member, Sanction
from moderation.client.webhook import verify_webhook

__all__ = [
    "Appeal",
    "Article",
    "Author",
    "BadSignature",
    "Barred",
    "ClientError",
    "Comment",
    "Conflict",
    "Decision",
    "Discussion",
    "Down",
    "Draft",
    "Edit",
    "Fault",
    "Forbidden",
    "Hanmadi",
    "Invalid",
    "Member",
    "NotFound",
    "NotReached",
    "Page",
    "Preview",
    "Reason",
    "Refused",
    "Sanction",
    "Slowed",
    "Span",
    "StoreAway",
    "Submitted",
    "TooMany",
    "Unanswered",
    "Unauthenticated",
    "Unavailable",
    "Undecided",
    "Unexpected",
    "verify_webhook",
]
