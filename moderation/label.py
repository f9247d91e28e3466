"""The labels that a finding may carry, their names, and how they are spoken of to authors and readers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """`phrase_ko` and `phrase_en` complete a sentence about what was seen, and never say how it was found."""

    code: str
    name: str
    phrase_ko: str
    phrase_en: str


LABELS: dict[str, Label] = {
    label.code: label
    for label in (
        Label("toxic", "유해성 종합", "공격적이거나 혐오로 볼 수 있는 표현이", "offensive or hateful language"),
        Label("profanity", "욕설", "욕설로 볼 수 있는 표현이", "profanity"),
        Label("insult", "모욕", "다른 사람을 모욕하는 것으로 볼 수 있는 표현이", "an insult"),
        Label(
            "race",
            "인종·국적",
            "인종이나 국적을 비하하는 것으로 볼 수 있는 표현이",
            "contempt of a race or nation",
        ),
        Label(
            "region",
            "지역·출신",
            "지역이나 출신을 비하하는 것으로 볼 수 있는 표현이",
            "contempt of a region or origin",
        ),
        Label("gender", "성별", "성별을 비하하는 것으로 볼 수 있는 표현이", "contempt of a gender"),
        Label("age", "연령", "연령이나 세대를 비하하는 것으로 볼 수 있는 표현이", "contempt of an age group"),
        Label("religion", "종교", "종교를 비하하는 것으로 볼 수 있는 표현이", "contempt of a religion"),
        Label(
            "politics",
            "정치 성향",
            "정치 성향이 다른 사람을 비하하는 것으로 볼 수 있는 표현이",
            "contempt of people for their political views",
        ),
        Label(
            "physical",
            "외모",
            "외모나 신체를 비하하는 것으로 볼 수 있는 표현이",
            "contempt of someone's looks or body",
        ),
        Label("sexual", "성희롱", "성희롱으로 볼 수 있는 표현이", "sexual harassment"),
        Label("threat", "협박", "협박으로 볼 수 있는 표현이", "a threat"),
        Label("pii", "개인정보", "개인정보로 보이는 내용이", "personal data"),
        Label("flood", "도배", "짧은 시간에 되풀이된 내용이", "repeated content"),
        Label("advert", "광고", "광고로 볼 수 있는 내용이", "advertising"),
    )
}

NEWCOMER, OFTEN_REFUSED, PREMODERATED = "newcomer", "often_refused", "premoderated"


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a person looks although nothing was found in the text; the sentences are for the author."""

    name: str
    korean: str
    english: str
    desk_korean: str
    desk_english: str

    def told(self, *, english: bool) -> str:
        """The same for moderators."""
        return self.desk_english if english else self.desk_korean


GROUNDS: dict[str, Ground] = {
    NEWCOMER: Ground(
        "첫 의견",
        "처음 남기신 의견은 담당자가 확인한 뒤 게시합니다.",
        "A moderator looks at an author's first comments before they are published.",
        "아직 게시된 의견이 없는 회원의 의견입니다.",
        "Nothing of this member was published yet.",
    ),
    OFTEN_REFUSED: Ground(
        "거듭된 거부",
        "최근에 게시되지 않은 의견이 여러 건 있어, 새 의견은 담당자가 확인한 뒤 게시합니다.",
        "Several recent comments were not published, so a moderator looks at new ones first.",
        "최근에 숨기거나 거부한 의견이 많은 작성자입니다.",
        "Many recent comments of this author were hidden or rejected.",
    ),
    PREMODERATED: Ground(
        "사전 확인",
        "등록하신 의견은 당분간 담당자가 확인한 뒤 게시합니다.",
        "For the time being a moderator looks at your comments before they are published.",
        "사전 확인을 하기로 한 작성자입니다.",
        "This author's comments are looked at before they are published.",
    ),
}
