"""Whether a mutant can be told from the original at all: tried over every combination of what its cases read."""

from __future__ import annotations

from evaluator.advice.mutants import Mutant
from evaluator.advice.outcomes import first_true
from evaluator.advice.situations import Situations, TooManyError, TruthOf
from evaluator.model.criteria import Applies, Case, Criterion, Pack
from evaluator.packs import conditions as c

Cases = tuple[Case, ...] | tuple[Applies, ...]


def alike(pack: Pack, criterion: Criterion, mutant: Mutant) -> bool:
    """Prove that changed cases yield the same outcome whatever is answered; what cannot be proven is not alike.

    A sentence is no outcome: two cases that differ in their sentence only may change places.
    """
    if mutant.cases is None:
        return False
    before, after = mutant.cases
    parsed = [[c.parse(case.when) for case in cases if case.when] for cases in (before, after)]
    situations = Situations(pack, {**pack.define, **criterion.define})

    def decide(truth: TruthOf) -> bool:
        rows = zip((before, after), parsed, strict=True)
        one, other = (_outcome(cases, first_true(conditions, truth), mutant) for cases, conditions in rows)
        return one == other

    try:
        return situations.results([*parsed[0], *parsed[1]], mutant.item_list, decide) == {True}
    except TooManyError:
        return False


def _outcome(cases: Cases, number: int, mutant: Mutant) -> tuple[object, ...]:
    if number == len(cases):
        return ("none",)
    case = cases[number]
    gap = case.gap if isinstance(case, Case) and mutant.gap_in_sight else ""
    last_without_condition = number == len(cases) - 1  # where a claim is looked for
    return case.then, gap, last_without_condition
