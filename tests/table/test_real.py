"""The shipped mappings over public records that nobody here wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evaluator.packs import load_pack
from evaluator.packs.mappings import written_mapping
from evaluator.proposals.document import Document, SourceMap
from evaluator.proposals.imported import Imported
from evaluator.proposals.reading import proposal_of
from evaluator.proposals.table.mapping_file import read_mapping
from evaluator.proposals.table.record import import_record, is_wanted
from evaluator.proposals.table.records import read_records

DATA = Path(__file__).parents[3] / "shared" / "data"
SETS = {
    "nqmc-summaries": (["nqmc/summaries.jsonl"], 389),
    "hhs-inventory": (["hhs/measures.jsonl"], 916),
    "qpp-measures-data": ([f"qpp/measures-data-{year}.json" for year in (2019, 2021, 2023)], 1869),
}


def imports(name: str) -> Iterator[tuple[dict[str, Any], Imported]]:
    if not DATA.is_dir():
        pytest.skip("the folder ../shared/data with public records is absent")
    mapping = read_mapping(written_mapping(name))
    for file in SETS[name][0]:
        with (DATA / file).open("rb") as stream:
            for record in read_records(stream, file, mapping):
                assert not record.fault
                if is_wanted(record.data, mapping):
                    yield record.data, import_record(record.data, mapping)


@pytest.mark.parametrize("name", SETS)
def test_every_record_is_a_proposal(name: str) -> None:
    pack, count = load_pack(), 0
    for _, imported in imports(name):
        proposal_of(Document(imported.written, SourceMap(dict)), pack)
        assert imported.sources.keys() >= {"measure.title"}
        count += 1

    assert count == SETS[name][1]


def test_only_outcome_measures_of_qpp_deny_a_risk_adjustment() -> None:
    denied = Counter(
        record["measureType"]
        for record, imported in imports("qpp-measures-data")
        if imported.written.get("risk_adjustment", {}).get("specification") == "absent"
    )

    assert set(denied) == {"outcome", "intermediateOutcome", "patientReportedOutcome"}
    assert all("rationale" not in each.written.get("risk_adjustment", {}) for _, each in imports("qpp-measures-data"))


def test_nothing_but_an_answer_in_its_field_denies_anything_in_nqmc() -> None:
    denied = Counter(
        f"{section}.{field}"
        for _, imported in imports("nqmc-summaries")
        for section, answers in imported.written.items()
        if isinstance(answers, dict)
        for field, value in answers.items()
        if value == "absent"
    )

    assert set(denied) == {"specification.exclusions", "specification.exceptions"}
    assert denied["specification.exceptions"] == 1
