"""What a proposal answers, as plain data: found by path, and listed row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evaluator.proposals.xlsx.layout import Layout, ListSheet


def at(raw: object, path: str) -> object:
    """Find what data holds at a dotted path; nothing where it does not reach so far."""
    for step in path.split("."):
        raw = raw.get(step) if isinstance(raw, Mapping) else None
    return raw


def rows_of(made: ListSheet, layout: Layout, raw: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """List the rows of a list, each with the number of the row that it belongs to."""
    if not made.around:
        yield from ((0, row) for row in _listed(at(raw, made.path)))
        return
    around = next(each for each in layout.lists if each.path == made.around)
    key = made.path.removeprefix(f"{made.around}[].")
    for number, (_, row) in enumerate(rows_of(around, layout, raw), start=1):
        yield from ((number, inner) for inner in _listed(at(row, key)))


def _listed(raw: object) -> list[Any]:
    held = raw.get("value") if isinstance(raw, dict) else raw
    return held if isinstance(held, list) else []
