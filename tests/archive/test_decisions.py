"""Tables of decisions as people hand them over."""

from __future__ import annotations

from pathlib import Path

from evaluator.archive.decisions import read_decisions


def test_rows_of_decisions_that_lack_something_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(b"id,decision\n1\n2,yes\n3,no,extra\n4,n\xf6\n,yes\n")

    labels = read_decisions(path, ("id", "decision"), ("yes",), ("no",))

    assert labels.labels == {"2": True}
    assert (labels.other, labels.unusable) == ({}, 4)
