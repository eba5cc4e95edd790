"""Find the line of each part of a JSON text; what is open lies on a list and not on the call stack."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from evaluator.proposals.document import below

_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},\n]|[^\s\[\]{},:"]+', re.DOTALL)


@dataclass(frozen=True)
class Repeated:
    """A key that stands twice in one group."""

    path: str
    key: str
    line: int
    first: int


@dataclass
class Places:
    """The line of each dotted path, and the keys that were written twice."""

    lines: dict[str, int] = field(default_factory=dict)
    repeated: list[Repeated] = field(default_factory=list)


def json_places(text: str, first_line: int) -> Places:
    """Walk over a text that is known to be JSON."""
    walk = _Walk(first_line)
    for match in _PIECE.finditer(text):
        walk.take(match.group())
    return walk.places


def first_line_deeper_than(deepest: int, text: str, first_line: int) -> int:
    """Find the line in which the nesting becomes too deep."""
    return next((line for line, depth in _depths(text, first_line) if depth > deepest), first_line)


def _depths(text: str, line: int) -> Iterator[tuple[int, int]]:
    depth = 0
    for match in _PIECE.finditer(text):
        piece = match.group()
        depth += (piece in {"[", "{"}) - (piece in {"]", "}"})
        line += piece == "\n"
        yield line, depth


@dataclass
class _Around:
    """The group or list that the walk is in; a group has no row, a list no keys."""

    path: str
    row: int | None
    keys: dict[str, int] = field(default_factory=dict)


class _Walk:
    def __init__(self, first_line: int) -> None:
        self.places = Places()
        self._line = first_line
        self._around: list[_Around] = []
        self._here = ""
        self._expects_key = False

    def take(self, piece: str) -> None:
        if piece == "\n":
            self._line += 1
        elif piece == ",":
            self._next()
        elif piece in {"}", "]"}:
            self._around.pop()
            self._expects_key = False
        elif self._expects_key:
            self._take_key(json.loads(piece) if "\\" in piece else piece[1:-1])
        else:
            self._take_value(piece)

    def _next(self) -> None:
        around = self._around[-1]
        if around.row is None:
            self._expects_key = True
        else:
            around.row += 1

    def _take_key(self, key: str) -> None:
        around = self._around[-1]
        self._here = below(around.path, key)
        self._expects_key = False
        if key in around.keys:
            self.places.repeated.append(Repeated(self._here, key, self._line, around.keys[key]))
        around.keys.setdefault(key, self._line)
        self.places.lines.setdefault(self._here, self._line)

    def _take_value(self, piece: str) -> None:
        if self._around and self._around[-1].row is not None:
            around = self._around[-1]
            self._here = below(around.path, str(around.row))
        self.places.lines.setdefault(self._here, self._line)
        if piece in {"{", "["}:
            self._around.append(_Around(self._here, None if piece == "{" else 0))
            self._expects_key = piece == "{"
