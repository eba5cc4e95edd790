"""Tables of decisions as people hand them over."""

from __future__ import annotations

from pathlib import Path

from archive_runs import lines, proposal, scored

from evaluator.archive.agreement import compare
from evaluator.archive.decisions import read_decisions
from evaluator.archive.tellings import Telling, of_agreement


def test_rows_of_decisions_that_lack_something_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(b"id,decision\n1\n2,yes\n3,no,extra\n4,n\xf6\n,yes\n")

    labels = read_decisions(path, ("id", "decision"), ("yes",), ("no",))

    assert labels.labels == {"2": True}
    assert (labels.other, labels.unusable) == ({}, 4)


def test_what_stands_in_brackets_is_said_where_something_does(tmp_path: Path) -> None:
    purpose = {"purpose": "To find ulcers early.", "intended_use": "quality_improvement", "programmes": "absent"}
    rows = [proposal(f"{n}", **({"use": purpose} if n % 3 else {})) for n in range(60)]
    scored(tmp_path / "run", lines(tmp_path / "a.jsonl", rows))
    path = tmp_path / "decisions.csv"

    def told(compared: int) -> Telling:
        words = [f"{n},{'yes' if n % 2 else 'no'}" for n in range(compared)]
        path.write_text("\n".join(["id,decision", *words, "nowhere,yes"]), encoding="utf-8")
        decisions = read_decisions(path, ("id", "decision"), ("yes",), ("no",))
        return of_agreement(compare([tmp_path / "run"], decisions, "confidential"))[0]

    said = (
        "In brackets: where a number lies in 95 of 100 resamples of these records (500 resamples, the same each time)."
    )
    kappas = {row[0]: row[-1] for row in told(60).rows}
    assert said in told(60).remarks
    assert said not in told(30).remarks
    assert "31 labels; of no proposal that this viewer may see here: 1." in told(30).remarks
    assert "(" in kappas["A"]
    assert kappas["B"] == "none: findings alike"
    assert {row[-1] for row in told(30).rows} == {"too few"}
