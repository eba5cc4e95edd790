"""Memory tidied up while nobody waits: looking through all findings that are remembered takes longer than an answer.

What a page leaves behind is freed at once in any case; only what refers to itself in a circle waits for this.
"""

from __future__ import annotations

import gc
import threading
import time
from types import TracebackType
from typing import Self

_REST = 5.0  # seconds without a request after which nobody is in the middle of typing
_SELDOM = 1_000_000


class Resting:
    """Looks through all memory once after each time of work, and never in the middle of it."""

    def __init__(self, rest: float = _REST) -> None:
        """Prepare; it begins with the block."""
        self._rest, self._worked, self._is_tidy = rest, time.monotonic(), True
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._before = gc.get_threshold()

    def worked(self) -> None:
        """Say that somebody asked for something."""
        self._worked, self._is_tidy = time.monotonic(), False

    def __enter__(self) -> Self:
        """Keep what is there for good out of it, and collect what is old only at rest."""
        gc.freeze()
        gc.set_threshold(*self._before[:2], _SELDOM)
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Leave all as it was."""
        self._ended.set()
        self._thread.join()
        gc.set_threshold(*self._before)
        gc.unfreeze()

    def _watch(self) -> None:
        while not self._ended.wait(self._rest / 2):
            if not self._is_tidy and time.monotonic() - self._worked > self._rest:
                self._is_tidy = True
                gc.collect()
