"""The reference language: conditions read from their text and evaluated in three values.

True and False are themselves and undecided is None. Written to be read beside docs/pack-format.md, not to be fast.
"""

from __future__ import annotations

import datetime
import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

from reference.answers import Reading, Situation, evidenced, items, plain, read, reading_in_force

Truth = bool | None

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
TOKEN = re.compile(
    r'\s*(?:(?P<text>"[^"]*")|(?P<number>-?\d+(?:\.\d+)?)|(?P<threshold>@\w+)|(?P<word>[A-Za-z_][\w.]*)|(?P<mark><=|>=|!=|[=<>()\[\],:]))'
)


@dataclass(frozen=True)
class Node:
    """One step of a condition: what is done, and with what."""

    does: str
    arguments: tuple[Any, ...]


def holds(text: str | None, situation: Situation) -> bool:
    """Tell whether a case holds: it has no condition, or its condition is true."""
    return text is None or truth(text, situation) is True


def truth(text: str, situation: Situation) -> Truth:
    """Evaluate a condition from its text."""
    return _truth(parse(text), situation)


def fields_read(text: str, define: dict[str, str]) -> set[str]:
    """Name the fields that a condition reads; of a list that it goes through, the list and not its items' fields."""
    return {name for name in _fields(parse(text), define) if not name.startswith("reading.")}


@cache
def parse(text: str) -> Node:
    """Read a condition.

    Raises:
        ValueError: If the text is not a condition.
    """
    return _Reader(text).condition()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)

    def condition(self) -> Node:
        node = self.joined()
        if self.tokens:
            self.refuse(f"nothing after {self.tokens[0][1]!r}")
        return node

    def joined(self) -> Node:
        members = [self.single()]
        word = self.peek()
        if word not in ("and", "or"):
            return members[0]
        while self.accept(word):
            members.append(self.single())
        if self.peek() in ("and", "or"):
            self.refuse("brackets where `and` and `or` mix")
        return Node(word, tuple(members))

    def single(self) -> Node:
        if self.accept("not"):
            return Node("not", (self.single(),))
        if self.peek() == "(":
            return self.bracketed()
        kind, word = self.next()
        if kind != "word":
            self.refuse("a field or a name")
        if word in ("some", "each", "most"):
            path = self.word()
            self.expect(":")
            return Node(word, (path, self.bracketed()))
        if word == "count":
            path = self.word()
            body = self.bracketed() if self.accept(":") else None
            return Node("count", (path, body, *self.sign_and_value()))
        if word == "distinct":
            return Node("distinct", (*self.word().rsplit(".", 1), *self.sign_and_value()))
        if word == "all_distinct":
            path = self.word()
            self.expect("by")
            return Node("all_distinct", (path, tuple(name for _, name in self.bracket_list())))
        if word == "days_between":
            self.expect("(")
            first = self.word()
            self.expect(",")
            second = self.word()
            self.expect(")")
            return Node("days_between", (first, second, *self.sign_and_value()))
        return self.about(word)

    def about(self, word: str) -> Node:
        following = self.peek()
        if following == "(":
            return self.look_up(word)
        if following == "is":
            return self.state_of(word)
        if following in COMPARE:
            return Node("compare", (("word", word), *self.sign_and_value()))
        if self.accept("in"):
            return Node("in", (word, self.bracket_list()))
        if self.accept("within"):
            return Node("within", (word, self.next()))
        if self.accept("covers"):
            return Node("covers", (*word.rsplit(".", 1), *self.word().rsplit(".", 1)))
        return Node("name", (word,))

    def look_up(self, table: str) -> Node:
        self.expect("(")
        paths = [self.word()]
        while self.accept(","):
            paths.append(self.word())
        self.expect(")")
        self.expect("in")
        return Node("table", (table, tuple(paths), self.bracket_list()))

    def state_of(self, path: str) -> Node:
        self.expect("is")
        state = self.word()
        if state == "evidenced" and self.accept("with"):
            return Node("is", (path, state, tuple(name for _, name in self.bracket_list())))
        return Node("is", (path, state, ()))

    def sign_and_value(self) -> tuple[str, tuple[str, str]]:
        sign = self.next()[1]
        if sign not in COMPARE:
            self.refuse("a comparison")
        return sign, self.next()

    def bracketed(self) -> Node:
        self.expect("(")
        node = self.joined()
        self.expect(")")
        return node

    def bracket_list(self) -> tuple[tuple[str, str], ...]:
        self.expect("[")
        entries = [self.next()]
        while self.accept(","):
            entries.append(self.next())
        self.expect("]")
        return tuple(entries)

    def word(self) -> str:
        kind, word = self.next()
        return word if kind == "word" else self.refuse("a word")

    def peek(self) -> str:
        return self.tokens[0][1] if self.tokens else ""

    def next(self) -> tuple[str, str]:
        return self.tokens.pop(0) if self.tokens else self.refuse("more")

    def accept(self, mark: str) -> bool:
        return self.peek() == mark and bool(self.tokens.pop(0))

    def expect(self, mark: str) -> None:
        if not self.accept(mark):
            self.refuse(mark)

    def refuse(self, expected: str) -> Any:
        raise ValueError(f"{self.text}: expected {expected}")


def _tokens(text: str) -> list[tuple[str, str]]:
    found, place = [], 0
    while text[place:].strip():
        match = TOKEN.match(text, place)
        if match is None:
            raise ValueError(f"{text}: cannot be read at {place}")
        found.append((str(match.lastgroup), str(match[str(match.lastgroup)])))
        place = match.end()
    return found


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
    there, wanted = _answers(situation, path, name), _answers(situation, other_path, other_name)
    if not wanted:
        return None if wanted is None else True  # what an empty list demands is met, whatever the other holds
    if there is None:
        return None
    return _and(None if one is None else _or(_same(one, other) for other in there) for one in wanted)


def _same(one: Any, other: Any) -> Truth:
    return None if one is None or other is None else one == other


def _answers(situation: Situation, path: str, name: str) -> list[Any] | None:
    found = items(situation, path)
    return None if found is None else [_answered(read(situation.inside(item), f"item.{name}")) for item in found]


def _table(situation: Situation, name: str, paths: tuple[str, ...], wanted: tuple[tuple[str, str], ...]) -> Truth:
    table = situation.pack.tables[name]
    values = [_value(situation, ("word", path)) for path in paths]
    if None in values:
        return None
    fitting = (
        row
        for row in table.row
        if all(value in _spellings(row[key]) for key, value in zip(table.keys, values, strict=True))
    )
    row = next(fitting, {table.result: table.unsupplied if table.supplied else "none"})
    return plain(str(row[table.result])) in [plain(word.strip('"')) for _, word in wanted]


def _spellings(cell: str | list[str]) -> list[str]:
    return [plain(spelling) for spelling in ([cell] if isinstance(cell, str) else cell)]


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
    if _is_field(word):
        return _answered(read(situation, word))
    return plain(word)


def _is_field(word: str) -> bool:
    # `note` and `codes` are the fields without a section, and a choice is never spelt like them.
    return "." in word or word in ("item", "note", "codes")


def _answered(reading: Reading) -> Any:
    return _comparable(reading.value) if reading.state == "answered" else None


def _comparable(value: Any) -> Any:
    if not isinstance(value, str):
        return float(value)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return datetime.date.fromisoformat(value)
    return plain(value)


def _fields(node: Node, define: dict[str, str]) -> Iterable[str]:
    arguments = node.arguments
    match node.does:
        case "and" | "or" | "not":
            for member in arguments:
                yield from _fields(member, define)
        case "name":
            yield from fields_read(define[arguments[0]], define)
        case "compare":
            yield from _mentioned(arguments[0], arguments[2])
        case "some" | "each" | "most":
            yield from _fields_of_list(arguments[0], arguments[1], define)
        case "count":
            yield from _fields_of_list(arguments[0], arguments[1], define)
            yield from _mentioned(arguments[3])
        case "covers":
            yield from (arguments[0], arguments[2])
        case "days_between":
            yield from (arguments[0], arguments[1])
            yield from _mentioned(arguments[3])
        case "table":
            yield from arguments[1]
        case _:
            yield arguments[0]


def _fields_of_list(path: str, body: Node | None, define: dict[str, str]) -> Iterable[str]:
    yield path
    # Inside, `item` is an item of this list, which the list stands for.
    if body is not None:
        yield from (name for name in _fields(body, define) if name.split(".")[0] != "item")


def _mentioned(*tokens: tuple[str, str]) -> Iterable[str]:
    for kind, word in tokens:
        if kind == "word" and _is_field(word):
            yield word
