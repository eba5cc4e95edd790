"""The import over the public Measures that nobody here wrote."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from told import told

from evaluator.model.criteria import Pack
from evaluator.model.proposal import Proposal
from evaluator.proposals.fhir.coverage import Coverage
from evaluator.proposals.fhir.elements import MAPPING, Choice
from evaluator.proposals.fhir.text import plain_text
from evaluator.proposals.fhir_measure import (
    Imported,
    coverage,
    coverage_table,
    import_measure,
    to_commented_yaml,
)
from evaluator.proposals.reading import read_proposal

PAGE = Path(__file__).resolve().parents[2] / "docs" / "fhir-measure.md"
Imports = list[tuple[dict[str, Any], Imported]]
CHOICES = {entry.field: set(entry.words.values()) for entry in MAPPING if isinstance(entry, Choice)}
LABELS = ("Numerator exclusion: ", "Measure observation: ", "Measure population: ")


@pytest.fixture(scope="session")
def imports(real_measures: list[dict[str, Any]]) -> Imports:
    return [(measure, import_measure(measure)) for measure in real_measures]


@pytest.fixture(scope="session")
def counted(real_measures: list[dict[str, Any]]) -> Coverage:
    return coverage(real_measures)


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{path}.{place}")
    else:
        yield path, value


def lines_of(measure: dict[str, Any]) -> set[str]:
    texts = [plain_text(value) for _, value in leaves(measure) if isinstance(value, str)]
    names = [" ".join(text.split()).rstrip(".:") for text in texts]
    return {line.strip() for text in texts + names for line in text.split("\n")}


def pieces(path: str, text: str) -> list[str]:
    if path == "measure.developer":
        return text.split("; ")
    if path == "specification.measurement_period.description":
        return re.findall(r"[0-9T:-]{4,}", text)
    lines = [line.strip() for line in text.split("\n")]
    return [next((line.removeprefix(label) for label in LABELS if line.startswith(label)), line) for line in lines]


def test_every_one_is_a_proposal(imports: Imports) -> None:
    for _, imported in imports:
        proposal = Proposal.model_validate(imported.written)

        assert proposal.measure.title.state == "answered"
        assert proposal.measure.type.state == "answered"
        assert proposal.measure.scoring.state == "answered"


def test_nothing_is_invented(imports: Imports) -> None:
    for measure, imported in imports:
        said = lines_of(measure)
        for path, value in leaves(imported.written):
            if path == "schema":
                continue
            assert imported.sources[path], path
            if value == "unknown" or path.endswith((".length", ".unit")):
                continue
            if path in CHOICES:
                assert value in CHOICES[path]
                continue
            for piece in pieces(path, str(value)):
                assert piece in said or piece.rstrip(":") in said, (measure["id"], path, piece)


def test_no_field_is_filled_that_a_measure_cannot_speak_of(imports: Imports) -> None:
    for _, imported in imports:
        written = imported.written

        assert not {"codes", "change", "applicant", "burden", "influence", "reporting", "testing", "disclosures"} & set(
            written
        )
        assert "accountable_entity" not in written["measure"]
        assert "intended_use" not in written.get("use", {})
        assert "absent" not in {value for _, value in leaves(written)}
        assert not any("reason" in row for row in written["specification"].get("exceptions", []))


def test_each_source_is_an_element_of_the_resource(imports: Imports) -> None:
    for measure, imported in imports:
        for path in [path for paths in imported.sources.values() for path in paths] + list(imported.unmapped):
            here: Any = measure
            for name, place in re.findall(r"\.([A-Za-z]+)|\[(\d+)\]", path.removeprefix("Measure")):
                here = here[name] if name else here[int(place)]
            assert here not in (None, "", [], {}), path


def test_all_that_is_carried_is_imported_but_for_named_exceptions(counted: Coverage) -> None:
    missed = {row.element: row.carried - row.imported for row in counted.elements if row.imported < row.carried}

    assert missed == {
        # "None" beside the address of the logic, which answers.
        "group.extension(cqfm-rateAggregation).valueCode": 34,
        # The description of a risk factor is its name; that of its logic is not needed.
        "supplementalData(risk-adjustment-factor).criteria.expression": 1,
    }


def test_what_is_not_answered_is_a_placeholder_or_a_contradiction(counted: Coverage) -> None:
    unknown = {row.field: row.unknown for row in counted.fields if row.unknown}

    assert unknown == {"measure.improvement": 18, "use.purpose": 44, "evidence.statement": 1}
    assert not [row.field for row in counted.fields if row.left_blank]


def test_two_have_white_space_inside_a_code(imports: Imports) -> None:
    warned = [
        measure["id"]
        for measure, imported in imports
        if any("white space" in warning for warning in told(imported.warnings))
    ]

    assert len(warned) == 2


def test_the_yaml_of_each_reads_back_as_imported(imports: Imports, tmp_path: Path) -> None:
    pack = Pack.model_construct(id="none", fields={})
    file = tmp_path / "imported.yaml"
    for _, imported in imports:
        file.write_text(to_commented_yaml(imported, told(imported.warnings)), encoding="utf-8")
        found = read_proposal(file, pack)

        assert found.proposal.model_dump() == Proposal.model_validate(imported.written).model_dump()
        assert not found.warnings


def test_every_left_element_has_its_reason(counted: Coverage) -> None:
    assert not [row.element for row in counted.left if row.reason == "no field of the form asks for it"]


@pytest.mark.golden
def test_the_page_is_current(counted: Coverage) -> None:
    if os.environ.get("CAT2_GOLDEN"):
        PAGE.write_bytes(coverage_table(counted, is_page=True).encode("utf-8"))

    assert PAGE.read_text(encoding="utf-8") == coverage_table(counted, is_page=True), (
        "run `make golden` and read the difference"
    )
