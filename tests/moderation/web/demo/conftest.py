"""A small API that does as it is told, and a reader of the newspaper that asks it."""

from collections.abc import Iterator

import pytest

from tests.moderation.web.demo.fake_api import FakeApi, served
from tests.moderation.web.demo.reader import Reader, site


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def api_url(api: FakeApi) -> Iterator[str]:
    with served(api.app()) as url:
        yield url


@pytest.fixture
def reader(api_url: str) -> Reader:
    return Reader(site(api_url))
