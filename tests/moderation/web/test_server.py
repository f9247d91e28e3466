"""What a web server loads, it loads once."""

import threading

from moderation.web.server import loaded_once


def test_callers_at_the_same_time_share_one_load() -> None:
    """Each load of the model takes seconds and hundreds of megabytes."""
    loads: list[int] = []
    begun = threading.Event()

    def load() -> list[int]:
        loads.append(1)
        begun.wait(0.2)
        return loads

    loaded = loaded_once(load)
    callers = [threading.Thread(target=loaded) for _ in range(8)]
    for caller in callers:
        caller.start()
    begun.set()
    for caller in callers:
        caller.join()
    assert loaded() is loads
    assert loads == [1]
