"""Conditions compiled into typed functions with three values: true, false and, as None, undecided."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from evaluator.engine.answers import Answers, Context, Reader, rows_of
from evaluator.engine.tables import comparable, result_of_row, rows_of_table
from evaluator.model.answers import Answer
from evaluator.model.criteria import Pack
from evaluator.packs import conditions as c
from evaluator.packs.condition_parser import parse
from evaluator.packs.paths import list_path

Truth = bool | None
Test = Callable[[Context], Truth]

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
        self._compiled: dict[tuple[str, str | None], Test] = {}
        self._decided: dict[str, Test] = {}

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
                return _is(self._answers.reader(path.steps, item), _STATES[state])
            case c.Evidenced(path, parts):
                return self._evidenced(path, parts, item)
            case c.Compare(path, sign, str() | Decimal() as value):
                return _compare_plainly(self._answers.reader(path.steps, item), _COMPARE[sign], comparable(value))
            case c.Compare(path, sign, value):
                return _compare(self._answers.reader(path.steps, item), _COMPARE[sign], self._operand(value, item))
            case c.In(path, values) if all(isinstance(value, str | Decimal) for value in values):
                return _among_plainly(self._answers.reader(path.steps, item), tuple(map(comparable, values)))
            case c.In(path, values):
                return _among(self._answers.reader(path.steps, item), [self._operand(value, item) for value in values])
            case c.Within(path, threshold):
                return _within(self._answers.reader(path.steps, item), int(self._number(threshold)))
            case c.Quantified(quantifier, path, inner):
                test = self._of(inner, list_path(path.steps, item))
                return _QUANTIFY[quantifier](self._items(path, item), test)
            case c.Count():
                return self._count(condition, item)
            case c.Distinct(path, field, sign, number):
                reader = self._answers.reader(("item", *field.split(".")), list_path(path.steps, item))
                return _distinct(self._items(path, item), reader, _COMPARE[sign], self._number(number))
            case c.AllDistinct(path, fields):
                readers = [
                    self._answers.reader(("item", *field.split(".")), list_path(path.steps, item)) for field in fields
                ]
                return _all_distinct(self._items(path, item), readers)
            case c.Covers():
                return self._covers(condition, item)
            case c.DaysBetween(path, other, sign, number):
                first, second = self._answers.reader(path.steps, item), self._answers.reader(other.steps, item)
                return _days_between(first, second, _COMPARE[sign], self._number(number))
            case c.TableIn():
                return self._table(condition, item)
            case c.Reading(name, value):
                ambiguity = self._pack.ambiguities[name]
                holds = (ambiguity.in_force or ambiguity.ours) == value
                return lambda _: holds
            case c.Name(name):
                return self._named(name, item)
            case c.Not(inner):
                return _not(self._of(inner, item))
            case c.Joined(word, members):  # pragma: no branch  every word of the language has its case
                return _joined(word == "and", [self._of(member, item) for member in members])

    def _named(self, name: str, item: str | None) -> Test:
        test = self.compile(self._define[name], item)
        if item is not None:
            return test
        if name not in self._decided:
            self._decided[name] = _once(test)
        return self._decided[name]

    def _items(self, path: c.Path, item: str | None) -> Reader:
        return self._answers.reader(path.steps, item)

    def _number(self, number: Decimal | c.ThresholdName) -> int | Decimal:
        return self._pack.thresholds[number.name].value if isinstance(number, c.ThresholdName) else number

    def _operand(self, value: c.Value, item: str | None) -> Callable[[Context], Any]:
        match value:
            case c.Path(steps):
                reader = self._answers.reader(steps, item)
                return lambda context: _value(reader(context))
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
        carried = [self._answers.reader(("item", part), "evidence.sources") for part in wanted]
        reader = self._answers.reader(path.steps, item)
        names_source = described.kind == "evidence"

        def test(context: Context) -> Truth:
            answer = reader(context)
            if answer.state != "answered":
                return False
            references: Iterable[str] = [str(answer.value)] if names_source else answer.evidence
            sources = [context.sources[name] for name in references if name in context.sources]
            return any(
                all(read(context.with_item(source)).state == "answered" for read in carried) for source in sources
            )

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
            rows = rows_of(items(context))
            if rows is None:
                return None
            values = [test(context.with_item(row)) for row in rows]
            sure, open_ = values.count(True), values.count(None)
            return _same(compare(n, number) for n in range(sure, sure + open_ + 1))

        return count

    def _covers(self, condition: c.Covers, item: str | None) -> Test:
        first, second = self._items(condition.path, item), self._items(condition.other, item)
        left = self._answers.reader(("item", *condition.field.split(".")), list_path(condition.path.steps, item))
        right = self._answers.reader(
            ("item", *condition.other_field.split(".")), list_path(condition.other.steps, item)
        )

        def covers(context: Context) -> Truth:
            needed, given = rows_of(second(context)), rows_of(first(context))
            if needed is None:
                return None
            wanted = [_value(right(context.with_item(row))) for row in needed]
            have = [] if given is None else [_value(left(context.with_item(row))) for row in given]
            missing: Truth = None if given is None or None in have else False
            return _and(None if value is None else (True if value in have else missing) for value in wanted)

        return covers

    def _table(self, condition: c.TableIn, item: str | None) -> Test:
        table = self._pack.tables[condition.table]
        readers = [self._answers.reader(path.steps, item) for path in condition.paths]
        wanted = {comparable(value) for value in condition.values}
        shipped, unsupplied = rows_of_table(table, table.row), comparable(table.unsupplied)

        def look_up(context: Context) -> Truth:
            values = [_value(reader(context)) for reader in readers]
            if None in values:
                return None
            rows = context.own.get(condition.table) if table.supplied else shipped
            return (unsupplied if rows is None else result_of_row(rows, values)) in wanted

        return look_up


def _once(test: Test) -> Test:
    """Decide a condition that has a name once for a proposal: many checks say it."""
    key = object()

    def decide(context: Context) -> Truth:
        seen = context.seen
        if key not in seen:
            seen[key] = test(context)
        return seen[key]  # type: ignore[no-any-return]  # what was put there above

    return decide


def _value(answer: Answer[Any]) -> Any:
    """Give the value to compare with, or None where there is no answer."""
    return comparable(answer.value) if answer.state == "answered" else None


def _is(read: Reader, state: str) -> Test:
    return lambda context: read(context).state == state


def _compare(read: Reader, compare: Callable[[Any, Any], bool], operand: Callable[[Context], Any]) -> Test:
    def test(context: Context) -> Truth:
        left, right = _value(read(context)), operand(context)
        if left is None or right is None:
            return None
        if isinstance(right, datetime.date):
            right = right.year if isinstance(left, int) else right.isoformat()
        return compare(left, right)

    return test


def _compare_plainly(read: Reader, compare: Callable[[Any, Any], bool], right: str | Decimal) -> Test:
    """Compare with what stands in the condition: the most common of all."""

    def test(context: Context) -> Truth:
        left = _value(read(context))
        return None if left is None else compare(left, right)

    return test


def _among_plainly(read: Reader, values: tuple[str | Decimal, ...]) -> Test:
    def test(context: Context) -> Truth:
        left = _value(read(context))
        return None if left is None else left in values

    return test


def _among(read: Reader, operands: list[Callable[[Context], Any]]) -> Test:
    def test(context: Context) -> Truth:
        left = _value(read(context))
        if left is None:
            return None
        values = [operand(context) for operand in operands]
        return True if left in values else (None if None in values else False)

    return test


def _within(read: Reader, years: int) -> Test:
    def test(context: Context) -> Truth:
        value = _value(read(context))
        if value is None:
            return None
        today = context.as_of
        if isinstance(value, str):
            return _years_before(today, years).isoformat() <= value <= today.isoformat()
        return bool(today.year - years <= value <= today.year)

    return test


def _years_before(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _some(items: Reader, test: Test) -> Test:
    def some(context: Context) -> Truth:
        rows = rows_of(items(context))
        return None if rows is None else _or(test(context.with_item(row)) for row in rows)

    return some


def _each(items: Reader, test: Test) -> Test:
    def each(context: Context) -> Truth:
        rows = rows_of(items(context))
        if rows is None:
            return None
        return bool(rows) and _and(test(context.with_item(row)) for row in rows)

    return each


def _most(items: Reader, test: Test) -> Test:
    def most(context: Context) -> Truth:
        rows = rows_of(items(context))
        if rows is None:
            return None
        values = [test(context.with_item(row)) for row in rows]
        sure, open_ = values.count(True), values.count(None)
        return _same(2 * n > len(rows) for n in range(sure, sure + open_ + 1))

    return most


_QUANTIFY: dict[str, Callable[[Reader, Test], Test]] = {"some": _some, "each": _each, "most": _most}


def _days_between(first: Reader, second: Reader, compare: Callable[[Any, Any], bool], number: int | Decimal) -> Test:
    def days_between(context: Context) -> Truth:
        start, end = _value(first(context)), _value(second(context))
        if start is None or end is None:
            return None
        return compare((datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days, number)

    return days_between


def _distinct(items: Reader, read: Reader, compare: Callable[[Any, Any], bool], number: int | Decimal) -> Test:
    def distinct(context: Context) -> Truth:
        rows = rows_of(items(context))
        if rows is None:
            return None
        answers = [read(context.with_item(row)) for row in rows]
        known = {_value(answer) for answer in answers if answer.state == "answered"}
        open_ = sum(answer.state in ("blank", "unknown", "not_applicable") for answer in answers)
        return _same(compare(n, number) for n in range(len(known), len(known) + open_ + 1))

    return distinct


def _all_distinct(items: Reader, readers: list[Reader]) -> Test:
    def all_distinct(context: Context) -> Truth:
        rows = rows_of(items(context))
        if rows is None:
            return None
        keys = [[_key(read(context.with_item(row))) for read in readers] for row in rows]
        pairs = [(keys[i], keys[j]) for i in range(len(keys)) for j in range(i)]
        return bool(rows) and _and(_differ(one, other) for one, other in pairs)

    return all_distinct


def _key(answer: Answer[Any]) -> Any:
    return ("absent",) if answer.state == "absent" else _value(answer)


def _differ(one: list[Any], other: list[Any]) -> Truth:
    """Two items differ if one field differs; an unanswered field leaves it undecided."""
    return _or(None if a is None or b is None else a != b for a, b in zip(one, other, strict=True))


def _same(values: Iterable[bool]) -> Truth:
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _not(test: Test) -> Test:
    def negate(context: Context) -> Truth:
        truth = test(context)
        return None if truth is None else not truth

    return negate


def _joined(conjunctive: bool, tests: list[Test]) -> Test:  # noqa: FBT001  a private choice of two
    # A loop and not a generator: this is where most of the time of a check goes.
    def join(context: Context) -> Truth:
        result: Truth = conjunctive
        for test in tests:
            truth = test(context)
            if truth is not conjunctive:
                if truth is not None:
                    return truth
                result = None
        return result

    return join


def _and(values: Iterable[Truth]) -> Truth:
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def _or(values: Iterable[Truth]) -> Truth:
    result: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            result = None
    return result
