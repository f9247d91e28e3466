"""The client against the real API, served over HTTP from memory."""

from collections.abc import Iterator

import pytest

from moderation.client import Hanmadi
from tests.live import Live, live_api


@pytest.fixture(scope="module")
def live() -> Iterator[Live]:
    """The API of whytimes."""
    with live_api() as live:
        yield live


@pytest.fixture
def hanmadi(live: Live) -> Iterator[Hanmadi]:
    """The client of whytimes."""
    with Hanmadi(live.url, live.key) as hanmadi:
        yield hanmadi
