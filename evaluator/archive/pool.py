"""A pool of processes that score: one that hangs or dies costs one record, and another takes its place."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import queue
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from importlib.abc import MetaPathFinder
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple, Self

import pyarrow

from evaluator.archive.score import Ruling, Scorer, error_of
from evaluator.archive.tables import RECORD, from_bytes, results_schema, to_bytes
from evaluator.errors import UserError

_NOBODY = -1.0
_LOOK_EVERY = 0.2
_MOST_STARTS = 3
_AHEAD = 2  # batches that a worker has, so that it need not wait for the next
_FIRST = {
    "number": -1,
    "source": "",
    "place": "",
    "shape": "json",
    "data": b'{"schema": "cat2-proposal/1"}',
    "fault": "",
}
_READY, _FAILED = b"ready", b"failed"


class PoolError(UserError):
    """The processes that score cannot be started."""


class _Limits(NamedTuple):
    seconds: float
    workers: int


class Pool:
    """Scores batches of records in processes of their own, each with one compiled pack."""

    def __init__(self, ruling: Ruling, scorer: Scorer, *, workers: int, seconds: float) -> None:
        """Prepare; each process makes a scorer of its own of the same kind, and refuses another pack than its."""
        self._ruling, self._kind = ruling, type(scorer)
        self._digest, self._criteria = scorer.pack.digest, scorer.criteria
        self._limits = _Limits(seconds, workers)
        self._again: deque[Any] = deque()
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def __enter__(self) -> Self:
        # A session of the engine is freed and taken anew for each proposal; glibc would give its memory back each time.
        os.environ.setdefault("MALLOC_TOP_PAD_", "67108864")
        self._workers = [self._start() for _ in range(self._limits.workers)]
        return self

    def __exit__(self, *raised: object) -> None:
        for worker in self._workers:
            worker.end()

    def results(self, batches: Iterator[Any], wants_more: Callable[[], bool] = lambda: True) -> Iterator[Any]:
        """Score every batch and give the results as they come; the caller puts them in order.

        Nothing new is begun while the caller wants no more, unless nothing else is under way.
        """
        more = True
        while True:
            for worker in self._workers:
                more = self._feed(worker, batches, wants_more) if more or self._again else more
            if not more and not self._again and self._is_idle():
                return
            yield from self._look()

    def _feed(self, worker: _Worker, batches: Iterator[Any], wants_more: Callable[[], bool]) -> bool:
        """Give a worker what it can take; false once there is nothing more to give."""
        while worker.is_ready and len(worker.batches) < _AHEAD:
            if self._again:
                worker.give(self._again.popleft())
                continue
            if not (wants_more() or self._is_idle()):
                return True
            batch = next(batches, None)
            if batch is None:
                return False
            worker.give(batch)
        return True

    def _is_idle(self) -> bool:
        return all(worker.is_idle for worker in self._workers)

    def _look(self) -> Iterator[Any]:
        wait([worker.connection for worker in self._workers], timeout=_LOOK_EVERY)
        for place, worker in enumerate(self._workers):
            try:
                while worker.connection.poll():
                    yield from self._heard(worker, worker.connection.recv_bytes())
            except (EOFError, OSError):
                yield from self._lost(place, worker, "crash", "the engine ended its process on this record")
                continue
            if worker.is_over(self._limits.seconds):
                reason = f"it took longer than {self._limits.seconds:g} s, and its process was ended"
                yield from self._lost(place, worker, "time", reason)

    def _heard(self, worker: _Worker, message: bytes) -> Iterator[Any]:
        if message == _READY:
            worker.is_ready, self._failed_starts = True, 0
        elif message.startswith(_FAILED):
            raise PoolError(message.removeprefix(_FAILED).decode())
        else:
            worker.batches.popleft()
            yield from_bytes(message)

    def _lost(self, place: int, worker: _Worker, kind: str, reason: str) -> Iterator[Any]:
        """Put a worker in the place of one that is gone: its record is an error, the others of its batch go again."""
        rows = [row for batch in worker.batches for row in batch.to_pylist()]
        number = worker.number
        worker.end()
        if not worker.is_ready:
            self._failed_starts += 1
            if self._failed_starts >= _MOST_STARTS:
                raise PoolError("the processes that score end as soon as they begin; is there enough memory?")
        self._workers[place] = self._start()
        if not rows:
            return
        blamed = [row for row in rows if row["number"] == number] or (rows if len(rows) == 1 else [])
        if blamed:
            told = {name: blamed[0][name] for name in ("number", "source", "place")}
            row = told | {"error": error_of(kind, reason)}
            yield pyarrow.RecordBatch.from_pylist([row], schema=results_schema(self._criteria))
        others = [row for row in rows if row not in blamed]
        parts = [others] if blamed else [[row] for row in others]  # nobody knows which: one by one
        self._again.extend(pyarrow.RecordBatch.from_pylist(part, schema=RECORD) for part in parts if part)

    def _start(self) -> _Worker:
        return _Worker(self._kind, self._ruling, self._digest)


class _Worker:
    """One process, with what it is working on and since when."""

    def __init__(self, kind: type[Scorer], ruling: Ruling, pack_digest: str) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._at = context.RawArray("d", [_NOBODY, 0.0])
        self.process = context.Process(target=_work, args=(theirs, self._at, kind, ruling, pack_digest), daemon=True)
        self.process.start()
        theirs.close()
        self.batches: deque[Any] = deque()
        self.is_ready = False

    @property
    def is_idle(self) -> bool:
        return not self.batches

    @property
    def number(self) -> int:
        return int(self._at[0])

    def give(self, batch: Any) -> None:
        self.batches.append(batch)
        with contextlib.suppress(OSError):  # it has just ended, which is found out where results are looked for
            self.connection.send_bytes(to_bytes(batch))

    def is_over(self, seconds: float) -> bool:
        number, since = self._at[0], self._at[1]
        return bool(number != _NOBODY and time.monotonic() - since > seconds)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class _WithoutPandas(MetaPathFinder):
    """Keeps pyarrow from loading pandas, where it is installed, with the first array: half a second and 50 MB."""

    def find_spec(self, name: str, _path: object, _target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _work(connection: Connection, at: Any, kind: type[Scorer], ruling: Ruling, pack_digest: str) -> None:
    """Score what comes until nothing comes any more; this runs in the process of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who reads and writes decides when to end
    sys.meta_path.insert(0, _WithoutPandas())
    with contextlib.suppress(BrokenPipeError):  # that one is gone, and there is nobody to tell
        try:
            scorer = kind(ruling)
        except UserError as error:
            connection.send_bytes(_FAILED + str(error).encode())
            return
        if scorer.pack.digest != pack_digest:
            connection.send_bytes(_FAILED + b"the criteria pack changed while the batch began; begin it again")
            return
        scorer.row(_FIRST)  # what is prepared once is not charged to the first record
        gc.freeze()  # the compiled pack stays, so that nobody looks through it again and again
        connection.send_bytes(_READY)
        _score(connection, at, scorer)


def _score(connection: Connection, at: Any, scorer: Scorer) -> None:
    def begun(number: int) -> None:
        at[1] = time.monotonic()
        at[0] = number

    waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(connection, waiting), daemon=True).start()
    while message := waiting.get():
        result = scorer.score(from_bytes(message), begun)
        at[0] = _NOBODY
        connection.send_bytes(to_bytes(result))


def _listen(connection: Connection, waiting: queue.SimpleQueue[bytes | None]) -> None:
    """Take in what comes while the worker is at work, so that nobody waits for another who waits."""
    try:
        while True:
            waiting.put(connection.recv_bytes())
    except (EOFError, OSError):  # the one who gave the work is gone
        waiting.put(None)
