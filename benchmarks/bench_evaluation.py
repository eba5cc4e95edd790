"""What an evaluation costs, phase by phase, side by side in one run, over JSON lines made of the examples.

Rounds are interleaved, so that a machine that slows down slows all rows; the ratios are what to read.
Run it with `make bench`; `--memory` evaluates 100,000 proposals in one process and prints what that took of memory.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from reference.findings import evaluate as reference_evaluate  # noqa: E402  the tests' evaluator, found above
from varied import Seasoned, varied_lines  # noqa: E402  beside this file

from evaluator.api import Evaluator  # noqa: E402
from evaluator.engine.answers import context_of  # noqa: E402
from evaluator.engine.known_patterns import KnownPatterns  # noqa: E402
from evaluator.engine.observe import observe  # noqa: E402
from evaluator.engine.run import Run, concluded, run  # noqa: E402
from evaluator.model.proposal import Proposal  # noqa: E402
from evaluator.packs import load_pack  # noqa: E402
from evaluator.proposals.reading import read_proposal  # noqa: E402
from evaluator.proposals.writing import to_json_line  # noqa: E402
from evaluator.proposals.yaml_events import events  # noqa: E402
from evaluator.proposals.yaml_text import yaml_document  # noqa: E402

AS_OF = datetime.date(2026, 11, 21)
ROUNDS = 5
LINES = 70
BEFORE = 700


def main() -> None:
    """Print the table, and the memory if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memory", action="store_true", help="also evaluate 100,000 proposals in one process")
    parser.add_argument("--count", type=int, default=100_000, help="how many proposals for --memory")
    options = parser.parse_args()
    pack = load_pack()
    adviser, decider = Evaluator(pack, AS_OF), Evaluator(pack, AS_OF, advises=False)
    lines = varied_lines(pack, LINES)
    seasoned = Seasoned((decider, adviser), varied_lines(pack, BEFORE, seed=1), lines)
    proposals = [Proposal.model_validate(json.loads(line)) for line in lines]
    gc.freeze()
    _speed(adviser, decider, proposals, seasoned)
    _yaml()
    _start_up()
    if options.memory:
        _memory(adviser, lines, options.count)


def _speed(adviser: Evaluator, decider: Evaluator, proposals: list[Proposal], seasoned: Seasoned) -> None:
    """Print the phases; the decider asks what findings rest on, the adviser all checks, as for a report."""
    lines = seasoned.lines
    runs = [decider.run(proposal) for proposal in proposals]
    phases: dict[str, Callable[[int], object]] = {
        "validation alone (JSON line to model)": lambda n: Proposal.model_validate(json.loads(lines[n])),
        "observe (checks to outcomes)": lambda n: _observe(decider, proposals[n]),
        "chain (rules to findings, none known)": lambda n: _chain(decider, runs[n]),
        "reference evaluator (observe and combine)": lambda n: reference_evaluate(decider.pack, proposals[n], AS_OF),
        "observe and chain": lambda n: decider.run(proposals[n]),
        "JSON line to findings": lambda n: decider.run(Proposal.model_validate(json.loads(lines[n]))),
        "JSON line to findings, numbers and gaps": lambda n: decider.summary(
            Proposal.model_validate(json.loads(lines[n]))
        ),
        "JSON line to evaluation with all sentences": lambda n: adviser.evaluate(
            Proposal.model_validate(json.loads(lines[n]))
        ),
    }
    times: dict[str, list[float]] = {name: [] for name in phases}
    for _ in range(ROUNDS):
        for name, phase in phases.items():
            seasoned.again()
            start = time.process_time()
            for number in range(len(lines)):
                phase(number)
            times[name].append((time.process_time() - start) / len(lines))
    base = statistics.median(times["validation alone (JSON line to model)"])
    print(f"{seasoned}, {ROUNDS} interleaved rounds, medians of processor time")
    print(f"{'':44}{'ms each':>10}{'a second':>10}{'rate to validation':>20}")
    for name, values in times.items():
        median = statistics.median(values)
        print(f"{name:44}{median * 1000:10.2f}{1 / median:10,.0f}{base / median:20.2f}")
    chain, reference = (statistics.median(times[name]) for name in phases if name.startswith(("chain", "reference")))
    print(f"chaining runs at {reference / chain:.2f} of the reference evaluator's rate (aim: 0.33 or more)")
    for name in ("JSON line to findings", "JSON line to evaluation with all sentences"):
        rate = base / statistics.median(times[name])
        print(f"{name}: {rate:.2f} of the rate of validation alone (aim end to end: 0.33 or more)")


def _observe(evaluator: Evaluator, proposal: Proposal) -> object:
    context = context_of(proposal, AS_OF)
    return [observe(plan, context) for plan in evaluator.compiled.plans]


def _chain(evaluator: Evaluator, found: Run) -> None:
    """Let the rules derive all of it anew, as for a proposal whose outcomes come in no pattern that was met before."""
    compiled, anew = evaluator.compiled, [replace(one, settled=None) for one in found.criteria]
    known, compiled.patterns = compiled.patterns, KnownPatterns(compiled.plans)
    concluded(compiled, found.context, anew)
    compiled.patterns = known


def _yaml() -> None:
    """Compare reading YAML with the parser that reads all of it."""
    text = (ROOT / "examples" / "process-ready.yaml").read_text(encoding="utf-8")
    times: dict[str, list[float]] = {"both": [], "ruamel": []}
    for _ in range(2 * ROUNDS):
        for name, read in (("both", yaml_document), ("ruamel", lambda text: list(events(text, "")))):
            start = time.process_time()
            read(text)
            times[name].append(time.process_time() - start)
    both, alone = (1000 * statistics.median(values) for values in times.values())
    print(f"process-ready.yaml becomes data in {both:.1f} ms, {both / alone:.2f} of what ruamel takes to parse it")


def _start_up() -> None:
    """Compare `cat2 check` on one JSON file with importing the two libraries that it cannot do without."""
    proposal = ROOT / "build" / "bench.json"
    proposal.parent.mkdir(exist_ok=True)
    pack = load_pack()
    proposal.write_text(to_json_line(read_proposal(ROOT / "examples" / "process-ready.yaml", pack).proposal), "utf-8")
    commands = {
        "python -c 'import pydantic, jinja2'": [sys.executable, "-c", "import pydantic, jinja2"],
        "cat2 check process-ready.json": [sys.executable, "-m", "evaluator", "check", str(proposal)],
    }
    # As it is installed: modules compiled beforehand, here in the first round, which does not count.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    kept = {"": environment, ", nothing kept": {**environment, "CAT2_CACHE": ""}}
    ways = [(name + how, command, around) for name, command in commands.items() for how, around in kept.items()]
    times: dict[str, list[float]] = {name: [] for name, _, _ in ways}
    for _, command, around in ways:
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=around)
    for _ in range(ROUNDS):
        for name, command, around in ways:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=around)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times[name].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    base, _, check, anew = (statistics.median(values) for values in times.values())
    print(f"start-up: {base * 1000:.0f} ms for the libraries, {check * 1000:.0f} ms for cat2 check, processor time")
    print(f"cat2 check takes {check / base:.1f} times the libraries (aim: 4 or less)")
    print(f"where no pack is kept from an earlier start, {anew / base:.1f} times")


def _memory(evaluator: Evaluator, lines: list[str], count: int) -> None:
    print(f"memory over {count:,} evaluations in one process (largest resident size so far)")
    for number in range(1, count + 1):
        run(evaluator.compiled, Proposal.model_validate(json.loads(lines[number % len(lines)])), AS_OF)
        if number in (count // 100, count // 10, count // 2, count):
            size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"  after {number:>9,}: {size:8.1f} MiB")


if __name__ == "__main__":
    main()
