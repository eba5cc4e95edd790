"""Paths into a record of a foreign source: names parted by dots, `[]` for every row of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

_STEP = re.compile(r'"(?P<quoted>[^"]*)"|(?P<plain>[^".\[\]]+)|(?P<every>\[\])|(?P<dot>\.)')
EVERY = object()
_ITSELF = ""


class Found(NamedTuple):
    """A value of the source and the path at which it stands, with the positions of rows from 0."""

    path: str
    value: Any


class PathError(ValueError):
    """A path that is not written as paths are."""


@cache
def steps_of(path: str) -> tuple[Any, ...]:
    """Part a path into names and `EVERY`; a name that holds a dot or a bracket stands in double quotes.

    Raises:
        PathError: the path is not written so.
    """
    steps: list[Any] = []
    place = 0
    while place < len(path):
        found = _STEP.match(path, place)
        if found is None:
            raise PathError(f"the path {path!r} cannot be read from its character {place + 1} on")
        if found["every"]:
            steps.append(EVERY)
        elif found["dot"] is None:
            steps.append(found["quoted"] if found["quoted"] is not None else found["plain"].strip())
        place = found.end()
    return tuple(steps)


def found_at(around: Sequence[Found], path: str) -> list[Found]:
    """Find every plain value at a path: in the innermost record that has its first name, lists opened at the end."""
    if path == _ITSELF:
        return list(_opened(around[-1]))
    steps = steps_of(path)
    for holder in reversed(around):
        if isinstance(holder.value, dict) and steps[0] in holder.value:
            return [leaf for found in _walk(holder, steps) for leaf in _opened(found)]
    return []


def named_under(path: str, name: str) -> str:
    """Write the path of a name below another path."""
    written = f'"{name}"' if any(character in name for character in ".[]") else name
    return f"{path}.{written}" if path else written


def rows_at(around: Sequence[Found], path: str) -> Iterator[tuple[Found, ...]]:
    """Find every row at a path, each with the records around it, the outermost first."""
    steps = steps_of(path)
    yield from _rows(tuple(around), steps)


def _rows(around: tuple[Found, ...], steps: tuple[Any, ...]) -> Iterator[tuple[Found, ...]]:
    if EVERY not in steps:
        yield from ((*around, found) for found in _walk(around[-1], steps) if found.value is not None)
        return
    place = steps.index(EVERY)
    for found in _walk(around[-1], steps[: place + 1]):
        deeper = (*around, found)
        if place + 1 == len(steps):
            yield deeper
        else:
            yield from _rows(deeper, steps[place + 1 :])


def _walk(holder: Found, steps: tuple[Any, ...]) -> Iterator[Found]:
    if not steps:
        yield holder
        return
    first, rest = steps[0], steps[1:]
    if first is EVERY:
        for each in _each(holder):
            yield from _walk(each, rest)
    elif isinstance(holder.value, dict) and first in holder.value:
        yield from _walk(Found(named_under(holder.path, first), holder.value[first]), rest)


def _each(holder: Found) -> Iterator[Found]:
    if isinstance(holder.value, list):
        yield from (Found(f"{holder.path}[{place}]", row) for place, row in enumerate(holder.value))
    elif holder.value is not None:
        yield holder


def _opened(found: Found) -> Iterator[Found]:
    if isinstance(found.value, list):
        for each in _each(found):
            yield from _opened(each)
    elif found.value is not None:
        yield found
