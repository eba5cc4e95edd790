"""One evaluation from observations to recommendation: the second phase, and what becomes of a fault."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from evaluator.engine.answers import Context, context_of
from evaluator.engine.chain import Chain, Firing, shared_chain
from evaluator.engine.compile import CompiledPack
from evaluator.engine.derive import SUMMARY, Derivation
from evaluator.engine.facts import Fact
from evaluator.engine.observe import CriterionObserved, failed, gathering, observe
from evaluator.model.proposal import Proposal


@dataclass(frozen=True)
class Run:
    """What was observed and derived for one proposal; `findings` by key of group, part or criterion."""

    context: Context
    criteria: tuple[CriterionObserved, ...]
    findings: dict[str, Fact]
    recommendation: str
    facts: tuple[Fact, ...]
    firings: tuple[Firing, ...]

    @property
    def form(self) -> CriterionObserved:
        """The form check."""
        return self.criteria[0]


def run(compiled: CompiledPack, proposal: Proposal, as_of: datetime.date, chain: Chain | None = None) -> Run:
    """Evaluate a proposal: observe all criteria, then let the rules derive findings and recommendation.

    When the rules fail in one criterion its finding is `error` and the run is repeated so that the others stand.

    Raises:
        ChainError: if the rules fail even so.
    """
    chain = chain or shared_chain(compiled.modes)
    context = context_of(proposal, as_of)
    facts, places, standings = gathering(_summary_roster(), len(compiled.plans), "summary_tally")
    criteria = [observe(plan, context, standing) for plan, standing in zip(compiled.plans, standings, strict=True)]
    try:
        return _chained(chain, context, criteria, facts, places)
    except Exception as error:
        sound = [_sound(chain, found, standing) for found, standing in zip(criteria, standings, strict=True)]
        if sound == criteria:
            raise
        del error
        return _chained(chain, context, sound, facts, places)


def _summary_roster() -> Fact:
    return {"id": f"roster:{SUMMARY}", "kind": "roster", "of": SUMMARY, "mode": "summary", "k": 0}


def _chained(
    chain: Chain, context: Context, criteria: list[CriterionObserved], facts: list[Fact], places: dict[str, Fact]
) -> Run:
    every = (*facts, *(fact for found in criteria for fact in found.facts))
    derivation = Derivation({**places, **{of: place for found in criteria for of, place in found.places.items()}})
    firings = chain.run(every, derivation.act)
    return Run(context, tuple(criteria), derivation.findings, derivation.recommendation, every, tuple(firings))


def _sound(chain: Chain, found: CriterionObserved, standing: Fact) -> CriterionObserved:
    """Chain one criterion alone; if that fails, stand in for it with an error."""
    try:
        chain.run(found.facts, Derivation(found.places).act)
    except Exception as error:  # noqa: BLE001  recorded as this criterion's error
        return failed(found.plan, standing, f"{type(error).__name__}: {error}")
    return found
