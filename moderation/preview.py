"""Shows an author, before sending, what would be found and ruled.  Keeps nothing."""

from collections.abc import Sequence

from moderation.admission import profile_of
from moderation.comment import Article, Author, Comment
from moderation.desk import Desk
from moderation.pipeline import Case, Stage, assess
from moderation.record import Record
from moderation.standing import Writer
from moderation.store.articles import discussion_of
from moderation.writing import checked


def preview(
    desk: Desk,
    stages: Sequence[Stage],
    site: str,
    text: str,
    article: Article | None = None,
    writer: Writer | None = None,
) -> Record:
    """The record that such a comment by this writer would have once it is ruled on.  Raises BadSubmission."""
    comment = Comment(
        id="preview",
        site=site,
        article=article or Article("preview"),
        author=Author("guest", "preview"),
        text=checked(text),
        received_at=desk.clock(),
    )
    discussion = discussion_of(desk.articles, site, comment.article)
    (assessment,) = assess([Case(comment)], stages)
    profile = profile_of(desk, writer)
    return Record(comment).ruled(desk.policies.rule(comment, discussion, assessment, comment.received_at, profile))
