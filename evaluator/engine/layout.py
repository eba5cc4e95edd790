"""The facts that the outcomes of a criterion's checks make, and the place that each finding takes among others."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from evaluator.engine.checks import CompiledCheck
from evaluator.engine.facts import COLUMNS, Fact, counts_fact
from evaluator.engine.observe import ASKED, CriterionObserved, item_suffix
from evaluator.engine.pattern import Instance
from evaluator.engine.plans import GroupPlan, ListPlan
from evaluator.engine.rules import DISPOSED, ONLY, WIDEST_JOIN, place

_COLUMN = {"true": "true", "unknown": "unknown", "judgement": "judgement", "error": "error"}


@dataclass
class Layout:
    """Facts for the rules, and what they stand for; `root` is the group at the top of the criterion's logic."""

    root: str
    facts: list[Fact] = field(default_factory=list)
    places: dict[str, Fact] = field(default_factory=dict)
    instances: dict[str, Instance] = field(default_factory=dict)


def layout_of(found: CriterionObserved, standing: Fact) -> Layout:
    """Write down the facts of one criterion; `standing` is the place of its finding among those of the others."""
    plan, name = found.plan, found.plan.criterion.id
    mine: Fact = {**standing, "role": plan.role, "capable": int(plan.capable)}
    made = Layout(name, places={name: mine})
    outcome, logic = found.applicability.outcome, plan.logic
    if found.disposed:
        mine = _beside(made, DISPOSED, found.disposed, "found")
    if outcome != "yes":
        mine = _beside(made, "applies", outcome, ONLY)
    if outcome in ASKED:
        logic = replace(logic, key=made.root) if made.root != name else logic
        _Walk(found, made).group(logic, _WHOLE, mine)
    return made


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


def _beside(made: Layout, kind: str, outcome: str, below: str) -> Fact:
    """Write what is said beside the finding that the root stood for; that finding is now of a root below it."""
    of = made.root
    made.facts.append({"id": f"{kind}:{of}", "kind": kind, "of": of, "outcome": outcome})
    made.root = f"{of}/{below}"
    made.places[made.root] = {"parent": of, "place": ONLY}
    return made.places[made.root]


class _Where(NamedTuple):
    suffix: str = ""
    over: str = ""
    number: int = 0


_WHOLE = _Where()


class _Walk:
    """Goes through the logic of one criterion and writes down its facts."""

    def __init__(self, found: CriterionObserved, made: Layout) -> None:
        self._made = made
        # In the order in which the checks were asked, which is that of this walk.
        self._rows, self._said = iter(found.outcomes.rows), iter(found.outcomes.deciding)

    def group(self, plan: GroupPlan | ListPlan, where: _Where, standing: Fact) -> None:
        key = plan.key + where.suffix
        self._made.places[key] = standing
        if isinstance(plan, ListPlan):
            self._list(plan, where, key)
            return
        counts = dict.fromkeys(COLUMNS, 0)
        names = tuple(
            self._check(member, where, counts) if isinstance(member, CompiledCheck) else member.key + where.suffix
            for member in plan.members
        )
        self._made.instances[key] = Instance(plan, *where, names)
        self._facts(key, plan.mode, plan.k, counts, [(group, where) for group in plan.groups])

    def _list(self, plan: ListPlan, where: _Where, key: str) -> None:
        counts = dict.fromkeys(COLUMNS, 0)
        rows = range(next(self._rows))
        below: list[tuple[GroupPlan | ListPlan, _Where]] = [
            (plan.item, _Where(item_suffix(row), plan.part.over, row)) for row in rows
        ]
        names = [plan.key + item.suffix for _, item in below] or [self._check(plan.empty, where, counts)]
        self._made.instances[key] = Instance(plan, *where, tuple(names))
        self._facts(key, plan.part.combine, 0, counts, below)

    def _facts(
        self, key: str, mode: str, k: int, counts: dict[str, int], below: list[tuple[GroupPlan | ListPlan, _Where]]
    ) -> None:
        if not below:
            self._made.facts.append(counts_fact(key, mode, k, {**counts, "flagged": int(bool(counts["error"]))}))
            return
        roster: Fact = {"id": f"roster:{key}", "kind": "roster", "of": key, "mode": mode, "k": k, **counts}
        facts, places, standings = gathering(roster, len(below), "tally")
        self._made.facts.extend(facts)
        self._made.places.update(places)
        for (plan, where), standing in zip(below, standings, strict=True):
            self.group(plan, where, standing)

    def _check(self, compiled: CompiledCheck, where: _Where, counts: dict[str, int]) -> str:
        outcome, case, claimed = next(self._said)
        if claimed:
            counts["claimed"] += 1
        elif outcome == "false":
            counts["inherent" if compiled.inherent[case] else "false"] += 1
        elif outcome in _COLUMN:
            counts[_COLUMN[outcome]] += 1
        return compiled.check.id + where.suffix
