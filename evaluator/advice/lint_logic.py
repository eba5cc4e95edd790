"""Logic that cannot come out as it should, and cases that can never be reached: found by trying, not by pattern."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator.advice.criterion_run import CriterionRun
from evaluator.advice.lint_finding import LintFinding
from evaluator.advice.outcomes import Outcomes
from evaluator.advice.pack_test import asked_checks
from evaluator.advice.reach import findings_of
from evaluator.engine.checks import CompiledCheck
from evaluator.engine.plans import GroupPlan, ListPlan
from evaluator.model.criteria import Pack

# Where a person decides a part, the machine's best word is that it is for judgement.
_BEST = {"automated": ("met",), "partial": ("met", "needs_judgement"), "judgement": ("met", "needs_judgement")}


def logic_findings(pack: Pack, run_of: CriterionRun) -> Iterator[LintFinding | str]:
    """List what is wrong with the logic of one criterion; a text names what could not be decided."""
    outcomes = Outcomes(pack, run_of.criterion, free_readings=True)
    plan = run_of.plan
    for compiled in asked_checks(plan):
        reached = outcomes.of(compiled)
        if not reached.decided:
            yield compiled.check.id
        yield from _unreached(compiled, reached.cases, claimed=reached.claimed)
        yield from _without_evidence(compiled)
    applies = outcomes.applies(plan)
    for number in range(run_of.general, len(plan.applies)):
        if number not in applies.cases:
            place = f"{run_of.criterion.id} applies, case {number - run_of.general + 1}"
            yield LintFinding(place, "a case that can never be reached", "cases that some proposal reaches")
    own = [plan.applies[number].case.then for number in applies.cases if number >= run_of.general]
    yield from _findings(run_of, findings_of(plan, outcomes.columns, own or ["yes"]))


def _unreached(compiled: CompiledCheck, cases: tuple[int, ...], *, claimed: bool) -> Iterator[LintFinding]:
    last = len(compiled.check.cases) - 1
    for number in range(last + 1):
        if number not in cases and not (number == last and claimed):
            where = f"{compiled.check.id} case {number + 1}"
            yield LintFinding(where, "a case that can never be reached: those before it cover it", "a case that holds")


def _without_evidence(compiled: CompiledCheck) -> Iterator[LintFinding]:
    if compiled.reads:
        return
    for number, case in enumerate(compiled.check.cases, 1):
        if "{evidence}" in case.says + case.question:
            where = f"{compiled.check.id} case {number}"
            yield LintFinding(where, "{evidence} in a check that reads no field", "a field that evidence is given for")


def _findings(run_of: CriterionRun, found: dict[str, frozenset[str]]) -> Iterator[LintFinding]:
    criterion = run_of.criterion
    modes = dict(_modes(run_of.plan.logic))
    for key, findings in found.items():
        if "met" not in findings and modes.get(key) == "at_least":
            yield LintFinding(key, "an at_least that can never be filled", "as many members that can be met")
        elif len(findings) == 1:
            yield LintFinding(key, f"logic that is always {next(iter(findings))}", "more than one finding")
        elif key == criterion.id and findings.isdisjoint(_BEST[criterion.automation]):
            listed = ", ".join(sorted(findings))
            yield LintFinding(key, f"a criterion that can only be {listed}", " or ".join(_BEST[criterion.automation]))


def _modes(plan: GroupPlan | ListPlan) -> Iterator[tuple[str, str]]:
    if isinstance(plan, ListPlan):
        yield from _modes(plan.item)
        return
    yield plan.key, plan.mode
    for group in plan.groups:
        yield from _modes(group)
