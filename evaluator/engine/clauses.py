"""What the clauses of a criterion's words come to: their checks, joined as the logic joins them, without the others.

A clause decides nothing. It shows a reader on which words a finding rests.
"""

from __future__ import annotations

from typing import Any

from evaluator.engine.observe import CriterionObserved
from evaluator.engine.pattern import Instance
from evaluator.engine.plans import ListPlan
from evaluator.engine.trusted import trusted
from evaluator.model.criteria import Outcome
from evaluator.model.evaluation import ClauseResult, FindingWord, Standing

_CLAIMED = "claimed"
_FINDINGS: dict[Outcome, FindingWord] = {
    "true": "met",
    "false": "not_met",
    "unknown": "incomplete",
    "judgement": "needs_judgement",
    "not_applicable": "not_applicable",
    "error": "error",
}
_RANKS = ("not_met", "incomplete", "needs_judgement", "met")


class Clauses:
    """Works out the clauses of one criterion that was observed."""

    def __init__(self, found: CriterionObserved, standing: dict[str, Standing]) -> None:
        self._found, self._findings, self._standing = found, found.pattern.findings, standing
        self._criterion = found.plan.criterion
        self._below, self._names = found.plan.checks_below, found.plan.clause_names

    def clauses(self) -> tuple[ClauseResult, ...]:
        """Give the clauses."""
        return tuple([self._clause(vars(clause)) for clause in self._criterion.clauses])

    def besides(self) -> tuple[ClauseResult, ...]:
        """Give the required checks of no clause."""
        alone = [{"checks": (check,), "says": why} for check, why in self._criterion.of_no_clause.items()]
        return tuple([self._clause(one) for one in alone])

    def _clause(self, clause: dict[str, Any]) -> ClauseResult:
        checks = clause["checks"]
        return trusted(ClauseResult, {**clause, **self._finding(checks)} if checks else clause)

    def _finding(self, checks: tuple[str, ...]) -> dict[str, Any]:
        names = self._names[checks]
        root = self._found.root
        whole = str(self._findings[self._criterion.id]["finding"])
        finding = self._of(root, names) if root in self._found.instances else whole
        return {"finding": _word(finding or "not_applicable"), "needed": self._is_needed(names)}

    def _of(self, key: str, names: frozenset[str]) -> str | None:
        """Join those of a group's members that belong to the clause; None if none does."""
        if key in self._found.observed:
            observed = self._found.observed[key]
            if observed.compiled.check.id not in names:
                return None
            return _CLAIMED if observed.observation.claimed else _FINDINGS[observed.observation.outcome]
        instance = self._found.instances[key]
        below = self._below.get(instance.plan.key, names)  # the root may stand under another key
        if names.isdisjoint(below):
            return None
        if _is_empty_list(instance):
            names = names.union(below)
        found = [self._of(member, names) for member in instance.members]
        return _joined(instance, [one for one in found if one is not None])

    def _is_needed(self, names: frozenset[str]) -> bool:
        """Tell whether anything rests on the clause: nothing does where another way settles what it is about."""
        if self._findings[self._criterion.id]["inherent"]:
            return True
        observed = self._found.observed
        standings = [self._standing.get(key) for key, one in observed.items() if one.compiled.check.id in names]
        return not standings or any(standing != "moot" for standing in standings)


def _is_empty_list(instance: Instance) -> bool:
    return isinstance(instance.plan, ListPlan) and instance.members == (f"{instance.plan.owner}/empty",)


def _joined(instance: Instance, found: list[str]) -> str | None:
    """Combine as the rules do; `at_least` asks for no more than belong to the clause."""
    plan = instance.plan
    mode, k = (plan.part.combine, 0) if isinstance(plan, ListPlan) else (plan.mode, plan.k)
    if not found:  # pragma: no cover  below each group that is asked stands a check of the clause
        return None
    left = [one for one in found if one != "not_applicable"]
    if mode == "any":
        left = [one for one in left if one != _CLAIMED] or left
    ranked = sorted((_word(one) for one in left), key=_rank)
    if not ranked:
        return "not_applicable"
    if ranked[-1] == "error":
        settled = "met" if mode == "any" else "not_met"
        return settled if settled in ranked else "error"
    return ranked[{"all": 0, "any": -1}.get(mode, -min(k, len(ranked)))]


def _word(found: str) -> str:
    return "needs_judgement" if found == _CLAIMED else found


def _rank(word: str) -> int:
    return _RANKS.index(word) if word in _RANKS else len(_RANKS)
