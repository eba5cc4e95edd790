"""JSON of other makers into plain data: what Python's reader would pass over in silence is refused."""

from __future__ import annotations

import json
import math
from collections import deque
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple, NoReturn

from evaluator.proposals.document import shown


def loaded(text: str, *, exact: bool = False) -> Any:
    """Read JSON in which no key stands twice in one group and every number is one; `exact` keeps numbers as written.

    Raises:
        ValueError: it is not so, or no JSON.
        RecursionError: it is nested too deeply.
    """
    parse_float = Decimal if exact else _number
    return json.loads(text, parse_float=parse_float, parse_constant=_no_number, object_pairs_hook=_once)


class Unread(NamedTuple):
    """Stands where a document of several records has something that no record may have."""

    found: str


def loaded_with_gaps(text: str) -> Any:
    """Read JSON as `loaded` does, with an `Unread` where that would refuse it all: the other records can be read.

    Raises:
        ValueError: it is no JSON at all.
        RecursionError: it is nested too deeply.
    """
    return json.loads(
        text,
        parse_float=lambda word: _or_unread(_number, word),
        parse_constant=lambda word: _or_unread(_no_number, word),
        object_pairs_hook=lambda pairs: _or_unread(_once, pairs),
    )


def unread_in(value: object) -> str:
    """Tell what a record holds that no record may hold; empty where it is whole."""
    left = deque([value])  # and no calls within each other: a record may be nested as deep as it likes
    while left:
        held = left.popleft()
        if isinstance(held, Unread):
            return held.found
        left.extend(held.values() if isinstance(held, dict) else held if isinstance(held, list) else ())
    return ""


def _or_unread(read: Callable[[Any], Any], written: Any) -> Any:
    try:
        return read(written)
    except ValueError as error:
        return Unread(str(error))


def found_in(error: ValueError | RecursionError) -> str:
    """Say what was found instead."""
    if isinstance(error, RecursionError):
        return "JSON nested too deeply"
    return f"text that is not JSON ({error.msg})" if isinstance(error, json.JSONDecodeError) else str(error)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise ValueError(f"the key {shown(key)} twice in one object")
            seen.add(key)
    return read


def _number(word: str) -> float:
    if not math.isfinite(number := float(word)):
        raise ValueError(f"{word}, which is larger than any number of a proposal")
    return number


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word}, which is no number of JSON")
