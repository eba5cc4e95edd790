"""How long a report takes once templates are compiled: HTML of a full proposal must stay below 25 ms.

Run it with `make bench`, or name a file: `python benchmarks/bench_rendering.py examples/outcome-for-judgement.yaml`.
It leaves with 1 where the report for an applicant takes longer.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from evaluator.api import Evaluator, result_of
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.rendering.audiences import AUDIENCES, Reader
from evaluator.rendering.formats import render

MOST = 25
ROUNDS = 40
FULL = Path(__file__).parent.parent / "examples" / "outcome-for-judgement.yaml"


def milliseconds(task: Callable[[], object]) -> float:
    """Time a task after warm-up, by the processor's time of its best round: other work on a machine only adds to it."""
    for _ in range(3):
        task()
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        task()
        taken.append(1000 * (time.process_time() - start))
    return min(taken)


def main() -> int:
    """Print the times, and tell by the exit code whether the report for an applicant is quick enough."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FULL
    pack = load_pack()
    result = result_of(Evaluator(pack).evaluate(read_proposal(file, pack).proposal))
    times = {
        (audience, form): milliseconds(lambda: render(result, form, reader=Reader(audience)))  # noqa: B023  run at once
        for audience in AUDIENCES
        for form in ("html", "md")
    }
    print(f"{file.name}, processor time in ms, best of {ROUNDS}")
    for (audience, form), taken in times.items():
        print(f"  {audience:10} {form:5} {taken:7.1f}")
    return int(times["applicant", "html"] > MOST)


if __name__ == "__main__":
    sys.exit(main())
