"""What an author is told of a sanction: all of it, in polite Korean first and English second."""

from moderation.explanation import Language, korean_time
from moderation.label import LABELS
from moderation.sanction import Measure, Sanction

ASKS = {
    Measure.WARN: (
        "주의를 부탁드립니다. 거듭되면 의견 등록이 제한될 수 있습니다.",
        "Please take care: if this goes on, commenting may be limited.",
    ),
    Measure.SLOW: (
        "{until}의견을 {minutes}분에 한 번만 등록하실 수 있습니다.",
        "You may post one comment in {minutes} minutes{until}.",
    ),
    Measure.PREMODERATE: (
        "{until}등록하신 의견을 담당자가 확인한 뒤 게시합니다.",
        "A moderator looks at your comments before they are published{until}.",
    ),
    Measure.SUSPEND: ("{until}의견을 등록하실 수 없습니다.", "You cannot post comments{until}."),
    Measure.BAN: ("{until}의견을 등록하실 수 없습니다.", "You cannot post comments{until}."),
}
UNTIL = ("{}까지 ", " until {} (Korean time)")


def explain_sanction(sanction: Sanction, language: Language = "ko") -> str:
    """What the desk asks of an author, why and until when; why in the desk's own words, if it wrote any."""
    english = language == "en"
    until = UNTIL[english].format(korean_time(sanction.until, language)) if sanction.until else ""
    asks = ASKS[sanction.measure][english].format(until=until, minutes=sanction.minutes)
    label = LABELS[sanction.label]
    why = f"Your comments were found to contain {label.phrase_en}." if english else f"{label.phrase_ko} 있어"
    return f"{sanction.says or why} {asks}"
