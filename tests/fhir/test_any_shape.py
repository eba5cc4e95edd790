"""Whatever stands in the elements of a Measure, the import ends in a proposal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from told import told

from evaluator.errors import ProposalError
from evaluator.model.proposal import Proposal
from evaluator.proposals.fhir.elements import MAPPING, Choice, Day, Rows, Span, Words
from evaluator.proposals.fhir_measure import coverage, coverage_table, import_measure, to_commented_yaml

ELEMENTS = """
type scoring group population description code coding display text extension url valueCodeableConcept valueCode
supplementalData usage criteria expression relatedArtifact citation resource contained resourceType author name
effectivePeriod start end lastReviewDate identifier system value title purpose rationale guidance library stratifier
"""
NAMES = st.sampled_from(ELEMENTS.split())
TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "numerator",
            "denominator-exclusion",
            "risk-adjustment-factor",
            "cqfm-type",
            "outcome",
            "decrease",
            "Library",
            "citation",
        ]
    ),
    st.sampled_from(
        [
            "None",
            "UNKNOWN",
            "absent",
            "2025-01-01",
            "2025-12-31",
            "9999-12-31",
            "<p>a</p>",
            "&amp;lt;",
            "Equals Initial Population",
        ]
    ),
)
SCALARS = st.one_of(TEXTS, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False))
SHAPES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=25
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(NAMES, SHAPES, max_size=8))
def test_any_shape_ends_in_a_proposal(elements: dict[str, Any]) -> None:
    imported = import_measure({**elements, "resourceType": "Measure"})

    Proposal.model_validate(imported.written)
    assert to_commented_yaml(imported, told(imported.warnings)).endswith("\n")


def test_counts_over_no_measure_at_all() -> None:
    assert "over 0 R4 Measures" in coverage_table(coverage([]))


def test_counts_over_one_measure() -> None:
    assert "\n\nIt counts over 1 R4 Measure.\n" in coverage_table(coverage([{"resourceType": "Measure"}]))


def test_each_entry_of_the_mapping_fills_a_field_of_the_form() -> None:
    samples: dict[type, Any] = {Words: "text", Day: "2025-01-01", Span: {"description": "text"}}
    for entry in MAPPING:
        words = set(entry.words.values()) if isinstance(entry, Choice) else set()
        values: list[Any] = sorted(words) or [samples.get(type(entry), "unknown")]
        if isinstance(entry, Rows):
            columns = {column for each in entry.columns.values() for column in each}
            row = {column: 2025 if column == "year" else "text" for column in columns}
            values = [[{**row, **({"id": "E1"} if entry.numbered else {})}]]
        for value in values:
            section, _, name = entry.field.partition(".")
            Proposal.model_validate({section: {name: value} if name else value})


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"resourceType": "Library"}, '"Library"'),
        ({"title": "x"}, "without resourceType"),
        ([], "an empty list"),
        ("text", '"text"'),
        (None, "nothing"),
    ],
)
def test_what_is_no_measure_is_named(data: Any, found: str) -> None:
    with pytest.raises(ProposalError) as caught:
        import_measure(data)

    assert found in str(caught.value)
