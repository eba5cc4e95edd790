"""One evaluation from observations to recommendation: the second phase, and what becomes of a fault."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from evaluator.engine.answers import Context, context_of
from evaluator.engine.chain import Chain, Firing, shared_chain
from evaluator.engine.checks import Observation
from evaluator.engine.compile import CompiledPack
from evaluator.engine.derive import SUMMARY, Derivation
from evaluator.engine.facts import Fact, summary_counts
from evaluator.engine.observe import ASSUMED, CriterionObserved, failed, gathering, observe
from evaluator.engine.rules import DISPOSED
from evaluator.engine.tables import NOT_SUPPLIED, OwnTables
from evaluator.model.proposal import Proposal


@dataclass(frozen=True)
class Run:
    """What was observed and derived for one proposal; `findings` by key of group, part or criterion."""

    context: Context
    criteria: tuple[CriterionObserved, ...]
    findings: dict[str, Fact]
    recommendation: str
    places: dict[str, Fact]
    facts: tuple[Fact, ...]
    firings: tuple[Firing, ...]


def run(  # noqa: PLR0913, PLR0917  the three that are needed, and three for those who need more
    compiled: CompiledPack,
    proposal: Proposal,
    as_of: datetime.date,
    chain: Chain | None = None,
    own: OwnTables = NOT_SUPPLIED,
    assumed: Mapping[str, Observation] = MappingProxyType({}),
    disposed: Mapping[str, str] = MappingProxyType({}),
) -> Run:
    """Evaluate a proposal: observe all criteria, then let the rules derive findings and recommendation.

    `assumed` holds outcomes to take instead of asking, by check key: what work would bring, or people have said.
    `disposed` holds the findings that people prefer to those of criteria, by criterion id.

    When the rules fail in one criterion its finding is `error` and the run is repeated so that the others stand.

    Raises:
        ChainError: if the rules fail even so.
    """
    chain = chain or shared_chain(compiled.modes | ({DISPOSED} if disposed else set()))
    context = context_of(proposal, as_of, own)
    context.seen[ASSUMED] = assumed
    context.seen.update({(DISPOSED, name): word for name, word in disposed.items()})
    summary = summarising(compiled, context)
    try:
        return _chained(chain, context, summary)
    except Exception:  # noqa: BLE001  each criterion is chained alone, so that the fault is found or raised again
        standings = summary.standings
        sound = [_sound(chain, found, standing) for found, standing in zip(summary.criteria, standings, strict=True)]
        return _chained(chain, context, replace(summary, criteria=sound))


@dataclass(frozen=True)
class Summarising:
    """The first phase for all criteria, with the rosters that gather their findings."""

    criteria: list[CriterionObserved]
    facts: list[Fact]
    places: dict[str, Fact]
    standings: list[Fact]


def summarising(compiled: CompiledPack, context: Context) -> Summarising:
    """Observe every criterion and give its finding a place among those of the others."""
    roster: Fact = {"id": f"roster:{SUMMARY}", "kind": "roster", "of": SUMMARY, "mode": "summary", "k": 0}
    count = sum(not plan.aside for plan in compiled.plans)
    facts, places, gathered = gathering(roster, count, "summary_tally") if count else (_nothing(), {}, [])
    free = iter(gathered)
    standings: list[Fact] = [{} if plan.aside else next(free) for plan in compiled.plans]
    criteria = [observe(plan, context, standing) for plan, standing in zip(compiled.plans, standings, strict=True)]
    return Summarising(criteria, facts, places, standings)


def _nothing() -> list[Fact]:
    """Summarise that nothing was evaluated: there is no finding to wait for."""
    return [{"id": SUMMARY, "kind": "summary", "of": SUMMARY, **summary_counts([])}]


def _chained(chain: Chain, context: Context, summary: Summarising) -> Run:
    every = (*summary.facts, *(fact for found in summary.criteria for fact in found.facts))
    places = {**summary.places, **{of: place for found in summary.criteria for of, place in found.places.items()}}
    derivation = Derivation(places)
    firings = chain.run(every, derivation.act)
    criteria = tuple(summary.criteria)
    findings = {
        **derivation.findings,
        **{found.plan.criterion.id: set_aside(found) for found in criteria if found.plan.aside},
    }
    return Run(context, criteria, findings, derivation.recommendation, places, every, tuple(firings))


def set_aside(found: CriterionObserved) -> Fact:
    """Write the finding of a criterion that is not evaluated; no rule derives it."""
    of = found.plan.criterion.id
    return {"id": f"finding:{of}", "kind": "finding", "of": of, "finding": "not_evaluated", "inherent": 0, "flagged": 0}


def _sound(chain: Chain, found: CriterionObserved, standing: Fact) -> CriterionObserved:
    """Chain one criterion alone; if that fails, stand in for it with an error."""
    try:
        chain.run(found.facts, Derivation(found.places).act)
    except Exception as error:  # noqa: BLE001  recorded as this criterion's error
        return failed(found.plan, standing, f"{type(error).__name__}: {error}")
    return found
