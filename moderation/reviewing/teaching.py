"""What was wrong about the machine's ruling, said by a moderator: counted, and kept for the next training."""

from moderation.audit import Deed, Entry
from moderation.decision import Ruling
from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault
from moderation.judging import count_overturned, entries_of
from moderation.lesson import Fault as Whose
from moderation.lesson import Lesson
from moderation.moderator import May, Moderator
from moderation.record import Record
from moderation.reviewing.accounts import POLICY
from moderation.reviewing.ruling import within_reach
from moderation.writing import NOTE, checked


def teach(desk: Desk, moderator: Moderator, id: str, whose: str, remark: str) -> Lesson:
    """Say whose fault the machine's last ruling was, in place of what was said of this comment before.

    Where it was an entry's of the lexicon, that is counted once, and no more where it is said no more.
    Raises NotFound, NotAllowed, or BadSubmission where the machine did not rule, or nobody is named.
    """
    record = within_reach(desk, moderator, id, May.RULE)
    turn, ruling = wrong(record)
    if ruling is None:
        fault = Fault("/id", "자동 판정이 없습니다.")
        raise BadSubmission("자동으로 판정되지 않은 의견입니다.", (fault,))
    if whose not in list(Whose):
        raise BadSubmission("무엇이 잘못되었는지 골라 주십시오.", (Fault("/fault", "하나를 골라 주십시오."),))
    entries = tuple(sorted(entries_of(ruling))) if whose == Whose.LEXICON else ()
    comment = record.comment
    lesson = Lesson(
        comment=id,
        site=comment.site,
        turn=turn,
        revision=ruling.revision,
        fault=Whose(whose),
        by=moderator.name,
        at=desk.clock(),
        entries=entries,
        remark=checked(remark, NOTE) if remark.strip() else "",
    )
    before = desk.lessons.about(id)
    desk.lessons.add(lesson)
    _count(desk, record, before, lesson)
    desk.logbook.write(Entry(lesson.at, moderator.name, Deed.TAUGHT, id, comment.site, lesson.fault.value))
    return lesson


def unteach(desk: Desk, moderator: Moderator, id: str) -> None:
    """Take back what was said.  Raises NotFound, NotAllowed."""
    record = within_reach(desk, moderator, id, May.RULE)
    before = desk.lessons.about(id)
    if before:
        desk.lessons.drop(id, record.comment.site)
        _count(desk, record, before, None)
        entry = Entry(desk.clock(), moderator.name, Deed.TAUGHT, id, record.comment.site, "undone")
        desk.logbook.write(entry)


def wrong(record: Record) -> tuple[int, Ruling | None]:
    """The machine's last ruling on the latest text, with its number in the trail (from 1)."""
    for turn in range(len(record.trail), 0, -1):
        ruling = record.trail[turn - 1]
        if ruling.by == POLICY and ruling.revision == record.latest.revision:
            return turn, ruling
    return 0, None


def _count(desk: Desk, record: Record, before: Lesson | None, after: Lesson | None) -> None:
    """Count against the lexicon's entries what one lesson in the place of another says of them."""
    was, now = _blamed(record, before), _blamed(record, after)
    if now and now != was:
        count_overturned(desk, record.trail[now - 1])
    if was and was != now:
        count_overturned(desk, record.trail[was - 1], -1)


def _blamed(record: Record, lesson: Lesson | None) -> int:
    """The number of the ruling whose entries a lesson is counted against; 0 where whoever published it counted."""
    if lesson is None or not lesson.entries:
        return 0
    after = record.trail[lesson.turn : lesson.turn + 1]
    published = any(ruling.by != POLICY and ruling.verdict == "publish" for ruling in after)
    return 0 if published else lesson.turn
