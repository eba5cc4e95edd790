"""Whether a mutant can be told from the original at all: tried over every combination of what its cases read."""

from __future__ import annotations

from evaluator.advice.mutants import Mutant
from evaluator.advice.outcomes import first_true
from evaluator.advice.situations import Situations, TooManyError, TruthOf
from evaluator.engine.answers import Answers
from evaluator.engine.checks import CheckCompiler
from evaluator.model.criteria import Applies, Case, Check, Criterion, Pack
from evaluator.packs import conditions as c
from evaluator.packs.condition_parser import parse

Cases = tuple[Case, ...] | tuple[Applies, ...]
_CLAIMED = ("claimed",)


def alike(pack: Pack, criterion: Criterion, mutant: Mutant) -> bool:
    """Prove that changed cases yield the same outcome whatever is answered; what cannot be proven is not alike.

    A sentence is no outcome: two cases that differ in their sentence only may change places.
    """
    if mutant.cases is None:
        return False
    sides = [_Side(pack, criterion, mutant, cases) for cases in mutant.cases]
    situations = Situations(pack, {**pack.define, **criterion.define})
    asked = [condition for side in sides for condition in (*side.conditions, *side.claims)]
    try:
        found = situations.results(asked, mutant.item_list, lambda truth: len({side.outcome(truth) for side in sides}))
    except TooManyError:
        return False
    return found == {1}


class _Side:
    """The cases before or after the change, with what a claim would be looked for in."""

    def __init__(self, pack: Pack, criterion: Criterion, mutant: Mutant, cases: Cases) -> None:
        self._cases, self._gap_in_sight = cases, mutant.gap_in_sight
        self._inherent = {gap.id for gap in criterion.gaps if gap.fixability == "inherent"}
        self.conditions = [parse(case.when) for case in cases if case.when]
        self.claims: list[c.Condition] = []
        asked = tuple(case for case in cases if isinstance(case, Case))
        if asked:
            check = Check(id=criterion.id, force="required", asks=criterion.asks, cases=asked)
            compiled = CheckCompiler(pack, criterion, Answers(pack)).compile(check, mutant.item_list)
            self.claims = [c.Is(c.Path(read.steps), "claimed") for read in compiled.reads]

    def outcome(self, truth: TruthOf) -> tuple[object, ...]:
        number = first_true(self.conditions, truth)
        if number == len(self._cases):
            return ()
        case = self._cases[number]
        if isinstance(case, Applies):
            return (case.then,)
        if number == len(self._cases) - 1 and any(truth(claim) for claim in self.claims):
            return _CLAIMED
        inherent = case.then == "false" and case.gap in self._inherent
        return case.then, inherent, case.gap if self._gap_in_sight else ""
