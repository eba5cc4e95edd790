"""Sources into records: each as bytes with its place, so that the work of reading it is done by whoever scores it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from evaluator.archive.mappings_by_source import MappingsBySource
from evaluator.archive.sources import DAMAGE, Source, files_of, is_known, sources_of
from evaluator.errors import FaultyFileError, ProposalError
from evaluator.proposals.document import LARGEST_BYTES
from evaluator.proposals.fhir.files import measures_in
from evaluator.proposals.lines import lines_of
from evaluator.proposals.table.paths import Found, rows_at
from evaluator.proposals.table.record import is_wanted
from evaluator.proposals.table.records import LINES, read_json, read_records, unreadable

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
        self._inputs, self._mappings = inputs, mappings
        apart = [run.resolve() for run in runs]
        self.files = [path for path in files_of(inputs) if not any(map(path.resolve().is_relative_to, apart))]
        self.passed_over: list[str] = []
        self.not_wanted = 0
        self._sizes = [path.stat().st_size for path in self.files]
        self._at = 0
        self._stream: BinaryIO | None = None

    def share_read(self) -> float:
        """Tell how much of what was given has been read, from 0 to 1."""
        total = sum(self._sizes) or 1
        return min((sum(self._sizes[: self._at]) + self._position()) / total, 1.0)

    def _position(self) -> int:
        try:
            return self._stream.tell() if self._stream is not None else 0
        except (OSError, ValueError):  # a member of an archive, or closed: its file counts once it is read
            return 0

    def records(self) -> Iterator[Raw]:
        """Give every record in order; what cannot be read is one with a fault."""
        named = {Path(name) for name in self._inputs}
        for number, path in enumerate(self.files):
            self._at = number
            if not is_known(path) and path not in named:
                self.passed_over.append(str(path))
                continue
            for source in sources_of(path):
                self._stream = source.stream
                yield from self._of(source)
        self._at, self._stream = len(self.files), None

    def _of(self, source: Source) -> Iterator[Raw]:
        if source.stream is None:
            yield Raw(source.name, "", "unread", b"", source.fault)
            return
        if not is_known(Path(source.name.rpartition("!")[2])):
            if "!" in source.name:
                self.passed_over.append(source.name)
            else:
                yield Raw(source.name, "", "unread", b"", "found a file whose ending is unknown; expected records")
            return
        try:
            for raw in self._split(source.name, source.stream):
                yield raw if len(raw.data) <= LARGEST_BYTES else _too_large(raw)
        except FaultyFileError as error:
            reason = "; ".join(f"found {fault.found}; expected {fault.expected}" for fault in error.faults)
            yield Raw(source.name, "", "unread", b"", reason)
        except (*DAMAGE, OSError) as error:
            told = " ".join(str(error).split())[:120]
            yield Raw(source.name, "", "unread", b"", f"found a file that breaks off or is damaged ({told})")

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
                yield from self._wanted(Raw(name, line.place, "json", line.raw))

    def _wanted(self, raw: Raw) -> Iterator[Raw]:
        mapping = self._mappings.of(raw.source)
        if mapping is not None and mapping.only:
            try:
                data = json.loads(raw.data)
            except (ValueError, RecursionError):
                data = None
            if isinstance(data, dict) and not _is_ours(data) and not is_wanted(data, mapping):
                self.not_wanted += 1
                return
        yield raw

    def _json(self, name: str, raw: bytes) -> Iterator[Raw]:
        """Part a JSON document that holds several records; one that holds a single record goes on as it is."""
        try:
            data = json.loads(raw.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            yield Raw(name, "", "json", raw)  # whoever scores it tells what is wrong, and where
            return
        rows = self._rows(name, data)
        if rows is None:
            yield Raw(name, "", "json", raw)
            return
        mapping = self._mappings.of(name)
        for place, row in rows:
            if mapping and isinstance(row, dict) and not _is_ours(row) and not is_wanted(row, mapping):
                self.not_wanted += 1
                continue
            yield Raw(name, place, "json", json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def _rows(self, name: str, data: Any) -> list[tuple[str, Any]] | None:
        if isinstance(data, dict) and data.get("resourceType") == "Bundle":
            try:
                return [(f"Measure {place}", each) for place, each in enumerate(measures_in(data, name), 1)]
            except ProposalError as error:
                raise FaultyFileError(error.faults) from None
        mapping = self._mappings.of(name)
        path = mapping.rows if mapping and mapping.rows else "[]"
        if isinstance(data, list) or (path != "[]" and isinstance(data, dict) and not _is_ours(data)):
            found = [around[-1] for around in rows_at([Found("", data)], path)]
            return [(each.path or "1", each.value) for each in found]
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
