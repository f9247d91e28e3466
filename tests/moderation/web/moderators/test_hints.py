"""The card marks the words that struck the model; it is asked when somebody looks."""

import re
from collections.abc import Mapping, Sequence

from moderation.desk import Desk
from moderation.judging import judge
from moderation.stages.toxicity import Toxicity
from moderation.web import create_app
from tests.builders import a_comment
from tests.moderation.web.moderators.desk_visitor import DeskVisitor, a_moderator

OFFERED = re.compile(r'name="span" value="([^"]+)" checked')


class Swearing:
    """A classifier that minds one word."""

    identity, runtime = "fake@1", "fake"

    def score(self, texts: Sequence[str]) -> list[Mapping[str, float]]:
        return [{"toxic": 0.6 if "나쁜놈" in text else 0.02} for text in texts]


def test_the_words_that_struck_the_model_are_marked_on_the_card_and_can_be_covered(desk: Desk) -> None:
    comment = a_comment("기사는 잘 봤는데 나쁜놈 말이 많다")
    stage = Toxicity(Swearing())
    desk.comments.receive([comment])
    judge(desk, [stage], [comment.id])
    a_moderator(desk)
    visitor = DeskVisitor(create_app(desk, lambda: [stage]))
    visitor.logs_in()
    visitor.sees(f"/moderation/?open={comment.id}")
    assert '<mark data-span="10-13" data-label="유해성 종합">나쁜놈</mark>' in visitor.page
    assert '<q lang="ko" id="preview">기사는 잘 봤는데 ●●● 말이 많다</q>' in visitor.page
    visitor.rules(comment.id, "mask", label="insult", span=OFFERED.findall(visitor.page))
    view = desk.comments.view(comment.id, "whytimes")
    assert view is not None
    assert view["text"] == "기사는 잘 봤는데 ●●● 말이 많다"
