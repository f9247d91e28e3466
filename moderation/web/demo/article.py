"""The one article of the demo newspaper: what the page shows of it, and what the API is told.

Its body is in `templates/demo/story.html`.  Countries, people and figures are made up.
"""

from moderation.client import Article

ID = "21468"
SECTION = "국제"
KICKER = "정세분석"
TITLE = "시한 3주 남은 누리해 항로협정… 세 나라는 왜 계산기를 다시 두드리나"
SUMMARY = "가람·온새·미리내가 맺은 누리해 공동항로 협정이 다음 달 14일 끝난다. 연장 협상의 세 고비를 짚는다."

PASSAGES = (
    ("’24 상반기", 1180),
    ("’24 하반기", 1262),
    ("’25 상반기", 1389),
    ("’25 하반기", 1517),
    ("’26 상반기", 1664),
)
"""The figure: ships a month, by half-year."""

RELATED = (
    ("국제", "온새 의회, 항로협정 비준안 상임위 상정… 회기 내 처리는 안갯속"),
    ("경제", "이틀 돌아가면 운임 얼마나 오르나… 해운사들 비상 계획 점검"),
    ("사회", "“안개 낀 날이면 아직도 경적부터 듣는다” 누리해 도선사 25년"),
    ("오피니언", "[사설] 바다의 약속, 시한에 쫓겨 고쳐 쓸 일 아니다"),
)
"""Section and headline of what stands beside it."""


def told(url: str) -> Article:
    """The `article` of a submission; `url` is where readers find it."""
    return Article(ID, url, f"[{KICKER}] {TITLE}", SECTION)
