"""What may be done about the gaps of a run: for each gap its ways, and for each check what work would bring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evaluator.api import Evaluator
from evaluator.engine import Run
from evaluator.engine.checks import CompiledCheck, Observation
from evaluator.engine.gaps import work_on
from evaluator.engine.observe import CriterionObserved, Observed
from evaluator.model.criteria import Outcome
from evaluator.model.evaluation import GapOption, GapResult
from evaluator.model.plan import Obstacle, PlanStep

STATED = ("answered", "absent", "not_applicable")


@dataclass(frozen=True)
class Way:
    """A gap that must be closed, with the choices for it; without any, `blocked` says why."""

    choices: tuple[tuple[PlanStep, ...], ...]
    blocked: Obstacle | None = None


class Steps:
    """Turns gaps into steps, for one proposal."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._compiled: dict[str, CompiledCheck] = {}
        self._bring: dict[str, Observation] = {}
        self._known: dict[int, tuple[CriterionObserved, list[Way]]] = {}

    def ways(self, found: Run) -> list[Way]:
        """List the gaps that count, each with the ways to close it."""
        return [way for criterion in found.criteria for way in self._ways(criterion)]

    def _ways(self, criterion: CriterionObserved) -> list[Way]:
        # By identity: what is kept holds the criterion, so that no other can have its place.
        if id(criterion) not in self._known:
            self._compiled.update({key: one.compiled for key, one in criterion.observed.items()})
            work = work_on(criterion, self._evaluator.pack.fields)
            counted = [gap for gap in work.gaps if gap.counted]
            ways = [self._way(gap, criterion.plan.criterion.id, criterion.observed) for gap in counted]
            self._known[id(criterion)] = criterion, ways
        return self._known[id(criterion)][1]

    def assumed(self, steps: Iterable[PlanStep]) -> dict[str, dict[str, Observation]]:
        """Say what checks come to once some steps are done, by criterion and check key."""
        outcomes: dict[str, dict[str, Observation]] = {}
        for step in steps:
            outcomes.setdefault(step.criterion, {}).update({key: self._brought(key) for key in step.checks})
        return outcomes

    def _brought(self, key: str) -> Observation:
        if key not in self._bring:
            self._bring[key] = self._best(key)
        return self._bring[key]

    def _best(self, key: str) -> Observation:
        """Find what a check comes to when its gap is closed: true where it can, and otherwise for the panel."""
        cases = [case.then for case in self._compiled[key].check.cases]
        wanted: tuple[Outcome, ...] = ("true", "judgement", "not_applicable")
        best = next((outcome for outcome in wanted if outcome in cases), None)
        if best is None:
            # An empty list has no good case: what work brings is an item, and with it the part as a whole.
            return Observation("true", len(cases) - 1)
        return Observation(best, cases.index(best))

    def _way(self, gap: GapResult, criterion: str, observed: dict[str, Observed]) -> Way:
        if gap.fixability == "inherent":
            return Way((), Obstacle(why="inherent", about=gap.title))
        if not gap.options:
            return self._choices([[gap]], gap, criterion, observed)
        numbers = dict.fromkeys(option.way for option in gap.options)
        ways = [[option for option in gap.options if option.way == number] for number in numbers]
        return self._choices(ways, gap, criterion, observed)

    def _choices(
        self,
        ways: list[list[GapResult]] | list[list[GapOption]],
        gap: GapResult,
        criterion: str,
        observed: dict[str, Observed],
    ) -> Way:
        choices = [
            tuple(self._step(option, gap, criterion, observed) for option in way)
            for way in ways
            if all(option.fixability != "inherent" and not self._alters_a_fact(option, observed) for option in way)
        ]
        return Way(tuple(choices), None if choices else Obstacle(why="stated", about=gap.title))

    def _alters_a_fact(self, option: GapResult | GapOption, observed: dict[str, Observed]) -> bool:
        """Tell whether a check behind a gap is false because of stated facts alone."""
        return any(self._rests_on_facts(observed[key]) for key in option.checks if key in observed)

    def _rests_on_facts(self, observed: Observed) -> bool:
        if observed.observation.outcome != "false":
            return False
        kinds = set()
        for read in observed.compiled.reads:
            if read.reader(observed.context).state in STATED:
                guide = self._evaluator.pack.fields.get(read.resolved.field.path)
                kinds.add(guide.kind if guide else "fact")
        return kinds == {"fact"}

    def _step(
        self, option: GapResult | GapOption, gap: GapResult, criterion: str, observed: dict[str, Observed]
    ) -> PlanStep:
        return PlanStep(
            kind="find_out" if self._is_blank_fact(option, observed) else "work",
            criterion=criterion,
            gap=option.id,
            scope=gap.scope.label,
            title=option.title,
            remedy=option.remedy,
            example=option.example,
            effort=option.effort,
            actor=option.actor,
            fixability=option.fixability,
            where=option.where,
            label=option.label,
            checks=option.checks,
        )

    def _is_blank_fact(self, option: GapResult | GapOption, observed: dict[str, Observed]) -> bool:
        for key in option.checks:
            for read in observed[key].compiled.reads if key in observed else ():
                if read.location(observed[key].context, observed[key].path) == option.where:
                    guide = self._evaluator.pack.fields.get(read.resolved.field.path)
                    state = read.reader(observed[key].context).state
                    return guide is not None and guide.kind == "fact" and state not in STATED
        return False
