"""How sharp the examples of a pack are: which mutants make at least one of them come out otherwise."""

from __future__ import annotations

import datetime
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from evaluator.advice.criterion_run import Case, CriterionRun, Signature, criteria_of
from evaluator.advice.equivalence import alike
from evaluator.advice.mutants import Mutant, mutants_of, pack_mutants
from evaluator.model.criteria import Criterion, Example, Pack

SHARED = "pack"


@dataclass(frozen=True)
class MutationScore:
    """The mutants of one criterion; `equivalent` ones are proven to change no outcome, `excused` ones have a reason."""

    id: str
    total: int
    killed: int
    equivalent: tuple[str, ...]
    excused: tuple[str, ...]
    survivors: tuple[str, ...]

    @property
    def counted(self) -> int:
        """The mutants that could have been noticed."""
        return self.total - len(self.equivalent)

    @property
    def score(self) -> float:
        """The share of them that was noticed, in per cent."""
        return 100 * self.killed / self.counted if self.counted else 100.0


def mutation_scores(
    pack: Pack,
    examples: dict[str, tuple[Example, ...]],
    as_of: datetime.date,
    only: str = "",
    excused: Container[str] = (),
) -> list[MutationScore]:
    """Try the mutants of every criterion, or of the one named, on its examples."""
    scores = []
    trials = []
    for criterion in criteria_of(pack, only):
        trial = _Trial(pack, criterion, examples[criterion.id], as_of)
        trials.append(trial)
        scores.append(_score(criterion.id, [(one.id, trial.fate(one)) for one in mutants_of(pack, criterion)], excused))
    if not only:
        shared = [
            (name, "killed" if any(trial.notices_pack(mutated) for trial in trials) else "survives")
            for name, mutated in pack_mutants(pack)
        ]
        scores.append(_score(SHARED, shared, excused))
    return scores


def _score(name: str, fates: list[tuple[str, str]], excused: Container[str]) -> MutationScore:
    by_fate: dict[str, list[str]] = {"killed": [], "equivalent": [], "survives": []}
    for mutant, fate in fates:
        by_fate[fate].append(mutant)
    left = by_fate["survives"]
    return MutationScore(
        name,
        len(fates),
        len(by_fate["killed"]),
        tuple(by_fate["equivalent"]),
        tuple(one for one in left if one in excused),
        tuple(one for one in left if one not in excused),
    )


class _Trial:
    """The examples of one criterion, observed once as they are."""

    def __init__(self, pack: Pack, criterion: Criterion, examples: tuple[Example, ...], as_of: datetime.date) -> None:
        self._pack, self._criterion, self._as_of = pack, criterion, as_of
        original = CriterionRun(pack, criterion, as_of)
        cases = [original.case_of(example) for example in examples]
        self._cases: list[tuple[Case, Signature]] = [(case, original.signature(case)) for case in cases]

    def fate(self, mutant: Mutant) -> str:
        changed = CriterionRun(mutant.pack, mutant.criterion, self._as_of)
        if self._notices(changed, mutant.criterion):
            return "killed"
        return "equivalent" if alike(self._pack, self._criterion, mutant) else "survives"

    def notices_pack(self, mutated: Pack) -> bool:
        return self._notices(CriterionRun(mutated, self._criterion, self._as_of), self._criterion)

    def _notices(self, changed: CriterionRun, criterion: Criterion) -> bool:
        logic_stands = criterion.logic == self._criterion.logic and criterion.parts == self._criterion.parts
        for case, before in self._cases:
            after = changed.signature(case)
            if logic_stands and after == before:
                continue
            if _expected_otherwise(case.example, after) or changed.differences(case, changed.run(case)):
                return True
        return False


def _expected_otherwise(example: Example, after: Signature) -> bool:
    """See at once whether a check that the example names comes out otherwise."""
    found: dict[str, Any] = {key: "claimed" if outcome[1] else outcome[0] for key, outcome in after.outcomes}
    return any(key in found and found[key] != wanted for key, wanted in example.checks.items())
