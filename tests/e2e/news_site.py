"""The demo newspaper on an API that does as it is told, in place of the product's."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.moderation.web.demo.fake_api import FakeApi, served
from tests.moderation.web.demo.reader import site


@contextmanager
def news_site(api: FakeApi) -> Iterator[str]:
    """Its URL."""
    with served(api.app()) as api_url, served(site(api_url)) as url:
        yield url
