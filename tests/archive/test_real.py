"""Public records through the whole of a batch: everything is accounted for, and what must show of them shows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from archive_runs import DAY, scored, table

from evaluator.archive.agreement import compare
from evaluator.archive.decisions import read_decisions
from evaluator.archive.score import Ruling

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the folder ../shared/data with public records is absent"),
]


@pytest.mark.parametrize(
    ("folder", "mapping", "count", "faulty"),
    [
        ("nqmc/summaries.jsonl", "nqmc-summaries", 389, 0),
        ("hhs", "hhs-inventory", 916, 0),
        ("qpp", "qpp-measures-data", 1870, 1),  # beside the measures lies a schema in YAML
        ("fhir", None, 44, 0),
    ],
)
def test_every_record_is_scored_or_has_its_reason(
    tmp_path: Path, folder: str, mapping: str | None, count: int, faulty: int
) -> None:
    ruling = Ruling(as_of=DAY, profile="measure-only", mappings=(mapping,) if mapping else ())
    manifest = scored(tmp_path / "run", DATA / folder, ruling=ruling, workers=2)

    assert (manifest["in"], manifest["scored"], manifest["errors"]) == (count, count - faulty, faulty)
    assert all(row["reason"] for row in table(tmp_path / "run", "errors"))
    if mapping == "nqmc-summaries":
        _no_criterion_gives_one_finding_to_all(table(tmp_path / "run", "proposals"), manifest)
        _agreement_says_what_two_negatives_can_show(tmp_path / "run")


def _no_criterion_gives_one_finding_to_all(rows: list[dict[str, Any]], manifest: dict[str, Any]) -> None:
    evaluated = [name for name in manifest["criteria"] if name not in manifest["not_evaluated"]]
    counts = {name: Counter(row[name] for row in rows) for name in evaluated}

    assert evaluated == ["A", "B", "D", "E", "F", "G"]
    assert all(len(found) > 1 for found in counts.values())
    assert counts["D"] == {"met": 16, "incomplete": 373}  # deaths and functional states, which a label names
    assert counts["G"] == {"met": 116, "incomplete": 262, "needs_judgement": 11}


def _agreement_says_what_two_negatives_can_show(run: Path) -> None:
    words = ("ENDORSED", "ENDORSED_BADGE_ONLY"), ("NOT_ENDORSED",)
    labels = read_decisions(DATA / "nqmc" / "decisions.csv", ("nqmc_id", "endorsement"), *words)
    found = compare([run], labels, "confidential")

    assert found.rank_n == (128, 2)
    assert found.other == {"CONFLICT": 14}
    assert all(row.too_few and row.ac1.value is None for row in found.rows)
    assert "128 yes and 2 no" in found.limits[0]


def test_measures_that_have_codes_have_nothing_inherent_and_outcomes_are_asked_for_the_reason(tmp_path: Path) -> None:
    ruling = Ruling(as_of=DAY, mappings=("qpp-measures-data",))
    scored(tmp_path / "run", *sorted((DATA / "qpp").glob("*.json")), ruling=ruling, workers=2)
    rows = table(tmp_path / "run", "proposals")
    gaps = table(tmp_path / "run", "gaps")
    outcomes = {row["number"] for row in rows if row["measure_type"] == "outcome"}
    denied = {row["number"] for row in rows if _denies_specification(row)}

    assert len(rows) == 1869
    assert sum(bool(row["codes"]) for row in rows) == 63
    assert not any(row["codes"] and row["inherent"] for row in rows)
    assert len(denied & outcomes) > 300
    assert {row["F"] for row in rows if row["number"] in denied & outcomes} == {"incomplete"}
    asked = {row["number"] for row in gaps if row["criterion"] == "F" and row["gap"] == "specify-or-justify"}
    assert denied & outcomes <= asked


def _denies_specification(row: dict) -> bool:
    wanted = {"criterion": "F", "check": "F.specification", "outcome": "false"}
    return wanted in row["open_checks"]
