"""A mapping as it is written, checked against the form: every fault of the file at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from evaluator.errors import MappingError, expected_by
from evaluator.model.mapping import FieldMapping, ListMapping, Mapping, Taken
from evaluator.packs.mappings import WrittenMapping
from evaluator.packs.own_files import Faults
from evaluator.proposals.shape import Field, fields_of, guide_names
from evaluator.proposals.table.paths import PathError, steps_of
from evaluator.proposals.table.record import VISIBILITY, shape_of

_STATES = ("unknown", "absent")
Entry = TypeVar("Entry", FieldMapping, ListMapping)


def read_mapping(written: WrittenMapping) -> Mapping:
    """Check a mapping and give it as data.

    Raises:
        MappingError: with every fault, by the place in the file.
    """
    faults = Faults(written.file, MappingError)
    try:
        mapping = Mapping.model_validate(written.data)
    except ValidationError as error:
        for row in error.errors(include_url=False):
            where = ".".join(str(step) for step in row["loc"])
            faults.note(where, *_found_and_expected(row), "See docs/mappings.md.")
        _check_entries(written, faults)
        faults.raise_any()
        raise
    _check_entries(written, faults)
    _check_whole(mapping, faults)
    faults.raise_any()
    return mapping


def _check_entries(written: WrittenMapping, faults: Faults) -> None:
    """Look at what is written as it should be, whatever else is not, so that nobody mends a mapping twice."""
    for number, entry in _well_written(FieldMapping, written.data.get("field")):
        _check_field(f"field {number} ({entry.to})", entry, faults)
    for number, rows in _well_written(ListMapping, written.data.get("list")):
        _check_list(f"list {number} ({rows.to})", rows, faults)


def _well_written(kind: type[Entry], rows: object) -> list[tuple[int, Entry]]:
    found = []
    for number, row in enumerate(rows if isinstance(rows, list) else (), 1):
        with suppress(ValidationError):
            found.append((number, kind.model_validate(row)))
    return found


def _check_whole(mapping: Mapping, faults: Faults) -> None:
    if not (mapping.field or mapping.list):
        faults.note("", "no [[field]] and no [[list]]", "at least one", "See docs/mappings.md.")
    if mapping.year:
        _check_paths("year", mapping.year.from_, faults)
        _check_pattern("year: pattern", mapping.year.pattern, faults)
    if mapping.visibility:
        _check_paths("visibility", mapping.visibility.from_, faults)
        _check_taken("visibility", mapping.visibility, VISIBILITY, faults)
    _check_paths("only", mapping.only, faults)
    _check_paths("rows", [mapping.rows] if mapping.rows else [], faults)


def _found_and_expected(row: ErrorDetails) -> tuple[str, str]:
    if row["type"] == "extra_forbidden":
        return f"the unknown key '{row['loc'][-1]}'", "a key that mappings have"
    if row["type"] == "missing":
        return "nothing", f"the key '{row['loc'][-1]}'"
    return repr(row["input"])[:60], expected_by(row["msg"])


def _check_field(where: str, entry: FieldMapping, faults: Faults) -> None:
    field = _target(entry.to, where, faults)
    _check_paths(f"{where}: when", entry.when, faults)
    _check_paths(f"{where}: supported_by", entry.supported_by, faults)
    _check_paths(where, entry.from_, faults)
    if field is None:
        return
    if field.kind == "list" and (field.rows is None or field.rows.group is not None):
        faults.note(where, "a field that is a list of rows", "a [[list]] entry", "Write it as [[list]] with columns.")
        return
    _check_taken(where, entry, field, faults)


def _check_list(where: str, rows: ListMapping, faults: Faults) -> None:
    field = _target(rows.to, where, faults)
    _check_paths(f"{where}: each", [rows.each], faults)
    _check_paths(f"{where}: when", rows.when, faults)
    for path, pattern in rows.where.items():
        _check_pattern(f"{where}: where.{path}", pattern, faults)
    if field is None:
        return
    if field.kind != "list" or field.rows is None or field.rows.group is None:
        faults.note(where, "a field that has no rows", "a field that is a list of rows", "Write it as [[field]].")
        return
    if rows.needs not in rows.columns:
        faults.note(where, f"needs = '{rows.needs}'", "one of " + ", ".join(rows.columns), "Name a column.")
    for column, taken in rows.columns.items():
        _check_paths(f"{where}.{column}", taken.from_, faults)
        inner = _target(f"{rows.to}[].{column}", f"{where}.{column}", faults)
        if inner is not None:
            _check_taken(f"{where}.{column}", taken, inner, faults)


def _target(path: str, where: str, faults: Faults) -> Field | None:
    try:
        return shape_of(path)
    except KeyError:
        near = difflib.get_close_matches(path, guide_names(), 1)
        hint = f"Did you mean '{near[0]}'?" if near else "`cat2 schema proposal` lists them."
        faults.note(where, f"'{path}'", "a field of the form", hint, faults.file.line_of(f'"{path}"'))
        return None


def _check_taken(where: str, taken: Taken, field: Field, faults: Faults) -> None:
    _check_pattern(f"{where}: pattern", taken.pattern, faults)
    inner = field.rows or field
    words = [*taken.values.values(), *(way.then for way in taken.choose)]
    for word in words if inner.kind == "choice" else []:
        if word and word not in (*inner.choices, *_STATES):
            near = difflib.get_close_matches(word, inner.choices, 1)
            hint = f"Did you mean '{near[0]}'?" if near else ""
            line = faults.file.line_of(f'"{word}"')
            faults.note(f"{where}: values", f"'{word}'", "one of " + ", ".join(inner.choices), hint, line)
    if taken.unit:
        _check_unit(where, taken.unit, field, faults)


def _check_unit(where: str, unit: str, field: Field, faults: Faults) -> None:
    units = _units(field)
    if unit not in units:
        expected = "one of " + ", ".join(units) if units else "no unit, since this field has none"
        faults.note(f"{where}: unit", f"'{unit}'", expected, "Mend the unit or take it out.")


def _units(field: Field) -> tuple[str, ...]:
    return fields_of(field.group)["unit"].choices if field.group and "unit" in fields_of(field.group) else ()


def _check_paths(where: str, paths: Iterable[str], faults: Faults) -> None:
    for path in paths:
        try:
            steps_of(path)
        except PathError as error:
            faults.note(where, str(error), "names parted by dots, [] for every row", "Put odd names in quotes.")


def _check_pattern(where: str, pattern: str, faults: Faults) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        faults.note(where, f"'{pattern}' ({error})", "a regular expression", "Mend the expression.")
