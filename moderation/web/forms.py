"""The bodies that sites send, as pydantic models: types and sizes here, meaning in the use cases.

They are also the schemas of `/openapi.json`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, Literal, TypeVar

from flask import Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, StringConstraints, ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from moderation.comment import Article, Author
from moderation.discussion import Discussion, Mode, Sensitive
from moderation.errors import BadSubmission, Fault
from moderation.intake import MAX_CODE_POINTS, MAX_GRAPHEMES, Submission

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


AuthorForm = Annotated[GuestForm | MemberForm, Field(discriminator="kind")]


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
    author: AuthorForm
    text: Text
    parent: Id | None = None

    def submission(self) -> Submission:
        """The same in the words of the house."""
        return Submission(
            article=Article(**self.article.model_dump()),
            author=self.author.author(),
            text=self.text,
            parent=self.parent,
        )


class EditForm(Form):
    """`PUT /v1/comments/{id}`.  `member`, where it is given, must be the author's id."""

    text: Text
    member: Id | None = None


class PreviewForm(Form):
    """`POST /v1/preview`."""

    text: Text
    article: ArticleForm | None = None


class BatchForm(Form):
    """`POST /v1/comments/batch`: each item is read by itself, so that a bad one does not sink the others."""

    comments: Annotated[list[JsonValue], Field(min_length=1, max_length=MOST_IN_BATCH)]


class DiscussionForm(Form):
    """`PUT /v1/articles/{article}`: what is left out is as sites have it by default."""

    url: Url | None = None
    title: Line | None = None
    section: Line | None = None
    mode: Literal["pre", "post", "closed"] = "pre"
    closes_at: AwareDatetime | None = None
    sensitive: list[Literal["disaster", "suicide", "sexual_crime", "minors", "obituary", "election"]] = []

    def discussion(self, site: str, article: str) -> Discussion:
        """The same in the words of the house."""
        return Discussion(
            site=site,
            article=Article(article, self.url, self.title, self.section),
            mode=Mode(self.mode),
            closes_at=self.closes_at,
            sensitive=frozenset(Sensitive(each) for each in self.sensitive),
        )


class ReportForm(Form):
    """`POST /v1/comments/{id}/reports`."""

    reason: Literal["profanity", "insult", "hate", "sexual", "threat", "pii", "advert", "flood", "other"]
    reporter: AuthorForm
    note: Annotated[str, StringConstraints(max_length=MAX_CODE_POINTS)] | None = None


class AppealForm(Form):
    """`POST /v1/comments/{id}/appeals`."""

    reason: Text


AnyForm = TypeVar("AnyForm", bound=BaseModel)


def read(form: type[AnyForm], request: Request) -> AnyForm:
    """The request's JSON body as a form.  Raises BadSubmission with every fault, or UnsupportedMediaType."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    with _told():
        return form.model_validate_json(request.get_data(cache=False))


def read_item(form: type[AnyForm], item: object) -> AnyForm:
    """One item of a batch as a form.  Raises BadSubmission with every fault."""
    with _told():
        return form.model_validate(item)


@contextmanager
def _told() -> Iterator[None]:
    """pydantic's faults as ours."""
    try:
        yield
    except ValidationError as error:
        faults = tuple(_faults(error))
        raise BadSubmission(f"보내신 내용을 확인해 주십시오. {faults[0].reason}", faults) from error


def _faults(error: ValidationError) -> Iterator[Fault]:
    for fault in error.errors(include_url=False, include_context=True, include_input=False):
        steps = [step for step in fault["loc"] if step not in ("guest", "member")]
        pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
        yield Fault(pointer, _reason(fault["type"], fault.get("ctx", {})))


def _reason(kind: str, context: Mapping[str, Any]) -> str:
    """pydantic's kinds of error (docs.pydantic.dev/latest/errors/validation_errors) as Korean sentences."""
    reason = REASONS.get(kind, "값이 올바르지 않습니다.")
    return reason.format(**{name: value for name, value in context.items() if isinstance(value, int | str)})


REASONS = {
    "datetime_parsing": "RFC 3339 형식의 시각이어야 합니다.",
    "datetime_from_date_parsing": "RFC 3339 형식의 시각이어야 합니다.",
    "timezone_aware": "시간대가 있는 시각이어야 합니다.",
    "literal_error": "정해진 값 가운데 하나여야 합니다.",
    "json_invalid": "본문이 올바른 JSON이 아닙니다.",
    "missing": "필요한 값이 없습니다.",
    "extra_forbidden": "알 수 없는 항목입니다.",
    "string_type": "문자열이어야 합니다.",
    "string_unicode": "올바른 유니코드 문자열이어야 합니다.",
    "string_too_short": "비어 있을 수 없습니다.",
    "string_too_long": "{max_length}자를 넘을 수 없습니다.",
    "string_pattern_mismatch": "쓸 수 없는 문자가 있거나 형식이 맞지 않습니다.",
    "union_tag_invalid": '`kind`는 "guest" 또는 "member"여야 합니다.',
    "union_tag_not_found": "`kind`가 필요합니다.",
    "list_type": "배열이어야 합니다.",
    "too_short": "비어 있을 수 없습니다.",
    "too_long": "{max_length}개를 넘을 수 없습니다.",
    "model_type": "JSON 객체여야 합니다.",
    "model_attributes_type": "JSON 객체여야 합니다.",
}
