"""How sharp the examples of a pack are: which mutants make at least one of them come out otherwise."""

from __future__ import annotations

import datetime
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from evaluator.advice.criterion_run import Case, CriterionRun, Signature, criteria_of, outcome_of, signature_of
from evaluator.advice.equivalence import alike
from evaluator.advice.mutants import Mutant, mutants_of, pack_mutants
from evaluator.engine.answers import Answers
from evaluator.engine.checks import CheckCompiler, CompiledCheck
from evaluator.engine.observe import Observed
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
        self._answers = Answers(pack)
        original = CriterionRun(pack, criterion, as_of, self._answers)
        self._compiler = CheckCompiler(pack, criterion, self._answers)
        self._seen = [_seen(original, example) for example in examples]

    def fate(self, mutant: Mutant) -> str:
        if self._notices(mutant):
            return "killed"
        return "equivalent" if alike(self._pack, self._criterion, mutant) else "survives"

    def notices_pack(self, mutated: Pack) -> bool:
        return self._any(CriterionRun(mutated, self._criterion, self._as_of), self._seen)

    def _notices(self, mutant: Mutant) -> bool:
        seen = self._seen
        if mutant.check is not None:
            # Most changes to a check change nothing in most examples: look at that check before anything else.
            compiled = self._compiler.compile(mutant.check, mutant.item_list)
            seen = [one for one in self._seen if _changes(one, compiled)]
            if not seen:
                return False
            if any(_named_otherwise(one, compiled) for one in seen):
                return True
        # No mutant of a criterion changes what answers are read with: fields, placeholders and tables.
        return self._any(CriterionRun(mutant.pack, mutant.criterion, self._as_of, self._answers), seen)

    def _any(self, changed: CriterionRun, seen: list[_Seen]) -> bool:
        one = changed.criterion
        logic_stands = one.logic == self._criterion.logic and one.parts == self._criterion.parts
        for before in seen:
            after = signature_of(changed.look(before.case))
            if logic_stands and after == before.signature:
                continue
            if _expected_otherwise(before.case.example, after):
                return True
            if changed.differences(before.case, changed.run(before.case)):
                return True
        return False


@dataclass(frozen=True)
class _Seen:
    case: Case
    observed: dict[str, Observed]
    signature: Signature


def _seen(original: CriterionRun, example: Example) -> _Seen:
    case = original.case_of(example)
    found = original.look(case)
    return _Seen(case, found.observed, signature_of(found))


def _changes(seen: _Seen, compiled: CompiledCheck) -> bool:
    return any(
        outcome_of(compiled, compiled.observe(one.context)) != outcome_of(one.compiled, one.observation)
        for one in seen.observed.values()
        if one.compiled.check.id == compiled.check.id
    )


def _named_otherwise(seen: _Seen, compiled: CompiledCheck) -> bool:
    wanted = seen.case.example.checks
    for key, one in seen.observed.items():
        if one.compiled.check.id == compiled.check.id and key in wanted:
            outcome, _, claimed = compiled.observe(one.context)
            if wanted[key] != ("claimed" if claimed else outcome):
                return True
    return False


def _expected_otherwise(example: Example, after: Signature) -> bool:
    """See at once whether a check that the example names comes out otherwise."""
    found: dict[str, Any] = {key: "claimed" if outcome[1] else outcome[0] for key, outcome in after.outcomes}
    return any(key in found and found[key] != wanted for key, wanted in example.checks.items())
