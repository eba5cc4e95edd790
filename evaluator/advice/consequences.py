"""What follows from each possible answer to a fact that a plan has people find out, once its other steps are done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluator.advice.what_if import with_answers
from evaluator.model.plan import Consequence, Plan, PlanStep
from evaluator.proposals.shape import place_of

if TYPE_CHECKING:
    from evaluator.advice.steps import Steps
    from evaluator.api import Evaluator
    from evaluator.model.proposal import Proposal

_YES_OR_NO = ("yes", "no")


def with_consequences(plan: Plan, steps: Steps, evaluator: Evaluator, proposal: Proposal) -> Plan:
    """Put beside each fact to be found out what follows from its answers, be they wanted or not."""
    told = [
        step.model_copy(update={"consequences": tuple(_of(step, plan, steps, evaluator, proposal))})
        if step.kind == "find_out"
        else step
        for step in plan.steps
    ]
    return plan.model_copy(update={"steps": tuple(told)})


def _of(step: PlanStep, plan: Plan, steps: Steps, evaluator: Evaluator, proposal: Proposal) -> Iterator[Consequence]:
    others = {key for other in plan.steps if other.where != step.where for key in other.checks} - set(step.checks)
    assumed = {key: steps.brought(key) for key in others}
    answers = _answers(step.where)
    if not answers:  # what is typed freely is either as the gap asks, or is not there
        yield Consequence(answer="stated", recommendation=plan.reaches)
    for answer in answers or ("absent",):
        tried = with_answers(proposal, [(step.where, answer)], evaluator.pack)
        word = evaluator.run(tried, assumed).recommendation
        yield Consequence.model_validate({"answer": answer, "recommendation": word})


def _answers(where: str) -> tuple[str, ...]:
    field = place_of([int(step) if step.isdecimal() else step for step in where.split(".")]).field
    if field is None:  # pragma: no cover  a gap is in a field of the form
        return ()
    return _YES_OR_NO if field.kind == "yes_no" else field.choices
