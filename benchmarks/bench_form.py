"""How fast an edit on a page of the form is answered with new findings, as a browser on this machine sees it."""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from web_server import PACK, Person, form_values, serving

from evaluator.proposals.drafts import draft_of
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import written
from evaluator.store.proposals import Store

ROOT = Path(__file__).parents[1]
EXAMPLES = ("process-ready", "process-with-gaps", "three-codes", "outcome-for-judgement")
PAGES = ("measure", "specification", "burden", "development")
EDITS = 30
WANTED = 0.100


def main() -> None:
    """Edit, and print how long the answers took."""
    took: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        made = _examples(Path(folder))
        with serving(Path(folder)) as url, Person(base_url=url, timeout=60) as person:
            person.get("/")
            _edits(person, f"/proposals/{made[0]}/form/{PAGES[0]}")  # to warm up
            before = _processor_seconds()
            for each in made:
                for page in PAGES:
                    took += _edits(person, f"/proposals/{each}/form/{page}")
            used = _processor_seconds() - before
    _told(took, used)


def _processor_seconds() -> float:
    """Add up what the server has used so far, whatever else this machine does; where nobody can tell, nothing."""
    ticks = 0
    for children in Path("/proc/self/task").glob("*/children"):
        for child in children.read_text().split():
            ticks += sum(map(int, Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _examples(folder: Path) -> list[str]:
    store = Store(folder)
    read = [read_proposal(ROOT / "examples" / f"{name}.yaml", PACK).proposal for name in EXAMPLES]
    made = [store.create(draft_of(written(proposal))) for proposal in read]
    store.close()
    return made


def _edits(person: Person, path: str) -> list[float]:
    """Type on one page: each keystroke after a pause is a draft saved, with new findings."""
    filled = form_values(person.page(path))
    typed = next(name for name in filled if re.match(r"v:", name) and filled[name] != [""])
    took = []
    for number in range(EDITS):
        values = {**filled, typed: [f"{filled[typed][0]} {number}"], "turn": [str(number + 1)]}
        begun = time.perf_counter()
        answer = person.post(path, data=values, headers={"x-cat2-fragment": "1"})
        took.append(time.perf_counter() - begun)
        _expect(answer)
        filled["base"] = [answer.headers["x-cat2-base"]]
    return took


def _expect(answer: httpx.Response) -> None:
    if answer.status_code != httpx.codes.OK or "verdict" not in answer.text:
        raise SystemExit(f"an edit was not answered: {answer.status_code}")


def _told(took: list[float], used: float) -> None:
    cut = statistics.quantiles(took, n=100)
    said = ", ".join(
        f"{name} {value * 1000:.0f} ms" for name, value in (("50th", cut[49]), ("95th", cut[94]), ("99th", cut[98]))
    )
    print(f"{len(took)} edits answered with new findings: percentiles {said}; fastest {min(took) * 1000:.0f} ms")
    print(f"the server used {used / len(took) * 1000:.0f} ms of a processor for each")
    print(f"wanted: 99th under {WANTED * 1000:.0f} ms; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
