"""The parser of conditions: from text to the words of the language, naming the column of a fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple, NoReturn

from evaluator.packs import conditions as c

_STRUCTURE = ("some", "each", "most", "count", "distinct", "all_distinct", "days_between", "and", "or", "not")
_BETWEEN = ("is", "evidenced", "with", "in", "within", "by", "covers", "reading", "as_of")
KEYWORDS = frozenset((*_STRUCTURE, *_BETWEEN))
_NEVER_NAMES = KEYWORDS - {"evidenced", "reading"}
DEEPEST = 40  # more than a person can follow, and far less than what Python can
STATES = ("answered", "evidenced", "absent", "unknown", "blank", "claimed")

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"[^"]*")|(?P<op><=|>=|!=|=|<|>)|(?P<mark>[()\[\],:])|@(?P<threshold>[a-z]\w*)
    |(?P<number>-?\d+(?:\.\d+)?)(?![\w.])|(?P<word>\w[\w-]*(?:\.\w[\w-]*)*))""",
    re.VERBOSE,
)


class ConditionFault(Exception):
    """A condition cannot be read; `column` counts from 1."""

    def __init__(self, column: int, found: str, expected: str) -> None:
        super().__init__(f"column {column}: found {found}, expected {expected}")
        self.column, self.found, self.expected = column, found, expected


_MOST_REMEMBERED = 4096  # a pack has about a thousand conditions
_remembered: dict[str, c.Condition] = {}  # what a pack is checked with, it is compiled with


def parse(text: str) -> c.Condition:
    """Read one condition; it is read once.

    Raises:
        ConditionFault: with the column, what was found and what was expected.
    """
    condition = _remembered.get(text)
    if condition is None:
        condition = _Parser(text).whole()
        remember({text: condition})
    return condition


def remembered() -> dict[str, c.Condition]:
    """Give the conditions read so far, by their text."""
    return dict(_remembered)


def remember(conditions: Mapping[str, c.Condition]) -> None:
    """Take conditions for read that were read before."""
    if len(_remembered) + len(conditions) > _MOST_REMEMBERED:
        _remembered.clear()
    _remembered.update(conditions)


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


def _tokens(text: str) -> list[_Token]:
    tokens, position = [], 0
    end = len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            start = position + len(text[position:]) - len(text[position:].lstrip())
            raise ConditionFault(start + 1, f"'{text[start]}'", "a field, a value or a bracket")
        kind = match.lastgroup
        tokens.append(_Token(kind, match[kind], match.start(kind) + 1))
        position = match.end()
    return [*tokens, _Token("end", "", end + 1)]


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._next = 0
        self._depth = 0

    def whole(self) -> c.Condition:
        condition = self._joined()
        if self._peek().kind != "end":
            self._fault("'and', 'or' or the end of the condition")
        return condition

    def _joined(self) -> c.Condition:
        first = self._single()
        word = self._peek().text
        if word not in ("and", "or"):
            return first
        members = [first]
        while self._peek().text in ("and", "or"):
            if self._peek().text != word:
                self._fault("brackets where 'and' and 'or' mix")
            self._take()
            members.append(self._single())
        return c.Joined("and" if word == "and" else "or", tuple(members))

    def _single(self) -> c.Condition:
        self._depth += 1
        if self._depth > DEEPEST:
            self._fault(f"at most {DEEPEST} conditions inside each other")
        condition = self._alone()
        self._depth -= 1
        return condition

    def _alone(self) -> c.Condition:
        token = self._peek()
        if token.text == "(":
            return self._bracketed()
        if token.kind != "word":
            self._fault("a field or a condition")
        match token.text:
            case "not":
                self._take()
                return c.Not(self._single())
            case "some" | "each" | "most":
                return self._quantified()
            case "count":
                return self._count()
            case "distinct":
                return self._distinct()
            case "all_distinct":
                return self._all_distinct()
            case "days_between":
                return self._days_between()
        return self._about_a_field()

    def _bracketed(self) -> c.Condition:
        self._expect("(")
        condition = self._joined()
        self._expect(")")
        return condition

    def _quantified(self) -> c.Condition:
        quantifier = self._take().text
        path = self._path()
        self._expect(":")
        return c.Quantified(quantifier, path, self._bracketed())  # type: ignore[arg-type]  # one of the three, seen before

    def _count(self) -> c.Condition:
        self._take()
        path = self._path()
        condition = None
        if self._peek().text == ":":
            self._take()
            condition = self._bracketed()
        return c.Count(path, condition, self._operator(), self._amount())

    def _distinct(self) -> c.Condition:
        self._take()
        path, field = self._list_field()
        return c.Distinct(path, field, self._operator(), self._amount())

    def _all_distinct(self) -> c.Condition:
        self._take()
        path = self._path()
        self._expect("by")
        return c.AllDistinct(path, tuple(self._words_in_brackets()))

    def _days_between(self) -> c.Condition:
        self._take()
        self._expect("(")
        path = self._path()
        self._expect(",")
        other = self._path()
        self._expect(")")
        return c.DaysBetween(path, other, self._operator(), self._amount())

    def _about_a_field(self) -> c.Condition:  # noqa: RET503  a fault is raised at the end
        column = self._peek().column
        path = self._path()
        token = self._peek()
        if token.text == "(" and len(path.steps) == 1:
            return self._table(path.steps[0])
        if path.steps[0] == "reading" and len(path.steps) > 1:
            self._expect("=")
            return c.Reading(".".join(path.steps[1:]), self._take_word())
        if token.kind == "op":
            return c.Compare(path, self._operator(), self._value())
        match token.text:
            case "is":
                return self._state(path)
            case "in":
                self._take()
                return c.In(path, self._values())
            case "within":
                self._take()
                return c.Within(path, self._threshold())
            case "covers":
                self._take()
                other, other_field = self._list_field()
                return c.Covers(*self._split(path, column), other, other_field)
        if len(path.steps) == 1:
            return c.Name(path.steps[0])
        self._fault("'is', '=', 'in', 'within' or 'covers' after the field")

    def _state(self, path: c.Path) -> c.Condition:
        self._take()
        word = self._take_word()
        if word not in STATES:
            self._back("one of " + ", ".join(STATES))
        if word != "evidenced":
            return c.Is(path, word)  # type: ignore[arg-type]  # one of STATES, checked above
        if self._peek().text != "with":
            return c.Evidenced(path, ())
        self._take()
        return c.Evidenced(path, tuple(self._words_in_brackets()))

    def _table(self, name: str) -> c.Condition:
        self._expect("(")
        paths = [self._path()]
        while self._peek().text == ",":
            self._take()
            paths.append(self._path())
        self._expect(")")
        self._expect("in")
        return c.TableIn(name, tuple(paths), self._values())

    def _values(self) -> tuple[c.Value, ...]:
        self._expect("[")
        values = [self._value()]
        while self._peek().text == ",":
            self._take()
            values.append(self._value())
        self._expect("]")
        return tuple(values)

    def _value(self) -> c.Value:  # noqa: RET503  a fault is raised at the end
        token = self._peek()
        match token.kind:
            case "text":
                return self._take().text[1:-1]
            case "number":
                return Decimal(self._take().text)
            case "threshold":
                return self._threshold()
            case "word" if token.text == "as_of":
                self._take()
                return c.AsOf()
            case "word" if "." in token.text:
                return self._path()
            case "word" if token.text not in KEYWORDS:
                return self._take().text
        self._fault('a value: a word, a number, "quoted text", @threshold or a field')

    def _amount(self) -> Decimal | c.ThresholdName:
        if self._peek().kind == "threshold":
            return self._threshold()
        if self._peek().kind != "number":
            self._fault("a number")
        return Decimal(self._take().text)

    def _threshold(self) -> c.ThresholdName:
        if self._peek().kind != "threshold":
            self._fault("a threshold such as @large_population")
        return c.ThresholdName(self._take().text)

    def _operator(self) -> c.Operator:
        if self._peek().kind != "op":
            self._fault("=, !=, <, <=, > or >=")
        return self._take().text  # type: ignore[return-value]  # the token pattern admits only operators

    def _path(self) -> c.Path:
        return c.Path(tuple(self._take_word().split(".")))

    def _list_field(self) -> tuple[c.Path, str]:
        column = self._peek().column
        return self._split(self._path(), column)

    def _split(self, path: c.Path, column: int) -> tuple[c.Path, str]:
        if len(path.steps) == 1:
            raise ConditionFault(column, f"'{path}'", "a list and a field of its items, such as codes.code")
        return c.Path(path.steps[:-1]), path.steps[-1]

    def _words_in_brackets(self) -> list[str]:
        self._expect("[")
        words = [self._take_word()]
        while self._peek().text == ",":
            self._take()
            words.append(self._take_word())
        self._expect("]")
        return words

    def _take_word(self) -> str:
        token = self._peek()
        if token.kind != "word" or token.text in _NEVER_NAMES:
            self._fault("a name")
        return self._take().text

    def _expect(self, text: str) -> None:
        if self._peek().text != text:
            self._fault(f"'{text}'")
        self._take()

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _back(self, expected: str) -> NoReturn:
        self._next -= 1
        self._fault(expected)

    def _fault(self, expected: str) -> NoReturn:
        token = self._peek()
        raise ConditionFault(token.column, f"'{token.text}'" if token.text else "the end", expected)
