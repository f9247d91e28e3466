"""Shows an author, before sending, what would be found and ruled.  Keeps nothing."""

from collections.abc import Sequence

from moderation.comment import Article, Author, Case, Comment
from moderation.desk import Desk
from moderation.intake import checked
from moderation.pipeline import Stage, assess
from moderation.record import Record


def preview(desk: Desk, stages: Sequence[Stage], site: str, text: str, article: Article | None = None) -> Record:
    """The record that such a comment would have once it is ruled on.  Raises BadSubmission."""
    comment = Comment(
        id="preview",
        site=site,
        article=article or Article("preview"),
        author=Author("guest", "preview"),
        text=checked(text),
        received_at=desk.clock(),
    )
    (discussion,) = desk.articles.find([(site, comment.article.id)])
    policy = desk.policies.of(comment, discussion)
    (assessment,) = assess([Case(comment)], stages)
    return Record(comment).ruled(policy.rule(assessment, comment.received_at))
