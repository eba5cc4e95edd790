"""Everything that `cat2 pack test` says of a pack, and whether it holds."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pydantic import ValidationError

from evaluator.advice.criterion_run import criteria_of
from evaluator.advice.examples import proposal_with
from evaluator.advice.excuses import Excuses, load_excuses
from evaluator.advice.mutation import MutationScore, mutation_scores
from evaluator.advice.pack_test import CriterionTest, check_examples, name_of
from evaluator.errors import Fault, PackError, UsageError
from evaluator.model.criteria import Example
from evaluator.packs.finding import pack_folder
from evaluator.packs.reading import load_examples, load_pack
from evaluator.proposals.wording import fault_of

LEAST_SCORE = 95.0


@dataclass(frozen=True)
class PackReport:
    """The tests of a pack, its mutation scores if asked for, and excuses that excuse nothing any more."""

    tests: tuple[CriterionTest, ...]
    mutation: tuple[MutationScore, ...]
    stale: tuple[str, ...]

    @property
    def score(self) -> float:
        """The share of mutants noticed over all criteria, in per cent."""
        counted = sum(one.counted for one in self.mutation)
        return 100 * sum(one.killed for one in self.mutation) / counted if counted else 100.0

    @property
    def holds(self) -> bool:
        """Tell whether examples agree and show everything, and mutants are noticed or their survival is explained."""
        explained = not self.stale and not any(one.survivors for one in self.mutation)
        return all(one.complete for one in self.tests) and explained and self.score >= LEAST_SCORE

    @property
    def summary(self) -> str:
        """Sum up in one line."""
        examples = sum(one.examples for one in self.tests)
        differing = sum(len(one.differences) for one in self.tests)
        missing = sum(len(one.missing) for one in self.tests)
        text = f"{examples} examples, {differing} differ; {missing} cases and findings not shown"
        if self.mutation:
            survivors = sum(len(one.survivors) for one in self.mutation)
            text += f"; mutation score {self.score:.1f} %, {survivors} survivors unexplained"
        return text


def report_on(name: str | None, as_of: datetime.date, only: str = "", *, mutate: bool = False) -> PackReport:
    """Test a pack by its examples.

    Raises:
        PackError: if the pack, its examples or its excuses are faulty.
        UsageError: if there is no such criterion.
    """
    pack = load_pack(name)
    if not criteria_of(pack, only):
        known = ", ".join(criterion.id for criterion in criteria_of(pack))
        raise UsageError(f"--criterion: found '{only}'; expected one of {known}")
    examples, excuses = load_examples(name, pack), load_excuses(pack_folder(name))
    if faults := [fault for one, rows in examples.items() for row in rows for fault in _impossible(one, row)]:
        raise PackError(faults)
    tests = tuple(check_examples(pack, examples, as_of, only, excuses.places))
    scores = tuple(mutation_scores(pack, examples, as_of, only, excuses.mutants)) if mutate else ()
    return PackReport(tests, scores, () if only else tuple(_stale(excuses, tests, scores)))


def _impossible(criterion: str, example: Example) -> Iterator[Fault]:
    """Find the answers of an example that no proposal may hold."""
    try:
        proposal_with(example.answers)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            fault = fault_of(each, each["input"])
            yield replace(fault, where=f"{criterion}: example {example.id}: {fault.where}")


def _stale(excuses: Excuses, tests: tuple[CriterionTest, ...], scores: tuple[MutationScore, ...]) -> list[str]:
    used = {name_of(place) for test in tests for place in test.excused}
    stale = [name for name in excuses.places if name not in used]
    if scores:
        # A reason for what is proven alike as well does no harm: what can be proven grows with the tool.
        unnoticed = {name for score in scores for name in (*score.excused, *score.equivalent)}
        stale += [name for name in excuses.mutants if name not in unnoticed]
    return stale
