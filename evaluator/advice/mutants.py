"""Criteria with one thing changed, as a slip of the pen would: what the examples of a pack must notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from evaluator.advice.condition_mutants import condition_mutants
from evaluator.advice.logic_mutants import gaps_in_sight, logic_mutants
from evaluator.engine.answers import Answers
from evaluator.engine.checks import CheckCompiler
from evaluator.model.criteria import Applies, Case, Check, Criterion, Pack
from evaluator.packs.words import lists_of

C = TypeVar("C", Case, Applies)
R = TypeVar("R")
_THEN = {
    "true": "judgement",
    "false": "unknown",
    "unknown": "false",
    "judgement": "true",
    "not_applicable": "true",
}
_APPLIES = {"yes": "no", "no": "yes", "judgement": "yes", "undecided": "no"}
_SMALL = 100


@dataclass(frozen=True)
class Mutant:
    """A changed criterion or pack. `cases` holds the ordered cases before and after, where only these changed.

    `check` is the one check that is altered, where it is a check.
    """

    id: str
    criterion: Criterion
    pack: Pack
    cases: tuple[tuple[Any, ...], tuple[Any, ...]] | None = None
    item_list: str | None = None
    gap_in_sight: bool = False
    check: Check | None = None


def mutants_of(pack: Pack, criterion: Criterion) -> Iterator[Mutant]:
    """List the mutants of one criterion: its cases, applicability, names, logic and the thresholds that it uses."""
    in_sight, lists = gaps_in_sight(criterion), lists_of(criterion)
    for number, check in enumerate(criterion.checks):
        for what, cases in _case_mutants(check.cases, criterion, gaps=check.id in in_sight):
            mutated = check.model_copy(update={"cases": cases})
            changed = criterion.model_copy(update={"checks": _replaced(criterion.checks, number, mutated)})
            over = lists[check.id]
            before_after = (check.cases, cases)
            yield Mutant(f"{check.id} {what}", changed, pack, before_after, over, check.id in in_sight, mutated)
    for number, part in enumerate(criterion.parts):
        for what, cases in _case_mutants(part.empty, criterion, gaps=False):
            parts = _replaced(criterion.parts, number, part.model_copy(update={"empty": cases}))
            changed = criterion.model_copy(update={"parts": parts})
            yield Mutant(f"{part.id} empty {what}", changed, pack, (part.empty, cases))
    for what, applies in _list_mutants(criterion.applies, _APPLIES):
        changed = criterion.model_copy(update={"applies": applies})
        yield Mutant(f"{criterion.id} applies {what}", changed, pack, (criterion.applies, applies))
    for name, text in criterion.define.items():
        for what, condition in condition_mutants(text):
            changed = criterion.model_copy(update={"define": {**criterion.define, name: condition}})
            yield Mutant(f"{criterion.id} define {name}: {what}", changed, pack)
    for what, changed in logic_mutants(criterion):
        yield Mutant(f"{criterion.id} logic {what}", changed, pack)
    for what, shifted in _threshold_mutants(pack, criterion):
        yield Mutant(f"{criterion.id} threshold {what}", criterion, shifted)


def pack_mutants(pack: Pack) -> Iterator[tuple[str, Pack]]:
    """List the mutants of what all criteria share: the names and the applicability that the pack itself gives."""
    used = " ".join(_conditions(pack))
    for name, text in pack.define.items():
        if not re.search(rf"\b{name}\b", used):
            continue  # only completeness asks it, and examples show findings
        for what, mutated in condition_mutants(text):
            yield f"pack define {name}: {what}", pack.model_copy(update={"define": {**pack.define, name: mutated}})
    for what, applies in _list_mutants(pack.applies, _APPLIES):
        yield f"pack applies {what}", pack.model_copy(update={"applies": applies})


def _conditions(pack: Pack) -> Iterator[str]:
    for criterion in (pack.form, *pack.criteria):
        yield from (case.when for case in criterion.applies if case.when)
        yield from (case.when for check in criterion.checks for case in check.cases if case.when)
        yield from criterion.define.values()
    yield from (case.when for case in pack.applies if case.when)


def _list_mutants(cases: tuple[C, ...], words: Mapping[str, str]) -> Iterator[tuple[str, tuple[C, ...]]]:
    for number, case in enumerate(cases):
        for what, when in condition_mutants(case.when or ""):
            yield f"case {number + 1}: {what}", _replaced(cases, number, case.model_copy(update={"when": when}))
        then = words[case.then]
        changed = case.model_copy(update={"then": then})
        yield f"case {number + 1}: {case.then} becomes {then}", _replaced(cases, number, changed)
    for position in range(len(cases) - 1):
        if cases[position + 1].when:
            swapped = list(cases)
            swapped[position : position + 2] = reversed(swapped[position : position + 2])
            yield f"cases {position + 1} and {position + 2} change places", tuple(swapped)


def _case_mutants(
    cases: tuple[Case, ...], criterion: Criterion, *, gaps: bool
) -> Iterator[tuple[str, tuple[Case, ...]]]:
    yield from _list_mutants(cases, _THEN)
    names = [gap.id for gap in criterion.gaps]
    for number, case in enumerate(cases):
        if gaps and case.gap in names and len(names) > 1:
            other = names[(names.index(case.gap) + 1) % len(names)]
            changed = case.model_copy(update={"gap": other})
            yield f"case {number + 1}: gap {case.gap} becomes another", _replaced(cases, number, changed)


def _threshold_mutants(pack: Pack, criterion: Criterion) -> Iterator[tuple[str, Pack]]:
    for name in thresholds_of(pack, criterion):
        threshold = pack.thresholds[name]
        number = Decimal(threshold.value)
        step = Decimal(1) if number == int(number) and number <= _SMALL else number / 10
        for word, value in (("up", number + step), ("down", number - step)):
            shifted = threshold.model_copy(update={"value": int(value) if isinstance(threshold.value, int) else value})
            yield f"{name} {word}", pack.model_copy(update={"thresholds": {**pack.thresholds, name: shifted}})


def thresholds_of(pack: Pack, criterion: Criterion) -> list[str]:
    """List the thresholds that the checks of a criterion compare with."""
    compiler = CheckCompiler(pack, criterion, Answers(pack))
    lists = lists_of(criterion)
    compiled = [compiler.compile(check, lists[check.id]) for check in criterion.checks]
    return list(dict.fromkeys(name for check in compiled for name in check.thresholds))


def _replaced(rows: Iterable[R], number: int, row: R) -> tuple[R, ...]:
    return tuple(row if n == number else old for n, old in enumerate(rows))
