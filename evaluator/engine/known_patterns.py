"""What the rules make of the outcomes of checks. The same outcomes come to the same, so it is derived once and kept.

The rules never look at the words of a proposal. `benchmarks/bench_archive.py` prints for how many criteria the pattern
of outcomes is known already; in archives of real measures it is for 95 of 100 and more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from evaluator.engine.chain import Chain, Firing
from evaluator.engine.derive import SUMMARY, Derivation
from evaluator.engine.facts import Fact, summary_counts
from evaluator.engine.layout import gathering, layout_of
from evaluator.engine.observe import CriterionObserved, failed
from evaluator.engine.pattern import Pattern, Recommended
from evaluator.engine.plans import CriterionPlan
from evaluator.model.evaluation import RecommendationWord

MOST_KEPT = 1500  # of each kind
V = TypeVar("V")


class Kept(dict[object, V]):
    """What was derived, by all that it was derived from. When it gets too much, it forgets what it met first."""

    def keep(self, key: object, what: V) -> V:
        """Remember something, and give it back."""
        if len(self) >= MOST_KEPT:
            for first in list(self)[: len(self) - MOST_KEPT // 2]:
                self.pop(first, None)  # the server's threads share what is known
        self[key] = what
        return what


class Derived(NamedTuple):
    """What the rules make of the facts of one criterion."""

    facts: tuple[Fact, ...]
    findings: dict[str, Fact]
    firings: tuple[Firing, ...]


class KnownPatterns:
    """What the rules made of outcomes under one compiled pack, as far as they were met.

    `patterns` by the outcomes of one criterion, `derivations` by the facts that these are laid out as, which fewer
    differ in, `recommendations` by the findings of all criteria and `words` by how many there are of each kind.
    """

    def __init__(self, plans: Sequence[CriterionPlan]) -> None:
        """Give the finding of each criterion that is evaluated a place among those of the others."""
        evaluated = [plan.criterion.id for plan in plans if not plan.aside]
        roster: Fact = {"id": f"roster:{SUMMARY}", "kind": "roster", "of": SUMMARY, "mode": "summary", "k": 0}
        count = len(evaluated)
        self._facts, self._places, standings = gathering(roster, count, "summary_tally") if count else (_NONE, {}, [])
        self._standings = dict(zip(evaluated, standings, strict=True))
        self.patterns, self.derivations = Kept[Pattern](), Kept[Derived]()
        self.recommendations, self.words = Kept[Recommended](), Kept[RecommendationWord]()

    def settle(self, chain: Chain, found: CriterionObserved) -> CriterionObserved:
        """Let the rules derive what one criterion comes to; if they fail, it is one that could not be evaluated.

        Raises:
            ChainError: if the rules fail even on a criterion of which nothing was observed.
        """
        if found.settled is not None:
            return found
        try:
            found.settled = self.of(chain, found)
        except Exception as error:  # noqa: BLE001  recorded as this criterion's error
            found = failed(found.plan, found.context, found.disposed, error)
            found.settled = self.of(chain, found)
        return found

    def of(self, chain: Chain, found: CriterionObserved) -> Pattern:
        """Give the pattern of what was observed of one criterion.

        Raises:
            ChainError: if the rules fail.
        """
        outcomes = found.outcomes
        name, applies = found.plan.criterion.id, found.applicability.outcome
        key = (name, applies, found.disposed, outcomes.rows, outcomes.deciding)
        known = self.patterns.get(key)
        if known is None:
            known = self.patterns.keep(key, _aside(found) if found.plan.aside else self._derived(chain, found))
        return known

    def word(self, chain: Chain, criteria: Sequence[CriterionObserved]) -> RecommendationWord:
        """Tell the recommendation alone; all that its rules see of the findings is their counts.

        Raises:
            ChainError: if the rules fail.
        """
        key = tuple(summary_counts(_evaluated(criteria)).values())
        known = self.words.get(key)
        return known if known is not None else self.words.keep(key, self.recommended(chain, criteria).word)

    def recommended(self, chain: Chain, criteria: Sequence[CriterionObserved]) -> Recommended:
        """Derive the recommendation from the findings of the criteria.

        Raises:
            ChainError: if the rules fail.
        """
        found = _evaluated(criteria)
        key = tuple([(fact["finding"], fact["inherent"], fact["flagged"]) for fact in found])
        known = self.recommendations.get(key)
        if known is None:
            derivation = Derivation(self._places)
            firings = chain.run([*self._facts, *found], derivation.act)
            word: Any = derivation.recommendation  # the rules derive no other
            known = self.recommendations.keep(key, Recommended(word, tuple(self._facts), tuple(firings)))
        return known

    def _derived(self, chain: Chain, found: CriterionObserved) -> Pattern:
        """Lay out the outcomes as facts; which of several checks is open often makes no difference to these."""
        made = layout_of(found, self._standings[found.plan.criterion.id])
        key = tuple([tuple(fact.values()) for fact in made.facts])
        derived = self.derivations.get(key)
        if derived is None:
            derivation = Derivation(made.places)
            firings = tuple(chain.run(made.facts, derivation.act))
            derived = self.derivations.keep(key, Derived(tuple(made.facts), derivation.findings, firings))
        return Pattern(made.root, derived.facts, made.places, made.instances, derived.findings, derived.firings)


def _evaluated(criteria: Sequence[CriterionObserved]) -> list[Fact]:
    return [one.finding for one in criteria if not one.plan.aside]


# Where nothing is evaluated there is no finding to wait for.
_NONE: list[Fact] = [{"id": SUMMARY, "kind": "summary", "of": SUMMARY, **summary_counts([])}]


def _aside(found: CriterionObserved) -> Pattern:
    """Write the finding of a criterion that is not evaluated; no rule derives it."""
    of = found.plan.criterion.id
    fact: Fact = {
        "id": f"finding:{of}",
        "kind": "finding",
        "of": of,
        "finding": "not_evaluated",
        "inherent": 0,
        "flagged": 0,
    }
    return Pattern("", (), {}, {}, {of: fact}, ())
