"""The bodies that sites send, as pydantic models: types and sizes here, meaning in the use cases.

They are also the schemas of `/openapi.json`.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from moderation.comment import Article, Author
from moderation.discussion import Discussion, Mode, Sensitive
from moderation.intake import Submission
from moderation.web.networks import Address
from moderation.writing import MAX_CODE_POINTS, MAX_GRAPHEMES

MOST_IN_BATCH = 100
NO_CONTROLS = r"^[^\x00-\x1f\x7f]*$"
SOMETHING = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"

Id = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=SOMETHING)]
Line = Annotated[str, StringConstraints(max_length=500, pattern=NO_CONTROLS)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=SOMETHING)]
Url = Annotated[str, StringConstraints(max_length=2000, pattern=r"^https?://[^\s\x00-\x1f\x7f]+$")]


class Form(BaseModel):
    """Strict: a number is not text, and a field that we do not know is a mistake."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ArticleForm(Form):
    """What is commented on, by the site's own id."""

    id: Id
    url: Url | None = None
    title: Line | None = None
    section: Line | None = None


class GuestForm(Form):
    """A nickname without an account."""

    kind: Literal["guest"]
    name: Name

    def author(self) -> Author:
        """The same in the words of the house."""
        return Author(self.kind, self.name)


class MemberForm(Form):
    """The site's own member."""

    kind: Literal["member"]
    id: Id
    name: Name

    def author(self) -> Author:
        """The same in the words of the house."""
        return Author(self.kind, self.name, self.id)


class GuestWriterForm(GuestForm):
    """A guest who writes, and from where."""

    network: Address | None = None


class MemberWriterForm(MemberForm):
    """A member who writes; they are known without it."""

    network: Address | None = None


AuthorForm = Annotated[GuestForm | MemberForm, Field(discriminator="kind")]
WriterForm = Annotated[GuestWriterForm | MemberWriterForm, Field(discriminator="kind")]


Text = Annotated[
    str,
    Field(
        description=f"1 to {MAX_GRAPHEMES} extended grapheme clusters after NFC, "
        f"and at most {MAX_CODE_POINTS} code points"
    ),
]


class CommentForm(Form):
    """`POST /v1/comments`."""

    article: ArticleForm
    author: WriterForm
    text: Text
    parent: Id | None = None

    def submission(self, network: str | None = None) -> Submission:
        """The same in the words of the house; `network` is the pseudonym of where it came from."""
        return Submission(
            article=Article(**self.article.model_dump()),
            author=self.author.author(),
            text=self.text,
            parent=self.parent,
            network=network,
        )


class EditForm(Form):
    """`PUT /v1/comments/{id}`.  `member`, where it is given, must be the author's id."""

    text: Text
    member: Id | None = None


class PreviewForm(Form):
    """`POST /v1/preview`."""

    text: Text
    article: ArticleForm | None = None
    author: WriterForm | None = None


class BatchForm(Form):
    """`POST /v1/comments/batch`: each item is read by itself, so that a bad one does not sink the others."""

    comments: Annotated[list[JsonValue], Field(min_length=1, max_length=MOST_IN_BATCH)]


ModeName = Literal["pre", "post", "strict", "condolence-only", "closed"]


class SectionForm(Form):
    """`PUT /v1/sections/{section}`; null: the articles of the section are as they are by themselves."""

    mode: ModeName | None


class DiscussionForm(Form):
    """`PUT /v1/articles/{article}`: what is left out is as sites have it by default."""

    url: Url | None = None
    title: Line | None = None
    section: Line | None = None
    mode: ModeName | None = None
    closes_at: AwareDatetime | None = None
    sensitive: list[Literal["disaster", "suicide", "sexual_crime", "minors", "obituary", "election"]] = []
    reach: Annotated[int, Field(ge=0, le=10**9)] | None = None

    def discussion(self, site: str, article: str) -> Discussion:
        """The same in the words of the house."""
        return Discussion(
            site=site,
            article=Article(article, self.url, self.title, self.section),
            said=Mode(self.mode) if self.mode else None,
            closes_at=self.closes_at,
            sensitive=frozenset(Sensitive(each) for each in self.sensitive),
            reach=self.reach,
        )


class ReportForm(Form):
    """`POST /v1/comments/{id}/reports`."""

    reason: Literal["profanity", "insult", "hate", "sexual", "threat", "pii", "advert", "flood", "other"]
    reporter: AuthorForm
    note: Annotated[str, StringConstraints(max_length=MAX_CODE_POINTS)] | None = None


class AppealForm(Form):
    """`POST /v1/comments/{id}/appeals`."""

    reason: Text


class SanctionAppealForm(Form):
    """`POST /v1/members/{member}/appeals`: against which sanction, and why."""

    sanction: Id
    reason: Text
