"""Conditions with one word changed: an operator, `and` for `or`, `some` for `each`, a state, a number, a `not`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from evaluator.packs.condition_parser import ConditionFault, parse

_OPERATORS = {"=": "!=", "!=": "=", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_JOINTS = {"and": "or", "or": "and"}
_QUANTIFIERS = {"some": "each", "each": "some"}
_STATES = {"answered": "absent", "absent": "unknown", "unknown": "absent", "blank": "unknown", "claimed": "blank"}
_SMALL = 10
_TOKEN = re.compile(r'"[^"]*"|<=|>=|!=|[=<>]|[()\[\],:]|@?[\w-]+(?:\.\w+)*')
_TERM = re.compile(r"[\w.]+(?:\([^()]*\))?$")
_PARTS = re.compile(r"\s+with\s+\[[^\]]*\]")


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def condition_mutants(text: str) -> Iterator[tuple[str, str]]:
    """List changed conditions, each with what was changed; where a change is found twice they are numbered."""
    seen: Counter[str] = Counter()
    for what, mutated in _changes(text):
        if not _is_one(mutated):
            continue
        seen[what] += 1
        yield (what if seen[what] == 1 else f"{what} ({seen[what]})"), mutated


def _is_one(text: str) -> bool:
    """A change that leaves no condition is a fault that the pack's reader tells, and no mutant."""
    try:
        parse(text)
    except ConditionFault:
        return False
    return True


def _changes(text: str) -> Iterator[tuple[str, str]]:
    tokens = [_Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]
    yield from _joints(text, tokens)
    before = ""
    for token in tokens:
        if before.startswith("reading."):
            yield from _negated(text, token)
        elif token.text in _OPERATORS:
            yield _swapped(text, token, _OPERATORS[token.text])
        elif token.text in _QUANTIFIERS:
            yield _swapped(text, token, _QUANTIFIERS[token.text])
        elif before == "is":
            yield from _state(text, token)
        elif token.text == "not":
            yield "not is dropped", text[: token.start] + text[token.end :].lstrip()
        elif token.text in ("in", "covers", "within"):
            yield from _negated(text, token)
        elif before in _OPERATORS and token.text.isdecimal():
            yield _swapped(text, token, _shifted(int(token.text)))
        before = token.text


def _shifted(number: int) -> str:
    """Shift a number so far that an example near it, and not only one on it, notices."""
    return str(number + (1 if number <= _SMALL else number // 10))


def _swapped(text: str, token: _Token, word: str) -> tuple[str, str]:
    return f"{token.text} becomes {word}", text[: token.start] + word + text[token.end :]


def _joints(text: str, tokens: list[_Token]) -> Iterator[tuple[str, str]]:
    """Change all joints of one bracket together: the language lets `and` and `or` not mix in it."""
    brackets: list[list[_Token]] = [[]]
    open_ = [0]
    for token in tokens:
        if token.text == "(":
            brackets.append([])
            open_.append(len(brackets) - 1)
        elif token.text == ")":
            open_.pop()
        elif token.text in _JOINTS:
            brackets[open_[-1]].append(token)
    for joints in brackets:
        if joints:
            mutated = text
            for token in reversed(joints):
                mutated = mutated[: token.start] + _JOINTS[token.text] + mutated[token.end :]
            yield f"{joints[0].text} becomes {_JOINTS[joints[0].text]}", mutated


def _state(text: str, token: _Token) -> Iterator[tuple[str, str]]:
    if token.text in _STATES:
        yield _swapped(text, token, _STATES[token.text])
        return
    rest = text[token.end :]
    parts = _PARTS.match(rest)
    if parts:
        yield f"evidenced{parts[0]} becomes evidenced", text[: token.end] + rest[parts.end() :]
    else:
        yield "evidenced becomes answered", f"{text[: token.start]}answered{rest}"


def _negated(text: str, token: _Token) -> Iterator[tuple[str, str]]:
    head = text[: token.start].rstrip()
    term = _TERM.search(head)
    if term:
        start = term.start()
        yield f"{token.text} becomes not {token.text}", f"{text[:start]}not {text[start:]}"
