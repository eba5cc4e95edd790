"""What the checks of one criterion can come to: which cases can be reached, and whether by a claim."""

from __future__ import annotations

from dataclasses import dataclass

from evaluator.advice.reach import outcome_columns
from evaluator.advice.situations import Situations, TooManyError, TruthOf
from evaluator.engine.checks import CompiledCheck
from evaluator.engine.plans import CriterionPlan
from evaluator.model.criteria import Criterion, Pack
from evaluator.packs import conditions as c
from evaluator.packs.condition_parser import parse
from evaluator.packs.words import lists_of

MOST = 15_000  # combinations to try for one check: it is looked at once, not once for each mutant


@dataclass(frozen=True)
class Reached:
    """The cases of a check that can be reached; not `decided` where there were too many combinations to try."""

    cases: tuple[int, ...]
    claimed: bool
    decided: bool = True


class Outcomes:
    """Answers for one criterion, each check worked out once."""

    def __init__(self, pack: Pack, criterion: Criterion, *, free_readings: bool = False) -> None:
        self._criterion = criterion
        define = {**pack.define, **criterion.define}
        self._situations = Situations(pack, define, free_readings=free_readings, most=MOST)
        self._known: dict[str, Reached] = {}

    def of(self, compiled: CompiledCheck) -> Reached:
        """Find the cases of a check that can be reached."""
        check = compiled.check
        if check.id not in self._known:
            self._known[check.id] = self._reached(compiled)
        return self._known[check.id]

    def columns(self, compiled: CompiledCheck) -> frozenset[str]:
        """Name what the check can add to the counts of its group."""
        reached = self.of(compiled)
        return outcome_columns(compiled, reached.cases, claimed=reached.claimed)

    def applies(self, plan: CriterionPlan) -> Reached:
        """Find the cases of applicability that can be reached."""
        whens = [compiled.case.when for compiled in plan.applies]
        conditions = [parse(when) for when in whens if when]
        always = len(conditions) < len(whens)
        try:
            reached = self._situations.results(conditions, None, lambda truth: first_true(conditions, truth))
        except TooManyError:
            return Reached(tuple(range(len(whens))), claimed=False, decided=False)
        return Reached(tuple(n for n in sorted(reached) if n < len(conditions) or always), claimed=False)

    def _reached(self, compiled: CompiledCheck) -> Reached:
        check = compiled.check
        conditions = [parse(case.when) for case in check.cases if case.when]
        claims = [c.Is(c.Path(read.steps), "claimed") for read in compiled.reads]
        last = len(conditions)

        def decide(truth: TruthOf) -> tuple[int, bool]:
            case = first_true(conditions, truth)
            return case, case == last and any(truth(claim) for claim in claims)

        try:
            rows = self._situations.results([*conditions, *claims], lists_of(self._criterion).get(check.id), decide)
        except TooManyError:
            return Reached(tuple(range(len(check.cases))), claimed=False, decided=False)
        cases = {case for case, by_claim in rows if not by_claim}
        return Reached(tuple(sorted(cases)), (last, True) in rows)


def first_true(conditions: list[c.Condition], truth: TruthOf) -> int:
    """Give the position of the first condition that is true; their number if none is."""
    return next((n for n, one in enumerate(conditions) if truth(one) is True), len(conditions))
