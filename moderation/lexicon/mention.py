"""Tells a word that is spoken about from a word that is used: 짱깨라는 말은 쓰지 맙시다.

In doubt it is a mention: that only means that a person looks.
"""

import regex

from moderation.assessment import Span

NAMED = (
    "말|단어|표현|욕설|욕|낱말|용어|호칭|명칭|글자|신조어|댓글|소리|발언|뜻|어원|멸칭|"
    "비하|혐오|낙인|딱지|프레임|이야기|얘기|한마디"
)
CALLED = (
    r"부르|부릅|불리|불렀|불린|불러\s?(?:서|야|도|선|온|왔)|칭하|칭했|지칭|매도|모욕|조롱|욕하|욕한|욕했|비하|놀리|놀린|놀렸|몰아|몰았|"
    r"외치|외친|쓰지|쓰는|쓰면|쓴|썼|적은|적었|치면|검색|말하|말한|말했|하지\s?(?:마|말|맙)|하는\s?(?:것|건|거)|하면|했|한\s?(?:사람|의원|것|건|기자)"
)
OBJECTED = r"(?:은|는|을|를|이|가|도|좀|들)?.{0,12}(?:쓰지|하지|그만|혐오|비하|차별|삼가|삼갑|금지|듣|욕|나쁘|싫)"

CITED = regex.compile(
    rf"""들?\s*["'”’」』》)]?\s*(?:
      (?:집|놈|년)?이?라(?:는|던)\s*(?:식의\s*)?(?:{NAMED})(?!도\s?아깝|밖에)
    | \s?(?:같|맞|스럽|하|한)다(?:는|던)\s*(?:{NAMED})
    | (?:집|놈|년)?이?란\s+(?:{NAMED})
    | (?:집|놈|년)?이?라(?:고|며|느니)?\s*(?:{CALLED})
    | 이?니\s(?:\S{{1,8}}이?니|하는\s(?:말|소리|표현))
    | 이?(?:래요|라네요|랍니다|랬|라더)
    | (?:으로|로)\s*(?:몰|낙인|매도|취급)
    | (?:같은|따위의|등의|이런|라는\ 등의)\s*(?!소리)(?:\S{{1,5}}\s)?(?:{NAMED}){OBJECTED}
    | \s?(?:논란|발언|파문|몰이|사냥|신조어|소리(?:를|까지|나|도)?\s*(?:듣|들))
    | (?:[,·/]\s*\S{{1,8}}?\s*){{1,3}}(?:같은|이런|등|따위)
    | (?:\s\S{{1,6}})?\s+(?:등\)|하지\s?(?:마세요|맙시다|말자|맙시다|말아\s?주))
    | \S{{0,3}}\s.{{0,14}}(?:혐오|비하|차별|욕인가|욕인지|멸칭|처벌\ 대상|필터)
    )""",
    regex.VERBOSE,
)
VOCATIVE = regex.compile(r"(?:[새끼놈년들]*)[아야]\b|같은\s?(?:놈|년|새끼|것)")
QUOTES = {"'": "'", '"': '"', "‘": "’", "“": "”", "「": "」", "『": "』", "《": "》", "<": ">"}
AFTER_QUOTE = regex.compile(
    r"\s?(?:이?라|이?란|은|는|이|가|을|를|과|와|도|의|[,·]|같은|등|하며|하고|한마디|발언|논란|표현|단어|말|욕|댓글|글|파문|운운|대신)"
)
CLOSING = regex.compile("""["'’”」』》]""")
AROUND = 12
"""Code points around a word in which quotation marks count as standing around it."""


def is_mention(text: str, span: Span) -> bool:
    """Whether the words of `span` are quoted or named rather than used, going by what stands around them."""
    closed = CLOSING.search(text, span.start, span.end)
    end = closed.start() if closed else span.end
    behind = text[end : end + 40]
    if not VOCATIVE.match(behind) and CITED.match(behind):
        return True
    before = text[max(0, span.start - AROUND) : span.start]
    return any(opening in before and _quoted(behind, closing) for opening, closing in QUOTES.items())


def _quoted(behind: str, closing: str) -> bool:
    """Whether a quotation ends soon and its sentence goes on: a comment that is one quotation is no mention."""
    at = behind.find(closing, 0, AROUND + 1)
    return at >= 0 and "\n" not in behind[:at] and AFTER_QUOTE.match(behind, at + 1) is not None
