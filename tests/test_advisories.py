"""Advice stands beside a recommendation and never moves it: what reviewers would ask beyond the AMA's words."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from evaluator.advice.examples import proposal_with
from evaluator.api import Evaluator
from evaluator.model.evaluation import Evaluation
from evaluator.packs import load_pack
from evaluator.proposals.yaml_text import yaml_document

READY = Path(__file__).parents[1] / "examples" / "process-ready.yaml"
RELIABILITY_OF_A_FIFTH = {"testing.reliability.0.value": 0.2}
GUIDELINE_OF_15_YEARS = {"evidence.sources.0.year": 2011}
CONFLICTED_PANEL_OF_TWO = {
    "development.members": [
        {
            "name": "Jo Specimen",
            "discipline": "Geriatric medicine",
            "role": "chair",
            "conflict_of_interest": "Holds shares of the invented Example Cuff Company",
        },
        {
            "name": "Carl Invented",
            "discipline": "Family medicine",
            "role": "clinician",
            "conflict_of_interest": "Paid by the invented Example Cuff Company",
        },
    ]
}
PANEL_ADVISORIES = {"J2.eight_to_fifteen_members", "J3.conflicts_disclosed_and_managed"}
WEAK = {"E3.reliability", "E1.within_5_years[0]"} | PANEL_ADVISORIES
EACH = [
    pytest.param(RELIABILITY_OF_A_FIFTH, {"E3.reliability"}, id="reliability-of-0.2"),
    pytest.param(GUIDELINE_OF_15_YEARS, {"E1.within_5_years[0]"}, id="guideline-of-15-years"),
    pytest.param(CONFLICTED_PANEL_OF_TWO, PANEL_ADVISORIES, id="conflicted-panel-of-two"),
]


@cache
def evaluator() -> Evaluator:
    return Evaluator(load_pack("ama-category-ii@2026-11"), datetime.date(2026, 11, 22))


def evaluated(*changes: dict[str, Any]) -> Evaluation:
    base: Any = yaml_document(READY.read_text("utf-8")).data
    answers = {path: value for change in changes for path, value in change.items()}
    return evaluator().evaluate(proposal_with(answers, base))


def stated(evaluation: Evaluation) -> set[str]:
    return {advisory.check for criterion in evaluation.criteria for advisory in criterion.advisories if advisory.stated}


def test_good_proposal_has_none_of_these_advisories() -> None:
    evaluation = evaluated()

    assert evaluation.recommendation.engine == "ready"
    assert stated(evaluation).isdisjoint(WEAK)


@pytest.mark.parametrize(("change", "advisories"), EACH)
def test_each_weakness_is_said_beside_the_recommendation(change: dict[str, Any], advisories: set[str]) -> None:
    evaluation = evaluated(change)

    assert advisories <= stated(evaluation)
    assert evaluation.recommendation.engine == "ready"


def test_all_weaknesses_together_leave_the_recommendation_and_raise_its_count() -> None:
    good, weak = evaluated(), evaluated(RELIABILITY_OF_A_FIFTH, GUIDELINE_OF_15_YEARS, CONFLICTED_PANEL_OF_TWO)

    assert weak.recommendation.engine == good.recommendation.engine == "ready"
    assert {criterion.id: criterion.finding for criterion in weak.criteria} == {
        criterion.id: criterion.finding for criterion in good.criteria
    }
    assert stated(weak) >= WEAK
    assert weak.recommendation.advisories > good.recommendation.advisories


def test_advisory_says_the_number_and_whose_limit_it_is() -> None:
    found = evaluated(RELIABILITY_OF_A_FIFTH, GUIDELINE_OF_15_YEARS)
    checks = {check.key: check for criterion in found.criteria for check in criterion.checks}

    assert "0.2" in checks["E3.reliability"].says
    assert "2011" in checks["E1.within_5_years[0]"].says
    for key in ("E3.reliability", "E1.within_5_years[0]"):
        assert checks[key].thresholds
        assert {limit.status for limit in checks[key].thresholds} == {"borrowed"}
        assert all(limit.source and limit.url for limit in checks[key].thresholds)


@pytest.mark.parametrize("value", [7, -3, 1.01])
def test_reliability_that_cannot_be_is_neither_praised_nor_blamed(value: float) -> None:
    found = evaluated({"testing.reliability.0.value": value})
    check = next(each for criterion in found.criteria for each in criterion.checks if each.id == "E3.reliability")

    assert check.outcome == "unknown"
    assert "cannot be" in check.says


def test_supporting_checks_stand_in_no_logic() -> None:
    for criterion in evaluator().pack.criteria:
        advice = {check.id for check in criterion.checks if check.force in ("supporting", "lint")}
        assert advice.isdisjoint(_members(criterion.logic))
        assert advice.isdisjoint(member for part in criterion.parts for member in _members(part.logic))


def _members(group: Any) -> set[str]:
    found: set[str] = set()
    for member in group.members:
        found |= {member} if isinstance(member, str) else _members(member)
    return found
