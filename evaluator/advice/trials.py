"""One proposal, tried again and again with outcomes assumed or an answer changed.

Observations and rules are the engine's own; only criteria that read what changed are asked anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from evaluator.advice.readers import Readers, with_section
from evaluator.api import Evaluator
from evaluator.engine import Run, concluded, run
from evaluator.engine.answers import Context, context_of
from evaluator.engine.checks import Observation
from evaluator.engine.observe import CriterionObserved, observe
from evaluator.model.proposal import Proposal

Assumed = Mapping[str, Mapping[str, Observation]]  # outcomes to take instead of asking, by criterion and check key
_NONE: Assumed = MappingProxyType({})


class Trials:
    """Tries changes to one proposal under one pack that is compiled once."""

    def __init__(self, evaluator: Evaluator, proposal: Proposal) -> None:
        """Run the proposal as it is."""
        self._evaluator, self._proposal = evaluator, proposal
        self.before = run(evaluator.compiled, proposal, evaluator.as_of, own=evaluator.own)
        self._readers = Readers(evaluator.pack)
        self._known: dict[tuple[str, frozenset[tuple[str, Observation]]], CriterionObserved] = {}

    def assuming(self, assumed: Assumed) -> Run:
        """Run with outcomes that are assumed for checks.

        Raises:
            ChainError: if the rules engine fails on every criterion.
        """
        asked = [self._criterion(was, assumed) for was in self.before.criteria]
        return concluded(self._evaluator.compiled, self.before.context, asked)

    def changed(self, path: str, section: Any, assumed: Assumed = _NONE) -> Run:
        """Run with another content of the section that a path leads into; it differs in what stands there only.

        It is the run before itself where nothing comes out otherwise.

        Raises:
            ValidationError: if a proposal cannot hold it.
            ChainError: if the rules engine fails on every criterion.
        """
        proposal = with_section(self._proposal, path.partition(".")[0], section)
        context = context_of(proposal, self._evaluator.as_of, self._evaluator.own)
        reading = self._readers.of(path)
        asked = [
            _asked(was, context, assumed) if was.plan.criterion.id in reading else self._criterion(was, assumed)
            for was in self.before.criteria
        ]
        if all(map(_is_same, asked, self.before.criteria)):
            return self.before
        return concluded(self._evaluator.compiled, context, asked)

    def whole(self, assumed: Assumed) -> Run:
        """Run the engine itself with the same outcomes, on every criterion."""
        evaluator = self._evaluator
        every = {key: outcome for outcomes in assumed.values() for key, outcome in outcomes.items()}
        return run(evaluator.compiled, self._proposal, evaluator.as_of, own=evaluator.own, assumed=every)

    def _criterion(self, was: CriterionObserved, assumed: Assumed) -> CriterionObserved:
        name = was.plan.criterion.id
        if name not in assumed:
            return was
        key = (name, frozenset(assumed[name].items()))
        if key not in self._known:
            self._known[key] = _asked(was, self.before.context, assumed)
        return self._known[key]


def _asked(was: CriterionObserved, context: Context, assumed: Assumed) -> CriterionObserved:
    return observe(was.plan, context, assumed.get(was.plan.criterion.id, {}))


def _is_same(one: CriterionObserved, was: CriterionObserved) -> bool:
    return one is was or (one.applicability, one.outcomes) == (was.applicability, was.outcomes)
