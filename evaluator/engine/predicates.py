"""What conditions ask of answers, as functions with three values: true, false and, as None, undecided."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from evaluator.engine.answers import Context, Items, Reader, Value, value_of
from evaluator.model.answers import Answer

Truth = bool | None
Test = Callable[[Context], Truth]


def in_state(read: Reader, state: str) -> Test:
    """Ask whether an answer is in a state; that is always decided."""
    return lambda context: read(context).state == state


def compared(value: Value, compare: Callable[[Any, Any], bool], operand: Value) -> Test:
    """Compare an answer with another, or with what is worked out; undecided while one of them is not given."""

    def test(context: Context) -> Truth:
        left, right = value(context), operand(context)
        if left is None or right is None:
            return None
        if isinstance(right, datetime.date):
            right = right.year if isinstance(left, int) else right.isoformat()
        return compare(left, right)

    return test


def compared_plainly(value: Value, compare: Callable[[Any, Any], bool], right: str | Decimal) -> Test:
    """Compare an answer with a constant, which is the commonest question."""

    def test(context: Context) -> Truth:
        left = value(context)
        return None if left is None else compare(left, right)

    return test


def among_plainly(value: Value, values: tuple[str | Decimal, ...]) -> Test:
    """Ask whether an answer is one of some constants."""

    def test(context: Context) -> Truth:
        left = value(context)
        return None if left is None else left in values

    return test


def among(value: Value, operands: list[Value]) -> Test:
    """Ask whether an answer is one of some others; one that is not given leaves open what the rest does not decide."""

    def test(context: Context) -> Truth:
        left = value(context)
        if left is None:
            return None
        values = [operand(context) for operand in operands]
        return True if left in values else (None if None in values else False)

    return test


def within(value: Value, years: int) -> Test:
    """Ask whether a year or a date lies in the years up to the day of judgement."""

    def test(context: Context) -> Truth:
        stated, today = value(context), context.as_of
        if stated is None:
            return None
        if isinstance(stated, str):
            return _years_before(today, years).isoformat() <= stated <= today.isoformat()
        return bool(today.year - years <= stated <= today.year)

    return test


def _years_before(day: datetime.date, years: int) -> datetime.date:
    year = max(datetime.MINYEAR, day.year - years)
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)


def _some(items: Items, test: Test) -> Test:
    def some(context: Context) -> Truth:
        rows = items(context)
        if rows is None:
            return None
        result: Truth = False
        for row in rows:
            truth = test(row)
            if truth:
                return True
            if truth is None:
                result = None
        return result

    return some


def _each(items: Items, test: Test) -> Test:
    def each(context: Context) -> Truth:
        rows = items(context)
        if rows is None:
            return None
        return bool(rows) and conjunction(map(test, rows))

    return each


def _most(items: Items, test: Test) -> Test:
    def most(context: Context) -> Truth:
        rows = items(context)
        if rows is None:
            return None
        values = [test(row) for row in rows]
        sure, open_ = values.count(True), values.count(None)
        return same_in_all(2 * n > len(rows) for n in range(sure, sure + open_ + 1))

    return most


QUANTIFIERS: dict[str, Callable[[Items, Test], Test]] = {"some": _some, "each": _each, "most": _most}


def days_between(first: Value, second: Value, compare: Callable[[Any, Any], bool], number: int | Decimal) -> Test:
    """Compare the days from one date to another with a number."""

    def days_between(context: Context) -> Truth:
        start, end = first(context), second(context)
        if start is None or end is None:
            return None
        return compare((datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days, number)

    return days_between


def distinct(items: Items, read: Reader, compare: Callable[[Any, Any], bool], number: int | Decimal) -> Test:
    """Compare how many different values a field has in the rows of a list with a number."""

    def distinct(context: Context) -> Truth:
        rows = items(context)
        if rows is None:
            return None
        answers = [read(row) for row in rows]
        known = {value_of(answer) for answer in answers if answer.state == "answered"}
        open_ = sum(answer.state in ("blank", "unknown", "not_applicable") for answer in answers)
        return same_in_all(compare(n, number) for n in range(len(known), len(known) + open_ + 1))

    return distinct


def all_distinct(items: Items, readers: list[Reader]) -> Test:
    """Ask whether no two rows of a list agree in all the fields."""

    def all_distinct(context: Context) -> Truth:
        rows = items(context)
        if rows is None:
            return None
        return bool(rows) and _told_apart([tuple([stated(read(row)) for read in readers]) for row in rows])

    return all_distinct


def stated(answer: Answer[Any]) -> Any:
    """Give what an answer states, that there is none included; None where it states nothing."""
    return ("absent",) if answer.state == "absent" else value_of(answer)


def _told_apart(keys: list[tuple[Any, ...]]) -> Truth:
    """Tell whether no two of them are alike; where something is not stated, they may be.

    By which parts are stated, and not pair by pair: a table may have thousands of rows.
    """
    by_stated: dict[tuple[int, ...], list[tuple[Any, ...]]] = {}
    for key in keys:
        by_stated.setdefault(tuple([n for n, part in enumerate(key) if part is not None]), []).append(key)
    whole = by_stated.pop(tuple(range(len(keys[0]))), [])
    complete = set(whole)
    if len(complete) < len(whole):
        return False
    for place, (one, partial) in enumerate(by_stated.items()):
        seen = _cut(partial, one)
        if len(seen) < len(partial) or seen & _cut(complete, one):
            return None
        for other, others in list(by_stated.items())[:place]:
            shared = [n for n in one if n in other]
            if _cut(partial, shared) & _cut(others, shared):
                return None
    return True


def _cut(keys: Iterable[tuple[Any, ...]], parts: Sequence[int]) -> set[tuple[Any, ...]]:
    return {tuple([key[n] for n in parts]) for key in keys}


def same_in_all(values: Iterable[bool]) -> Truth:
    """Give the truth that all possibilities share, or leave it undecided."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def negated(test: Test) -> Test:
    """Turn true and false around; what is undecided stays so."""

    def negate(context: Context) -> Truth:
        truth = test(context)
        return None if truth is None else not truth

    return negate


def joined(conjunctive: bool, tests: list[Test]) -> Test:  # noqa: FBT001  one of two words
    """Join tests by `and` or by `or`, as far as needed."""

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


def conjunction(values: Iterable[Truth]) -> Truth:
    """Join truths by `and`."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result
