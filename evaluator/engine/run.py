"""One evaluation from observations to recommendation."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from evaluator.engine.answers import Context, context_of
from evaluator.engine.chain import Chain, Firing, shared_chain
from evaluator.engine.checks import Observation
from evaluator.engine.compile import CompiledPack
from evaluator.engine.facts import Fact
from evaluator.engine.observe import NOTHING, CriterionObserved, observe
from evaluator.engine.pattern import Recommended
from evaluator.engine.rules import DISPOSED
from evaluator.engine.tables import NOT_SUPPLIED, OwnTables
from evaluator.model.evaluation import FindingWord, RecommendationWord
from evaluator.model.proposal import Proposal

_NOBODY: Mapping[str, str] = {}


@dataclass(frozen=True)
class Run:
    """What was observed and derived for one proposal; `findings` by key of group, part or criterion.

    `recommendation` is the word for the whole proposal.
    """

    context: Context
    criteria: tuple[CriterionObserved, ...]
    findings: Mapping[str, Fact]
    recommendation: RecommendationWord
    compiled: CompiledPack = field(repr=False)

    @cached_property
    def recommended(self) -> Recommended:
        """The recommendation with what led to it; derived where somebody looks."""
        return self.compiled.patterns.recommended(_chain(self.compiled, self.criteria), self.criteria)

    def word(self, key: str) -> FindingWord:
        """Give the finding of a group, part or criterion."""
        return self.findings[key]["finding"]  # type: ignore[return-value]  # the rules derive no other word

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that were put in: those of the outcomes, criterion by criterion, and the roster of the criteria."""
        return (*(fact for found in self.criteria for fact in found.pattern.facts), *self.recommended.facts)

    @property
    def firings(self) -> tuple[Firing, ...]:
        """The rules that fired, criterion by criterion, and then those that lead to the recommendation."""
        return (*(one for found in self.criteria for one in found.pattern.firings), *self.recommended.firings)


def run(  # noqa: PLR0913, PLR0917  the three that are needed, and three for those who need more
    compiled: CompiledPack,
    proposal: Proposal,
    as_of: datetime.date,
    own: OwnTables = NOT_SUPPLIED,
    assumed: Mapping[str, Observation] = NOTHING,
    disposed: Mapping[str, str] = _NOBODY,
) -> Run:
    """Evaluate a proposal: observe all criteria and let the rules derive their findings, then the recommendation.

    `assumed` holds outcomes to take instead of asking, by check key: what work would bring, or people have said.
    `disposed` holds the findings that people prefer to those of criteria, by criterion id.

    When the rules fail in one criterion its finding is `error`, and the others stand.

    Raises:
        ChainError: if the rules fail even so.
    """
    context = context_of(proposal, as_of, own)
    criteria = [observe(plan, context, assumed, disposed.get(plan.criterion.id, "")) for plan in compiled.plans]
    return concluded(compiled, context, criteria)


def concluded(compiled: CompiledPack, context: Context, criteria: Sequence[CriterionObserved]) -> Run:
    """Let the rules derive what follows from what was observed of each criterion.

    Raises:
        ChainError: if the rules fail even on criteria of which nothing was observed.
    """
    chain = _chain(compiled, criteria)
    settled = tuple([compiled.patterns.settle(chain, found) for found in criteria])
    findings: dict[str, Fact] = {}
    for found in settled:
        findings.update(found.pattern.findings)
    return Run(context, settled, findings, compiled.patterns.word(chain, settled), compiled)


def _chain(compiled: CompiledPack, criteria: Sequence[CriterionObserved]) -> Chain:
    spoken = any(found.disposed for found in criteria)
    return shared_chain(compiled.modes | ({DISPOSED} if spoken else set()))
