"""Whatever people and the machine do to a comment, in whatever order: readers see only what was published."""

from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from moderation.assessment import Span
from moderation.comment import Author
from moderation.decision import READERS_SEE, Ruling, State, Verdict
from moderation.errors import Refused
from moderation.lifecycle import edit, erase
from moderation.moderator import Moderator, Role
from moderation.objecting import appeal, report
from moderation.objection import Appeal, Report
from moderation.publication import published_view
from moderation.record import Record
from moderation.reviewing.bulk import carry_out, propose, take_back
from moderation.reviewing.handing import hand, hand_back
from moderation.reviewing.noting import note
from moderation.reviewing.review import Ruled
from moderation.reviewing.ruling import open_brief, undo
from moderation.reviewing.ruling import rule as decide
from moderation.reviewing.teaching import teach
from moderation.store.waiting import Kind
from tests.builders import Clock, a_comment, a_desk, held, hidden, published, rejected

PEOPLE = st.sampled_from(
    [Moderator(role.value, role) for role in Role] + [Moderator("stranger", Role.OPERATOR, ("othertimes",))]
)
Said = tuple[dict[str, Report], Appeal | None]
RULED = st.sampled_from(
    [
        Ruled(Verdict.PUBLISH),
        Ruled(Verdict.MASK, "profanity", (Span(0, 1),)),
        Ruled(Verdict.HIDE, "insult"),
        Ruled(Verdict.REJECT, "insult"),
        Ruled(Verdict.REJECT),
    ]
)
MACHINE = st.sampled_from([published(), rejected(), hidden(), held()])


def shown(record: Record) -> tuple[Any, ...]:
    """What readers see of it."""
    view = published_view(record)
    return view["state"], view["text"], view["masked"]


class Rulings(RuleBasedStateMachine):
    """A comment, and everybody who has to do with it."""

    @initialize()
    def receive(self) -> None:
        """It is received."""
        self.clock = Clock()
        self.desk = a_desk(self.clock)
        comment = a_comment("처음 쓴 글")
        self.desk.comments.receive([comment])
        self.id = comment.id
        self.texts = {1: comment.text}
        self.trail: tuple[Ruling, ...] = ()
        self.stale: list[Record] = [Record(comment)]
        self.erased = False
        self.shown: dict[int, tuple[Any, ...] | None] = {}
        self.settled: dict[int, Said] = {}

    @property
    def record(self) -> Record:
        """The comment as it stands."""
        (record,) = self.desk.comments.find([self.id])
        assert record is not None
        return record

    @property
    def said(self) -> Said:
        """The open reports by reader, and the open appeal."""
        reports = self.desk.objections.reports(self.id)
        return {each.reporter_key: each for each in reports}, self.desk.objections.appeal_of(self.id)

    @rule(ruling=MACHINE)
    def judge(self, ruling: Ruling) -> None:
        """The machine rules, if it is still to."""
        self.clock.forward(seconds=1)
        if self.record.waiting:
            by_machine = replace(ruling, at=self.clock(), by="policy")
            assert self.desk.comments.rule([(self.record, by_machine)])[0]

    @rule(person=PEOPLE, ruled=RULED, late=st.booleans())
    def review(self, person: Moderator, ruled: Ruled, late: bool) -> None:
        """Somebody rules; `late` on what they saw at the beginning."""
        self.clock.forward(seconds=1)
        before, seen, said = self.record, self.stale[0] if late else self.record, self.said
        try:
            after = decide(self.desk, person, self.id, seen.turn, ruled)
        except Refused:
            assert self.record == before, "what is refused changes nothing"
            return
        assert seen.turn == before.turn, "nobody overwrites what they have not seen"
        assert not self.erased
        assert person.name in ("operator", "senior", "moderator")
        assert after.trail[-1].by == person.name
        assert after.ruling is after.trail[-1]
        assert self.said == ({}, None), "a ruling answers whoever said something"
        self.settled[len(after.trail)] = said

    @rule(person=PEOPLE)
    def take_back(self, person: Moderator) -> None:
        """Somebody undoes the last ruling."""
        self.clock.forward(seconds=1)
        before = self.record
        try:
            after = undo(self.desk, person, self.id, before.turn)
        except Refused:
            assert self.record == before
            return
        last = before.trail[-1]
        assert last.by != "policy"
        assert last.by == person.name or person.role in (Role.SENIOR, Role.OPERATOR)
        self.restored(before, after)

    def restored(self, before: Record, after: Record) -> None:
        """An undo shows readers exactly what they were shown before the ruling, where that text was ruled on before.

        An edit that was ruled on has taken the place of the text before it: taken back, it is held, and shows nothing.
        """
        last = before.trail[-1]
        same = [ruling for ruling in before.trail[-2:-1] if ruling.revision == last.revision]
        assert after.state is (same[0].state if same else State.HELD)
        if same and self.shown[len(before.trail) - 1] is not None:
            assert shown(after) == self.shown[len(before.trail) - 1]
        reports, appealed = self.settled.pop(len(before.trail), ({}, None))
        assert self.said[0].keys() >= reports.keys(), "what was said is open again"
        assert self.said[1] == appealed

    @rule(person=PEOPLE, ruled=RULED, late=st.booleans(), regret=st.booleans())
    def decide_on_many(self, person: Moderator, ruled: Ruled, late: bool, regret: bool) -> None:
        """Somebody decides on all that they chose, which was seen `late` or now, and perhaps takes all of it back."""
        self.clock.forward(seconds=1)
        before, seen, said = self.record, self.stale[0] if late else self.record, self.said
        try:
            batch = propose(self.desk, person, "whytimes", [(self.id, seen.turn)], ruled)
        except Refused:
            assert self.record == before
            return
        batch = carry_out(self.desk, person, batch.id)
        assert (batch.on("todo"), batch.on("ruled") + batch.on("left")) == (0, 1)
        assert (self.record == before) == bool(batch.on("left")), "what is left is as it was"
        if batch.on("ruled"):
            assert seen.turn == before.turn
            assert self.record.trail[-1].by == person.name
            self.shown[len(self.record.trail)] = shown(self.record)
            self.settled[len(self.record.trail)] = said
            if regret and take_back(self.desk, person, batch.id).on("restored"):
                self.restored(before.ruled(self.record.trail[-2]), self.record)

    @rule(person=PEOPLE, back=st.booleans())
    def hand_over(self, person: Moderator, back: bool) -> None:
        """Somebody hands it to the seniors, or back: that rules on nothing, and readers see what they saw."""
        before = self.record
        try:
            if back:
                hand_back(self.desk, person, self.id)
            else:
                hand(self.desk, person, self.id, before.turn, "봐 주십시오.")
        except Refused:
            pass
        assert self.record == before

    @rule(person=PEOPLE, whose=st.sampled_from(["lexicon", "model", "nobody"]))
    def learn(self, person: Moderator, whose: str) -> None:
        """Somebody says what was wrong: that rules on nothing either."""
        before = self.record
        try:
            lesson = teach(self.desk, person, self.id, whose, "")
        except Refused:
            pass
        else:
            assert before.trail[lesson.turn - 1].by == "policy"
        assert self.record == before

    @rule(number=st.integers(2, 99))
    def rewrite(self, number: int) -> None:
        """The author edits."""
        self.clock.forward(seconds=1)
        try:
            edited = edit(self.desk, "whytimes", self.id, f"고쳐 쓴 글 {number}")
        except Refused:
            return
        self.texts[edited.revision] = edited.text

    @rule(reader=st.integers(1, 3))
    def complain(self, reader: int) -> None:
        """A reader reports, the author appeals."""
        for object_to in (
            lambda: report(self.desk, "whytimes", self.id, Author("member", "독자", f"m-{reader}"), "insult"),
            lambda: appeal(self.desk, "whytimes", self.id, "아닙니다."),
        ):
            try:
                object_to()
            except Refused:
                continue

    @rule(person=PEOPLE)
    def look(self, person: Moderator) -> None:
        """Somebody opens it and leaves a note: that changes nothing of it."""
        before = self.record
        try:
            open_brief(self.desk, person, self.id)
            note(self.desk, person, self.id, "메모")
        except Refused:
            pass
        assert self.record == before

    @precondition(lambda self: not self.erased)
    @rule(wish=st.integers(0, 9))
    def forget(self, wish: int) -> None:
        """Now and then the author has it erased."""
        if wish == 0:
            erase(self.desk, "whytimes", self.id)
            self.erased = True

    @invariant()
    def readers_see_only_what_was_published(self) -> None:
        """The text that readers see is that of a revision whose last ruling published it, masked as it said."""
        record, view = self.record, published_view(self.record)
        listed = self.desk.comments.list_published("whytimes", record.comment.article.id, 10).views
        assert bool(listed) == (record.state in READERS_SEE)
        if record.state is State.PUBLISHED:
            on_it = [ruling for ruling in record.trail if ruling.revision == record.comment.revision]
            assert on_it[-1].verdict in (Verdict.PUBLISH, Verdict.MASK)
            assert view["masked"] == (on_it[-1].verdict is Verdict.MASK)
            text = self.texts[record.comment.revision]
            assert view["text"] == ("●" + text[1:] if view["masked"] else text)
        elif listed:
            assert listed[0]["text"] is None

    @invariant()
    def the_trail_only_grows(self) -> None:
        """What was ruled stays ruled; erasure takes the words out of it, not the rulings."""
        trail = self.record.trail
        kept = [(ruling.verdict, ruling.by, ruling.at, ruling.revision) for ruling in trail]
        assert kept[: len(self.trail)] == [(each.verdict, each.by, each.at, each.revision) for each in self.trail]
        self.trail = trail

    @invariant()
    def what_waits_for_a_person_is_on_the_docket(self) -> None:
        """And nothing else is."""
        assert (self.id in self.desk.docket.held("whytimes", 10)) == self.record.held
        (slip,) = self.desk.docket.slips("whytimes", [self.id])
        reports, appealed = self.desk.objections.reports(self.id), self.desk.objections.appeal_of(self.id)
        said = not self.erased and bool(reports or appealed)
        assert (slip is not None) == (self.record.held or said)
        if slip and Kind.HANDED in slip.kinds:
            assert self.desk.docket.handed(self.record)

    @invariant()
    def deleted_is_final(self) -> None:
        """Nothing brings it back, and nothing that quotes it stays."""
        if self.erased:
            assert (self.record.state, self.record.comment.text) == (State.DELETED, "")
            assert self.desk.lessons.about(self.id) is None

    @invariant()
    def what_readers_were_shown_is_remembered(self) -> None:
        """For whoever takes a ruling back."""
        self.shown[len(self.record.trail)] = None if self.record.edit else shown(self.record)

    @invariant()
    def every_ruling_by_a_person_is_in_the_audit_trail(self) -> None:
        """Who, and what came of it."""
        entries, _ = self.desk.logbook.read(1000)
        done = [each.who for each in reversed(entries) if each.outcome in {*Verdict, "refer"}]
        assert done == [ruling.by for ruling in self.record.trail if ruling.by != "policy"]


Rulings.TestCase.settings = settings(max_examples=400, stateful_step_count=30, deadline=None)
TestRulings = Rulings.TestCase
