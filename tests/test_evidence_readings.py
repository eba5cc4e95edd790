"""Where the words about evidence and risk adjustment leave a choice, another reading gives another finding."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from evaluator.advice.examples import proposal_with
from evaluator.api import Evaluator
from evaluator.model.evaluation import CriterionResult
from evaluator.packs import load_pack

AS_OF = datetime.date(2026, 11, 22)
GUIDELINE = {
    "id": "E1",
    "citation": "Invented National Hand Society, guideline",
    "year": 2024,
    "body": "Invented National Hand Society",
    "recommendation": "We suggest that grip strength be recorded (invented).",
    "grade": "conditional recommendation, moderate certainty",
    "scheme": "GRADE",
}
WEAKLY_RECOMMENDED = {
    "measure.type": "process",
    "evidence.sources": [GUIDELINE],
    "evidence.guidelines": [
        {"source": "E1", "standing": "national", "stance": "recommends", "population": "covers_denominator"}
    ],
}
UNGRADED = {**WEAKLY_RECOMMENDED, "evidence.sources": [{**GUIDELINE, "grade": "absent", "scheme": "absent"}]}
CONSENSUS = {
    "measure.type": "process",
    "evidence.consensus_method": "Two rounds, 11 experts, scale from 1 to 9 (invented)",
    "evidence.consensus_rule_in_advance": "yes",
}
ROUTINE = {
    "measure.type": "process",
    "specification.data_elements": [
        {"name": "grip strength", "source": "electronic_health_record", "captured_routinely": "yes"}
    ],
}
MODEL = {"id": "E4", "citation": "Invented Risk Report", "year": 2025, "url": "https://example.org/risk"}
STRATIFIED = {
    "measure.type": "outcome",
    "evidence.sources": [MODEL],
    "risk_adjustment.strategy": "stratify",
    "risk_adjustment.specification": {"value": "Section 4", "evidence": ["E4"]},
    "risk_adjustment.instructions": {"value": "Annex A", "evidence": ["E4"]},
}
EFFICIENCY = {"measure.type": "efficiency"}
Row = tuple[str, str, dict[str, Any], str, str]  # ambiguity, reading, answers, check or criterion, what it gives

CHECKS: list[Row] = [
    ("strength_of_recommendation", "strong_or_moderate", WEAKLY_RECOMMENDED, "E1.recommended[0]", "judgement"),
    ("strength_of_recommendation", "any_grade", WEAKLY_RECOMMENDED, "E1.recommended[0]", "true"),
    ("strength_of_recommendation", "any_grade", UNGRADED, "E1.recommended[0]", "true"),
    ("expert_consensus", "panel", CONSENSUS, "E1.consensus", "judgement"),
    ("expert_consensus", "enough", CONSENSUS, "E1.consensus", "true"),
    ("expert_consensus", "never", CONSENSUS, "E1.consensus", "not_applicable"),
    ("capture", "stated", ROUTINE, "E3.captured", "true"),
    ("capture", "shown", ROUTINE, "E3.captured", "unknown"),
    ("stratification", "adjustment", STRATIFIED, "F.specification", "true"),
    ("stratification", "panel", STRATIFIED, "F.specification", "judgement"),
]
FINDINGS: list[Row] = [
    ("evidence_parts", "all", ROUTINE, "E", "incomplete"),
    (
        "evidence_parts",
        "any",
        {**ROUTINE, "specification.data_source": "Claims of a year (invented)"},
        "E",
        "met",
    ),
    ("expert_consensus", "never", CONSENSUS, "E", "incomplete"),
    ("stratification", "adjustment", STRATIFIED, "F", "met"),
    ("stratification", "panel", STRATIFIED, "F", "needs_judgement"),
    ("efficiency_and_experience", "panel", EFFICIENCY, "F", "needs_judgement"),
    ("efficiency_and_experience", "outcome", EFFICIENCY, "F", "incomplete"),
    ("efficiency_and_experience", "other", EFFICIENCY, "F", "not_applicable"),
    ("intermediate_outcome", "outcome", {"measure.type": "intermediate_outcome"}, "F", "incomplete"),
    ("intermediate_outcome", "process", {"measure.type": "intermediate_outcome"}, "F", "not_applicable"),
]


@cache
def under(ambiguity: str, reading: str, folder: Path) -> Evaluator:
    """Evaluate under a profile that chooses one reading."""
    profile = folder / f"{ambiguity}-{reading}.toml"
    profile.write_text(
        f'id = "one-reading"\ntitle = "One reading (invented)"\nauthor = "Nobody"\npack = "ama-category-ii"\n'
        f'[readings]\n{ambiguity} = "{reading}"\n[why]\n{ambiguity} = "To try it."\n',
        "utf-8",
    )
    return Evaluator(load_pack(None, str(profile)), AS_OF)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hold the profiles of this module."""
    return tmp_path_factory.mktemp("profiles")


def judged(ambiguity: str, reading: str, answers: dict[str, Any], criterion: str, folder: Path) -> CriterionResult:
    evaluation = under(ambiguity, reading, folder).evaluate(proposal_with(answers))
    return next(each for each in evaluation.criteria if each.id == criterion)


@pytest.mark.untraced
@pytest.mark.parametrize("row", CHECKS, ids=lambda row: f"{row[0]}-{row[1]}-{row[4]}")
def test_check_follows_the_reading(row: Row, folder: Path) -> None:
    ambiguity, reading, answers, check, outcome = row

    found = judged(ambiguity, reading, answers, check[0], folder)

    assert {each.key: each.outcome for each in found.checks}[check] == outcome


@pytest.mark.parametrize("row", FINDINGS, ids=lambda row: f"{row[0]}-{row[1]}-{row[4]}")
def test_finding_follows_the_reading(row: Row, folder: Path) -> None:
    ambiguity, reading, answers, criterion, finding = row

    assert judged(ambiguity, reading, answers, criterion, folder).finding == finding


def test_report_names_the_reading_that_was_used(folder: Path) -> None:
    found = judged("stratification", "panel", STRATIFIED, "F", folder)
    used = {each.id: (each.reading, each.ours) for each in found.readings}

    assert used["stratification"] == ("panel", False)
    assert used["intermediate_outcome"] == ("outcome", True)


def test_every_reading_of_evidence_and_risk_adjustment_is_tried() -> None:
    pack = load_pack(None)
    readings = {(name, each) for name, one in pack.ambiguities.items() if one.where in "EF" for each in one.readings}

    assert readings == {(row[0], row[1]) for row in (*CHECKS, *FINDINGS)}
