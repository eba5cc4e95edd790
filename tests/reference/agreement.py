"""What the engine and the reference evaluator found about one proposal, in the same words, so that it can be compared.

Of the engine it uses `compile_pack`, `run` and what a run holds; errors are put in by letting observations raise.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unittest import mock

from reference.answers import Situation, items
from reference.building import TODAY
from reference.findings import Finding, Place, evaluate
from reference.outcomes import Outcome

from evaluator.engine import CompiledPack, Run, compile_pack, run
from evaluator.engine.checks import CompiledCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluator.model.criteria import Pack
    from evaluator.model.proposal import Proposal

ERROR = Outcome("error")
# Where the logic is not asked, nothing below the criterion counts.
_ASKED = ("yes", "judgement")

Found = dict[str, Any]


@dataclass(frozen=True)
class Fallible:
    """One pack, compiled once, whose checks can be made to fail."""

    pack: Pack
    compiled: CompiledPack

    @classmethod
    def of(cls, pack: Pack) -> Fallible:
        """Compile a pack."""
        return cls(pack, compile_pack(pack))

    def disagreements(self, proposal: Proposal, broken: frozenset[Place] = frozenset()) -> dict[str, tuple[Any, Any]]:
        """Name everything on which engine and reference differ: what the engine found, and what the reference did."""
        mine = self.by_engine(proposal, broken)
        theirs = self.by_reference(proposal, broken)
        return {key: (mine.get(key), theirs.get(key)) for key in {*mine, *theirs} if mine.get(key) != theirs.get(key)}

    def by_reference(self, proposal: Proposal, broken: frozenset[Place] = frozenset()) -> Found:
        """Evaluate by the reference; broken checks come to an error."""
        found = evaluate(self.pack, proposal, TODAY, dict.fromkeys(broken, ERROR))
        below = {**{place: outcome.word for place, outcome in found.outcomes.items()}, **found.parts}
        asked = tuple(f"{name}." for name, word in found.applies.items() if word in _ASKED)
        return {
            **{_key(place): value for place, value in below.items() if place[0].startswith(asked)},
            **found.criteria,
            self.pack.form.id: found.form,
            "recommendation": found.recommendation,
        }

    def by_engine(self, proposal: Proposal, broken: frozenset[Place] = frozenset()) -> Found:
        """Evaluate by the engine; the observation of broken checks raises."""
        with self._breaking(proposal, broken):
            found = run(self.compiled, proposal, TODAY)
        return {**_observed(found), **self._findings(found), "recommendation": found.recommendation}

    def _findings(self, found: Run) -> Found:
        criteria = (self.pack.form, *self.pack.criteria)
        shown = {criterion.id for criterion in criteria} | {
            part.id for criterion in criteria for part in criterion.parts
        }
        asked = {one.plan.criterion.id for one in found.criteria if one.applicability.outcome in _ASKED}
        return {
            key: _finding(fact)
            for key, fact in found.findings.items()
            if (name := key.split("[")[0]) in shown and ("." not in name or name.split(".")[0] in asked)
        }

    @contextmanager
    def _breaking(self, proposal: Proposal, broken: frozenset[Place]) -> Iterator[None]:
        lists = {
            part.over for criterion in (self.pack.form, *self.pack.criteria) for part in criterion.parts if part.over
        }
        rows = [[one.value for one in items(Situation(self.pack, proposal, TODAY), path) or ()] for path in lists]
        observe = CompiledCheck.observe

        def observe_or_raise(check: CompiledCheck, context: Any) -> Any:
            if (check.check.id, _number(context.item, rows)) in broken:
                raise RuntimeError("put in by a test")
            return observe(check, context)

        with mock.patch.object(CompiledCheck, "observe", observe_or_raise):
            yield


def _observed(found: Run) -> Found:
    return {
        key: "claimed" if observed.observation.claimed else observed.observation.outcome
        for one in found.criteria
        if one.applicability.outcome in _ASKED
        for key, observed in one.observed.items()
        if observed.compiled.check in one.plan.criterion.checks
    }


def _finding(fact: dict[str, Any]) -> Finding:
    # A flag on what is an error anyway says nothing more.
    word = str(fact["finding"])
    return Finding(word, inherent=bool(fact["inherent"]), flagged=bool(fact["flagged"]) and word != "error")


def _number(item: Any, rows: list[list[Any]]) -> int | None:
    if item is None:
        return None
    return next(number for row in rows for number, one in enumerate(row) if one is item)


def _key(place: Place) -> str:
    name, number = place
    return name if number is None else f"{name}[{number}]"
