"""What answers settle: what waited for an answer before, and with one of them no longer does."""

from __future__ import annotations

from collections.abc import Collection

from evaluator.engine import Run
from evaluator.engine.observe import CriterionObserved
from evaluator.model.criteria import Outcome
from evaluator.model.evaluation import FindingWord, RecommendationWord

# From what waits for the applicant to what does not, be it for the better or for the worse.
_RANKS: tuple[RecommendationWord, ...] = (
    "undetermined",
    "form_incomplete",
    "gaps",
    "for_judgement",
    "ready",
    "not_ready",
)
_WAITING = ("unknown", "error")
_SETTLED: tuple[FindingWord, ...] = ("met", "not_met", "needs_judgement", "not_applicable")


class Settled:
    """What possible answers settle, over all of them: what waited for an answer before and no longer does."""

    def __init__(self, base: Run, waiting: Collection[str], criteria: Collection[str]) -> None:
        self._base, self._waiting, self._criteria = base, waiting, criteria
        self.checks: dict[str, None] = {}
        self.parts: dict[str, None] = {}
        self.criteria: dict[str, None] = {}
        self.recommendations: dict[RecommendationWord, None] = {}

    @property
    def anything(self) -> bool:
        """Tell whether some answer settles something."""
        return any((self.checks, self.parts, self.criteria, self.recommendations))

    def add(self, tried: Run | None) -> None:
        """Count what one answer settles."""
        if tried is None or tried is self._base:
            return
        for one, was in zip(tried.criteria, self._base.criteria, strict=True):
            if one is not was:
                self._count(one, was, tried)
        # An answer may also bring new gaps to light; only what goes beyond what stands now counts as settled.
        if _RANKS.index(tried.recommendation) > _RANKS.index(self._base.recommendation):
            self.recommendations[tried.recommendation] = None

    def _count(self, one: CriterionObserved, was: CriterionObserved, tried: Run) -> None:
        name = one.plan.criterion.id
        outcomes = _outcomes(one, was)
        self.checks |= dict.fromkeys(key for key in self._waiting if outcomes.get(key, "unknown") not in _WAITING)
        # What waits for other answers can be ruled out by this one; that it contradicts them is none of its doing.
        settling = _SETTLED if name in self._criteria else ("not_applicable",)
        for key, part in one.instances.items():
            if part.plan.key == part.plan.owner != name and self._settles(key, tried, settling):
                self.parts[key] = None
        if self._settles(name, tried, settling):
            self.criteria[name] = None

    def _settles(self, key: str, tried: Run, settling: Collection[FindingWord]) -> bool:
        return key in self._base.findings and self._base.word(key) == "incomplete" and tried.word(key) in settling


def _outcomes(one: CriterionObserved, was: CriterionObserved) -> dict[str, Outcome]:
    """Tell what the checks that decide came to, by key: the keys of before where lists have as many items as before."""
    said, before = one.outcomes, was.outcomes
    if (said.rows, len(said.deciding)) == (before.rows, len(before.deciding)):
        return {key: told.outcome for key, told in zip(was.observed, said.deciding, strict=False)}
    return {key: seen.observation.outcome for key, seen in one.observed.items()}
