"""Conditions compiled into typed functions with three values: true, false and, as None, undecided."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from evaluator.engine.answers import Answers, Context, Items, Value, once
from evaluator.engine.predicates import (
    QUANTIFIERS,
    Test,
    Truth,
    all_distinct,
    among,
    among_plainly,
    compared,
    compared_plainly,
    conjunction,
    days_between,
    distinct,
    in_state,
    joined,
    negated,
    same_in_all,
    stated,
    within,
)
from evaluator.engine.reach import Reach
from evaluator.engine.tables import comparable, result_of_row
from evaluator.model.criteria import Pack
from evaluator.packs import conditions as c
from evaluator.packs.condition_parser import parse
from evaluator.packs.paths import list_path

_STATES = {
    "answered": "answered",
    "absent": "absent",
    "unknown": "unknown",
    "blank": "blank",
    "claimed": "not_applicable",
}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Conditions:
    """Compiles the conditions of one pack; `define` and `readings` are those in force."""

    def __init__(self, pack: Pack, answers: Answers, define: dict[str, str]) -> None:
        self._pack, self._answers, self._define = pack, answers, define
        self.reach = Reach(define)
        self._compiled: dict[tuple[str, str | None], Test] = {}
        self._decided: dict[tuple[str, str | None], Test] = {}

    def compile(self, text: str, item_list: str | None) -> Test:
        """Compile a condition that the pack's reader has found free of faults; the same words are compiled once."""
        key = (text, item_list)
        if key not in self._compiled:
            self._compiled[key] = self._of(parse(text), item_list)
        return self._compiled[key]

    def test(self, condition: c.Condition, item_list: str | None) -> Test:
        """Compile a condition, or a part of one, that was parsed."""
        return self._of(condition, item_list)

    def _of(self, condition: c.Condition, item: str | None) -> Test:  # noqa: C901, PLR0911, PLR0912  a branch a word
        match condition:
            case c.Is(path, state):
                return in_state(self._answers.reader(path.steps, item), _STATES[state])
            case c.Evidenced(path, parts):
                return self._evidenced(path, parts, item)
            case c.Compare(path, sign, str() | Decimal() as value):
                return compared_plainly(self._answers.value(path.steps, item), _COMPARE[sign], comparable(value))
            case c.Compare(path, sign, value):
                return compared(self._answers.value(path.steps, item), _COMPARE[sign], self._operand(value, item))
            case c.In(path, values) if all(isinstance(value, str | Decimal) for value in values):
                return among_plainly(self._answers.value(path.steps, item), tuple(map(comparable, values)))
            case c.In(path, values):
                return among(self._answers.value(path.steps, item), [self._operand(value, item) for value in values])
            case c.Within(path, threshold):
                return within(self._answers.value(path.steps, item), int(self._number(threshold)))
            case c.Quantified(quantifier, path, inner):
                test = self._of(inner, list_path(path.steps, item))
                return QUANTIFIERS[quantifier](self._items(path, item), test)
            case c.Count():
                return self._count(condition, item)
            case c.Distinct(path, field, sign, number):
                reader = self._answers.reader(("item", *field.split(".")), list_path(path.steps, item))
                return distinct(self._items(path, item), reader, _COMPARE[sign], self._number(number))
            case c.AllDistinct(path, fields):
                readers = [
                    self._answers.reader(("item", *field.split(".")), list_path(path.steps, item)) for field in fields
                ]
                return all_distinct(self._items(path, item), readers)
            case c.Covers():
                return self._covers(condition, item)
            case c.DaysBetween(path, other, sign, number):
                first, second = self._answers.value(path.steps, item), self._answers.value(other.steps, item)
                return days_between(first, second, _COMPARE[sign], self._number(number))
            case c.TableIn():
                return self._table(condition, item)
            case c.Reading(name, value):
                ambiguity = self._pack.ambiguities[name]
                holds = (ambiguity.in_force or ambiguity.ours) == value
                return lambda _: holds
            case c.Name(name):
                return self._named(name, item)
            case c.Not(inner):
                return negated(self._of(inner, item))
            case c.Joined(word, members):  # pragma: no branch  every word of the language has its case
                return joined(word == "and", [self._of(member, item) for member in members])

    def _named(self, name: str, item: str | None) -> Test:
        """Decide what has a name once: for the proposal, or for each item where it speaks of the item."""
        about_item = any(path.steps[0] == "item" for path in self.reach.paths(c.Name(name)))
        key = (name, item if about_item else None)
        if key not in self._decided:
            self._decided[key] = once(self.compile(self._define[name], key[1]), of_item=about_item)
        return self._decided[key]

    def _items(self, path: c.Path, item: str | None) -> Items:
        return self._answers.items(path.steps, item)

    def _number(self, number: Decimal | c.ThresholdName) -> int | Decimal:
        return self._pack.thresholds[number.name].value if isinstance(number, c.ThresholdName) else number

    def _operand(self, value: c.Value, item: str | None) -> Value:
        match value:
            case c.Path(steps):
                return self._answers.value(steps, item)
            case c.AsOf():
                return lambda context: context.as_of
            case c.ThresholdName():
                number = self._number(value)
                return lambda _: number
            case _:
                constant = comparable(value)
                return lambda _: constant

    def _evidenced(self, path: c.Path, parts: tuple[str, ...], item: str | None) -> Test:
        described = self._answers.resolve(path.steps, item).field
        guide = self._pack.fields.get(described.path)
        wanted = dict.fromkeys([*(guide.evidence if guide else ("citation",)), *parts])
        carries = self._answers.carrying(tuple(wanted))
        reader = self._answers.reader(path.steps, item)
        names_source = described.kind == "evidence"

        def test(context: Context) -> Truth:
            answer = reader(context)
            if answer.state != "answered":
                return False
            references: Iterable[str] = [str(answer.value)] if names_source else answer.evidence
            for name in references:
                source = context.sources.get(name)
                if source is not None and carries(context.with_item(source)):
                    return True
            return False

        return test

    def _count(self, condition: c.Count, item: str | None) -> Test:
        items, compare, number = (
            self._items(condition.path, item),
            _COMPARE[condition.operator],
            self._number(condition.number),
        )
        test: Test = (
            self._of(condition.condition, list_path(condition.path.steps, item))
            if condition.condition
            else lambda _: True
        )

        def count(context: Context) -> Truth:
            rows = items(context)
            if rows is None:
                return None
            values = [test(row) for row in rows]
            sure, open_ = values.count(True), values.count(None)
            return same_in_all(compare(n, number) for n in range(sure, sure + open_ + 1))

        return count

    def _covers(self, condition: c.Covers, item: str | None) -> Test:
        first, second = self._items(condition.path, item), self._items(condition.other, item)
        left = self._answers.reader(("item", *condition.field.split(".")), list_path(condition.path.steps, item))
        right = self._answers.value(("item", *condition.other_field.split(".")), list_path(condition.other.steps, item))

        def covers(context: Context) -> Truth:
            needed, given = second(context), first(context)
            if needed is None:
                return None
            wanted = [right(row) for row in needed]
            have = [] if given is None else [stated(left(row)) for row in given]
            missing: Truth = None if given is None or None in have else False
            return conjunction(None if value is None else (True if value in have else missing) for value in wanted)

        return covers

    def _table(self, condition: c.TableIn, item: str | None) -> Test:
        table = self._pack.tables[condition.table]
        looked_at = [self._answers.value(path.steps, item) for path in condition.paths]
        wanted = {comparable(value) for value in condition.values}
        name, unsupplied = condition.table, comparable(table.unsupplied)

        def look_up(context: Context) -> Truth:
            values = [value(context) for value in looked_at]
            if None in values:
                return None
            rows = context.own.get(name) if table.supplied else self._answers.rows(name)
            return (unsupplied if rows is None else result_of_row(rows, values)) in wanted

        return look_up
