"""Records out of tables and files: CSV, Excel, JSON, JSON lines and Parquet, one after the other."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TextIO

from evaluator.errors import Fault, SourceError
from evaluator.extras import library
from evaluator.model.mapping import Mapping
from evaluator.proposals.document import LARGEST_BYTES
from evaluator.proposals.encoding import other_than_utf8
from evaluator.proposals.table.cells import clean_header, plain_cell
from evaluator.proposals.table.paths import Found, rows_at

LARGEST_JSON = 200_000_000
LINES = frozenset({".jsonl", ".ndjson"})
TABLES = frozenset({".csv", ".tsv", ".xlsx", ".parquet", ".json"}) | LINES
_LONGEST_HEADER, _MOST_HEADER_LINES = 100_000, 200
_SAVE = "Save the table as UTF-8 (in Excel: CSV UTF-8)."


class Record(NamedTuple):
    """One record with its place in the file; `fault` says why it cannot be read."""

    place: str
    data: dict[str, Any]
    fault: str = ""


def read_records(stream: BinaryIO, name: str, mapping: Mapping | None = None) -> Iterator[Record]:
    """Read every record of a file, by the ending of its name.

    Raises:
        SourceError: the file as a whole cannot be read.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in TABLES:
        expected = "a table: " + ", ".join(sorted(TABLES))
        raise SourceError([Fault("", f"a file that ends in '{suffix}'", expected, "Name a table.", name)])
    if suffix == ".json":
        return _whole_json(stream, name, mapping.rows if mapping else "")
    return _READERS.get(suffix, _lines)(stream, name)


def _lines(stream: BinaryIO, name: str) -> Iterator[Record]:
    number = 0
    while raw := stream.readline(LARGEST_BYTES + 1):
        number += 1
        place = f"line {number}"
        if len(raw) > LARGEST_BYTES:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(LARGEST_BYTES)
            yield Record(place, {}, "found a line of more than 5 MB; expected at most 5 MB for one record")
        elif number == 1 and (other := other_than_utf8(raw)):
            raise SourceError([Fault("", other, "text in UTF-8", "Save the file as UTF-8.", name)])
        elif raw.strip():
            yield _line(raw, place)


def _line(raw: bytes, place: str) -> Record:
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Record(place, {}, f"found the byte 0x{raw[error.start]:02X}, which is not UTF-8; expected UTF-8")
    except (ValueError, RecursionError) as error:
        return Record(place, {}, f"found text that is not JSON ({str(error)[:80]}); expected one JSON object a line")
    if not isinstance(data, dict):
        return Record(place, {}, "found JSON that is no object; expected one JSON object a line")
    return Record(place, data)


def _whole_json(stream: BinaryIO, name: str, rows: str) -> Iterator[Record]:
    raw = stream.read(LARGEST_JSON + 1)
    if len(raw) > LARGEST_JSON:
        found = f"more than {LARGEST_JSON // 1_000_000} MB in one JSON document"
        raise SourceError([Fault("", found, "less, or JSON lines", "Write one record a line (.jsonl).", name)])
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SourceError([Fault("", f"text that is not JSON ({str(error)[:80]})", "JSON", _SAVE, name)]) from None
    found_rows = list(rows_at([Found("", data)], rows or "[]"))
    if not found_rows:
        found = "no records"
        expected = f"records at '{rows}'" if rows else "a list of records"
        raise SourceError([Fault("", found, expected, "Say in the mapping where they lie: rows = ...", name)])
    for around in found_rows:
        path, value = around[-1]
        yield (
            Record(f"row {path}", value)
            if isinstance(value, dict)
            else Record(f"row {path}", {}, "found a plain value; expected an object")
        )


def _csv(stream: BinaryIO, name: str) -> Iterator[Record]:
    start = stream.read(4)
    if other := other_than_utf8(start):
        raise SourceError([Fault("", other, "a CSV table in UTF-8", _SAVE, name)])
    raw = io.TextIOWrapper(_Joined(start, stream), encoding="utf-8-sig", errors="surrogateescape", newline="")  # type: ignore[type-var]
    first = _header_lines(raw)
    if not "".join(first).strip():
        raise SourceError([Fault("", "an empty file", "a table with a line of headers", "", name)])
    outside = "".join("".join(first).split('"')[::2])
    csv.field_size_limit(LARGEST_BYTES)
    rows = csv.reader(chain(first, raw), delimiter=max(",;\t|", key=outside.count))
    try:
        headers = [clean_header(cell) for cell in next(rows)]
        yield from _csv_rows(rows, headers)
    except csv.Error as error:
        found = f"a table that cannot be read from its line {rows.line_num} on ({error})"
        raise SourceError([Fault("", found, "a CSV table", _SAVE, name, rows.line_num)]) from None


def _header_lines(raw: TextIO) -> list[str]:
    """Read the lines of the headers, whose cells may hold line breaks within quotes."""
    lines = [raw.readline(_LONGEST_HEADER)]
    while "".join(lines).count('"') % 2 and len(lines) < _MOST_HEADER_LINES and lines[-1]:
        lines.append(raw.readline(_LONGEST_HEADER))
    return lines


def _csv_rows(rows: Any, headers: list[str]) -> Iterator[Record]:
    number = 1
    for cells in rows:
        number += 1
        place = f"row {number}"
        if not any(cell.strip() for cell in cells):
            continue
        odd = next((cell for cell in cells if any("\udc80" <= letter <= "\udcff" for letter in cell)), None)
        if odd is not None:
            yield Record(place, {}, "found bytes that are not UTF-8 (often Windows-1252); expected UTF-8")
        elif len(cells) > len(headers) and any(cell.strip() for cell in cells[len(headers) :]):
            yield Record(place, {}, f"found {len(cells)} cells; expected {len(headers)}, as the headers have")
        else:
            yield Record(place, _paired(headers, [cell.strip() or None for cell in cells]))


def _excel(stream: BinaryIO, name: str) -> Iterator[Record]:
    openpyxl = library("openpyxl", "forms", "A table in Excel")
    try:
        book = openpyxl.load_workbook(io.BytesIO(stream.read()), read_only=True, data_only=True)
        rows = iter(book.worksheets[0].iter_rows(values_only=True))
        headers = [clean_header(str(cell or "")) for cell in next(rows, ())]
        for number, cells in enumerate(rows, 2):
            if any(cell is not None for cell in cells):
                yield Record(f"row {number}", _paired(headers, [plain_cell(cell) for cell in cells]))
    except (OSError, ValueError, KeyError, IndexError, EOFError) as error:
        raise _broken(name, "an Excel workbook", error) from None
    except Exception as error:
        if type(error).__name__ not in {"BadZipFile", "InvalidFileException", "ParseError"}:
            raise
        raise _broken(name, "an Excel workbook", error) from None


def _parquet(stream: BinaryIO, name: str) -> Iterator[Record]:
    arrow = library("pyarrow", "archive", "A Parquet table")
    parquet = library("pyarrow.parquet", "archive", "A Parquet table")
    number = 0
    try:
        file = parquet.ParquetFile(stream if stream.seekable() else io.BytesIO(stream.read()))
        for batch in file.iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                yield Record(f"row {number}", {key: plain_cell(value) for key, value in row.items()})
    except (arrow.ArrowException, OSError, ValueError, OverflowError) as error:  # damaged texts and dates come as these
        raise _broken(name, "a Parquet table", error) from None


def _broken(name: str, what: str, error: Exception) -> SourceError:
    found = f"what cannot be read as {what} ({' '.join(str(error).split())[:120]})"
    return SourceError([Fault("", found, what, "Get the file anew; it may have been cut off.", name)])


def _paired(headers: list[str], cells: list[Any]) -> dict[str, Any]:
    """Pair headers and cells; of two columns with one header the second is told apart by its number."""
    row: dict[str, Any] = {}
    for place, (header, cell) in enumerate(zip(headers, cells, strict=False), 1):
        name = header or f"column {place}"
        row[name if name not in row else f"{name} ({place})"] = cell
    return row


class _Joined(io.RawIOBase):
    """A stream of which the first bytes have been looked at."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._start[: len(buffer)] or self._rest.read(len(buffer))
        self._start = self._start[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


_READERS: dict[str, Callable[[BinaryIO, str], Iterator[Record]]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".xlsx": _excel,
    ".parquet": _parquet,
}
