"""What a criterion or a check asks, as plain data: once that changes, what people said was said of something else.

The words of the logic count, with the definitions, numbers, tables and readings that they use; titles, remedies and
hints do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from evaluator.engine.reach import walk
from evaluator.model.criteria import Applies, Case, Check, Criterion, Pack
from evaluator.packs import conditions as c
from evaluator.packs.condition_parser import parse

Data = dict[str, Any]


def question_of_check(pack: Pack, criterion: Criterion, check: Check) -> Data:
    """Give what a check asks."""
    cases = [case.model_dump(include={"when", "then", "says", "question"}) for case in check.cases]
    return {"asks": check.asks, "cases": cases, "uses": _uses(pack, criterion, check.cases)}


def question_of_criterion(pack: Pack, criterion: Criterion, applies: tuple[Applies, ...]) -> Data:
    """Give what a criterion asks: when it applies, its logic, and its required checks."""
    required = [check for check in criterion.checks if check.force == "required"]
    return {
        "asks": criterion.asks,
        "applies": [case.model_dump() for case in applies],
        "uses": _uses(pack, criterion, applies),
        "logic": criterion.logic.model_dump(),
        "parts": [part.model_dump(include={"id", "over", "combine", "logic", "empty"}) for part in criterion.parts],
        "checks": {check.id: question_of_check(pack, criterion, check) for check in required},
    }


def _uses(pack: Pack, criterion: Criterion, cases: Iterable[Case | Applies]) -> Data:
    define = {**pack.define, **criterion.define}
    nodes = [node for case in cases if case.when for node in walk(parse(case.when), define, inside=True)]
    return {key: value for node in nodes for key, value in _used(pack, define, node)}


def _used(pack: Pack, define: dict[str, str], node: c.Condition) -> Iterator[tuple[str, Any]]:
    match node:
        case c.Name(name):
            yield f"definition {name}", define[name]
        case c.TableIn(name, _, _):
            yield f"table {name}", pack.tables[name].model_dump(include={"keys", "result", "row"})
        case c.Reading(name, _):
            ambiguity = pack.ambiguities[name]
            yield f"reading {name}", ambiguity.in_force or ambiguity.ours
    for held in node:
        if isinstance(held, c.ThresholdName):
            threshold = pack.thresholds[held.name]
            yield f"number {held.name}", f"{threshold.value} {threshold.unit}"
