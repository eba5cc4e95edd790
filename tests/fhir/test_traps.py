"""Each trap of real Measures, in a small one made up for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from measure_pieces import CQFM, concept, extension, population, risk_factor
from told import told

from evaluator.model.proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluator.proposals.fhir_measure import Imported

    Importer = Callable[..., Imported]


def test_nothing_said_is_nothing_answered(imported: Importer) -> None:
    result = imported()

    assert result.written == {"schema": "cat2-proposal/1", "measure": {"title": "Foot check"}}
    assert dict(result.sources) == {"measure.title": ("Measure.title",)}


def test_type_and_scoring_are_found_in_the_group(imported: Importer) -> None:
    result = imported(
        group=[{"extension": [extension("cqfm-scoring", "continuous-variable"), extension("cqfm-type", "process")]}]
    )

    assert result.written["measure"] == {"title": "Foot check", "type": "process", "scoring": "continuous_variable"}
    assert result.sources["measure.type"] == ("Measure.group[0].extension[1].valueCodeableConcept",)


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("process", "process"),
        ("outcome", "outcome"),
        ("structure", "structure"),
        ("patient-reported-outcome", "patient_reported_outcome"),
        ("Intermediate Outcome", "intermediate_outcome"),
        ("composite", "composite"),
        ("efficiency", "efficiency"),
    ],
)
def test_types_with_a_counterpart(imported: Importer, code: str, word: str) -> None:
    assert imported(type=[concept(code)]).written["measure"]["type"] == word


def test_a_type_without_counterpart_is_left_and_said(imported: Importer) -> None:
    result = imported(type=[concept("appropriate-use")])

    assert "type" not in result.written["measure"]
    assert "Measure.type" in result.unmapped
    assert any('"appropriate-use" has no counterpart' in warning for warning in told(result.warnings))


def test_two_types_are_not_chosen_between(imported: Importer) -> None:
    result = imported(type=[concept("process"), concept("outcome")])

    assert result.written["measure"]["type"] == "unknown"
    assert any("more than one is stated" in warning for warning in told(result.warnings))


def test_code_and_display_that_contradict_each_other_decide_nothing(imported: Importer) -> None:
    result = imported(improvementNotation=concept("decrease", "increase"))

    assert result.written["measure"]["improvement"] == "unknown"
    assert any("contradict each other" in warning for warning in told(result.warnings))


@pytest.mark.parametrize(
    ("code", "display", "word"),
    [("decrease", "Decreased score indicates improvement", "lower"), ("increase", "", "higher")],
)
def test_improvement(imported: Importer, code: str, display: str, word: str) -> None:
    assert imported(improvementNotation=concept(code, display)).written["measure"]["improvement"] == word


@pytest.mark.parametrize(
    "placeholder",
    ["UNKNOWN", "None", "n/a", "To be added.", "<p>TBD</p>", "Draft: to come", "absent", "See description", "…", "--"],
)
@pytest.mark.parametrize(
    ("element", "field"),
    [
        ("purpose", "use.purpose"),
        ("riskAdjustment", "risk_adjustment.specification"),
        ("clinicalRecommendationStatement", "evidence.statement"),
    ],
)
def test_placeholders_are_unknown_and_never_a_denial(
    imported: Importer, placeholder: str, element: str, field: str
) -> None:
    section, name = field.split(".")
    result = imported(**{element: placeholder})

    assert result.written[section] == {name: "unknown"}
    assert result.sources[field] == (f"Measure.{element}",)
    assert any("placeholder" in warning for warning in told(result.warnings))


def test_a_placeholder_instead_of_a_code_is_unknown(imported: Importer) -> None:
    assert imported(scoring=concept("unknown", "Unknown")).written["measure"]["scoring"] == "unknown"


def test_a_date_that_is_none_is_left_and_said(imported: Importer) -> None:
    result = imported(lastReviewDate="2025-02-30")

    assert "last_reviewed" not in result.written["measure"]
    assert any("2025-02-30" in warning for warning in told(result.warnings))


def test_an_id_too_long_for_the_form_is_left(imported: Importer) -> None:
    result = imported(id="x" * 121)

    assert "id" not in result.written
    assert "Measure.id" in result.unmapped


def test_risk_factors_stand_among_the_supplemental_data(imported: Importer) -> None:
    supplement = [
        {"usage": [concept("supplemental-data")], "description": "Payer"},
        risk_factor(description="Age", criteria={"expression": "Risk Age"}),
        risk_factor(criteria={"expression": "Risk Weight"}),
    ]
    result = imported(supplementalData=supplement)

    assert result.written["risk_adjustment"] == {"variables": [{"name": "Age"}, {"name": "Risk Weight"}]}
    assert "Measure.supplementalData[0]" in result.unmapped


def test_the_risk_factor_none_is_a_placeholder_whatever_its_logic_is_called(imported: Importer) -> None:
    result = imported(supplementalData=[risk_factor(description="None", criteria={"expression": "Risk"})])

    assert result.written["risk_adjustment"] == {"variables": "unknown"}
    assert result.sources["risk_adjustment.variables"] == ("Measure.supplementalData[0].description",)


def test_guidance_on_risk_variables_is_an_instruction(imported: Importer) -> None:
    parts = [
        {"url": "guidance", "valueString": "See the report"},
        {"url": "usage", "valueCodeableConcept": concept("risk-adjustment-factor")},
    ]
    result = imported(extension=[{"url": f"{CQFM}/cqfm-supplementalDataGuidance", "extension": parts}])

    assert result.written["risk_adjustment"] == {"instructions": "See the report"}


@pytest.mark.parametrize(
    ("start", "end", "length", "unit"),
    [
        ("2025-01-01", "2025-12-31", 1, "years"),
        ("2026-07-01", "2027-06-30", 1, "years"),
        ("2024-02-29", "2024-03-28", 1, "months"),
        ("2024-01-01", "2024-03-31", 3, "months"),
        ("2024-01-01", "2024-01-10", 10, "days"),
        ("2024-01-31", "2024-02-29", 30, "days"),
    ],
)
def test_a_period_has_a_length_where_it_is_exact(
    imported: Importer, start: str, end: str, length: int, unit: str
) -> None:
    period = imported(effectivePeriod={"start": start, "end": end}).written["specification"]["measurement_period"]

    assert period == {"length": length, "unit": unit, "description": f"{start} to {end}"}


@pytest.mark.parametrize(
    "period",
    [
        {"start": "TBD", "end": "TBD"},
        {"start": "2025-02-30", "end": "foo"},
        {"start": "2024-13-99", "end": "2025-01-01"},
    ],
)
def test_a_period_that_cannot_be_is_told_and_not_imported(imported: Importer, period: dict[str, str]) -> None:
    result = imported(effectivePeriod=period)

    assert "specification" not in result.written
    assert {warning.code for warning in result.warnings} == {"no_day"}


def test_a_period_that_ends_before_it_begins_is_told_as_that(imported: Importer) -> None:
    result = imported(effectivePeriod={"start": "2025-12-31", "end": "2025-01-01"})

    assert "specification" not in result.written
    assert told(result.warnings) == [
        "Measure.effectivePeriod: ends on 2025-01-01, before it begins on 2025-12-31; not imported."
    ]


@pytest.mark.parametrize(
    "period",
    [
        {"start": "2025"},
        {"start": "2025-01", "end": "2025-12"},
        {"start": "2025-01-01", "end": "2025"},
        {"start": "2025-01-01", "end": "9999-12-31"},
    ],
)
def test_a_period_without_exact_days_has_no_length(imported: Importer, period: dict[str, str]) -> None:
    result = imported(effectivePeriod=period)

    assert list(result.written["specification"]["measurement_period"]) == ["description"]
    assert any("no exact first and last day" in warning for warning in told(result.warnings))


def test_citations_become_sources_and_their_year_is_never_read_out_of_prose(imported: Importer) -> None:
    artifacts = [
        {"type": "citation", "citation": "Doe J. Feet. 2019.", "url": "https://doi.org/10.1000/feet"},
        {"type": "documentation", "display": "Manual"},
        {
            "type": "justification",
            "display": "A review",
            "extension": [
                {"url": "http://hl7.org/fhir/StructureDefinition/cqf-publicationDate", "valueDate": "2021-05"}
            ],
        },
        {"type": "citation", "citation": "TBD"},
    ]
    result = imported(relatedArtifact=artifacts)

    assert result.written["evidence"]["sources"] == [
        {"id": "E1", "citation": "Doe J. Feet. 2019.", "url": "https://doi.org/10.1000/feet", "doi": "10.1000/feet"},
        {"id": "E2", "citation": "unknown"},
        {"id": "E3", "citation": "A review", "year": 2021},
    ]
    assert "Measure.relatedArtifact[1]" in result.unmapped


def test_who_when_and_under_which_number(imported: Importer) -> None:
    result = imported(
        id="foot-check",
        publisher="Board of Feet",
        author=[{"name": "Works A"}, {"name": "Works B"}],
        version="1.0.0",
        lastReviewDate="2025-06-01",
        endorser=[{"name": "Endorsing Board"}],
        identifier=[{"system": "https://example.org/ids", "value": "77e"}],
        url="https://example.org/Measure/foot-check",
        approvalDate="2025-07-01",
        copyright="All rights reserved",
    )

    assert result.written["id"] == "foot-check"
    assert result.written["measure"] == {
        "title": "Foot check",
        "steward": "Board of Feet",
        "developer": "Works A; Works B",
        "version": "1.0.0",
        "last_reviewed": "2025-06-01",
        "identifiers": [
            {"system": "https://example.org/ids", "number": "77e"},
            {"number": "https://example.org/Measure/foot-check"},
        ],
    }
    assert result.written["development"] == {"endorsements": [{"body": "Endorsing Board"}]}
    assert {"Measure.approvalDate", "Measure.copyright"} <= set(result.unmapped)


def test_a_review_date_without_a_day_is_left_and_said(imported: Importer) -> None:
    result = imported(lastReviewDate="2025-06")

    assert "last_reviewed" not in result.written["measure"]
    assert any("Measure.lastReviewDate" in warning for warning in told(result.warnings))


@pytest.mark.parametrize("stated", ["0001-01-01", "1899-12-31", "9999-12-31T00:00:00Z"])
def test_a_review_date_that_no_proposal_may_hold_is_left_and_said(imported: Importer, stated: str) -> None:
    result = imported(lastReviewDate=stated)

    assert "last_reviewed" not in result.written["measure"]
    assert any(f'"{stated}" where a full day between 1900 and 2200' in warning for warning in told(result.warnings))


def test_terms_strata_and_value_sets(imported: Importer) -> None:
    library = {
        "resourceType": "Library",
        "relatedArtifact": [
            {"type": "depends-on", "display": "Value set Feet", "resource": "https://example.org/ValueSet/1.2.3|2024"},
            {"type": "depends-on", "display": "Library Feet", "resource": "Library/Feet|1.0"},
        ],
    }
    strata = [{"description": "Under 65"}, {"code": {"text": "65 and over"}}]
    result = imported(contained=[library], definition=["Foot: the end of the leg"], group=[{"stratifier": strata}])

    assert result.written["specification"] == {
        "code_sets": [
            {"name": "Value set Feet", "version": "2024", "where": "https://example.org/ValueSet/1.2.3|2024"}
        ],
        "terms": [{"definition": "Foot: the end of the leg"}],
        "stratification": "Under 65\n\n65 and over",
    }


def test_the_same_words_in_two_elements_are_written_once_with_both_sources(imported: Importer) -> None:
    result = imported(guidance="Count each visit.", usage="<p>Count each visit.</p>")

    assert result.written["note"] == "Count each visit."
    assert result.sources["note"] == ("Measure.guidance", "Measure.usage")


def test_white_space_inside_a_code_is_read_and_said(imported: Importer) -> None:
    rate = {"url": f"{CQFM}/cqfm-rateAggregation", "valueCode": "One rate\nis  reported"}
    result = imported(group=[{"extension": [rate]}])

    assert result.written["specification"]["algorithm"] == "One rate\nis  reported"
    assert any("white space inside a code" in warning for warning in told(result.warnings))


@pytest.mark.parametrize(
    "elements",
    [
        {"title": 7},
        {"title": ["Foot", "check"]},
        {"title": {"value": "Foot"}},
        {"group": {"population": population("numerator", "Seen")}},
        {"group": ["text"]},
        {"group": [{"population": [{"code": "numerator", "description": "Seen"}]}]},
        {"type": "process"},
        {"type": [None, "process", 3]},
        {"scoring": {"coding": "proportion"}},
        {"scoring": {"text": "Proportion"}},
        {"identifier": [{"value": 12}]},
        {"effectivePeriod": "2025"},
        {"relatedArtifact": [{"type": ["citation"]}]},
        {"extension": [{"url": None}, "x"]},
        {"contained": [{"resourceType": 5}]},
        {"rationale": "\ud800 half a pair"},
        {"version": 1.5},
    ],
)
def test_wrong_shapes_do_not_stop_the_import(imported: Importer, elements: dict[str, Any]) -> None:
    result = imported(**elements)

    Proposal.model_validate(result.written)
