"""Populations of a Measure: which they are, what they say, and in which group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from measure_pieces import population
from told import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluator.proposals.fhir_measure import Imported

    Importer = Callable[..., Imported]


def test_populations(imported: Importer) -> None:
    group = {
        "population": [
            population("initial-population", "Adults with diabetes"),
            population("denominator", "Equals Initial Population"),
            population("denominator-exclusion", "Amputation of both feet"),
            population("denominator-exception", "Patient declined"),
            population("numerator", "Foot checked"),
            population("numerator-exclusion", "Checked elsewhere"),
            population("measure-observation", "Days until the check"),
        ]
    }
    result = imported(group=[group])

    assert result.written["specification"] == {
        "initial_population": "Adults with diabetes",
        "denominator": "Equals Initial Population",
        "numerator": "Foot checked\n\nNumerator exclusion: Checked elsewhere",
        "exclusions": [{"what": "Amputation of both feet"}],
        "exceptions": [{"what": "Patient declined"}],
        "algorithm": "Measure observation: Days until the check",
    }
    assert result.sources["specification.exceptions.0.what"] == ("Measure.group[0].population[3].description",)
    assert any("medical, patient or system" in warning for warning in told(result.warnings))


@pytest.mark.parametrize(
    "code",
    [
        "Denominator Exclusion",
        {"text": "Denominator exclusions"},
        {"coding": [{"display": "Denominator Exclusion"}]},
        {"coding": [{"code": "denex", "display": "denominator-exclusion"}]},
        {"coding": [{"code": "denex"}, {"code": "denominator-exclusion"}]},
    ],
)
def test_a_population_is_known_by_what_people_read_where_its_code_tells_no_kind(imported: Importer, code: Any) -> None:
    result = imported(group=[{"population": [{"code": code, "description": "Hospice"}]}])

    assert result.written["specification"] == {"exclusions": [{"what": "Hospice"}]}
    assert result.warnings == ()


@pytest.mark.parametrize("code", [None, {"coding": [{"code": "NUMER"}]}, {"text": "Rate 1"}])
def test_a_described_population_of_no_known_kind_is_told(imported: Importer, code: Any) -> None:
    result = imported(group=[{"population": [{"code": code, "description": "Seen"}]}])

    assert "specification" not in result.written
    assert told(result.warnings) == [
        "Measure.group[0].population[0]: described, and of no kind that FHIR names, such as numerator; not imported."
    ]


def test_a_population_named_for_the_logic_only_is_no_answer(imported: Importer) -> None:
    result = imported(
        group=[{"population": [population("numerator"), population("denominator", "Equals Initial Population")]}]
    )

    assert result.written["specification"] == {"denominator": "Equals Initial Population"}
    assert any(
        warning.startswith("Measure.group[0].population[0]: named for the logic") for warning in told(result.warnings)
    )
    assert any("refers to an initial population that is not described" in warning for warning in told(result.warnings))


def test_several_groups_keep_all_they_say_under_their_names(imported: Importer) -> None:
    groups = [
        {
            "description": "Children.",
            "population": [population("numerator", "Seen"), population("denominator-exclusion", "Hospice")],
        },
        {"population": [population("numerator", "Seen"), population("denominator-exclusion", "None")]},
    ]
    result = imported(group=groups)

    assert result.written["specification"] == {
        "numerator": "Children:\nSeen\n\nMeasure.group[1]:\nSeen",
        "exclusions": [{"what": "Children:\nHospice"}, {"what": "unknown"}],
    }
    assert "parts" not in result.written["measure"]
    assert "type" not in result.written["measure"]
    assert any("2 groups" in warning and "composite" in warning for warning in told(result.warnings))
    assert "Measure.group[0].description" in result.sources["specification.numerator"]
