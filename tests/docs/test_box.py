"""docs/box.md: the routes that it asks of a backend are those that the demo newspaper answers."""

import re

from flask import Flask

from moderation.web.box import box
from moderation.web.demo import demo_site
from tests.docs.markdown import ROOT

PAGE = (ROOT / "docs" / "box.md").read_text(encoding="utf-8")
SCRIPT = (ROOT / "moderation" / "web" / "box" / "static" / "hanmadi-box.js").read_text(encoding="utf-8")
ROUTE = re.compile(r"^\| `(GET|POST) (/comments[^`?]*)", re.MULTILINE)


def test_the_demo_answers_every_route_of_the_page() -> None:
    app = Flask("newspaper")
    app.register_blueprint(box())
    app.register_blueprint(demo_site("http://127.0.0.1:9", "a key"))
    urls = app.url_map.bind("localhost")
    routes = ROUTE.findall(PAGE)
    assert len(routes) == 8
    for method, path in routes:
        assert urls.match(f"/demo{path.replace('{id}', 'c_1')}", method)


def test_every_mark_of_the_page_is_one_that_the_box_knows() -> None:
    parts = re.search(r"`data-hm=\"…\"` \| [^:]+: ([^.]+)\.", PAGE)
    assert parts is not None
    for part in re.findall(r"`([a-z-]+)`", parts[1]):
        known = part.replace("name-", "${field.name}-").replace("text-", "${field.name}-")
        assert f'"{part}"' in SCRIPT or f"`{known}`" in SCRIPT or f"data-hm={part}]" in SCRIPT, part


def test_every_variable_of_the_page_is_one_of_the_style_sheet() -> None:
    style = (ROOT / "moderation" / "web" / "box" / "static" / "hanmadi-box.css").read_text(encoding="utf-8")
    for variable in set(re.findall(r"`(--hm-\w+)`", PAGE)):
        assert f"{variable}:" in style
