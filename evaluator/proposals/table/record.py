"""One record of a foreign source as a proposal: what it states becomes an answer, and nothing else does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any

from evaluator.errors import Fault, ProposalError
from evaluator.model.mapping import FieldMapping, ListMapping, Mapping, Texts
from evaluator.model.notices import Notice
from evaluator.proposals.imported import Imported, in_order_of_form
from evaluator.proposals.shape import Field, place_of
from evaluator.proposals.table.paths import EVERY, Found, found_at, named_under, rows_at, steps_of
from evaluator.proposals.table.values import ABSENT, UNKNOWN, parted, read_answer, text_of
from evaluator.proposals.warned import each_once

_SHOWN = 5
NARROWEST = "confidential"
VISIBILITY = Field("choice", choices=("own", "published", NARROWEST))


def import_record(record: dict[str, Any], mapping: Mapping) -> Imported:
    """Import one record as its mapping says; whatever the mapping does not name is listed as left.

    Raises:
        ProposalError: the record has nothing that the mapping reads, or its id alone: it is a record of something else.
    """
    _refuse_others(record, mapping)
    reading = _Reading(record, mapping)
    for rows in mapping.list:  # before the fields, which may rest on sources among them
        if reading.holds(rows.when):
            reading.rows(rows)
    for entry in mapping.field:
        if reading.holds(entry.when):
            reading.field(entry)
    return Imported(
        written=in_order_of_form(reading.answers),
        sources=reading.sources,
        warnings=each_once(reading.warnings),
        unmapped=tuple(_left(record, reading.seen)),
    )


def _refuse_others(record: dict[str, Any], mapping: Mapping) -> None:
    paths = [path for entry in mapping.field if entry.to != "id" for path in entry.from_]
    paths += [rows.each for rows in mapping.list]
    first = [steps_of(path)[:1] for path in paths]
    if not paths or any(not step or step[0] is EVERY for step in first):
        return
    named = [{step[0]: record[step[0]]} for step in first if step[0] in record]
    if any(text_of(value) for one in named for _, value in _leaves(one)):
        return
    ids = [path for entry in mapping.field if entry.to == "id" for path in entry.from_]
    has_id = any(text_of(found.value) for path in ids for found in found_at((Found("", record),), path))
    if named and not has_id:  # it says nothing at all: silence stays blank
        return
    found = f"nothing that the mapping {mapping.id} reads" + (" but its id" if has_id else "")
    expected = f"one of {', '.join(paths[:_SHOWN])}" + (", …" if len(paths) > _SHOWN else "")
    of_tables = "A sum or a note is no record; for a measure, fill in what is known."
    raise ProposalError(
        [Fault("", found, expected, of_tables if named else "See whether this mapping is for this file.")]
    )


def is_wanted(record: dict[str, Any], mapping: Mapping) -> bool:
    """Tell whether a record is one of those that the mapping is about."""
    return _Reading(record, mapping).holds(mapping.only)


def year_of(record: dict[str, Any], mapping: Mapping) -> int | None:
    """Read the year by which an archive groups a record; None where the mapping or the record names none."""
    if mapping.year is None:
        return None
    year = read_answer((Found("", record),), mapping.year, Field("year"), mapping).answer
    return year if isinstance(year, int) else None


def visibility_of(record: dict[str, Any], mapping: Mapping) -> str:
    """Read whose a record is: `own`, `published` or `confidential`; empty where its cell is.

    Whatever else a cell holds, and a record without that cell, is the narrowest: nobody said that it may be shown.
    """
    if mapping.visibility is None:
        return ""
    whole = (Found("", record),)
    taken = mapping.visibility.model_copy(update={"unlisted": "keep"})
    answer = read_answer(whole, taken, VISIBILITY, mapping).answer
    if answer in VISIBILITY.choices:
        return str(answer)
    is_there = any(steps_of(path)[:1] and steps_of(path)[0] in record for path in taken.from_)
    says = any(str(found.value).strip() for path in taken.from_ for found in found_at(whole, path))
    return "" if is_there and not says else NARROWEST


class _Reading:
    """One record while it is read."""

    def __init__(self, record: dict[str, Any], mapping: Mapping) -> None:
        self._top: tuple[Found, ...] = (Found("", record),)
        self._mapping = mapping
        self.answers: dict[str, Any] = {}
        self.sources: dict[str, tuple[str, ...]] = {}
        self.warnings: list[Notice] = []
        self.seen: set[str] = set()

    def holds(self, when: dict[str, Texts]) -> bool:
        return all(
            {text_of(found.value).casefold() for found in found_at(self._top, path)}
            & {word.casefold() for word in words}
            for path, words in when.items()
        )

    def field(self, entry: FieldMapping) -> None:
        read = read_answer(self._top, entry, shape_of(entry.to), self._mapping)
        self.seen.update(read.seen)
        self.warnings += read.warnings
        if read.answer is not None and entry.to not in self.answers:
            self.answers[entry.to] = self._supported(read.answer, entry.supported_by)
            self.sources[entry.to] = read.sources

    def _supported(self, answer: Any, paths: Texts) -> Any:
        """Name the sources that the record gives as evidence of what it says here."""
        rows = self.answers.get("evidence.sources")
        if not paths or not isinstance(rows, list) or answer in (UNKNOWN, ABSENT):
            return answer
        names = [
            row["id"]
            for place, row in enumerate(rows)
            if any(
                re.sub(r"\[\d+\]$", "", source) in paths
                for source in self.sources.get(f"evidence.sources.{place}.citation", ())
            )
        ]
        return {"value": answer, "evidence": names} if names else answer

    def rows(self, entry: ListMapping) -> None:
        found = [self._row(around, entry) for around in self._wanted(entry)]
        states = {row for row, _ in found if isinstance(row, str)}
        rows = [(row, sources) for row, sources in found if isinstance(row, dict)]
        if rows:
            self._add(entry, rows)
        elif states and entry.to not in self.answers:
            self.answers[entry.to] = ABSENT if states == {ABSENT} else UNKNOWN
            self.sources[entry.to] = tuple(path for _, sources in found for paths in sources.values() for path in paths)

    def _wanted(self, entry: ListMapping) -> Iterator[tuple[Found, ...]]:
        whole = rows_at(self._top, entry.each)
        for around in chain.from_iterable(_parts(each, entry.split) for each in whole):
            if all(
                any(re.fullmatch(pattern, text_of(found.value)) for found in found_at(around, path))
                for path, pattern in entry.where.items()
            ):
                yield around

    def _row(
        self, around: Sequence[Found], entry: ListMapping
    ) -> tuple[dict[str, Any] | str | None, dict[str, tuple[str, ...]]]:
        row: dict[str, Any] = {}
        sources: dict[str, tuple[str, ...]] = {}
        for column, taken in entry.columns.items():
            read = read_answer(around, taken, shape_of(f"{entry.to}[].{column}"), self._mapping)
            self.seen.update(read.seen)
            self.warnings += read.warnings
            if read.answer is not None:
                row[column], sources[column] = read.answer, read.sources
        row = dict(entry.fixed) | row
        sources |= {column: sources.get(entry.needs, ()) for column in entry.fixed}
        needed = row.get(entry.needs)
        if needed in (None, UNKNOWN, ABSENT):
            return needed, {entry.needs: sources.get(entry.needs, ())}
        return row, sources

    def _add(self, entry: ListMapping, found: list[tuple[dict[str, Any], dict[str, tuple[str, ...]]]]) -> None:
        """Put rows behind those that are there; a row that says what another says stands once, with both sources."""
        standing = self.answers.get(entry.to)
        rows: list[dict[str, Any]] = standing if isinstance(standing, list) else []
        places = {_key(row, entry): place for place, row in enumerate(rows)}
        for row, sources in found:
            key = _key(row, entry)
            if key not in places:
                places[key] = len(rows)
                numbered = {entry.numbered: f"E{len(rows) + 1}"} if entry.numbered else {}
                rows.append(numbered | row)
            for column, paths in sources.items():
                path = f"{entry.to}.{places[key]}.{column}"
                self.sources[path] = tuple(dict.fromkeys((*self.sources.get(path, ()), *paths)))
        self.answers[entry.to] = rows


def _parts(around: tuple[Found, ...], marks: Texts) -> Iterator[tuple[Found, ...]]:
    """Give each of the values that stand in one text, with the records around it."""
    path, value = around[-1]
    if not (marks and isinstance(value, str)):
        yield around
        return
    yield from ((*around[:-1], Found(path, part)) for part in parted(text_of(value), marks))


def _key(row: dict[str, Any], entry: ListMapping) -> str:
    names = entry.distinct or tuple(name for name in entry.columns)
    return repr([row.get(name) for name in names])


@cache
def shape_of(path: str) -> Field:
    """Find what a field of the form holds, by its name in the form.

    Raises:
        KeyError: there is no such field.
    """
    if path == "id":
        return Field("text", is_answer=False)
    steps: list[str | int] = []
    for step in path.split("."):
        steps += [step.removesuffix("[]"), 0] if step.endswith("[]") else [step]
    field = place_of(steps).field
    if field is None:
        raise KeyError(path)
    return field


def _left(record: dict[str, Any], seen: set[str]) -> Iterator[str]:
    """List the first names of the source of which nothing was read and that say something."""
    for path, value in _leaves(record):
        if text_of(value) and path not in seen:
            yield path


def _leaves(record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    pending: list[Found] = [Found("", record)]
    while pending:
        holder = pending.pop()
        if isinstance(holder.value, dict):
            inner = [Found(named_under(holder.path, str(name)), value) for name, value in holder.value.items()]
            pending += reversed(inner)
        elif isinstance(holder.value, list):
            pending += reversed([Found(f"{holder.path}[{n}]", value) for n, value in enumerate(holder.value)])
        else:
            yield holder.path, holder.value
