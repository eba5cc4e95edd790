"""What a plan promises: it reaches its goal, no step can be left out, and it alters no stated fact."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator.advice.plan import plans_for
from evaluator.advice.steps import STATED, Steps
from evaluator.advice.what_if import replaced, with_answers
from evaluator.api import Evaluator
from evaluator.engine import run
from evaluator.engine.checks import Observation
from evaluator.model.answers import Answer
from evaluator.model.evaluation import CheckResult
from evaluator.model.plan import Plan, PlanStep
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import written

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[2] / "examples"
AS_OF = datetime.date(2026, 11, 21)
EVALUATOR = Evaluator(load_pack(), AS_OF)
READY = read_proposal(EXAMPLES / "process-ready.yaml", EVALUATOR.pack).proposal
LEAVES = sorted(  # without the register: a reference to nothing is no proposal
    f"{section}.{name}"
    for section, answers in written(READY).items()
    if isinstance(answers, dict)
    for name in answers
    if name != "sources"
)


def reached(proposal: Proposal, plan: Plan, leaving_out: int | None = None) -> str:
    steps = [step for number, step in enumerate(plan.steps) if number != leaving_out]
    brought = Steps(EVALUATOR)
    brought.ways(run(EVALUATOR.compiled, proposal, AS_OF))
    for one in range(len(plan.steps)):
        brought.ways(run(EVALUATOR.compiled, proposal, AS_OF, assumed=outcomes(brought, plan.steps[:one])))
    return run(EVALUATOR.compiled, proposal, AS_OF, assumed=outcomes(brought, steps)).recommendation


def outcomes(brought: Steps, steps: Iterable[PlanStep]) -> dict[str, Observation]:
    by_criterion = brought.assumed(steps)
    return {key: outcome for found in by_criterion.values() for key, outcome in found.items()}


@pytest.mark.parametrize("paths", [["use.intended_use"], ["specification.level", "use.intended_use", "use.purpose"]])
def test_what_follows_from_an_answer_is_what_a_whole_run_derives(paths: list[str]) -> None:
    proposal = without(paths)
    (plan, *_) = plans_for(EVALUATOR, proposal, "ready").plans
    steps = Steps(EVALUATOR)
    steps.ways(run(EVALUATOR.compiled, proposal, AS_OF))

    told = [(step, one) for step in plan.steps for one in step.consequences]
    assert len(told) >= 3
    for step, one in told:
        others = outcomes(steps, [other for other in plan.steps if other.where != step.where])
        answered = with_answers(proposal, [(step.where, one.answer)], EVALUATOR.pack)
        assert run(EVALUATOR.compiled, answered, AS_OF, assumed=others).recommendation == one.recommendation


def without(paths: list[str]) -> Proposal:
    """Leave answers out of a proposal that is ready."""
    data = written(READY)
    for path in paths:
        data = replaced(data, path.split("."), None)
    return Proposal.model_validate(data)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(LEAVES), min_size=1, max_size=5, unique=True))
def test_a_plan_reaches_its_goal_and_needs_every_step(left_out: list[str]) -> None:
    proposal = without(left_out)

    for plan in plans_for(EVALUATOR, proposal, "for_judgement").plans:
        assert reached(proposal, plan) in ("for_judgement", "ready")
        for number in range(len(plan.steps)):
            assert reached(proposal, plan, leaving_out=number) not in ("for_judgement", "ready")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(LEAVES), min_size=1, max_size=5, unique=True))
def test_a_plan_alters_no_stated_fact(left_out: list[str]) -> None:
    proposal = without(left_out)

    for plan in plans_for(EVALUATOR, proposal, "for_judgement").plans:
        for step in plan.steps:
            assert not (set(step.checks) & contradicted_by_facts(proposal))
            if step.kind == "find_out":
                assert state_at(proposal, step.where) not in STATED


def contradicted_by_facts(proposal: Proposal) -> set[str]:
    """Name the checks that are false although nothing but facts is stated in what they read."""
    evaluation = EVALUATOR.evaluate(proposal)
    checks = [check for one in (evaluation.form, *evaluation.criteria) for check in one.checks]
    return {check.key for check in checks if check.outcome == "false" and stated_kinds(check) == {"fact"}}


def stated_kinds(check: CheckResult) -> set[str]:
    paths = [re.sub(r"\.\d+(?=\.|$)", "[]", read.path) for read in check.reads if read.state in STATED]
    return {EVALUATOR.pack.fields[path].kind for path in paths if path in EVALUATOR.pack.fields}


def state_at(proposal: Proposal, path: str) -> str:
    holder: object = proposal
    for step in path.split("."):
        if isinstance(holder, Answer):
            if holder.state != "answered":
                return holder.state
            holder = holder.value
        holder = holder[int(step)] if isinstance(holder, tuple) else getattr(holder, step)
    assert isinstance(holder, Answer)
    return holder.state


def test_plans_of_the_example_with_gaps_differ_and_the_least_effort_comes_first() -> None:
    proposal = read_proposal(EXAMPLES / "process-with-gaps.yaml", EVALUATOR.pack).proposal

    plans = plans_for(EVALUATOR, proposal, "for_judgement").plans

    assert 1 <= len(plans) <= 3
    assert [plan.effort for plan in plans] == sorted(plan.effort for plan in plans)
    assert len({tuple((step.criterion, step.gap) for step in plan.steps) for plan in plans}) == len(plans)


@pytest.mark.parametrize(
    ("example", "says"),
    [
        ("process-ready.yaml", "reached already"),
        ("separately-payable-service.yaml", "no work on the form"),
        ("three-codes.yaml", "does not alter"),
    ],
)
def test_where_there_is_no_plan_it_says_why(example: str, says: str) -> None:
    proposal = read_proposal(EXAMPLES / example, EVALUATOR.pack).proposal

    plans = plans_for(EVALUATOR, proposal, "for_judgement")

    assert plans.plans == ()
    assert says in plans.without


def test_what_is_for_the_panel_cannot_be_planned() -> None:
    proposal = read_proposal(EXAMPLES / "outcome-for-judgement.yaml", EVALUATOR.pack).proposal

    assert "panel" in plans_for(EVALUATOR, proposal, "ready").without


def test_a_blank_fact_is_to_be_found_out_with_what_follows() -> None:
    proposal = without(["use.intended_use"])

    (plan, *_) = plans_for(EVALUATOR, proposal, "for_judgement").plans
    (step,) = [one for one in plan.steps if one.kind == "find_out"]

    assert {one.answer for one in step.consequences} == {
        "quality_improvement",
        "quality_improvement_and_accountability",
        "accountability",
    }


def test_what_follows_from_an_answer_takes_the_other_steps_as_done() -> None:
    proposal = read_proposal(EXAMPLES / "process-with-gaps.yaml", EVALUATOR.pack).proposal

    plans = plans_for(EVALUATOR, proposal, "for_judgement").plans

    told = {step.title: step.consequences for plan in plans for step in plan.steps if step.kind == "find_out"}
    assert {title: [(one.answer, one.recommendation) for one in found] for title, found in told.items()} == {
        "Whether the burden falls": [("yes", "for_judgement"), ("no", "gaps")],
        "Society's decision with its date": [("stated", "for_judgement"), ("absent", "gaps")],
    }


def test_what_waits_for_a_fact_that_nobody_can_plan_is_named() -> None:
    plans = plans_for(EVALUATOR, Proposal(), "for_judgement")

    assert [(one.why, one.about, one.waits_for) for one in plans.obstacles] == [("undecided", "F", "Type of measure")]
    assert "Whether criterion F applies waits for the answer to: Type of measure." in plans.without


def test_another_plan_tells_only_what_differs(cat2) -> None:
    text = cat2("plan", EXAMPLES / "process-with-gaps.yaml").out

    assert text.count("Source for those affected") == 1
    assert "As plan 1, but without J: Dates and outcome of public comment, and with:" in text


def test_the_command_prints_steps_and_json(cat2) -> None:
    example = EXAMPLES / "process-with-gaps.yaml"

    text = cat2("plan", example)
    data = json.loads(cat2("plan", example, "-f", "json").out)

    assert text.code == 0
    assert "Plan 1: 7 steps" in text.out
    assert data["goal"] == "for_judgement"
