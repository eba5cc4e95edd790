"""Public records through the whole of a batch: everything is accounted for, and what must show of them shows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from archive_runs import DAY, scored, table

from evaluator.archive.agreement import compare
from evaluator.archive.decisions import read_decisions
from evaluator.archive.score import Ruling, Scorer
from evaluator.archive.splitting import Splitter
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import digest

DATA = Path(__file__).parents[3] / "shared" / "data"
MAPPINGS = ("*/nqmc/*=nqmc-summaries", "*/hhs/*=hhs-inventory", "*/qpp/*=qpp-measures-data")
SOURCES = {
    "nqmc": (389, 0),
    "hhs": (916, 0),
    "qpp": (1870, 1),
    "fhir": (44, 0),
}  # beside the measures: a schema in YAML
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the folder ../shared/data with public records is absent"),
]


class Scored(NamedTuple):
    """The run over all records, under `measure-only`, with its rows."""

    run: Path
    manifest: dict[str, Any]
    proposals: list[dict[str, Any]]
    errors: list[dict[str, Any]]

    def of(self, folder: str) -> list[dict[str, Any]]:
        """Give the proposals of one source."""
        return [row for row in self.proposals if f"/{folder}/" in row["source"]]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Scored:
    run = tmp_path_factory.mktemp("real") / "run"
    inputs = [DATA / "nqmc" / "summaries.jsonl", *(DATA / name for name in ("hhs", "qpp", "fhir"))]
    ruling = Ruling(as_of=DAY, profile="measure-only", mappings=MAPPINGS)
    manifest = scored(run, *inputs, ruling=ruling, workers=2)
    return Scored(run, manifest, table(run, "proposals"), table(run, "errors"))


def test_every_record_is_scored_or_has_its_reason(found: Scored) -> None:
    faulty = Counter(name for row in found.errors for name in SOURCES if f"/{name}/" in row["source"])

    assert {name: len(found.of(name)) + faulty[name] for name in SOURCES} == {
        name: n for name, (n, _) in SOURCES.items()
    }
    assert {name: faulty[name] for name in SOURCES} == {name: n for name, (_, n) in SOURCES.items()}
    assert found.manifest["in"] == found.manifest["scored"] + found.manifest["errors"] == 3219
    assert all(row["reason"] for row in found.errors)


def test_what_an_import_writes_is_what_a_batch_scores(found: Scored, cat2, tmp_path: Path) -> None:
    folders = {"fhir-measure": (DATA / "fhir",), "table": (DATA / "nqmc" / "summaries.jsonl",)}
    for name, words in folders.items():
        mapping = ("--mapping", "nqmc-summaries") if name == "table" else ()
        assert cat2("import", name, *words, *mapping, "-o", tmp_path / name, "-q").code == 0
    pack = load_pack()
    written = [digest(read_proposal(path, pack).proposal) for path in tmp_path.glob("*/*.yaml")]

    assert len(written) == 44 + 389
    assert sorted(written) == sorted(row["digest"] for row in [*found.of("fhir"), *found.of("nqmc")])


def test_no_criterion_gives_one_finding_to_all_summaries(found: Scored) -> None:
    evaluated = [name for name in found.manifest["criteria"] if name not in found.manifest["not_evaluated"]]
    counts = {name: Counter(row[name] for row in found.of("nqmc")) for name in evaluated}

    assert evaluated == ["A", "B", "D", "E", "F", "G"]
    assert all(len(each) > 1 for each in counts.values())
    assert counts["D"] == {"met": 16, "incomplete": 373}  # deaths and functional states, which a label names
    assert counts["G"] == {"met": 116, "incomplete": 262, "needs_judgement": 11}


def test_agreement_says_what_two_negatives_can_show(found: Scored) -> None:
    words = ("ENDORSED", "ENDORSED_BADGE_ONLY"), ("NOT_ENDORSED",)
    labels = read_decisions(DATA / "nqmc" / "decisions.csv", ("nqmc_id", "endorsement"), *words)
    compared = compare([found.run], labels, "confidential")

    assert compared.rank_n == (128, 2)
    assert compared.other == {"CONFLICT": 14}
    assert all(row.too_few and row.ac1.value is None for row in compared.rows)
    assert "128 yes and 2 no" in compared.limits[0]


def test_outcomes_without_risk_adjustment_are_asked_for_the_reason(found: Scored) -> None:
    outcomes = {row["number"]: row for row in found.of("qpp") if row["measure_type"] == "outcome"}
    denied = {number for number, row in outcomes.items() if _denies_specification(row)}
    gaps = [row for row in table(found.run, "gaps") if row["criterion"] == "F" and row["gap"] == "specify-or-justify"]

    assert len(denied) > 300
    assert {outcomes[number]["F"] for number in denied} == {"incomplete"}
    assert denied <= {row["number"] for row in gaps}


def test_measures_that_have_codes_have_nothing_inherent_under_the_whole_pack(found: Scored) -> None:
    coded = {(row["source"], row["place"]) for row in found.of("qpp") if row["codes"]}
    scorer = Scorer(Ruling(as_of=DAY, mappings=MAPPINGS))
    files = [str(path) for path in sorted((DATA / "qpp").glob("*.json"))]
    records = Splitter(files, scorer.mappings, (found.run,)).records()
    rows = [
        scorer.row({"number": number, **raw._asdict()})
        for number, raw in enumerate(records)
        if (raw.source, raw.place) in coded
    ]

    assert len(rows) == len(coded) == 63
    assert not any(row.get("error") or row["proposal"]["inherent"] for row in rows)


def _denies_specification(row: dict[str, Any]) -> bool:
    wanted = {"criterion": "F", "check": "F.specification", "outcome": "false"}
    return wanted in row["open_checks"]
