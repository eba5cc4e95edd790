"""Which findings a group, part or criterion can have, by trying the outcomes of its checks on the engine's own rules.

The checks are taken to be free of one another, so a finding that is not listed can never be had, and one that is
listed may still be barred by two checks that read the same field.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from evaluator.engine.checks import CompiledCheck
from evaluator.engine.facts import COLUMNS, counts_fact
from evaluator.engine.plans import CriterionPlan, GroupPlan, ListPlan
from evaluator.engine.rules import APPLIED, DECISIONS, definitions

Column = str  # a column of counts that a member adds to; empty for one that drops out
Counts = tuple[int, ...]
OutcomesOf = Callable[[CompiledCheck], frozenset[Column]]
_COLUMN_OF = {"met": "true", "incomplete": "unknown", "needs_judgement": "judgement", "not_applicable": ""}
_PRESENT, _NO_LIMIT = 1, 1_000
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "$gt": lambda held, wanted: held > wanted,
    "$lt": lambda held, wanted: held < wanted,
    "$gte": lambda held, wanted: held >= wanted,
}


def outcome_columns(compiled: CompiledCheck, cases: Iterable[int], *, claimed: bool) -> frozenset[Column]:
    """Name the columns that a check adds to in these cases."""
    found = {"claimed"} if claimed else set()
    for case in cases:
        then = compiled.check.cases[case].then
        inherent = then == "false" and compiled.inherent[case]
        found.add("inherent" if inherent else "" if then == "not_applicable" else then)
    return frozenset(found)


def findings_of(plan: CriterionPlan, outcomes: OutcomesOf, applies: Iterable[str]) -> dict[str, frozenset[str]]:
    """List the findings that the criterion and each of its parts and groups can have; `[]` marks items."""
    found: dict[str, frozenset[str]] = {}
    logic = {finding for finding, _ in _group(plan.logic, outcomes, found)}
    applicabilities = set(applies)
    found[plan.criterion.id] = frozenset(itertools.chain.from_iterable(_applied(a, logic) for a in applicabilities))
    return found


def _applied(applies: str, logic: set[str]) -> set[str]:
    if applies == "yes":
        return logic
    if applies == "judgement":
        return {APPLIED["apply_judgement_met"] if word == "met" else APPLIED["apply_judgement"] for word in logic}
    return {APPLIED[f"apply_{applies}"]}


def _group(
    plan: GroupPlan | ListPlan, outcomes: OutcomesOf, found: dict[str, frozenset[str]], mark: str = ""
) -> frozenset[tuple[str, int]]:
    if isinstance(plan, ListPlan):
        results = _list(plan, outcomes, found)
    else:
        members = [
            outcomes(member) if isinstance(member, CompiledCheck) else _columns(_group(member, outcomes, found, mark))
            for member in plan.members
        ]
        limit = _NO_LIMIT if plan.mode == "at_least" else _PRESENT
        results = frozenset(_decided(plan.mode, plan.k, counts) for counts in _combined(members, limit))
    found[plan.key + mark] = frozenset(finding for finding, _ in results)
    return results


def _list(plan: ListPlan, outcomes: OutcomesOf, found: dict[str, frozenset[str]]) -> frozenset[tuple[str, int]]:
    """Of any number of items only the kinds of finding matter, so as many are tried as there are kinds."""
    item = _columns(_group(plan.item, outcomes, found, "[]"))
    mode = plan.part.combine
    tried = set().union(*(_combined([item] * size, _PRESENT) for size in range(1, len(item) + 1)))
    tried |= _combined([outcomes(plan.empty)], _PRESENT)
    return frozenset(_decided(mode, 0, counts) for counts in tried)


def _columns(results: Iterable[tuple[str, int]]) -> frozenset[Column]:
    return frozenset(
        ("inherent" if inherent else "false") if finding == "not_met" else _COLUMN_OF[finding]
        for finding, inherent in results
    )


def _combined(members: list[frozenset[Column]], limit: int) -> set[Counts]:
    """Count every combination of the members' outcomes; a count goes no higher than `limit`."""
    reached: set[Counts] = {(0,) * len(COLUMNS)}
    for columns in members:
        reached = {_added(counts, column, limit) for counts in reached for column in columns}
    return reached


def _added(counts: Counts, column: Column, limit: int) -> Counts:
    if not column:
        return counts
    return tuple(min(n + (name == column), limit) for n, name in zip(counts, COLUMNS, strict=True))


@cache
def _decided(mode: str, k: int, counts: Counts) -> tuple[str, int]:
    """Let the rules decide; exactly one of a mode holds for any counts."""
    fact = counts_fact("", mode, k, dict(zip(COLUMNS, counts, strict=True)))
    rules = definitions((mode,))
    fired = (DECISIONS[name] for name in DECISIONS if name in rules and _holds(rules[name], fact))
    return next(fired)


def _holds(rule: dict[str, Any], fact: dict[str, Any]) -> bool:
    return all(
        _true(name, wanted, fact) for condition in rule["all"][0]["m"]["$and"] for name, wanted in condition.items()
    )


def _true(name: str, wanted: Any, fact: dict[str, Any]) -> bool:
    if name in _COMPARISONS:
        return all(_COMPARISONS[name](fact[field], value) for field, value in wanted.items())
    return bool(fact[name] == wanted)
