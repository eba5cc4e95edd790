from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from evaluator.web.resting import Resting


class Circle:
    """Refers to itself, and says when it is gone."""

    def __init__(self, gone: threading.Event) -> None:
        self.itself, self._gone = self, gone

    def __del__(self) -> None:
        self._gone.set()


@pytest.fixture
def gone() -> Iterator[threading.Event]:
    gc.collect()
    yield threading.Event()
    gc.collect()


def test_what_refers_to_itself_goes_once_nobody_asks_any_more(gone: threading.Event) -> None:
    with Resting(rest=0.05) as resting:
        Circle(gone)
        resting.worked()

        assert gone.wait(20)


def test_nothing_old_is_looked_through_while_somebody_asks() -> None:
    before, looked = gc.get_threshold(), []

    def look(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 2:
            looked.append(phase)

    gc.callbacks.append(look)
    with Resting(rest=60) as resting:
        for _ in range(2000):
            resting.worked()
            [Circle(threading.Event()) for _ in range(20)]
        during = list(looked)
    gc.callbacks.remove(look)

    assert during == []
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
