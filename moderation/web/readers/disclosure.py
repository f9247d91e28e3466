"""`GET /v1/automated-decision` and the page `/automated-decision`: how comments are decided on, for everybody."""

from typing import Any

from flask import Response, jsonify, render_template, request

from moderation.desk import Desk
from moderation.disclosure import CONSEQUENCES, PROCESSED, Disclosure, disclose, sentences
from moderation.web.spoken import language

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


class AutomatedDecision:
    """Tells what the live policies say; the same for every site and reader."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def disclosure(self) -> Disclosure:
        """What is in force now."""
        return disclose(self.desk.policies)

    def data(self) -> Response:
        """For sites that make a page of their own."""
        now = self.disclosure
        return jsonify({"ko": view(now, english=False), "en": view(now, english=True)})

    def page(self) -> Response:
        """The page, in Korean, or in English where the reader (`?lang=`), or else the browser, asks for it."""
        english = request.args.get("lang", language()) == "en"
        text = render_template("automated-decision.html", english=english, **view(self.disclosure, english=english))
        answer = Response(text, content_type="text/html; charset=utf-8", headers=HEADERS)
        answer.content_language.add("en" if english else "ko")
        answer.vary.add("Accept-Language")
        return answer


def view(disclosure: Disclosure, *, english: bool) -> dict[str, Any]:
    """The disclosure in one language."""
    return {
        "policies": list(disclosure.policies),
        "sentences": list(sentences(english=english)),
        "processed": [each[english] for each in PROCESSED],
        "criteria": [
            {
                "code": each.label.code,
                "name": each.label.code if english else each.label.name,
                "consequences": [CONSEQUENCES[act][english] for act in each.consequences],
            }
            for each in disclosure.criteria
        ],
    }
