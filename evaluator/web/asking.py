"""What to answer next, worked out by a process of its own: trying many answers must not hold up who is typing."""

from __future__ import annotations

import datetime
import multiprocessing
import os
import signal
import threading
from collections import OrderedDict
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotReadyError
from functools import lru_cache
from typing import Any, NamedTuple

from evaluator.advice.ask_next import next_questions
from evaluator.api import Evaluator
from evaluator.model.criteria import Pack
from evaluator.model.next_questions import NextQuestions
from evaluator.model.proposal import Proposal
from evaluator.proposals.writing import digest, written
from evaluator.web.own import Own

_REMEMBERED = 200


class Asking:
    """Works out which questions to answer next, one proposal at a time, and remembers."""

    def __init__(self, pack: Pack, own: Own) -> None:
        """Prepare; the process is started when it is first needed."""
        self._ruler = (pack, own)
        self._worker = self._started()
        self._known: OrderedDict[_Asked, Future[NextQuestions]] = OrderedDict()
        self._lock = threading.Lock()

    def known(self, proposal: Proposal, day: datetime.date) -> NextQuestions | None:
        """Give the questions if they are worked out already, and begin nothing."""
        with self._lock:
            asked = self._known.get(_Asked(day, digest(proposal)))
        return asked.result() if asked is not None and asked.done() and not asked.exception() else None

    def questions(self, proposal: Proposal, day: datetime.date, wait: float) -> NextQuestions | None:
        """Give the questions as of a day; None if they are not worked out in time."""
        try:
            return self._asked(proposal, day).result(wait)
        except NotReadyError:
            return None
        except BrokenExecutor:  # somebody ended the process; the form goes on, and so does the next one
            with self._lock:
                self._known.clear()
                self._worker = self._started()
            return None

    def warm_up(self) -> None:
        """Start the process before anybody waits for it."""
        self._worker.submit(_nothing)

    def close(self) -> None:
        """Let the process end."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(1, spawn, initializer=_prepare, initargs=self._ruler)

    def _asked(self, proposal: Proposal, day: datetime.date) -> Future[NextQuestions]:
        name = _Asked(day, digest(proposal))
        with self._lock:
            if name not in self._known:
                self._forget_waiting()
                self._known[name] = self._worker.submit(_ask, written(proposal), day)
            return self._known[name]

    def _forget_waiting(self) -> None:
        """Leave out what nobody looks at any more: only the last draft matters."""
        for name in [name for name, asked in self._known.items() if asked.cancel()]:
            del self._known[name]
        while len(self._known) >= _REMEMBERED:
            self._known.popitem(last=False)


class _Asked(NamedTuple):
    """As of which day was asked about which answers."""

    day: datetime.date
    digest: str


_rulers: list[tuple[Pack, Own]] = []


@lru_cache(maxsize=1)
def _evaluator(day: datetime.date) -> Evaluator:
    """Prepare the criteria for a day; a server may run for days, and the day before does not come back."""
    pack, own = _rulers[0]
    return Evaluator(pack, day, codes=own.codes, calendar=own.calendar)


def _prepare(pack: Pack, own: Own) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the server stops this with it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _rulers.append((pack, own))
    _evaluator(own.day)


def _end_with_parent() -> None:
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def _nothing() -> None:
    pass


def _ask(data: dict[str, Any], day: datetime.date) -> NextQuestions:
    return next_questions(_evaluator(day), Proposal.model_validate(data))
