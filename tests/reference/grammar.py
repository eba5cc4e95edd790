"""The reference grammar: the text of a condition read into steps, and the fields that these name."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

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


@cache
def parse(text: str) -> Node:
    """Read a condition.

    Raises:
        ValueError: If the text is not a condition.
    """
    return _Reader(text).condition()


def fields_read(text: str, define: dict[str, str]) -> set[str]:
    """Name the fields that a condition reads; of a list that it goes through, the list and not its items' fields."""
    return {name for name in _fields(parse(text), define) if not name.startswith("reading.")}


def is_field(word: str) -> bool:
    # `note` and `codes` are the fields without a section, and a choice is never spelt like them.
    return "." in word or word in ("item", "note", "codes")


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


def _fields(node: Node, define: dict[str, str]) -> Iterable[str]:  # noqa: C901  a branch a word
    arguments = node.arguments
    match node.does:
        case "and" | "or" | "not":
            for member in arguments:
                yield from _fields(member, define)
        case "name":
            yield from fields_read(define[arguments[0]], define)
        case "compare":
            yield from _mentioned(arguments[0], arguments[2])
        case "in":
            yield arguments[0]
            yield from _mentioned(*arguments[1])
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
        if kind == "word" and is_field(word):
            yield word
