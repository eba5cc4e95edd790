"""Sources into records: each as bytes with its place, so that the work of reading it is done by whoever scores it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from evaluator.archive.mappings_by_source import MappingsBySource
from evaluator.archive.sources import UNREADABLE, Walk, reason_of
from evaluator.proposals.document import LARGEST_BYTES
from evaluator.proposals.fhir.files import resources_in
from evaluator.proposals.lines import lines_of
from evaluator.proposals.plain_json import loaded, loaded_with_gaps, unread_in
from evaluator.proposals.table.record import is_wanted
from evaluator.proposals.table.records import LINES, read_json, read_records, records_at, unreadable

_YAML = frozenset({".yaml", ".yml"})
_SCHEMA = "cat2-proposal"


class Raw(NamedTuple):
    """One record as it lies in its source; `fault` says why there is none to score."""

    source: str
    place: str
    shape: str
    data: bytes
    fault: str = ""


def add_to(fingerprint: Any, raw: Raw) -> None:
    """Take a record into the hash of those around it."""
    for piece in (raw.source.encode("utf-8", "replace"), raw.place.encode("utf-8", "replace"), raw.data):
        fingerprint.update(len(piece).to_bytes(8, "big") + piece)


class Splitter:
    """Goes through everything that a batch was given; counts the files that are no records and the rows not wanted."""

    def __init__(self, inputs: list[str], mappings: MappingsBySource, runs: tuple[Path, ...]) -> None:
        """Look through the inputs; what lies in the folder of a run itself is none."""
        self.walk = Walk(inputs, apart=runs)
        self._mappings = mappings
        self.not_wanted = 0
        self._is_named = False

    def records(self) -> Iterator[Raw]:
        """Give every record in order; what cannot be read is one with a fault."""
        for source in self.walk.sources():
            if source.stream is None:
                yield Raw(source.name, "", "unread", b"", source.fault)
                continue
            before, is_empty, self._is_named = self.not_wanted, True, self.walk.is_named(source)
            try:
                for raw in self._split(source.name, source.stream):
                    is_empty = False
                    yield raw if len(raw.data) <= LARGEST_BYTES else _too_large(raw)
            except UNREADABLE as error:
                is_empty = False
                yield Raw(source.name, "", "unread", b"", reason_of(error))
            if is_empty and self.not_wanted == before:
                self.walk.passed_over.append(source.name)

    def _split(self, name: str, stream: BinaryIO) -> Iterator[Raw]:
        suffix = Path(name).suffix.lower()
        if suffix in _YAML:
            yield Raw(name, "", "yaml", stream.read(LARGEST_BYTES + 1))
        elif suffix in LINES:
            yield from self._lines(name, stream)
        elif suffix == ".json":
            yield from self._json(name, read_json(stream, name))
        else:
            yield from self._table(name, stream, suffix)

    def _lines(self, name: str, stream: BinaryIO) -> Iterator[Raw]:
        for line in lines_of(stream):
            if line.found:
                yield Raw(name, line.place, "unread", b"", unreadable(line))
            else:
                yield from self._line(Raw(name, line.place, "json", line.raw))

    def _line(self, raw: Raw) -> Iterator[Raw]:
        """Give what a line holds: a record, or a Bundle of them."""
        if b'"resourceType"' in raw.data:
            try:
                data = loaded(raw.data.decode("utf-8-sig"))
            except (ValueError, RecursionError):  # whoever scores it tells what is wrong, and where
                data = None
            if self._is_parted(data):
                yield from _below(raw.place, self._resources(raw.source, data))
                return
        yield from self._wanted(raw)

    def _wanted(self, raw: Raw) -> Iterator[Raw]:
        mapping = self._mappings.of(raw.source)
        if mapping is not None and mapping.only:
            try:
                data = loaded(raw.data.decode("utf-8-sig"))
            except (ValueError, RecursionError):
                data = None
            if isinstance(data, dict) and not _is_ours(data) and not is_wanted(data, mapping):
                self.not_wanted += 1
                return
        yield raw

    def _json(self, name: str, raw: bytes) -> Iterator[Raw]:
        """Part a JSON document that holds several records; one that holds a single record goes on as it is."""
        try:
            data = loaded_with_gaps(raw.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            yield Raw(name, "", "json", raw)  # whoever scores it tells what is wrong, and where
            return
        if self._is_parted(data) and not unread_in(data):
            yield from self._resources(name, data)
            return
        rows = None if self._is_parted(data) else self._rows(name, data)
        if rows is None:
            yield Raw(name, "", "json", raw)
            return
        mapping = self._mappings.of(name)
        for place, row in rows:
            if unread := unread_in(row):
                yield Raw(name, place, "unread", b"", f"found {unread}; expected a record in plain JSON")
                continue
            if self._is_parted(row):
                yield from _below(place, self._resources(name, row))
                continue
            if mapping and isinstance(row, dict) and not _is_ours(row) and not is_wanted(row, mapping):
                self.not_wanted += 1
                continue
            yield _as_json(name, place, row)

    def _is_parted(self, data: Any) -> bool:
        """Tell a Bundle of FHIR, and a resource of another kind that nobody named, from what is one record."""
        kind = data.get("resourceType") if isinstance(data, dict) else None
        return kind == "Bundle" or (isinstance(kind, str) and kind != "Measure" and not self._is_named)

    def _resources(self, name: str, data: Any) -> Iterator[Raw]:
        """Part a Bundle of FHIR: a resource that is no Measure is counted, an entry that is none is an error."""
        for number, resource in enumerate(resources_in(data, name), 1):
            if resource.error and not (resource.kind and not self._is_named):
                place = "" if resource.kind else f"entry {number}"  # of a Bundle without any, it is about the whole
                yield Raw(name, place, "unread", b"", reason_of(resource.error))
            elif resource.data is None:
                self.not_wanted += 1
            else:
                yield _as_json(name, f"entry {number}", resource.data)

    def _rows(self, name: str, data: Any) -> list[tuple[str, Any]] | None:
        mapping = self._mappings.of(name)
        path = mapping.rows if mapping and mapping.rows else "[]"
        if isinstance(data, list) or (path != "[]" and isinstance(data, dict) and not _is_ours(data)):
            return [(each.path or "1", each.value) for each in records_at(data, path, name)]
        return None

    def _table(self, name: str, stream: BinaryIO, suffix: str) -> Iterator[Raw]:
        mapping = self._mappings.of(name)
        for record in read_records(stream, name, mapping):
            if record.fault:
                yield Raw(name, record.place, "unread", b"", record.fault)
                continue
            data: Any = record.data
            if mapping is None and suffix == ".parquet":
                data = _proposal_of_row(data)
            elif mapping is None:
                yield Raw(name, record.place, "unread", b"", "found a row of a table; say what it means with --mapping")
                continue
            elif not is_wanted(data, mapping):
                self.not_wanted += 1
                continue
            text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, default=str)
            yield Raw(name, record.place, "json", text.encode("utf-8", "surrogatepass"))


def _below(place: str, records: Iterator[Raw]) -> Iterator[Raw]:
    """Name the place of records within a record."""
    return (each._replace(place=f"{place}, {each.place}".strip(", ")) for each in records)


def _as_json(name: str, place: str, row: Any) -> Raw:
    text = json.dumps(row, ensure_ascii=False)
    # Half of a character, which no bytes can hold, stays the escape as which it was written.
    return Raw(name, place, "json", text.encode() if _is_text(text) else json.dumps(row).encode())


def _is_text(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def _proposal_of_row(row: dict[str, Any]) -> Any:
    """Take a proposal out of a row of Parquet: a column `proposal` with its JSON, or one column for each section."""
    written = row.get("proposal")
    return written if isinstance(written, str) else _without_nothing(row)


def _without_nothing(value: Any) -> Any:
    """Leave out what Parquet writes for every key that a row has not."""
    if isinstance(value, dict):
        return {key: _without_nothing(inner) for key, inner in value.items() if inner is not None}
    return [_without_nothing(inner) for inner in value] if isinstance(value, list) else value


def _is_ours(data: dict[str, Any]) -> bool:
    return "resourceType" in data or str(data.get("schema", "")).startswith(_SCHEMA)


_TOO_LARGE = "found a record of more than 5 MB; expected at most 5 MB"


def _too_large(raw: Raw) -> Raw:
    return Raw(raw.source, raw.place, "unread", b"", _TOO_LARGE)
