"""The reference language: conditions evaluated in three values.

True and False are themselves and undecided is None. Written to be read beside docs/pack-format.md, not to be fast.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

from reference.answers import Reading, Situation, evidenced, items, plain, read, reading_in_force
from reference.grammar import COMPARE, Node, is_field, parse

Truth = bool | None


def holds(text: str | None, situation: Situation) -> bool:
    """Tell whether a case holds: it has no condition, or its condition is true."""
    return text is None or truth(text, situation) is True


def truth(text: str, situation: Situation) -> Truth:
    """Evaluate a condition from its text."""
    return _truth(parse(text), situation)


def _truth(node: Node, situation: Situation) -> Truth:
    return _MEANING[node.does](situation, *node.arguments)


def _and(members: Iterable[Truth]) -> Truth:
    known = list(members)
    return False if False in known else None if None in known else True


def _or(members: Iterable[Truth]) -> Truth:
    return _not(_and(_not(member) for member in members))


def _not(member: Truth) -> Truth:
    return None if member is None else not member


def _name(situation: Situation, name: str) -> Truth:
    return truth(situation.define[name], situation)


def _is(situation: Situation, path: str, state: str, demanded: tuple[str, ...]) -> Truth:
    reading = read(situation, path)
    return evidenced(situation, reading, demanded) if state == "evidenced" else reading.state == state


def _compare(situation: Situation, left: tuple[str, str], sign: str, right: tuple[str, str]) -> Truth:
    mine, theirs = _value(situation, left), _value(situation, right)
    if isinstance(mine, float) and isinstance(theirs, datetime.date):
        theirs = theirs.year  # a year against the as-of date
    return None if mine is None or theirs is None else COMPARE[sign](mine, theirs)


def _in(situation: Situation, path: str, entries: tuple[tuple[str, str], ...]) -> Truth:
    return _or(_compare(situation, ("word", path), "=", entry) for entry in entries)


def _within(situation: Situation, path: str, threshold: tuple[str, str]) -> Truth:
    value, years = _value(situation, ("word", path)), int(_value(situation, threshold))
    if value is None:
        return None
    today = situation.as_of
    if isinstance(value, datetime.date):
        return today.replace(year=today.year - years) <= value <= today
    return today.year - years <= value <= today.year


def _some(situation: Situation, path: str, body: Node) -> Truth:
    found = items(situation, path)
    return None if found is None else _or(_truth(body, situation.inside(item)) for item in found)


def _each(situation: Situation, path: str, body: Node) -> Truth:
    found = items(situation, path)
    if not found:
        return None if found is None else False
    return _and(_truth(body, situation.inside(item)) for item in found)


def _most(situation: Situation, path: str, body: Node) -> Truth:
    found = items(situation, path)
    if found is None:
        return None
    for_it = [_truth(body, situation.inside(item)) for item in found]
    if 2 * for_it.count(True) > len(for_it):
        return True
    return False if 2 * (len(for_it) - for_it.count(False)) <= len(for_it) else None


def _days_between(situation: Situation, first: str, second: str, sign: str, bound: tuple[str, str]) -> Truth:
    start, end = _value(situation, ("word", first)), _value(situation, ("word", second))
    return None if start is None or end is None else COMPARE[sign]((end - start).days, _value(situation, bound))


def _count(situation: Situation, path: str, body: Node | None, sign: str, bound: tuple[str, str]) -> Truth:
    found = items(situation, path)
    if found is None:
        return None
    truths = [body is None or _truth(body, situation.inside(item)) for item in found]
    return _between(situation, truths.count(True), truths.count(None), sign, bound)


def _distinct(situation: Situation, path: str, name: str, sign: str, bound: tuple[str, str]) -> Truth:
    found = items(situation, path)
    if found is None:
        return None
    readings = [read(situation.inside(item), f"item.{name}") for item in found]
    answers = {_answered(reading) for reading in readings} - {None}
    # Where an item is stated to have none, no answer will come to change the count.
    to_come = sum(reading.state not in ("answered", "absent") for reading in readings)
    return _between(situation, len(answers), to_come, sign, bound)


def _between(situation: Situation, least: int, undecided: int, sign: str, bound: tuple[str, str]) -> Truth:
    limit = _value(situation, bound)
    answers = {COMPARE[sign](number, limit) for number in range(least, least + undecided + 1)}
    return answers.pop() if len(answers) == 1 else None


def _all_distinct(situation: Situation, path: str, names: tuple[str, ...]) -> Truth:
    found = items(situation, path)
    if not found:
        return None if found is None else False
    rows = [[read(situation.inside(item), f"item.{name}") for name in names] for item in found]
    return _not(_or(_agree(one, other) for one, other in combinations(rows, 2)))


def _agree(one: list[Reading], other: list[Reading]) -> Truth:
    return _and(_same_answer(*pair) for pair in zip(one, other, strict=True))


def _same_answer(one: Reading, other: Reading) -> Truth:
    # Two that are stated to have none agree, and differ from every answer; what is silent may yet be either.
    return _same(_stated(one), _stated(other))


def _stated(reading: Reading) -> Any:
    return ("absent",) if reading.state == "absent" else _answered(reading)


def _covers(situation: Situation, path: str, name: str, other_path: str, other_name: str) -> Truth:
    there, wanted = _answers(situation, path, name, _stated), _answers(situation, other_path, other_name, _answered)
    if not wanted:
        return None if wanted is None else True  # what an empty list demands is met, whatever the other holds
    if there is None:
        return None
    # What is stated to have none is none of those looked for; what has none to look for stays open.
    return _and(None if one is None else _or(_same(one, other) for other in there) for one in wanted)


def _same(one: Any, other: Any) -> Truth:
    return None if one is None or other is None else one == other


def _answers(situation: Situation, path: str, name: str, says: Callable[[Reading], Any]) -> list[Any] | None:
    found = items(situation, path)
    return None if found is None else [says(read(situation.inside(item), f"item.{name}")) for item in found]


def _table(situation: Situation, name: str, paths: tuple[str, ...], wanted: tuple[tuple[str, str], ...]) -> Truth:
    table = situation.pack.tables[name]
    values = [_value(situation, ("word", path)) for path in paths]
    if None in values:
        return None
    values = [_parts(value) for value in values]
    fitting = (
        row
        for row in table.row
        if all(value in _spellings(row[key]) for key, value in zip(table.keys, values, strict=True))
    )
    row = next(fitting, {table.result: table.unsupplied if table.supplied else "none"})
    return plain(str(row[table.result])) in [plain(word.strip('"')) for _, word in wanted]


def _spellings(cell: str | list[str]) -> list[str]:
    return [_parts(spelling) for spelling in ([cell] if isinstance(cell, str) else cell)]


def _is_part(character: str) -> bool:
    return character.isalnum() or character.isspace() or character == "_"


def _parts(value: Any) -> Any:
    """Take a spelling apart where something stands between two letters or digits, except a dot or a sign."""
    if not isinstance(value, str):
        return value
    text = plain(value)
    between = [
        c in " \t\n,;:()/" or (c in "-\u2013\u2014" and _is_part(text[n - 1 : n]) and _is_part(text[n + 1 : n + 2]))
        for n, c in enumerate(text)
    ]
    return "".join(" " if gap else c for c, gap in zip(text, between, strict=True)).split()


_MEANING: dict[str, Callable[..., Truth]] = {
    "and": lambda situation, *members: _and(_truth(member, situation) for member in members),
    "or": lambda situation, *members: _or(_truth(member, situation) for member in members),
    "not": lambda situation, member: _not(_truth(member, situation)),
    "name": _name,
    "is": _is,
    "compare": _compare,
    "in": _in,
    "within": _within,
    "some": _some,
    "each": _each,
    "most": _most,
    "days_between": _days_between,
    "count": _count,
    "distinct": _distinct,
    "all_distinct": _all_distinct,
    "covers": _covers,
    "table": _table,
}


def _value(situation: Situation, token: tuple[str, str]) -> Any:
    """Give what a word, number, text, threshold or field stands for; None where a field is not answered."""
    kind, word = token
    if kind == "text":
        return _comparable(word.strip('"'))
    if kind == "number":
        return float(word)
    if kind == "threshold":
        return float(situation.pack.thresholds[word[1:]].value)
    if word == "as_of":
        return situation.as_of
    if word.startswith("reading."):
        return plain(reading_in_force(situation.pack, word.removeprefix("reading.")))
    if is_field(word):
        return _answered(read(situation, word))
    return plain(word)


def _answered(reading: Reading) -> Any:
    return _comparable(reading.value) if reading.state == "answered" else None


def _comparable(value: Any) -> Any:
    if not isinstance(value, str):
        return float(value)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return datetime.date.fromisoformat(value)
    return plain(value)
