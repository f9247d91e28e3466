"""What makes a comment an advert: wares that nobody asked for, together with a way to get in touch."""

from collections.abc import Iterator

import regex

from moderation.assessment import Span
from moderation.text.folded import Folded
from moderation.text.written import Written

SHADY = regex.compile(
    "카지노|바카라|토토사이트|사설토토|메이저놀이터|안전놀이터|먹튀검증|꽁머니|첫충|매충|무한콤프|홀덤펍|슬롯사이트|조건만남|출장안마|출장마사지|"
    "오피걸|작업대출|휴대폰깡|폰깡|소액결제현금화|상품권현금화|내구제|개인돈|급전대출|무직자대출|리딩방|급등주추천|비아그라|시알리스|"
    "레플리카|짝퉁|대포통장|토토(?!로)|파워볼|스포츠배팅|급전필요|성인용품|대리시험|대리발급|소액결제|휴대폰현금화|신용카드현금화|구독자늘려|좋아요늘려|먹튀없는|안전한사이트"
)
WARES = regex.compile(
    "대출|부업|재택알바|고수익|일당지급|당일지급|투자수익|수익보장|원금보장|주식정보|코인정보|무료체험|구매대행|최저가|특가|공동구매|할인판매|"
    "다이어트|영양제|성형|정품|도매|판매|분양|알바모집|선착순|이벤트참여|수익인증"
)
INVITATION = regex.compile(
    "카톡(?:주세요|추가|문의|상담|오세요)|텔레(?:그램)?(?:주세요|추가|문의|상담|오세요)|오픈채팅(?:방)?|오픈톡|친추|디엠주세요|톡주세요|"
    "무료상담|24시상담|현금지원|가입문의|문의(?:주세요|환영|는|하세요)|상담(?:주세요|환영|하세요|가능)|가입(?:코드|하세요|링크)|추천인|클릭하세요|검색하세요|링크(?:클릭|참고)|프로필(?:참고|클릭|링크)"
)
LINK = regex.compile(
    r"(?:https?://|www\.)\S+|(?<![\w@.])[a-z0-9-]{2,40}\.(?:com|net|kr|co|me|io|xyz|top|shop|club|site|info|ly|gg)(?:/\S*)?"
)
PHONE = regex.compile(r"(?<!\d)01[016789][\s.\-)]{0,2}\d{3,4}[\s.\-]{0,2}\d{4}(?!\d)")
MESSENGER = regex.compile(
    r"(?:카카오톡|카톡|까톡|텔레그램|텔레|텔그|라인|위챗|kakao|telegram|ㅋㅌ)\s?(?:아이디|id)?\s?[:=]?\s?(?:@|(?=[a-z0-9._-]*[\d_]))[a-z0-9][a-z0-9._-]{3,29}|open\.kakao\.com/\S+|t\.me/\S+"
)


TRUSTED = regex.compile(
    r"(?:https?://|www\.)?(?:[\w-]+\.)*(?:(?:go|or|ac|re|mil)\.kr|news[\w.-]*|[\w-]*news\.[\w.]+|(?:www|m|n|sports|entertain)\.naver\.com"
    r"|(?:www|v|m)\.daum\.net|(?:yna|kbs|sbs|khan|hani|ytn|mk|imbc|donga|chosun|joongang|hankyung|whytimes)\.(?:co\.)?(?:kr|com)"
    r"|(?:wikipedia|youtube|namu|google)\.\w+|youtu\.be)(?:[/:?#]|$)"
)
"""Where readers point to: offices, newspapers, broadcasters, encyclopedias."""

SERVICE = regex.compile(r"(?<![\d-])1[5-9]\d\d-\d{4}(?!\d)")


def links(plain: Folded) -> list[Span]:
    """Every address on the web that the text names."""
    return [plain.span(*match.span()) for match in LINK.finditer(plain.text)]


def advert(written: Written) -> tuple[float, tuple[Span, ...]]:
    """How much a text looks like an advert, in [0, 1], and where."""
    plain, tight = written.plain, written.tight
    shady, wares = list(_spans(tight, SHADY)), list(_spans(tight, WARES))
    invited = list(_spans(tight, INVITATION))
    if not (shady or wares or invited):
        return 0.0, ()
    contacts = [*_spans(plain, PHONE), *_spans(plain, MESSENGER), *_strange(plain)]
    if invited or shady:
        contacts += _spans(plain, SERVICE)
    score = _score(len(contacts), len(shady), len(wares), len(invited))
    return score, tuple(sorted({*contacts, *shady, *wares, *invited})) if score else ()


def _score(contacts: int, shady: int, wares: int, invited: int) -> float:
    """Somebody who sells names the wares and a way to get in touch; news and its readers name one of them."""
    if shady:
        return 0.95 if contacts else 0.75 if invited else 0.0
    if wares and (contacts or invited > 1):
        return 0.8 if contacts else 0.5
    return 0.6 if invited and contacts else 0.0


def _strange(plain: Folded) -> list[Span]:
    """The links that do not lead where readers point to."""
    return [plain.span(*match.span()) for match in LINK.finditer(plain.text) if not TRUSTED.match(match[0])]


def _spans(folded: Folded, pattern: "regex.Pattern[str]") -> Iterator[Span]:
    return (folded.span(*match.span()) for match in pattern.finditer(folded.text))
