"""Looks for personal data: what it is, and exactly which characters a reader must not see."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from moderation.assessment import Finding, Span
from moderation.pipeline import Case
from moderation.stages.addresses import PROVINCES, addresses
from moderation.stages.checksums import UNCHECKED_SINCE, birthday, is_card, is_registration
from moderation.stages.nickname import in_nickname
from moderation.text.fold import lowered, shown

CERTAIN = 0.97
DOUBTFUL = 0.6

GAP = r"[\s.\-)(/~_·ㅡ–—]{0,3}"
"""What people write between the groups of a number."""

WIDE_GAP = r"(?:[^\w\n]|[_ㅡ]){0,3}"
"""The same for mobile numbers, which nothing else looks like."""

BANKS = (
    "국민|신한|우리|하나|농협|기업|카카오|카뱅|토스|케이뱅크|케뱅|새마을|신협|우체국|수협|제일|씨티|"
    "대구|부산|광주|전북|경남|제주|산업|저축|kb|nh|ibk|sc|im뱅크|뱅크|은행|계좌|입금|송금|예금주"
)
MESSENGERS = (
    "카카오톡|카카오|카톡|까톡|깨톡|ㅋㅌ|텔레그램|텔레|텔그|라인|위챗|인스타그램|인스타|디스코드|디코"
    "|kakaotalk|kakao|telegram|wechat|line"
)
MAIL_HOSTS = (
    "네이버|다음|지메일|쥐메일|구글|한메일|핫메일|네이트|카카오|야후"
    "|naver|daum|gmail|hanmail|nate|kakao|hotmail|yahoo|outlook"
)
DOT = r"\s*(?:\.|닷|쩜|점|dot|\[dot\]|\(dot\))\s*"


NUMBER = re.compile(r"\d")
AT = re.compile(r"[@#]|at|골뱅이|앳")
ANYTHING = re.compile("")
CLUES = (NUMBER, AT, ANYTHING)
"""What is sought first: nine in ten comments hold none of the first two, and cannot match what needs one of them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of personal data.  Group 1 of `pattern`, if it has one, is what must be masked."""

    name: str
    pattern: "regex.Pattern[str]"
    score: Callable[[str, str], float] = lambda found, around: CERTAIN
    """How sure we are of a match, by what was found and by the text around it; 0 if it is something else."""
    clue: re.Pattern[str] = NUMBER
    """What every match holds."""


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _registration(found: str, around: str) -> float:
    number = _digits(found)
    born = birthday(number)
    if born is None or "법인" in around or "사업자" in around:
        return 0.0
    # A number that was changed has no check digit, so its shape alone is enough for a doubt.
    shaped = "주민" in around or "등록" in around or len(found) > len(number)
    if is_registration(number) or (shaped and born >= UNCHECKED_SINCE):
        return CERTAIN
    return DOUBTFUL if shaped else 0.0


def _card(found: str, around: str) -> float:
    return CERTAIN if is_card(_digits(found)) else 0.0


def _passport(found: str, around: str) -> float:
    digits = _digits(found)
    named = "여권" in around or "passport" in around
    dated = len(digits) == 8 and regex.match(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$", digits)
    return 0.0 if dated or (found[1:2] == " " and not named) else CERTAIN


def _account(found: str, around: str) -> float:
    number = _digits(found)
    dated = regex.match(r"(?:19|20)\d\d[-. ](?:0?[1-9]|1[0-2])[-. ]", found)
    return CERTAIN if 10 <= len(number) <= 14 and not dated else 0.0


def _compiled(pattern: str) -> "regex.Pattern[str]":
    return regex.compile(pattern)


MOBILE = rf"(?:\+?82{GAP}0?1[016789]|01[016789]){WIDE_GAP}\d{{3,4}}{WIDE_GAP}\d{{4}}"
SPACED_MOBILE = r"(?<!\d[ .-]?)0[ .-]1[ .-][016789](?:[ .-]\d){7,8}(?![ .-]?\d)"
KINDS = (
    Kind(
        "주민등록번호",
        _compiled(rf"(?<!\d)\d{{2}}[01]\d[0-3]\d{GAP}[1-4]\d{{6}}(?!\d)"),
        _registration,
    ),
    Kind("외국인등록번호", _compiled(rf"(?<!\d)\d{{2}}[01]\d[0-3]\d{GAP}[5-8]\d{{6}}(?!\d)"), _registration),
    Kind("휴대전화", _compiled(rf"(?<![\d+]){MOBILE}(?!\d)|{SPACED_MOBILE}")),
    Kind(
        "카드번호",
        _compiled(r"(?<!\d)[3-69]\d{3}(?:[ -]?\d{4}){3}(?!\d)|(?<!\d)3[47]\d\d[ -]?\d{6}[ -]?\d{5}(?!\d)"),
        _card,
    ),
    Kind(
        "계좌번호",
        _compiled(rf"(?:{BANKS})[^\d\n]{{0,12}}?(?<![\d-])(\d{{2,6}}(?:[- ]\d{{2,8}}){{1,4}}|\d{{10,14}})(?![\d원])"),
        _account,
    ),
    Kind(
        "계좌번호", _compiled(rf"(?<![\d-])(\d{{2,6}}(?:-\d{{2,8}}){{1,4}}|\d{{10,14}})\s?[(]?\s?(?:{BANKS})"), _account
    ),
    Kind(
        "전화번호",
        _compiled(
            r"(?<![\d-])0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50\d)"
            r"(?:[-.)/ ]{1,2}\d{3,4}[-. ]|[)]?\d{3,4}-)\d{4}(?![\d-])"
        ),
    ),
    Kind(
        "전자우편",
        _compiled(
            rf"(?<![a-z0-9._%+-])[a-z0-9._%+-]{{1,64}}+\s?(?:@|\(at\)|\[at\]|골뱅이)\s?"
            rf"(?:[a-z0-9-]{{1,30}}{DOT}){{1,3}}(?:[a-z]{{2,6}}|컴|넷)"
            rf"|(?<![a-z0-9가-힣._%+-])[a-z0-9가-힣._%+-]{{2,30}}?\s?(?:@|골뱅이|앳)\s?(?:{MAIL_HOSTS})(?:{DOT}(?:컴|com|넷|net|co{DOT}kr))?"
            rf"|(?<![a-z0-9._%+-])[a-z0-9._%+-]{{2,30}}(?:\s?#\s?|\sat\s)(?:{MAIL_HOSTS}){DOT}(?:컴|com|넷|net)"
        ),
        clue=AT,
    ),
    Kind(
        "차량번호",
        _compiled(
            rf"(?<!\d)(?:(?:{PROVINCES})\s?)?\d{{2,3}}"
            r"\s?(?:[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주아바사자하허호배]|[가거너더나바러머버어저노모조누무주아바허호배]\s)"
            r"\d{4}(?!\d|\s?(?:명|만|억|천|원|%|년|월|일|개|가지|건|표|배))"
        ),
    ),
    Kind("여권번호", _compiled(r"(?<![a-z0-9])[msrodg] ?(?:\d{8}|\d{3}[a-z]\d{4})(?![a-z0-9])"), _passport),
    Kind("주소", _compiled(r"(?:(?<![가-힣])[가-힣]{2,12}\s?)?(?<!\d)\d{2,4}동\s?\d{3,4}호")),
    Kind(
        "메신저 아이디",
        _compiled(
            rf"(?:{MESSENGERS})\s?(?:아이디|id|계정|주소)\s?(?:는|은|가)?\s?[:=]?\s?@?([a-z0-9][a-z0-9._-]{{2,29}})"
            rf"|(?:{MESSENGERS})\s?[:=]?\s?(@[a-z0-9][a-z0-9._-]{{2,29}}|(?=[a-z0-9._-]*[\d_])[a-z][a-z0-9._-]{{3,29}})"
            r"|(?:인스타그램|인스타)\s?[:=]?\s?([a-z][a-z0-9_]*\.[a-z0-9_.]{1,20})|(?:디스코드|디코)\s?[:=]?\s?([^\s#@]{2,20}#\d{4})"
            r"|((?:https?://)?(?:open\.kakao\.com/(?:o|me)|t\.me|line\.me/ti/p)/[\w~-]{3,40})"
        ),
        clue=ANYTHING,
    ),
)
SPOKEN = str.maketrans("공영일이삼사오육륙칠팔구oㅇli", "00123456678900" + "11")
SPOKEN_MOBILE = regex.compile(rf"(?<!\d){MOBILE}")
SPELLING = regex.compile(r"[공영일이삼사오육륙칠팔구oㅇli]")


class PiiStage:
    """Reports personal data, each with its kind as `detail` and the span to mask."""

    name = "pii"
    version = "1"

    def __call__(self, cases: Sequence[Case]) -> list[tuple[Finding, ...]]:
        """The findings of each case, in order of their place in the text."""
        return [tuple(_findings(case)) for case in cases]


def _findings(case: Case) -> Iterator[Finding]:
    yield from (_finding(*seen) for seen in personal_data(case.text.text))
    yield from (in_nickname(_finding(*seen)) for seen in personal_data(case.nickname.text))


def _finding(kind: str, span: Span, score: float) -> Finding:
    return Finding(PiiStage.name, "pii", score, (span,), detail=kind)


def personal_data(text: str) -> list[tuple[str, Span, float]]:
    """Kind, span and score of all personal data in `text`, in order; no two of them overlap."""
    found: list[tuple[str, Span, float]] = []
    taken = bytearray(len(text))
    for kind, span, score in _candidates(text):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = bytes([1]) * (span.end - span.start)
            found.append((kind, span, score))
    return sorted(found, key=lambda seen: seen[1])


def _candidates(text: str) -> Iterator[tuple[str, Span, float]]:
    folded = lowered(shown(text))
    held = {clue for clue in CLUES if clue.search(folded.text)}
    for kind in [kind for kind in KINDS if kind.clue in held]:
        for match in kind.pattern.finditer(folded.text):
            group = match.lastindex or 0
            around = folded.text[max(0, match.start() - 15) : match.end() + 15]
            score = kind.score(match[group], around)
            if score:
                yield kind.name, folded.span(*match.span(group)), score
    if NUMBER in held:
        for first, last in addresses(folded.text):
            yield "주소", folded.span(first, last), CERTAIN
    yield from _spoken(folded.text, folded.span)


def _spoken(text: str, span_of: Callable[[int, int], Span]) -> Iterator[tuple[str, Span, float]]:
    """Mobile numbers with digits written as words or look-alikes: 공일공-일이삼사-오육칠팔, O1O."""
    read = text.translate(SPOKEN) if SPELLING.search(text) else ""
    for match in SPOKEN_MOBILE.finditer(read) if "01" in read or "82" in read else ():
        digits = _digits(match[0])
        if len(set(digits[3:])) > 1 and not text[match.end() : match.end() + 1].isdigit():
            yield "휴대전화", span_of(*match.span()), CERTAIN
