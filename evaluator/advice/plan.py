"""The smallest sets of work that reach a goal. A plan adds work, evidence or wording; it never alters a stated fact.

Gaps say what may be done: each has to be closed, in one of its ways. The engine confirms a set by running its rules on
the outcomes that the work would bring, and a set is kept only if no step of it can be left out. What is tried on the
way runs criterion by criterion.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from evaluator.advice.consequences import Consequences
from evaluator.advice.steps import Steps, Way
from evaluator.advice.trials import Trials
from evaluator.api import Evaluator
from evaluator.engine import Run
from evaluator.model.evaluation import RecommendationWord
from evaluator.model.plan import Goal, Obstacle, Plan, Plans, PlanStep
from evaluator.model.proposal import Proposal
from evaluator.rendering.catalogue import ENGLISH, speaking
from evaluator.rendering.least_work import obstacles_in_words

MOST_PLANS = 3
MOST_STEPS = 60
_MOST_SETS = 64
_EFFORT = {"low": 1, "medium": 2, "high": 4}
_REACHED: dict[Goal, tuple[RecommendationWord, ...]] = {
    "for_judgement": ("for_judgement", "ready"),
    "ready": ("ready",),
}


def plans_for(evaluator: Evaluator, proposal: Proposal, goal: Goal) -> Plans:
    """Find up to three sets of work that reach the goal, the least effort first; or say why there is none."""
    return _Planner(evaluator, proposal, goal).plans()


@dataclass(frozen=True)
class _Tried:
    """A set of steps, with the run that shows what they would bring."""

    steps: tuple[PlanStep, ...]
    run: Run

    @property
    def effort(self) -> int:
        """Weigh the steps: low 1, medium 2, high 4."""
        return sum(_EFFORT[step.effort] for step in self.steps)


class _Planner:
    def __init__(self, evaluator: Evaluator, proposal: Proposal, goal: Goal) -> None:
        self._evaluator, self._proposal = evaluator, proposal
        self._goal: Goal = goal
        self._steps = Steps(evaluator)
        self._trials = Trials(evaluator, proposal)

    def plans(self) -> Plans:
        now = self._try(())
        word = now.run.recommendation
        if self._reaches(now):
            return self._without(word, [Obstacle(why="reached")])
        ways = self._steps.ways(now.run)
        blocked = [way.blocked for way in ways if way.blocked is not None]
        if blocked:
            return self._without(word, blocked)
        found = sorted(self._confirmed(ways), key=lambda tried: (tried.effort, len(tried.steps)))[:MOST_PLANS]
        if not found:
            return self._without(word, self._in_the_way(ways))
        plans = (Plan(steps=one.steps, effort=one.effort, reaches=one.run.recommendation) for one in found)
        consequences = Consequences(self._steps, self._trials, self._proposal)
        told = tuple(consequences.beside(plan) for plan in plans)
        return Plans(goal=self._goal, now=word, plans=told)

    def _without(self, now: str, why: list[Obstacle]) -> Plans:
        obstacles = tuple(dict.fromkeys(why))
        with speaking(ENGLISH):  # a document is the same in every language; reports say it anew in theirs
            text = obstacles_in_words(obstacles)
        return Plans.model_validate(
            {"goal": self._goal, "now": now, "plans": (), "without": text, "obstacles": obstacles}
        )

    def _in_the_way(self, ways: list[Way]) -> list[Obstacle]:
        """Say why work does not reach the goal: by what is left once every gap is closed that is known now."""
        best = self._try(next(_least_first(ways)) if ways else ())
        fields, undecided = self._evaluator.pack.fields, []
        for criterion in best.run.criteria:
            needs = criterion.applicability.needs
            if criterion.applicability.outcome == "undecided" and needs:
                waits_for = fields[needs].label if needs in fields else needs
                undecided.append(Obstacle(why="undecided", about=criterion.plan.criterion.id, waits_for=waits_for))
        if undecided:
            return undecided
        if best.run.recommendation == "for_judgement":
            return [Obstacle(why="for_people")]
        return [Obstacle(why="too_many", about=str(MOST_STEPS))]

    def _confirmed(self, ways: list[Way]) -> Iterator[_Tried]:
        """Try the sets, cheapest first; keep those that reach the goal, without the steps they do not need."""
        seen: set[frozenset[tuple[str, str, str]]] = set()
        for chosen in itertools.islice(_least_first(ways), _MOST_SETS):
            tried = self._followed(self._try(chosen))
            if tried is None:
                continue
            needed = self._pruned(tried)
            names = frozenset((step.criterion, step.gap, step.scope) for step in needed.steps)
            if names not in seen and self._is_confirmed(needed):
                seen.add(names)
                yield needed
            if len(seen) == MOST_PLANS:
                return

    def _followed(self, tried: _Tried) -> _Tried | None:
        """Add what comes to light once the first gaps are closed, until the goal is reached or nothing helps."""
        while not self._reaches(tried) and len(tried.steps) <= MOST_STEPS:
            ways = self._steps.ways(tried.run)
            if not ways or any(not way.choices for way in ways):
                return None
            cheapest = tuple(step for way in ways for step in min(way.choices, key=_effort))
            if {step.checks for step in cheapest} <= {step.checks for step in tried.steps}:
                return None
            tried = self._try((*tried.steps, *cheapest))
        return tried if self._reaches(tried) else None

    def _pruned(self, tried: _Tried) -> _Tried:
        """Leave out, the dearest first, every step without which the goal is still reached."""
        for step in sorted(tried.steps, key=lambda one: -_EFFORT[one.effort]):
            less = self._try(tuple(other for other in tried.steps if other is not step))
            if self._reaches(less):
                tried = less
        return tried

    def _try(self, steps: tuple[PlanStep, ...]) -> _Tried:
        return _Tried(steps, self._trials.assuming(self._steps.assumed(steps)))

    def _reaches(self, tried: _Tried) -> bool:
        return tried.run.recommendation in _REACHED[self._goal]

    def _is_confirmed(self, tried: _Tried) -> bool:
        return self._trials.whole(self._steps.assumed(tried.steps)).recommendation in _REACHED[self._goal]


def _least_first(ways: list[Way]) -> Iterator[tuple[PlanStep, ...]]:
    """Choose one way for each gap, the sets of least effort first: change one choice at a time from the cheapest."""
    ordered = [sorted(way.choices, key=_effort) for way in ways]
    alternatives = [(gap, choice) for gap, choices in enumerate(ordered) for choice in range(1, len(choices))]
    alternatives.sort(key=lambda one: _effort(ordered[one[0]][one[1]]) - _effort(ordered[one[0]][0]))
    yield tuple(step for choices in ordered for step in choices[0])
    for changed in itertools.chain(((one,) for one in alternatives), itertools.combinations(alternatives, 2)):
        taken = dict(changed)
        if len(taken) == len(changed):
            yield tuple(step for gap, choices in enumerate(ordered) for step in choices[taken.get(gap, 0)])


def _effort(choice: tuple[PlanStep, ...]) -> int:
    return sum(_EFFORT[step.effort] for step in choice)
