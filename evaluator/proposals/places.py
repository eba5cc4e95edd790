"""Where a fault stands: from the places of the form to the values and lines of a file, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from evaluator.errors import Fault
from evaluator.proposals.document import Document, SourceMap
from evaluator.proposals.shape import place_of
from evaluator.proposals.warned import Warned

Placed = TypeVar("Placed", Fault, Warned)


def value_at(raw: object, steps: Sequence[str | int]) -> object:
    """Find what a file holds at a place of the form, where an answer's `value` may be left unwritten."""
    for step in steps:
        if isinstance(raw, dict) and step in raw:
            raw = raw[step]
        elif isinstance(raw, list):
            raw = raw[int(step)] if isinstance(step, int) else raw
        elif step != "value":
            return None
    return raw


def form_lines(document: Document) -> SourceMap:
    """Name the places of a file as the form names them, without the `value` of answers with evidence."""
    return SourceMap(partial(_form_lines, document))


def placed(found: Iterable[Placed], lines: SourceMap, file: str) -> tuple[Placed, ...]:
    """Give faults or warnings their file and line, each once, in the order of the file."""
    once: list[Placed] = []
    for each in found:
        here = replace(each, file=file, line=lines.line(each.where))
        once += [] if here in once else [here]
    return tuple(sorted(once, key=lambda each: (each.line or 0, each.where)))


def _form_lines(document: Document) -> dict[str, int]:
    lines: dict[str, int] = {}
    for path, line in document.lines.items():
        steps = path.split(".")
        has_value = "value" in steps
        place = place_of([int(step) if step.isdecimal() else step for step in steps]).path if has_value else path
        lines.setdefault(place, line)
    return lines
