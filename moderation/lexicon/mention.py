"""Tells a word that is spoken about from a word that is used: 짱깨라는 말은 쓰지 맙시다."""

import regex

from moderation.assessment import Span

CITED = regex.compile(
    r"""[들]?\s*["'”’」』》)]?\s*
    (?:이?라(?=\s(?:모욕|부르|칭|매도|조롱|비하|혐오|욕|놀리))
      |집?이?라(?:는|고|며|느니|던가)|이?란|이?니|따위의|같은|등의|과\ 같은|와\ 같은|의)?\s*
    (?:식의\s*)?
    (?:말|단어|표현|욕설|욕|낱말|용어|호칭|명칭|낙인|비하|혐오|멸칭|어원|뜻|프레임|딱지
      |글자|신조어|논란|몰이|사냥|소리(?:를|까지|나|도)?\ *(?:듣|들)|치면|검색
      |부르|불리|불렀|불러|칭하|지칭|매도|모욕|조롱|욕하|욕한|욕했|말하|말한|말했|하는\ 것
      |하지\ (?:마|말|맙)|쓰지|댓글)""",
    regex.VERBOSE,
)
QUOTES = {"'": "'", '"': '"', "‘": "’", "“": "”", "「": "」", "『": "』", "《": "》", "<": ">"}
AROUND = 12
"""Code points around a word in which quotation marks count as standing around it."""


def is_mention(text: str, span: Span) -> bool:
    """Whether the words of `span` are quoted or named rather than used, going by what stands around them."""
    behind = text[span.end : span.end + 40]
    if CITED.match(behind):
        return True
    before = text[max(0, span.start - AROUND) : span.start]
    after = text[span.start : span.end + AROUND]
    return any(
        opening in before and closing in after and "\n" not in before + after for opening, closing in QUOTES.items()
    )
