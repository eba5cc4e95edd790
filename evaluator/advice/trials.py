"""Changed copies of one proposal, tried many times: only criteria that read what changed are asked anew.

Observations and rules are the engine's own; what a criterion cannot have read is taken from the run before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evaluator.advice.pieces import derived, recommended
from evaluator.advice.readers import Readers, with_section
from evaluator.api import Evaluator
from evaluator.engine import Run, run
from evaluator.engine.answers import context_of
from evaluator.engine.chain import shared_chain
from evaluator.engine.facts import Fact
from evaluator.engine.observe import CriterionObserved, observe
from evaluator.engine.run import summarising
from evaluator.model.evaluation import FindingWord, RecommendationWord
from evaluator.model.proposal import Proposal

_DECIDED_BY = ("finding", "inherent", "flagged")


@dataclass(frozen=True)
class Tried:
    """What a changed proposal comes to: the findings of criteria and of their parts, and the recommendation."""

    findings: dict[str, FindingWord]
    recommendation: RecommendationWord
    criteria: tuple[CriterionObserved, ...]


class Trials:
    """Tries changes to one proposal under one pack that is compiled once."""

    def __init__(self, evaluator: Evaluator, proposal: Proposal) -> None:
        """Run the proposal as it is."""
        self._evaluator, self._proposal = evaluator, proposal
        self.before = run(evaluator.compiled, proposal, evaluator.as_of, own=evaluator.own)
        self.base = _tried(self.before)
        self._summary = summarising(evaluator.compiled, self.before.context)
        self._chain = shared_chain(evaluator.compiled.modes)
        self._readers = Readers(evaluator.pack)

    def of(self, path: str, section: Any) -> Tried:
        """Try another content of the section that a path leads into; it differs in what stands at that path only.

        Raises:
            ValidationError: if a proposal cannot hold it.
        """
        name = path.partition(".")[0]
        proposal = with_section(self._proposal, name, section)
        context = context_of(proposal, self._evaluator.as_of, self._evaluator.own)
        reading = self._readers.of(path)
        asked = [
            observe(was.plan, context, standing) if was.plan.criterion.id in reading else was
            for was, standing in zip(self.before.criteria, self._summary.standings, strict=True)
        ]
        changed = [(one, was) for one, was in zip(asked, self.before.criteria, strict=True) if _differs(one, was)]
        if not changed:
            return self.base
        try:
            return self._derived(tuple(asked), changed)
        except Exception:  # noqa: BLE001  the engine's own run knows what to do where rules fail, or raises it again
            evaluator = self._evaluator
            return _tried(run(evaluator.compiled, proposal, evaluator.as_of, own=evaluator.own))

    def _derived(
        self, asked: tuple[CriterionObserved, ...], changed: list[tuple[CriterionObserved, CriterionObserved]]
    ) -> Tried:
        findings = {**self.before.findings}
        for one, was in changed:
            mine = derived(self._chain, one)
            findings = {key: fact for key, fact in findings.items() if key not in was.places} | mine
        names = [one.plan.criterion.id for one, _ in changed]
        same = all(_alike(findings[name], self.before.findings[name]) for name in names)
        word = self.base.recommendation if same else recommended(self._chain, self._summary, findings)
        return Tried(_words(findings), word, asked)


def _tried(found: Run) -> Tried:
    return Tried(_words(found.findings), found.recommendation, found.criteria)  # type: ignore[arg-type]  # the rules derive no other word


def _words(findings: dict[str, Fact]) -> dict[str, FindingWord]:
    return {key: fact["finding"] for key, fact in findings.items()}  # type: ignore[misc]  # the rules derive no other word


def _alike(one: Fact, other: Fact) -> bool:
    return all(one[name] == other[name] for name in _DECIDED_BY)


def _differs(one: CriterionObserved, was: CriterionObserved) -> bool:
    """Tell whether anything was observed otherwise; the facts hold it all but the outcomes of checks of no logic."""
    return one is not was and (one.facts != was.facts or _outcomes(one) != _outcomes(was))


def _outcomes(found: CriterionObserved) -> dict[str, object]:
    return {key: one.observation for key, one in found.observed.items()}
