"""Neighbours of Category II: a proposal for something else is told so, with the reason and where it belongs."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from evaluator.advice.examples import proposal_with
from evaluator.api import Evaluator
from evaluator.model.evaluation import CriterionResult, Evaluation
from evaluator.packs import load_pack

ROOT = Path(__file__).parents[1]
FILES = sorted((Path(__file__).parent / "neighbours").glob("*.yaml"))
CARRIED = {"code": "GXX01 (placeholder)", "system": "g_code", "carries": "fully"}
every_neighbour = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@cache
def evaluator() -> Evaluator:
    return Evaluator(load_pack("ama-category-ii@2026-11"), datetime.date(2026, 11, 22))


@cache
def written(file: Path) -> dict[str, Any]:
    return dict(YAML(typ="safe").load(file.read_text("utf-8")))


def ready_but_for(answers: dict[str, Any]) -> Evaluation:
    base = {name: value for name, value in written(ROOT / "examples" / "process-ready.yaml").items() if name != "id"}
    # the reader of proposals writes a YAML date as its text; here the file is read without it
    return evaluator().evaluate(proposal_with(answers, _with_dates_as_text(base)))


def _with_dates_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_dates_as_text(held) for name, held in value.items()}
    if isinstance(value, list):
        return [_with_dates_as_text(held) for held in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


@cache
def judged(file: Path) -> Evaluation:
    return ready_but_for(written(file)["answers"])


def content(evaluation: Evaluation) -> CriterionResult:
    return next(criterion for criterion in evaluation.criteria if criterion.id == "I")


def test_there_are_twenty_and_each_kind_of_neighbour_is_among_them() -> None:
    gaps = {written(file)["gap"] for file in FILES}
    inherent = {gap.id for gap in content_pack_gaps() if gap.fixability == "inherent"}

    assert len(FILES) == 20
    assert inherent - gaps == {"carried-elsewhere"}  # any other system: an example of the pack has it


def content_pack_gaps() -> tuple[Any, ...]:
    return next(criterion for criterion in evaluator().pack.criteria if criterion.id == "I").gaps


@every_neighbour
def test_neighbour_is_not_ready_and_for_nothing_else(file: Path) -> None:
    evaluation = judged(file)
    findings = {criterion.id: criterion.finding for criterion in evaluation.criteria}

    assert evaluation.recommendation.engine == "not_ready"
    assert {name for name, finding in findings.items() if finding not in ("met", "not_applicable")} == {"I"}
    assert evaluation.form.gaps == ()


@every_neighbour
def test_neighbour_is_told_why_and_where_it_belongs(file: Path) -> None:
    wanted, result = written(file), content(judged(file))
    deciding = [check for check in result.checks if check.outcome == "false" and check.force == "required"]

    assert [check.id for check in deciding] == [wanted["check"]]
    assert wanted["belongs"] in deciding[0].says
    assert [(gap.id, gap.code, gap.fixability) for gap in result.gaps] == [
        (wanted["gap"], "NOT_CATEGORY_II", "inherent")
    ]


@pytest.mark.parametrize(
    ("related", "recommended"),
    [
        (
            {**CARRIED, "why_not_enough": "It tells that a plan exists and not that pressure was taken."},
            "for_judgement",
        ),
        ({**CARRIED, "carries": "partly", "why_not_enough": "It leaves out the standing value."}, "ready"),
        ({**CARRIED, "carries": "no", "why_not_enough": "It reports a plan."}, "ready"),
        ({**CARRIED, "carries": "unknown", "why_not_enough": "It reports a plan."}, "ready"),
        ({"code": "GXX01 (placeholder)", "system": "g_code", "why_not_enough": "It reports a plan."}, "ready"),
    ],
    ids=["a-reason-against", "partly", "no", "unknown", "not-said"],
)
def test_what_is_not_stated_to_be_carried_in_full_is_never_held_against_a_code(
    related: dict[str, str], recommended: str
) -> None:
    evaluation = ready_but_for({"codes.0.related_codes": [related]})

    assert evaluation.recommendation.engine == recommended
    assert not content(evaluation).inherent


def test_one_neighbour_in_a_family_does_not_make_the_others_its_like() -> None:
    block = ready_block()
    second = {**block, "code": "302XF", "descriptor": "Walking frame", "narrative": "Handed out.", "stands_for": "drug"}

    result = content(ready_but_for({"codes": [block, second]}))

    assert [(gap.id, gap.scope.label) for gap in result.gaps] == [("drug-belongs-in-hcpcs", "302XF")]


def ready_block() -> dict[str, Any]:
    return dict(written(ROOT / "examples" / "process-ready.yaml")["codes"][0])
