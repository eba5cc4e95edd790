"""What a batch costs beside validation alone on the same JSON lines, with one worker and two, and where the time goes.

All rows are of one run on one machine, and the phases are interleaved, so the ratios are what to read.
`--memory` scores many records and prints what a worker takes of memory on its way.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
from varied import Seasoned, varied_lines

from evaluator.api import Evaluator
from evaluator.archive.batch import PART, Progress, Wish, run_batch
from evaluator.archive.score import Ruling, Scorer
from evaluator.archive.tables import RECORD, from_bytes, to_bytes
from evaluator.engine.answers import context_of
from evaluator.engine.observe import observe
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.proposals.json_text import json_document
from evaluator.proposals.reading import proposal_of
from evaluator.proposals.writing import digest

DAY = datetime.date(2026, 11, 22)
ROUNDS = 5
LINES = 70
BEFORE = 700
VARIED = 2000  # different records; a longer archive has them several times
_PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1500, help="records of each batch")
    parser.add_argument("--memory", action="store_true", help="print the memory of a worker instead")
    options = parser.parse_args()
    pack = load_pack()
    if options.memory:
        _memory(varied_lines(pack, VARIED), options.count)
        return
    validation = _phases(varied_lines(pack, LINES))
    _workers(varied_lines(pack, VARIED, seed=2), options.count, validation)


def _phases(lines: list[str]) -> float:
    scorer = Scorer(Ruling(as_of=DAY.isoformat()))
    evaluator, pack = scorer.evaluator, scorer.pack
    proposals = [proposal_of(json_document(line), pack).proposal for line in lines]
    seasoned = Seasoned((evaluator,), varied_lines(pack, BEFORE, seed=1), lines)
    gc.freeze()
    runs = [evaluator.run(proposal) for proposal in proposals]
    rows = [_record(number, line) for number, line in enumerate(lines)]
    batch = pyarrow.RecordBatch.from_pylist(rows, schema=RECORD)
    found = scorer.score(batch)
    phases: dict[str, Callable[[], object]] = {
        "validation alone (JSON line to model)": lambda: [Proposal.model_validate(json.loads(line)) for line in lines],
        "read and check (JSON line to proposal)": lambda: [proposal_of(json_document(line), pack) for line in lines],
        "observe (checks to outcomes)": lambda: [_observe(evaluator, each) for each in proposals],
        "observe and chain": lambda: [evaluator.run(each) for each in proposals],
        "gaps and numbers": lambda: [evaluator.summary(*pair) for pair in zip(proposals, runs, strict=True)],
        "digest": lambda: [digest(each) for each in proposals],
        "hand over (Arrow batches there and back)": lambda: (from_bytes(to_bytes(batch)), from_bytes(to_bytes(found))),
        "all of one worker (batch to batch)": lambda: scorer.score(batch),
    }
    times: dict[str, list[float]] = {name: [] for name in phases}
    for _ in range(ROUNDS):
        for name, phase in phases.items():
            seasoned.again()
            start = time.process_time()
            phase()
            times[name].append((time.process_time() - start) / len(lines))
    medians = {name: statistics.median(values) for name, values in times.items()}
    first = next(iter(medians.values()))
    print(f"{seasoned}, {ROUNDS} interleaved rounds, medians of processor time")
    print(f"{'':44}{'ms each':>10}{'a second':>10}{'rate to validation':>20}")
    for name, median in medians.items():
        print(f"{name:44}{median * 1000:10.2f}{1 / median:10,.0f}{first / median:20.2f}")
    return first


def _observe(evaluator: Evaluator, proposal: Proposal) -> object:
    context = context_of(proposal, DAY)
    return [observe(plan, context) for plan in evaluator.compiled.plans]


def _workers(lines: list[str], count: int, validation: float) -> None:
    rates: dict[int, list[float]] = {1: [], 2: []}
    spent = time.process_time()
    for _ in range(3):
        for workers, values in rates.items():
            values.append(_rate(lines, count, workers))
    mine = (time.process_time() - spent) / (6 * count)
    one, two = (statistics.median(values) for values in rates.values())
    print(f"\n{count:,} records, wall time from a quarter on to the manifest, medians of 3 interleaved batches")
    print(f"one worker {one:,.0f} a second, two {two:,.0f}: {two / one:.2f} times (aim: 1.5 or more)")
    print(f"reading and writing takes {mine * 1000:.2f} ms of processor time a record, begun packs with it")
    print(f"one worker runs at {one * validation:.2f} of the rate of validation alone (aim: 0.33 or more)")


def _rate(lines: list[str], count: int, workers: int) -> float:
    """Time a batch from its first quarter on, when every worker has started, which a long batch does not feel."""
    begun: list[tuple[float, int]] = []

    def look(progress: Progress) -> None:
        if not begun and progress.done >= count // 4:
            begun.append((time.monotonic(), progress.done))

    with tempfile.TemporaryDirectory() as folder:
        run_batch(_wish(Path(folder), lines, count, workers), look)
        ended = time.monotonic()
    since, done = begun[0]
    return (count - done) / (ended - since)


def _wish(folder: Path, lines: list[str], count: int, workers: int) -> Wish:
    source = folder / "in.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(lines[number % len(lines)])
    return Wish([str(source)], folder / "run", Ruling(as_of=DAY.isoformat()), workers=workers)


def _memory(lines: list[str], count: int) -> None:
    marks = {count // 20, count // 4, count // 2, count}
    print(f"memory over {count:,} records with one worker and parts of {PART} (resident MiB)")

    def look(progress: Progress) -> None:
        if due := {mark for mark in marks if progress.done >= mark}:
            marks.difference_update(due)
            sizes = {name: _resident(pid) for name, pid in _processes().items()}
            print(f"  after {progress.done:>9,}: " + ", ".join(f"{name} {size:,.0f}" for name, size in sizes.items()))

    with tempfile.TemporaryDirectory() as folder:
        wish = _wish(Path(folder), lines, count, 1)
        run_batch(wish, look)


def _processes() -> dict[str, int]:
    """Find this process and the worker that it started, which is the larger of its children."""
    mine = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    worker = max(map(int, mine), key=_resident)
    return {"reader and writer": os.getpid(), "worker": worker}


def _resident(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * _PAGE / 2**20


def _record(number: int, line: str) -> dict[str, Any]:
    raw = {"source": "in.jsonl", "place": f"line {number + 1}", "shape": "json", "data": line.encode(), "fault": ""}
    return {"number": number, **raw}


if __name__ == "__main__":
    main()
