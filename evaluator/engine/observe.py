"""The first phase: ask every check of a proposal and turn the outcomes into the facts that the rules chain on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from evaluator.engine.answers import Context, rows_of
from evaluator.engine.checks import CompiledCheck, Observation
from evaluator.engine.compile import CriterionPlan, GroupPlan, ListPlan
from evaluator.engine.facts import COLUMNS, Fact, counts_fact
from evaluator.engine.rules import DISPOSED, ONLY, WIDEST_JOIN, place
from evaluator.engine.values import item_label
from evaluator.model.evaluation import Applicability, EvaluationError
from evaluator.model.scope import WHOLE, Scope

ASSUMED = "assumed outcomes"
_NOTHING: Mapping[str, Observation] = {}
_COLUMN = {"true": "true", "unknown": "unknown", "judgement": "judgement", "error": "error"}


class Observed(NamedTuple):
    """One check in one scope with its outcome; `path` is the item's place in the proposal."""

    compiled: CompiledCheck
    key: str
    observation: Observation
    context: Context
    scope: Scope
    path: str
    group: str


class Instance(NamedTuple):
    """One group in one scope: `suffix` tells items of a list apart."""

    plan: GroupPlan | ListPlan
    suffix: str
    scope: Scope
    members: tuple[str, ...]

    @property
    def key(self) -> str:
        """Name the group in the facts."""
        return self.plan.key + self.suffix


@dataclass
class CriterionObserved:
    """What the first phase found for one criterion: facts for the rules, and what they stand for."""

    plan: CriterionPlan
    root: str = ""
    applicability: Applicability = field(default_factory=Applicability)
    observed: dict[str, Observed] = field(default_factory=dict)
    instances: dict[str, Instance] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    places: dict[str, Fact] = field(default_factory=dict)
    errors: list[EvaluationError] = field(default_factory=list)


def observe(plan: CriterionPlan, context: Context, standing: Fact) -> CriterionObserved:
    """Observe one criterion; `standing` is the place of its finding among those of the others.

    A check or a condition that fails is recorded as an error of its own and never as anything else.
    """
    name = plan.criterion.id
    if plan.aside:
        return CriterionObserved(plan, applicability=Applicability(outcome="not_asked"))
    found = CriterionObserved(plan, root=name)
    mine: Fact = {**standing, "role": plan.role, "capable": int(plan.capable)}
    found.places[name] = mine
    try:
        if said := context.seen.get((DISPOSED, name)):
            mine = _beside(found, DISPOSED, said, "found")
        found.applicability = _applicability(plan, context)
        outcome, logic = found.applicability.outcome, plan.logic
        if outcome != "yes":
            mine = _beside(found, "applies", outcome, "logic")
        logic = replace(logic, key=found.root) if found.root != name else logic
        if outcome in ("yes", "judgement"):
            _Walk(found).group(logic, context, _Scope(), mine)
        _attached(found, context)
    except Exception as error:  # noqa: BLE001  recorded as this criterion's error; the others stand
        return failed(plan, standing, f"{type(error).__name__}: {error}")
    return found


def _beside(found: CriterionObserved, kind: str, outcome: str, below: str) -> Fact:
    """Write what is said beside the finding that the root stood for; that finding is now of a root below it."""
    of = found.root
    found.facts.append({"id": f"{kind}:{of}", "kind": kind, "of": of, "outcome": outcome})
    found.root = f"{of}/{below}"
    found.places[found.root] = {"parent": of, "place": ONLY}
    return found.places[found.root]


def failed(plan: CriterionPlan, standing: Fact, message: str) -> CriterionObserved:
    """Stand in for a criterion that could not be evaluated: its finding is `error`."""
    name = plan.criterion.id
    mine: Fact = {**standing, "role": plan.role, "capable": int(plan.capable)}
    found = CriterionObserved(plan, applicability=Applicability(outcome="error"), places={name: mine})
    found.facts.append({"id": f"applies:{name}", "kind": "applies", "of": name, "outcome": "error"})
    found.errors.append(EvaluationError(where=name, message=message))
    return found


def _applicability(plan: CriterionPlan, context: Context) -> Applicability:
    for compiled in plan.applies:
        if compiled.test(context) is True:
            case = compiled.case
            return Applicability(outcome=case.then, says=compiled.says(context, ""), needs=case.needs)
    return Applicability()


class _Scope(NamedTuple):
    suffix: str = ""
    path: str = ""
    scope: Scope = WHOLE


class _Walk:
    """Goes through the logic of one criterion and writes down its facts."""

    def __init__(self, found: CriterionObserved) -> None:
        self._found = found

    def group(self, plan: GroupPlan | ListPlan, context: Context, where: _Scope, standing: Fact) -> None:
        key = plan.key + where.suffix
        self._found.places[key] = standing
        if isinstance(plan, ListPlan):
            self._list(plan, context, where, key)
            return
        counts = dict.fromkeys(COLUMNS, 0)
        names = []
        for member in plan.members:
            if isinstance(member, CompiledCheck):
                names.append(self._check(member, context, where, key, counts))
            else:
                names.append(member.key + where.suffix)
        self._found.instances[key] = Instance(plan, where.suffix, where.scope, tuple(names))
        self._facts(key, plan.mode, plan.k, counts, [(group, context, where) for group in plan.groups])

    def _list(self, plan: ListPlan, context: Context, where: _Scope, key: str) -> None:
        rows = rows_of(plan.items(context)) or ()
        counts = dict.fromkeys(COLUMNS, 0)
        below: list[tuple[GroupPlan | ListPlan, Context, _Scope]] = []
        for number, row in enumerate(rows):
            below.append((plan.item, context.with_item(row), _item_scope(plan.part.over, number, row)))
        names = [plan.key + scope.suffix for _, _, scope in below]
        if not below:
            names = [self._check(plan.empty, context, where, key, counts)]
        self._found.instances[key] = Instance(plan, where.suffix, where.scope, tuple(names))
        self._facts(key, plan.part.combine, 0, counts, below)

    def _facts(
        self,
        key: str,
        mode: str,
        k: int,
        counts: dict[str, int],
        below: list[tuple[GroupPlan | ListPlan, Context, _Scope]],
    ) -> None:
        if not below:
            self._found.facts.append(counts_fact(key, mode, k, {**counts, "flagged": int(bool(counts["error"]))}))
            return
        roster: Fact = {"id": f"roster:{key}", "kind": "roster", "of": key, "mode": mode, "k": k, **counts}
        facts, places, standings = gathering(roster, len(below), "tally")
        self._found.facts.extend(facts)
        self._found.places.update(places)
        for (plan, context, where), standing in zip(below, standings, strict=True):
            self.group(plan, context, where, standing)

    def _check(
        self, compiled: CompiledCheck, context: Context, where: _Scope, group: str, counts: dict[str, int]
    ) -> str:
        observed = _ask(compiled, context, where, group, self._found)
        outcome, case, claimed = observed.observation
        if claimed:
            counts["claimed"] += 1
        elif outcome == "false":
            counts["inherent" if compiled.inherent[case] else "false"] += 1
        elif outcome in _COLUMN:
            counts[_COLUMN[outcome]] += 1
        return observed.key


def gathering(roster: Fact, count: int, tally: str) -> tuple[list[Fact], dict[str, Fact], list[Fact]]:
    """Write a roster for `count` findings: its facts, the places of its tallies, and the place of each finding."""
    of = str(roster["of"])
    if count <= WIDEST_JOIN:
        return [{**roster, "gathers": count}], {}, [{"parent": of, "place": place(count, n)} for n in range(count)]
    chunks = -(-count // WIDEST_JOIN)
    facts, places, above = gathering(roster, chunks, tally)
    result: list[Fact] = []
    for chunk, standing in enumerate(above):
        size = min(WIDEST_JOIN, count - chunk * WIDEST_JOIN)
        name = f"{of}~{chunks}.{chunk + 1}"  # tallies of tallies have other numbers of chunks, so names differ
        facts.append({"id": f"roster:{name}", "kind": "roster", "of": name, "mode": tally, "k": 0, "gathers": size})
        places[name] = standing
        result.extend({"parent": name, "place": place(size, n)} for n in range(size))
    return facts, places, result


def _ask(compiled: CompiledCheck, context: Context, where: _Scope, group: str, found: CriterionObserved) -> Observed:
    key = compiled.check.id + where.suffix
    try:
        observation = context.seen.get(ASSUMED, _NOTHING).get(key) or compiled.observe(context)
    except Exception as error:  # noqa: BLE001  recorded as this check's error
        observation = Observation("error", -1)
        found.errors.append(EvaluationError(where=key, message=f"{type(error).__name__}: {error}"))
    observed = Observed(compiled, key, observation, context, where.scope, where.path, group)
    found.observed[key] = observed
    return observed


def _attached(found: CriterionObserved, context: Context) -> None:
    if found.applicability.outcome not in ("yes", "judgement"):
        return
    for attached in found.plan.attached:
        if attached.items is None:
            _ask(attached.check, context, _Scope(), "", found)
            continue
        for number, row in enumerate(rows_of(attached.items(context)) or ()):
            _ask(attached.check, context.with_item(row), _item_scope(attached.over, number, row), "", found)


def _item_scope(over: str, number: int, row: object) -> _Scope:
    scope = Scope(kind=over, id=str(number), label=item_label(row) or f"no. {number + 1}")
    return _Scope(f"[{number}]", f"{over}.{number}", scope)
