"""Reads the bodies that sites send as forms; what is wrong with one is told in Korean, with a pointer to each field."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from flask import Request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from moderation.errors import BadSubmission, Fault

AnyForm = TypeVar("AnyForm", bound=BaseModel)

NOT_UTF8 = "본문의 문자 인코딩이 UTF-8이 아닙니다. UTF-8로 바꾸어 보내 주십시오."
"""Old Korean sites are written in EUC-KR, and their text comes so where nobody converts it."""

ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)
"""An escape in JSON; the group is half of a pair without the other half, as JavaScript's `slice` leaves of an emoji."""


def read(form: type[AnyForm], request: Request) -> AnyForm:
    """The request's JSON body as a form.

    Raises BadSubmission with every fault, UnsupportedMediaType, or RequestEntityTooLarge.
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    body = _body(request)
    with _told():
        try:
            return form.model_validate_json(body)
        except ValidationError:
            whole = ESCAPE.sub(_without_halves, body)
            if whole == body:
                raise
            return form.model_validate_json(whole)


def _without_halves(escape: re.Match[bytes]) -> bytes:
    """A half is no character, and pydantic takes the whole body for no JSON: with a control character in its place
    it is the one field that is refused, and the one comment of a batch.
    """
    return rb"\u0000" if escape[1] else escape[0]


def _body(request: Request) -> bytes:
    """The whole body.  One that comes in chunks has no length, and ends unsaid where the most that we take ends."""
    body = request.get_data(cache=False)
    if request.content_length is None and len(body) >= (request.max_content_length or 0):
        raise RequestEntityTooLarge
    try:
        body.decode()
    except UnicodeDecodeError as error:
        raise BadSubmission(NOT_UTF8, (Fault("", NOT_UTF8),)) from error
    return body.removeprefix(BOM_UTF8)


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
    "ip_address": "IP 주소여야 합니다.",
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
