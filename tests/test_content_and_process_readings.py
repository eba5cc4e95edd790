"""Where the words about content and development leave a choice, another reading gives another finding."""

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
COMPONENT = {"component_of": "evaluation_and_management", "stands_for": "component_of_service", "reports": "numerator"}
NO_COMPONENT = {"codes": [{**COMPONENT, "code": "300XF", "content_type": "other_process", "component_of": "none"}]}
HEALED = {"codes": [{**COMPONENT, "code": "300XF", "content_type": "clinical_outcome"}]}
DEATHS = {"codes": [{**COMPONENT, "code": "300XF", "content_type": "death_or_utilisation"}]}
MEMBERS = [{"name": "Ann Example", "discipline": "Cardiology"}, {"name": "Ben Sample", "discipline": "Nursing"}]
UNVETTED = {
    "development.convener": "Invented Society of Example Medicine",
    "development.convener_standing": "national",
    "development.members": MEMBERS,
}
ENDORSED = {**UNVETTED, "development.endorsements": [{"body": "Invented Endorsing Body", "number": "EX-0001"}]}
REVIEWED = {
    **ENDORSED,
    "evidence.sources": [{"id": "E1", "citation": "Invented reviewers' report, May 2025"}],
    "development.external_review": {"value": "Two invented reviewers", "evidence": ["E1"]},
}
Row = tuple[str, str, dict[str, Any], str, str, list[str]]

FINDINGS: list[Row] = [
    ("content_and_component", "both", NO_COMPONENT, "I", "not_met", ["component-of-a-service"]),
    ("content_and_component", "either", NO_COMPONENT, "I", "met", []),
    ("content_list", "panel", HEALED, "I", "needs_judgement", []),
    ("content_list", "sections", HEALED, "I", "met", []),
    ("content_list", "sections", DEATHS, "I", "needs_judgement", []),
    ("content_list", "complete", HEALED, "I", "not_met", ["choose-listed-content"]),
    ("content_list", "complete", DEATHS, "I", "not_met", ["choose-listed-content"]),
    ("process_parts", "all", UNVETTED, "J", "incomplete", ["show-one-vetting-step"]),
    ("process_parts", "any_two", UNVETTED, "J", "met", []),
    ("process_parts", "any_two", {}, "J", "incomplete", ["complete-two-parts"]),
    ("national_recognition", "body_or_members", ENDORSED, "J", "met", []),
    ("national_recognition", "body_and_members", ENDORSED, "J", "incomplete", ["list-national-roles"]),
    ("vetting", "one_step", ENDORSED, "J", "met", []),
    ("vetting", "scrutiny_and_adoption", ENDORSED, "J", "incomplete", ["show-outside-scrutiny"]),
    ("vetting", "scrutiny_and_adoption", UNVETTED, "J", "incomplete", ["show-outside-scrutiny", "show-adoption"]),
    ("vetting", "scrutiny_and_adoption", REVIEWED, "J", "met", []),
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
    return tmp_path_factory.mktemp("profiles")


def judged(folder: Path, row: Row) -> CriterionResult:
    ambiguity, reading, answers, criterion, *_ = row
    evaluation = under(ambiguity, reading, folder).evaluate(proposal_with(answers))
    return next(one for one in evaluation.criteria if one.id == criterion)


@pytest.mark.parametrize("row", FINDINGS, ids=lambda row: f"{row[0]}-{row[1]}-{row[4]}")
def test_reading_decides(row: Row, folder: Path) -> None:
    result = judged(folder, row)

    assert (result.finding, [gap.id for gap in result.gaps]) == (row[4], row[5])


@pytest.mark.parametrize("row", FINDINGS, ids=lambda row: f"{row[0]}-{row[1]}-{row[4]}")
def test_report_says_which_reading_was_used(row: Row, folder: Path) -> None:
    used = {reading.id: reading.reading for reading in judged(folder, row).readings}

    assert used[row[0]] == row[1]
