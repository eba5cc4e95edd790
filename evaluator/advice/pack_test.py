"""Test a pack by its own examples: where engine and hand differ, and what no example shows."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterator
from dataclasses import dataclass

from evaluator.advice.criterion_run import CriterionRun, criteria_of, findings_seen
from evaluator.advice.outcomes import Outcomes
from evaluator.advice.reach import findings_of
from evaluator.engine.checks import CompiledCheck
from evaluator.engine.plans import CriterionPlan, GroupPlan, ListPlan
from evaluator.engine.run import Run
from evaluator.model.criteria import Criterion, Example, Pack

Place = tuple[str, str]  # a check, part or group, and what it can be: "case 2", "claimed", a finding

GENERAL = "pack applies"


@dataclass(frozen=True)
class CriterionTest:
    """What the examples of one criterion show; `missing` lists what they could show and do not."""

    id: str
    examples: int
    differences: tuple[tuple[str, tuple[str, ...]], ...]
    cases: tuple[int, int]
    findings: tuple[int, int]
    missing: tuple[Place, ...]
    excused: tuple[Place, ...]

    @property
    def complete(self) -> bool:
        """Tell whether every example agrees and nothing is left to show."""
        return not self.differences and not self.missing


def check_examples(
    pack: Pack,
    examples: dict[str, tuple[Example, ...]],
    as_of: datetime.date,
    only: str = "",
    excused: Container[str] = (),
) -> list[CriterionTest]:
    """Run the examples of every criterion, or of the one named, and see what they show; `excused` need not be shown."""
    shown = [_shown(pack, criterion, examples[criterion.id], as_of) for criterion in criteria_of(pack, only)]
    everywhere = {place for one in shown for place in one.seen if place[0] == GENERAL}
    return [_tested(one, everywhere, excused, whole=not only) for one in shown]


def name_of(place: Place) -> str:
    """Name a place as it is listed and excused."""
    return f"{place[0]}: {place[1]}"


@dataclass(frozen=True)
class _Shown:
    id: str
    examples: int
    differences: tuple[tuple[str, tuple[str, ...]], ...]
    seen: frozenset[Place]
    cases: tuple[Place, ...]
    findings: tuple[Place, ...]


def _shown(pack: Pack, criterion: Criterion, examples: tuple[Example, ...], as_of: datetime.date) -> _Shown:
    run_of = CriterionRun(pack, criterion, as_of)
    seen: set[Place] = set()
    differences = []
    for example in examples:
        case = run_of.case_of(example)
        found = run_of.run(case)
        if differs := run_of.differences(case, found):
            differences.append((example.id, tuple(differs)))
        seen.update(_cases_seen(run_of, found))
        seen.update(findings_seen(run_of, found))
    cases, findings = _to_show(run_of, Outcomes(pack, criterion))
    return _Shown(criterion.id, len(examples), tuple(differences), frozenset(seen), tuple(cases), tuple(findings))


def _tested(shown: _Shown, everywhere: set[Place], excused: Container[str], *, whole: bool) -> CriterionTest:
    """The pack's own cases of applicability stand in each criterion; once shown in one of them is enough."""
    wanted = [place for place in shown.cases if whole or place[0] != GENERAL]
    seen = shown.seen | everywhere
    missing = [place for place in (*wanted, *shown.findings) if place not in seen]
    return CriterionTest(
        shown.id,
        shown.examples,
        shown.differences,
        (len(seen.intersection(wanted)), len(wanted)),
        (len(seen.intersection(shown.findings)), len(shown.findings)),
        tuple(place for place in missing if name_of(place) not in excused),
        tuple(place for place in missing if name_of(place) in excused),
    )


def _cases_seen(run_of: CriterionRun, found: Run) -> Iterator[Place]:
    observed = run_of.observed(found)
    for one in observed.observed.values():
        yield one.compiled.check.id, "claimed" if one.observation.claimed else f"case {one.observation.case + 1}"
    for number, applies in enumerate(run_of.plan.applies):
        if applies.test(found.context) is True:
            yield _applies_place(run_of, number)
            return


def _to_show(run_of: CriterionRun, outcomes: Outcomes) -> tuple[list[Place], list[Place]]:
    """List the cases that can be reached under the readings in force, and the findings that they can add up to."""
    plan = run_of.plan
    cases: list[Place] = []
    for compiled in asked_checks(plan):
        reached = outcomes.of(compiled)
        cases += [(compiled.check.id, f"case {number + 1}") for number in reached.cases]
        if reached.claimed:
            cases.append((compiled.check.id, "claimed"))
    reached_applies = outcomes.applies(plan).cases
    cases += [_applies_place(run_of, number) for number in reached_applies]
    own = [plan.applies[number].case.then for number in reached_applies if number >= run_of.general]
    found = findings_of(plan, outcomes.columns, own or ["yes"])
    return cases, [(key, finding) for key, findings in found.items() for finding in sorted(findings)]


def _applies_place(run_of: CriterionRun, number: int) -> Place:
    if number < run_of.general:
        return GENERAL, f"case {number + 1}"
    return f"{run_of.criterion.id} applies", f"case {number - run_of.general + 1}"


def asked_checks(plan: CriterionPlan) -> list[CompiledCheck]:
    """List the checks of a criterion, those of its logic first; what a part says of an empty list is one too."""
    return [*_checks(plan.logic), *(attached.check for attached in plan.attached)]


def _checks(plan: GroupPlan | ListPlan) -> Iterator[CompiledCheck]:
    if isinstance(plan, ListPlan):
        yield plan.empty
        yield from _checks(plan.item)
        return
    for member in plan.members:
        if isinstance(member, CompiledCheck):
            yield member
        else:
            yield from _checks(member)
