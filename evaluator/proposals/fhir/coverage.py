"""How much of a set of Measures the import carries over: by field, by element, and what is left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evaluator.proposals.fhir.elements import LEFT_OUT, MAPPING, Choice, Day, Rows, Span, Words
from evaluator.proposals.fhir.measure import import_measure
from evaluator.proposals.fhir.nodes import Tree, lies_in
from evaluator.proposals.imported import Imported

_PLACE = re.compile(r"\[\d+\]$")
_NO_FIELD = "no field of the form asks for it"
_Entry = Words | Choice | Rows | Day | Span


@dataclass(frozen=True)
class FieldRow:
    """One field of the form: how many resources say something for it, and what became of that."""

    field: str
    elements: tuple[str, ...]
    carried: int
    answered: int
    unknown: int

    @property
    def left_blank(self) -> int:
        """Count the resources that say something from which no answer could be made."""
        return self.carried - self.answered - self.unknown


@dataclass(frozen=True)
class ElementRow:
    """One element of FHIR: how many resources carry it, and from how many it was imported."""

    element: str
    fields: tuple[str, ...]
    carried: int
    imported: int


@dataclass(frozen=True)
class LeftRow:
    """One element that no field takes up: how many resources carry it, and why it is left."""

    element: str
    carried: int
    reason: str


@dataclass(frozen=True)
class Coverage:
    """What a set of Measures carries and what was imported from it."""

    measures: int
    fields: tuple[FieldRow, ...]
    elements: tuple[ElementRow, ...]
    left: tuple[LeftRow, ...]


def coverage(measures: Iterable[dict[str, Any]]) -> Coverage:
    """Count, over all resources, what they carry and what was imported."""
    read = [(Tree(data), import_measure(data)) for data in measures]
    return Coverage(
        measures=len(read),
        fields=tuple(_field_row(entry, read) for entry in MAPPING),
        elements=tuple(_element_row(element, fields, read) for element, fields in _mapped().items()),
        left=tuple(_left_rows(read)),
    )


def _elements(entry: _Entry) -> tuple[str, ...]:
    if isinstance(entry, Rows):
        inner = (_leaf_name(holder, name) for holder, columns in entry.columns.items() for name in columns[entry.needs])
        return tuple(dict.fromkeys(inner))
    if isinstance(entry, Span):
        return f"{entry.element}.start", f"{entry.element}.end"
    return (entry.element,) if isinstance(entry, Day) else entry.elements


def _leaf_name(holder: str, inner: str) -> str:
    return f"{holder}.{inner}" if inner else holder


def _mapped() -> dict[str, tuple[str, ...]]:
    fields: dict[str, tuple[str, ...]] = {}
    for entry in MAPPING:
        for element in _elements(entry):
            fields[element] = (*fields.get(element, ()), entry.field)
    return fields


def _field_row(entry: _Entry, read: list[tuple[Tree, Imported]]) -> FieldRow:
    states: Counter[str] = Counter(_state(entry, imported) for _, imported in read)
    elements = _elements(entry)
    carried = sum(any(tree.named(element) for element in elements) for tree, _ in read)
    return FieldRow(entry.field, elements, carried, states["answered"], states["unknown"])


def _state(entry: _Entry, imported: Imported) -> str:
    value: Any = imported.written
    for step in entry.field.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return "blank" if value is None else "unknown" if value == "unknown" else "answered"


def _element_row(element: str, fields: tuple[str, ...], read: list[tuple[Tree, Imported]]) -> ElementRow:
    carried = sum(bool(tree.named(element)) for tree, _ in read)
    imported = sum(any(_is_source(node.path, result) for node in tree.named(element)) for tree, result in read)
    return ElementRow(element, fields, carried, imported)


def _is_source(path: str, imported: Imported) -> bool:
    return any(lies_in(source, path) for sources in imported.sources.values() for source in sources)


def _left_rows(read: list[tuple[Tree, Imported]]) -> Iterator[LeftRow]:
    counts: Counter[str] = Counter()
    for tree, imported in read:
        left = set(imported.unmapped)
        counts.update({node.name for node in tree.nodes() if node.path in left or _PLACE.sub("", node.path) in left})
    for element, carried in sorted(counts.items()):
        yield LeftRow(element, carried, _reason(element))


def _reason(element: str) -> str:
    first = element.partition(".")[0]
    return LEFT_OUT.get(first) or LEFT_OUT.get(first.partition("(")[0]) or _NO_FIELD


def coverage_table(counted: Coverage, *, is_page: bool = False) -> str:
    """Write the counts as Markdown; for the page in `docs/` with how it is kept current."""
    number = counted.measures
    measures = f"{number} R4 {'Measure' if number == 1 else 'Measures'}"
    parts = (
        _INTRODUCTION.format(kept=_KEPT if is_page else "", measures=measures),
        _table(
            ("Field of the proposal", "Element of FHIR", "Carried", "Answered", "Unknown", "Left blank"),
            [
                (f"`{row.field}`", _code(row.elements), row.carried, row.answered, row.unknown, row.left_blank)
                for row in counted.fields
            ],
        ),
        "## By element\n\nAn element counts as imported where an answer, or an `unknown`, names it as its source.",
        _table(
            ("Element of FHIR", "Field of the proposal", "Carried", "Imported"),
            [(f"`{row.element}`", _code(row.fields), row.carried, row.imported) for row in counted.elements],
        ),
        _LEFT,
        _table(
            ("Element of FHIR", "Carried", "Why"),
            [(f"`{row.element}`", row.carried, row.reason) for row in counted.left],
        ),
    )
    return "\n\n".join(parts) + "\n"


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


_LEFT = """## Not imported

Elements that say something and have no field.
Part of an element stands here where another part of it was imported."""
_KEPT = "This page is generated: `make golden` rewrites it, and a test keeps it current.\n"
_INTRODUCTION = """# What is read from a FHIR Measure

{kept}It counts over {measures}.

An element in brackets is the one of that kind: `group.population(numerator)`, or the extension whose address ends so.
*Carried*: resources in which one of the elements says something.
*Answered*: the field has a value.
*Unknown*: the resource holds a placeholder there, such as `UNKNOWN`, or contradicts itself.
*Left blank*: it says something from which no answer could be made; the warning of that import says what.
A field that is not in the table is never filled from a Measure.

## By field"""
