"""Fifty people save different answers of one proposal, and of proposals of their own, at the same time on this machine.

Afterwards every answer that was saved must be there; the percentiles say how long a save took.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from web_server import Person, form_values, serving

from evaluator.proposals.drafts import held_at, with_held
from evaluator.store.proposals import Store

EDITORS = 50
SAVES = 6
ROWS = [f"k{number:08x}" for number in range(EDITORS)]


def main() -> int:
    """Let everybody save, look for what they typed, and print how long it took."""
    took: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        shared, own = _prepared(Path(folder))
        with serving(Path(folder)) as url:
            begun = time.perf_counter()
            editors = [
                threading.Thread(target=_edit, args=(url, shared if number % 2 else own[number], row, took))
                for number, row in enumerate(ROWS)
            ]
            for editor in editors:
                editor.start()
            for editor in editors:
                editor.join()
            lasted = time.perf_counter() - begun
        lost = _lost(Path(folder), shared, own)
    return _told(took, lost, lasted)


def _prepared(folder: Path) -> tuple[str, list[str]]:
    store = Store(folder)
    draft: dict[str, object] = {}
    for row in ROWS:
        draft = with_held(draft, f"specification.terms.{row}.term", row)
    shared, own = store.create(draft), [store.create(draft) for _ in ROWS]
    store.close()
    return shared, own


def _edit(url: str, proposal: str, row: str, took: list[float]) -> None:
    path = f"/proposals/{proposal}/form/specification.terms.{row}"
    with Person(base_url=url, timeout=300) as person:
        person.get("/")
        for number in range(SAVES):
            filled = form_values(person.page(path))
            filled[f"v:specification.terms.{row}.definition"] = [f"{row} {number}"]
            begun = time.perf_counter()
            answer = person.post(path, data=filled)
            took.append(time.perf_counter() - begun)
            if answer.status_code != 303 or "conflicts" in answer.headers["location"]:  # noqa: PLR2004  sent on
                raise SystemExit(f"a save was not taken: {answer.status_code} {answer.headers.get('location')}")


def _lost(folder: Path, shared: str, own: list[str]) -> list[str]:
    """Name what was saved and is not there: the last answer in force, and each answer in some version."""
    store = Store(folder)
    lost = []
    for number, row in enumerate(ROWS):
        proposal, address = shared if number % 2 else own[number], f"specification.terms.{row}.definition"
        held = {held_at(store.version(proposal, each.number).data, address) for each in store.versions(proposal)}
        lost += [f"{row} {save}" for save in range(SAVES) if f"{row} {save}" not in held]
        if held_at(store.version(proposal).data, address) != f"{row} {SAVES - 1}":
            lost.append(f"{row}: the last answer is not in force")
    store.close()
    return lost


def _told(took: list[float], lost: list[str], lasted: float) -> int:
    cut = statistics.quantiles(took, n=100)
    named = (("50th", cut[49]), ("95th", cut[94]), ("99th", cut[98]))
    said = ", ".join(f"{name} {value * 1000:.0f} ms" for name, value in named)
    print(f"{EDITORS} editors at once, {len(took)} saves in {lasted:.0f} s: percentiles of a save {said}")
    print(f"lost: {len(lost)}{''.join(f', {each}' for each in lost[:5])}")
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return 1 if lost or len(took) != EDITORS * SAVES else 0


if __name__ == "__main__":
    sys.exit(main())
