"""What follows from each possible answer to a fact that a plan has people find out, once its other steps are done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluator.advice.what_if import replaced
from evaluator.model.plan import Consequence, Plan, PlanStep
from evaluator.proposals.shape import place_of
from evaluator.proposals.writing import written

if TYPE_CHECKING:
    from evaluator.advice.steps import Steps
    from evaluator.advice.trials import Trials
    from evaluator.model.proposal import Proposal

_YES_OR_NO = ("yes", "no")


class Consequences:
    """Tries answers to the facts of plans for one proposal."""

    def __init__(self, steps: Steps, trials: Trials, proposal: Proposal) -> None:
        """Prepare to try answers beside what the steps bring."""
        self._steps, self._trials, self._written = steps, trials, written(proposal)

    def beside(self, plan: Plan) -> Plan:
        """Put beside each fact to be found out what follows from its answers, be they wanted or not."""
        told = [
            step.model_copy(update={"consequences": tuple(self._of(step, plan))}) if step.kind == "find_out" else step
            for step in plan.steps
        ]
        return plan.model_copy(update={"steps": tuple(told)})

    def _of(self, step: PlanStep, plan: Plan) -> Iterator[Consequence]:
        assumed = self._steps.assumed([other for other in plan.steps if other.where != step.where])
        for key in step.checks:
            assumed.get(step.criterion, {}).pop(key, None)
        answers = _answers(step.where)
        if not answers:  # what is typed freely is either as the gap asks, or is not there
            yield Consequence(answer="stated", recommendation=plan.reaches)
        for answer in answers or ("absent",):
            section = replaced(self._written, step.where.split("."), answer)[step.where.partition(".")[0]]
            tried = self._trials.changed(step.where, section, assumed)
            yield Consequence(answer=answer, recommendation=tried.recommendation)


def _answers(where: str) -> tuple[str, ...]:
    field = place_of([int(step) if step.isdecimal() else step for step in where.split(".")]).field
    if field is None:  # pragma: no cover  a gap is in a field of the form
        return ()
    return _YES_OR_NO if field.kind == "yes_no" else field.choices
