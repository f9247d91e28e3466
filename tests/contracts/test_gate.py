"""What every Gate promises: the scene in one look, and buckets that give what they have."""

from moderation.allowance import Draw, Load, Rate
from moderation.comment import Article
from moderation.desk import Desk
from moderation.discussion import Discussion, Mode
from moderation.standing import Writer
from moderation.store.gate import Asked
from tests.builders import NOON, a_comment, a_sanction
from tests.contracts.conftest import every_desk

desk = every_desk()
SITE, AUTHOR = Rate(100, 60), Rate(3, 600)


def test_the_scene_is_told_in_the_order_in_which_it_was_asked_about(desk: Desk) -> None:
    parent = a_comment()
    desk.comments.receive([parent])
    desk.articles.put(Discussion("whytimes", Article("99"), Mode.CLOSED))
    member, sanction = Writer("whytimes", "member", "m-1"), a_sanction()
    assert desk.authors.amend(member, None, sanction)
    asked = [Asked(Article("99"), member, "c_nobody"), Asked(parent.article, None, parent.id), Asked(Article("7"))]
    scene = desk.gate.look("whytimes", asked, (), NOON)
    assert [discussion.mode for discussion in scene.discussions] == [Mode.CLOSED, Mode.PRE, Mode.PRE]
    assert [record and record.comment.id for record in scene.parents] == [None, parent.id, None]
    assert [profile and profile.in_force(NOON) for profile in scene.profiles] == [(sanction,), None, None]
    assert scene.levels == []


def test_a_bucket_gives_what_it_has_and_tells_when_there_is_more(desk: Desk) -> None:
    levels = [desk.gate.look("whytimes", (), [Draw("m-1", AUTHOR)], NOON).levels[0] for _ in range(4)]
    assert [level.left for level in levels] == [2, 1, 0, 0]
    assert [level.wait for level in levels[:3]] == [0, 0, 0]
    assert 190_000 < levels[3].wait <= 200_000


def test_buckets_of_others_and_of_other_sites_are_their_own(desk: Desk) -> None:
    for _ in range(3):
        desk.gate.look("whytimes", (), [Draw("m-1", AUTHOR)], NOON)
    for site, name in (("whytimes", "m-2"), ("other", "m-1")):
        assert desk.gate.look(site, (), [Draw(name, AUTHOR)], NOON).levels[0].wait == 0


def test_where_the_site_has_too_little_its_authors_lose_nothing(desk: Desk) -> None:
    desk.gate.look("whytimes", (), [Draw("", SITE, 100)], NOON)
    refused = desk.gate.look("whytimes", (), [Draw("", SITE, 50), Draw("m-1", AUTHOR)], NOON)
    assert refused.levels[0].wait > 0
    assert refused.levels[1].left == 3
    assert desk.gate.look("whytimes", (), [Draw("m-1", AUTHOR, 3)], NOON).levels[0].wait == 0


def test_an_author_with_too_little_stops_nobody_else(desk: Desk) -> None:
    desk.gate.look("whytimes", (), [Draw("m-1", AUTHOR, 3)], NOON)
    draws = [Draw("", SITE, 2), Draw("m-1", AUTHOR), Draw("m-2", AUTHOR)]
    site, first, second = desk.gate.look("whytimes", (), draws, NOON).levels
    assert (site.wait, first.wait > 0, second.wait) == (0, True, 0)


def test_an_idle_gate_tells_of_no_load(desk: Desk) -> None:
    assert desk.gate.look("whytimes", (), (), NOON).load == Load()
