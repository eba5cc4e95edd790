"""Runs beside each other, under packs whose form check and criteria have other names too."""

from __future__ import annotations

from pathlib import Path

from archive_runs import DAY, lines, proposal, scored

from evaluator.archive.drift import drift
from evaluator.archive.score import Ruling
from evaluator.archive.stats import stats


def test_the_form_check_has_one_name_in_the_tables_whatever_a_pack_calls_it(cat2, tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", map(proposal, "abc"))
    for pack in ("ama-category-ii", "measure-evaluation"):
        scored(tmp_path / pack, source, ruling=Ruling(pack=pack, as_of=DAY, visibility="own"))
    run = tmp_path / "measure-evaluation"
    found = stats([run], "own")
    drifted = cat2("archive", "drift", tmp_path / "ama-category-ii", run, "--viewer", "own")
    drawn = cat2("archive", "dashboard", run, "-o", tmp_path / "d", "--viewer", "own")

    assert found.rates[0].criterion == "form"
    assert sum(found.rates[0].counts.values()) == found.n == 3
    assert (
        drift(tmp_path / "ama-category-ii", run, "published").hidden == 3
    )  # of each record once, though two scored it
    assert (drifted.code, drawn.code) == (0, 0)
    assert "Only after: M1" in drifted.out
