"""What follows from outcomes of checks, as the rules derived it. Shared by proposals: nobody changes what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from evaluator.engine.chain import Firing
from evaluator.engine.facts import Fact
from evaluator.engine.plans import GroupPlan, ListPlan
from evaluator.model.criteria import Outcome
from evaluator.model.evaluation import ClauseResult, GroupResult, RecommendationWord
from evaluator.model.summary import GapRow
from evaluator.model.trace import TraceNode


class Instance(NamedTuple):
    """One group in one scope: `suffix` tells items of a list apart; `over` names the list, and `number` the item."""

    plan: GroupPlan | ListPlan
    suffix: str
    over: str
    number: int
    members: tuple[str, ...]

    @property
    def key(self) -> str:
        """Name the group in the facts."""
        return self.plan.key + self.suffix


class Brief(NamedTuple):
    """What is left to do: gaps, the number of questions for the panel, and the checks that did not come out true."""

    gaps: tuple[GapRow, ...]
    questions: int
    open_checks: tuple[tuple[str, Outcome], ...]


class Told(NamedTuple):
    """What a result says of a pattern, the same in every proposal: clauses, groups, and the nodes of the trace."""

    clauses: tuple[ClauseResult, ...]
    besides: tuple[ClauseResult, ...]
    groups: tuple[GroupResult, ...]
    put_in: tuple[TraceNode, ...]
    derived: tuple[TraceNode, ...]


@dataclass(eq=False, slots=True)
class Pattern:
    """What follows from the outcomes of one criterion's checks.

    `facts` are those of the outcomes, `firings` the rules that fired on them and on what was derived, and `findings`
    what came of it, by key of group, part or criterion. `root` names the group at the top of the logic. `brief` is the
    work that is left and `told` what results say of it, once somebody asked for them.
    """

    root: str
    facts: tuple[Fact, ...]
    places: dict[str, Fact]
    instances: dict[str, Instance]
    findings: dict[str, Fact]
    firings: tuple[Firing, ...]
    brief: Brief | None = None
    told: Told | None = None


class Recommended(NamedTuple):
    """What follows from the findings of all criteria."""

    word: RecommendationWord
    facts: tuple[Fact, ...]
    firings: tuple[Firing, ...]
