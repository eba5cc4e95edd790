"""One criterion run by itself over its examples: with the same engine as a whole proposal, and many times as fast."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from evaluator.advice.examples import compared, proposal_with
from evaluator.engine.answers import Answers, Context, context_of
from evaluator.engine.checks import CompiledCheck, Observation
from evaluator.engine.compile import CompiledPack
from evaluator.engine.observe import CriterionObserved, observe
from evaluator.engine.plans import CriterionPlan, ListPlan
from evaluator.engine.results import Results
from evaluator.engine.run import Run, run
from evaluator.engine.tables import rows_of_examples
from evaluator.model.criteria import Criterion, Example, Group, Pack
from evaluator.model.evaluation import CriterionResult
from evaluator.model.proposal import Proposal

Outcome = tuple[str, bool, str, bool]  # outcome, claimed, gap, inherent
NOTHING = Criterion(
    id="", title="", asks="", automation="automated", logic=Group(mode="all", members=()), checks=(), gaps=()
)


@dataclass(frozen=True)
class Case:
    """An example with its proposal, read once."""

    example: Example
    proposal: Proposal
    context: Context


@dataclass(frozen=True)
class Signature:
    """Everything about the first phase that a finding or a gap can depend on."""

    applies: str
    outcomes: tuple[tuple[str, Outcome], ...]


class CriterionRun:
    """Runs one criterion of a pack; the others stand aside."""

    def __init__(self, pack: Pack, criterion: Criterion, as_of: datetime.date, answers: Answers | None = None) -> None:
        """Compile the criterion alone; the form check stays one. `answers` as in `CompiledPack`."""
        is_form = criterion.id == pack.form.id
        alone = {"form": criterion, "criteria": ()} if is_form else {"form": NOTHING, "criteria": (criterion,)}
        self.pack = pack.model_copy(update=alone)
        self.criterion, self.as_of = criterion, as_of
        self._compiled = CompiledPack(self.pack, answers)
        self._position = 0 if is_form else 1
        self.general = 0 if is_form else len(pack.applies)  # the cases of applicability that are the pack's own

    @property
    def plan(self) -> CriterionPlan:
        """The criterion, compiled."""
        return self._compiled.plans[self._position]

    def case_of(self, example: Example) -> Case:
        """Read the proposal of an example."""
        return self.case(example, proposal_with(example.answers))

    def case(self, example: Example, proposal: Proposal) -> Case:
        """Put an example together with its proposal."""
        return Case(example, proposal, context_of(proposal, self.as_of, rows_of_examples(self.pack, example.tables)))

    def run(self, case: Case) -> Run:
        """Evaluate the criterion with the rules."""
        return run(self._compiled, case.proposal, self.as_of, own=case.context.own)

    def observed(self, found: Run) -> CriterionObserved:
        """Give what the first phase found."""
        return found.criteria[self._position]

    def differences(self, case: Case, found: Run) -> list[str]:
        """List where engine and hand differ."""
        return compared(self.result(found), case.example)

    def result(self, found: Run) -> CriterionResult:
        """Give the result as an evaluation holds it."""
        return Results(self.pack, found, self._compiled.answers).criteria({})[self._position]

    def look(self, case: Case) -> CriterionObserved:
        """Ask all checks without running the rules."""
        return observe(self.plan, case.context)


def signature_of(found: CriterionObserved) -> Signature:
    """Sum up what came out of the first phase."""
    rows = ((key, outcome_of(one.compiled, one.observation)) for key, one in found.observed.items())
    return Signature(found.applicability.outcome, tuple(rows))


def outcome_of(compiled: CompiledCheck, observation: Observation) -> Outcome:
    """Sum up what came out of one check."""
    outcome, case, claimed = observation
    gap = "" if case < 0 else compiled.check.cases[case].gap
    return outcome, claimed, gap, case >= 0 and compiled.inherent[case]


def findings_seen(run_of: CriterionRun, found: Run) -> Iterator[tuple[str, str]]:
    """Name the findings of the criterion, its parts and its groups; the items of a list are marked with []."""
    observed = run_of.observed(found)
    name = run_of.criterion.id
    yield name, str(found.findings[name]["finding"])
    for key, instance in observed.instances.items():
        plan = instance.plan
        if key == observed.root:
            continue
        over_items = bool(instance.suffix) and not isinstance(plan, ListPlan)
        yield f"{plan.key}[]" if over_items else plan.key, str(found.findings[key]["finding"])


def criteria_of(pack: Pack, only: str = "") -> list[Criterion]:
    """List the form check and the criteria, or the one named."""
    every = (pack.form, *pack.criteria)
    return [criterion for criterion in every if not only or only.casefold() == criterion.id.casefold()]
