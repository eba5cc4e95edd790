"""The rules run criterion by criterion: what one comes to does not hang on the others, so it is derived once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from evaluator.advice.readers import Readers, with_section
from evaluator.api import Evaluator
from evaluator.engine import Run, run
from evaluator.engine.answers import Context, context_of
from evaluator.engine.chain import Chain, shared_chain
from evaluator.engine.checks import Observation
from evaluator.engine.derive import Derivation
from evaluator.engine.facts import Fact
from evaluator.engine.observe import ASSUMED, CriterionObserved, observe
from evaluator.engine.run import Summarising, set_aside, summarising
from evaluator.model.evaluation import RecommendationWord
from evaluator.model.proposal import Proposal


def derived(chain: Chain, found: CriterionObserved) -> dict[str, Fact]:
    """Derive the findings of one criterion, its parts and groups from what was observed of it.

    Raises:
        ChainError: if the rules fail.
    """
    derivation = Derivation(found.places)
    chain.run(found.facts, derivation.act)
    return derivation.findings


def recommended(chain: Chain, summary: Summarising, findings: Mapping[str, Fact]) -> RecommendationWord:
    """Derive the recommendation from the findings of the criteria.

    Raises:
        ChainError: if the rules fail.
    """
    evaluated = [findings[one.plan.criterion.id] for one in summary.criteria if not one.plan.aside]
    derivation = Derivation(summary.places)
    chain.run([*summary.facts, *evaluated], derivation.act)
    return derivation.recommendation  # type: ignore[return-value]  # the rules derive no other word


@dataclass(frozen=True)
class Pieces:
    """What a run comes to, put together from its criteria."""

    criteria: tuple[CriterionObserved, ...]
    findings: dict[str, Fact]
    recommendation: RecommendationWord


class _Criterion(NamedTuple):
    observed: CriterionObserved
    findings: dict[str, Fact]


class Assuming:
    """One proposal, run again and again with outcomes assumed."""

    def __init__(self, evaluator: Evaluator, proposal: Proposal) -> None:
        """Observe the proposal as it is."""
        self._evaluator, self._proposal = evaluator, proposal
        self._context = context_of(proposal, evaluator.as_of, evaluator.own)
        self._chain = shared_chain(evaluator.compiled.modes)
        self._summary = summarising(evaluator.compiled, self._context)
        self._readers = Readers(evaluator.pack)
        self._known: dict[tuple[str, frozenset[tuple[str, Observation]]], _Criterion] = {}

    def pieces(self, assumed: Mapping[str, Mapping[str, Observation]]) -> Pieces:
        """Run with outcomes that are assumed for checks, by criterion and check key.

        Raises:
            ChainError: if the rules fail even in the engine's own run.
        """
        try:
            return self._put_together(assumed)
        except Exception:  # noqa: BLE001  the engine's own run knows what to do where rules fail, or raises it again
            found = self.whole(assumed)
            return Pieces(found.criteria, found.findings, found.recommendation)  # type: ignore[arg-type]  # as above

    def changed(self, path: str, section: Any, assumed: Mapping[str, Mapping[str, Observation]]) -> RecommendationWord:
        """Run with another content of the section that a path leads into; it differs in what stands there only.

        Raises:
            ValidationError: if a proposal cannot hold it.
            ChainError: if the rules fail.
        """
        proposal = with_section(self._proposal, path.partition(".")[0], section)
        context, reading = context_of(proposal, self._evaluator.as_of, self._evaluator.own), self._readers.of(path)
        findings: dict[str, Fact] = {}
        for was, standing in zip(self._summary.criteria, self._summary.standings, strict=True):
            name = was.plan.criterion.id
            mine = assumed.get(name, {})
            one = self._asked(was, context, standing, mine) if name in reading else self._criterion(was, standing, mine)
            findings.update(one.findings)
        return recommended(self._chain, self._summary, findings)

    def whole(self, assumed: Mapping[str, Mapping[str, Observation]]) -> Run:
        """Run the engine itself with the same outcomes."""
        evaluator = self._evaluator
        every = {key: outcome for outcomes in assumed.values() for key, outcome in outcomes.items()}
        return run(evaluator.compiled, self._proposal, evaluator.as_of, own=evaluator.own, assumed=every)

    def _put_together(self, assumed: Mapping[str, Mapping[str, Observation]]) -> Pieces:
        every = [
            self._criterion(was, standing, assumed.get(was.plan.criterion.id, {}))
            for was, standing in zip(self._summary.criteria, self._summary.standings, strict=True)
        ]
        findings = {key: fact for one in every for key, fact in one.findings.items()}
        word = recommended(self._chain, self._summary, findings)
        return Pieces(tuple(one.observed for one in every), findings, word)

    def _criterion(self, was: CriterionObserved, standing: Fact, assumed: Mapping[str, Observation]) -> _Criterion:
        key = (was.plan.criterion.id, frozenset(assumed.items()))
        if key not in self._known:
            self._known[key] = self._asked(was, self._context, standing, assumed)
        return self._known[key]

    def _asked(
        self, was: CriterionObserved, context: Context, standing: Fact, assumed: Mapping[str, Observation]
    ) -> _Criterion:
        context.seen[ASSUMED] = assumed
        found = observe(was.plan, context, standing) if assumed or context is not self._context else was
        findings = {found.plan.criterion.id: set_aside(found)} if found.plan.aside else derived(self._chain, found)
        return _Criterion(found, findings)
