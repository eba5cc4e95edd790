"""Files that hold Measures, and files that do not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from evaluator.errors import ProposalError
from evaluator.proposals.fhir_measure import read_measures

if TYPE_CHECKING:
    from pathlib import Path

MEASURE = {"resourceType": "Measure", "title": "Foot check"}


def bundle(*resources: object) -> dict[str, object]:
    return {"resourceType": "Bundle", "entry": [{"resource": resource} for resource in resources]}


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("one.json", json.dumps(MEASURE), 1),
        ("mark.json", "\ufeff" + json.dumps(MEASURE), 1),
        ("many.json", json.dumps(bundle(MEASURE, {"resourceType": "Library"}, MEASURE, None)), 2),
        ("many.ndjson", f"{json.dumps(MEASURE)}\n\n{json.dumps(bundle(MEASURE))}\n", 2),
    ],
)
def test_measures_are_read(tmp_path: Path, name: str, text: str, count: int) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")

    assert list(read_measures(file)) == [MEASURE] * count


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "an empty file"),
        (b"  \n", "an empty file"),
        (b"{", "not JSON"),
        (b"<Measure xmlns='http://hl7.org/fhir'/>", "XML or HTML"),
        (b"PK\x03\x04", "ZIP"),
        ('{"title": "é"}'.encode("latin-1"), "0xE9"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"resourceType": "Measure", "title": "a", "title": "b"}', "twice"),
        (b'{"resourceType": "Measure", "version": NaN}', "no number"),
        (b'{"resourceType": "Library"}', '"Library"'),
        (b'{"resourceType": "Bundle"}', "an empty Bundle"),
        (json.dumps(bundle({"resourceType": "Library"})).encode(), "a Bundle of Library without a Measure"),
        (b"[]", "an empty list"),
    ],
)
def test_what_is_found_instead_is_said(tmp_path: Path, raw: bytes, found: str) -> None:
    file = tmp_path / "measure.json"
    file.write_bytes(raw)

    with pytest.raises(ProposalError) as caught:
        list(read_measures(file))

    assert found in str(caught.value)
    assert "measure.json" in str(caught.value)


def test_the_line_of_a_fault_is_said(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text(f'{json.dumps(MEASURE)}\n{{"resourceType": "Patient"}}\n', encoding="utf-8")

    with pytest.raises(ProposalError) as caught:
        list(read_measures(file))

    assert caught.value.faults[0].line == 2


def test_a_folder_and_a_missing_file_are_said(tmp_path: Path) -> None:
    for path, found in ((tmp_path, "a folder"), (tmp_path / "none.json", "cannot be read")):
        with pytest.raises(ProposalError, match=found):
            list(read_measures(path))


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.json"
    with file.open("wb") as stream:
        stream.truncate(100_000_000)

    with pytest.raises(ProposalError, match="more than 50 MB"):
        list(read_measures(file))
