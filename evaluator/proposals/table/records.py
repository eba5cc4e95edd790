"""Records out of tables and files: CSV, Excel, JSON, JSON lines and Parquet, one after the other."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TextIO

from evaluator.errors import Fault, MissingExtraError, ProposalError, SourceError
from evaluator.extras import library
from evaluator.model.mapping import Mapping
from evaluator.proposals.document import LARGEST_BYTES
from evaluator.proposals.encoding import PIECE_OF_UTF16, other_than_utf8
from evaluator.proposals.files import size_left
from evaluator.proposals.lines import TOO_LONG as LONG_LINE
from evaluator.proposals.lines import Line, lines_of
from evaluator.proposals.plain_json import found_in, loaded, loaded_with_gaps, unread_in
from evaluator.proposals.table.cells import clean_header, plain_cell
from evaluator.proposals.table.csv_lines import TOO_LONG, ShortLines
from evaluator.proposals.table.paths import Found, rows_at
from evaluator.proposals.table.workbook import rows_of

LARGEST_WHOLE = 200_000_000
LINES = frozenset({".jsonl", ".ndjson"})
TABLES = frozenset({".csv", ".tsv", ".xlsx", ".parquet", ".json"}) | LINES
_LONGEST_HEADER, _MOST_HEADER_LINES = 100_000, 200
_TOO_LARGE = "found a row of more than 5 MB; expected at most 5 MB for one record"
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
    if suffix in _HEADED:
        return _HEADED[suffix](stream, name, mapping.header if mapping else 1)
    return _READERS.get(suffix, _lines)(stream, name)


def read_whole(stream: BinaryIO, name: str, what: str, instead: str) -> bytes:
    """Read a file that has to be read as a whole; one that is too large for that is not read at all.

    Raises:
        SourceError: it is too large.
    """
    size = size_left(stream)
    raw = b"" if size > LARGEST_WHOLE else stream.read(LARGEST_WHOLE + 1)
    if max(size, len(raw)) > LARGEST_WHOLE:
        found = f"more than {LARGEST_WHOLE // 1_000_000} MB in {what}"
        raise SourceError([Fault("", found, f"less, or {instead}", "Part it, or write it so.", name)])
    return raw


def read_json(stream: BinaryIO, name: str) -> bytes:
    """Read a whole JSON document.

    Raises:
        SourceError: it is too large.
    """
    return read_whole(stream, name, "one JSON document", "JSON lines (.jsonl), one record a line")


def _lines(stream: BinaryIO, name: str) -> Iterator[Record]:
    first = stream.readline(LARGEST_BYTES + 1)
    if (other := other_than_utf8(first)) not in ("", PIECE_OF_UTF16):
        raise SourceError([Fault("", other, "text in UTF-8", "Save the file as UTF-8.", name)])
    for line in lines_of(stream, first):
        yield Record(line.place, {}, unreadable(line)) if line.found else _line(line.raw, line.place)


def unreadable(line: Line) -> str:
    """Say why a line, or a stretch of lines, holds no record."""
    expected = "at most 5 MB for one record" if line.found == LONG_LINE else "text in UTF-8"
    return f"found {line.found}; expected {expected}"


def _line(raw: bytes, place: str) -> Record:
    try:
        data = loaded(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Record(place, {}, f"found the byte 0x{raw[error.start]:02X}, which is not UTF-8; expected UTF-8")
    except (ValueError, RecursionError) as error:
        return Record(place, {}, f"found {found_in(error)}; expected one JSON object a line")
    if not isinstance(data, dict):
        return Record(place, {}, "found JSON that is no object; expected one JSON object a line")
    return Record(place, data)


def _whole_json(stream: BinaryIO, name: str, rows: str) -> Iterator[Record]:
    raw = read_json(stream, name)
    try:
        data = loaded_with_gaps(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SourceError(
            [Fault("", f"the byte 0x{raw[error.start]:02X}, which is not UTF-8", "UTF-8", _SAVE, name)]
        ) from None
    except (ValueError, RecursionError) as error:
        raise SourceError([Fault("", found_in(error), "JSON", "", name)]) from None
    for path, value in records_at(data, rows, name):
        place = f"row {path}".strip()
        if unread := unread_in(value):
            yield Record(place, {}, f"found {unread}; expected a record in plain JSON")
        elif isinstance(value, dict):
            yield Record(place, value)
        else:
            yield Record(place, {}, "found a plain value; expected an object")


def records_at(data: Any, rows: str, name: str) -> list[Found]:
    """Find the records in a JSON document, where its mapping says or in a list.

    Raises:
        SourceError: there are none.
    """
    found = [around[-1] for around in rows_at([Found("", data)], rows or "[]")]
    if not found and (unread := unread_in(data)):  # which they may have been in
        raise SourceError([Fault("", unread, "JSON that every program reads alike", "", name)])
    if not found:
        expected = f"records at '{rows}'" if rows else "a list of records"
        raise SourceError([Fault("", "no records", expected, "Say in the mapping where they lie: rows = ...", name)])
    return found


def _csv(stream: BinaryIO, name: str, header: int) -> Iterator[Record]:
    start = stream.read(4)
    if other := other_than_utf8(start):
        raise SourceError([Fault("", other, "a CSV table in UTF-8", _SAVE, name)])
    raw = io.TextIOWrapper(_Joined(start, stream), encoding="utf-8-sig", errors="surrogateescape", newline="")  # type: ignore[type-var]
    above = header - 1  # lines of a title or of groups of columns
    for _ in range(above):
        raw.readline(LARGEST_BYTES)
    first = _header_lines(raw, name)
    if not "".join(first).strip():
        raise SourceError([Fault("", "an empty file", "a table with a line of headers", "", name)])
    outside = "".join("".join(first).split('"')[::2])
    csv.field_size_limit(LARGEST_BYTES)
    lines = ShortLines(first, raw)
    rows = csv.reader(lines, delimiter=max(",;\t|", key=outside.count), strict=True)
    try:
        headers = [clean_header(cell) for cell in next(rows)]
    except csv.Error as error:
        line = above + rows.line_num
        found = f"headers that cannot be read, in line {line} ({error})"
        raise SourceError([Fault("", found, "a CSV table", _SAVE, name, line)]) from None
    if any("\udc80" <= letter <= "\udcff" for header in headers for letter in header):
        raise SourceError(
            [Fault("", "headers with bytes that are not UTF-8 (often Windows-1252)", "UTF-8", _SAVE, name, 1)]
        )
    yield from _csv_rows(rows, lines, headers, above)


def _header_lines(raw: TextIO, name: str) -> list[str]:
    """Read the lines of the headers, whose cells may hold line breaks within quotes."""
    lines = [raw.readline(_LONGEST_HEADER)]
    if len(lines[0]) == _LONGEST_HEADER:
        found = f"a line of headers of {_LONGEST_HEADER:,} characters or more"
        raise SourceError([Fault("", found, "a CSV table with shorter headers", _SAVE, name, 1)])
    while "".join(lines).count('"') % 2 and len(lines) < _MOST_HEADER_LINES and lines[-1]:
        lines.append(raw.readline(_LONGEST_HEADER))
    return lines


def _csv_rows(rows: Any, lines: ShortLines, headers: list[str], above: int) -> Iterator[Record]:
    number = 1 + above
    width = len("\0".join(headers).rstrip("\0").split("\0"))  # headers that are not there need no cell
    while True:
        number, begun = number + 1, above + rows.line_num + 1
        place = f"row {number}"
        lines.begin_row()
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            is_large = "field larger" in str(error)
            above += lines.end_cell() if is_large else 0
            yield Record(place, {}, _TOO_LARGE if is_large else _misquoted(begun, above + rows.line_num))
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if any(TOO_LONG in cell for cell in cells):
            yield Record(place, {}, _TOO_LARGE)
            continue
        odd = next((cell for cell in cells if any("\udc80" <= letter <= "\udcff" for letter in cell)), None)
        if odd is not None:
            yield Record(place, {}, "found bytes that are not UTF-8 (often Windows-1252); expected UTF-8")
        elif len(cells) < width or (len(cells) > len(headers) and any(cell.strip() for cell in cells[len(headers) :])):
            yield Record(place, {}, f"found {len(cells)} cells; expected {len(headers)}, as the headers have")
        else:
            yield Record(place, _paired(headers, [cell.strip() or None for cell in cells]))


def _misquoted(first: int, last: int) -> str:
    """Say where a quotation mark begins a cell that does not end with one, and how many lines it took with it."""
    lines = f"line {first}" if first == last else f"lines {first} to {last}, of which no row is read"
    return (
        f"found a quotation mark that is not closed, or text behind one that is ({lines}); "
        'expected cells within two marks, and "" for a mark inside one'
    )


def _excel(stream: BinaryIO, name: str, header: int) -> Iterator[Record]:
    raw = read_whole(stream, name, "one workbook", "CSV")
    try:
        for row in rows_of(raw, name, header):
            yield Record(row.place, {} if row.fault else _paired(row.headers, row.cells), row.fault)
    except ProposalError as error:  # of a workbook that would do harm
        raise SourceError(error.faults) from None
    except MissingExtraError:
        raise
    except Exception as error:  # noqa: BLE001  what openpyxl raises at files of other makers has no end
        raise _broken(name, "an Excel workbook", error) from None


def _parquet(stream: BinaryIO, name: str) -> Iterator[Record]:
    arrow = library("pyarrow", "archive", "A Parquet table")
    parquet = library("pyarrow.parquet", "archive", "A Parquet table")
    number = 0
    try:
        file = parquet.ParquetFile(stream if stream.seekable() else io.BytesIO(stream.read()))
        for batch in file.iter_batches(batch_size=256):
            for cells, fault in _rows_of(batch.rename_columns(list(_paired(batch.schema.names, batch.columns)))):
                number += 1
                yield Record(f"row {number}", {key: plain_cell(value) for key, value in cells.items()}, fault)
    except (arrow.ArrowException, OSError, ValueError, OverflowError) as error:
        raise _broken(name, "a Parquet table", error) from None


def _rows_of(batch: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Give row after row, and a fault in the place of one that is too large or has a cell that is damaged."""
    whole = None
    if batch.nbytes <= LARGEST_BYTES:
        with contextlib.suppress(ValueError, OverflowError):  # damaged texts and dates come as these
            whole = batch.to_pylist()
    if whole is not None:
        yield from ((row, "") for row in whole)
        return
    for number in range(batch.num_rows):
        row = batch.slice(number, 1)
        yield _row_of(row) if row.nbytes <= LARGEST_BYTES else ({}, _TOO_LARGE)


def _row_of(row: Any) -> tuple[dict[str, Any], str]:
    cells: dict[str, Any] = {}
    for name, column in zip(row.schema.names, row.columns, strict=True):
        try:
            cells[name] = column[0].as_py()
        except (ValueError, OverflowError) as error:
            told = " ".join(str(error).split())[:120]
            return {}, f"found a cell that cannot be read in '{name}' ({told}); expected a text, a number or a date"
    return cells, ""


def _broken(name: str, what: str, error: Exception) -> SourceError:
    next_step = "Get the file anew, since it may have been cut off, or save it anew with the program that it is of."
    found = f"what cannot be read as {what} ({' '.join(str(error).split())[:120]})"
    return SourceError([Fault("", found, what, next_step, name)])


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


_HEADED: dict[str, Callable[[BinaryIO, str, int], Iterator[Record]]] = {".csv": _csv, ".tsv": _csv, ".xlsx": _excel}
_READERS: dict[str, Callable[[BinaryIO, str], Iterator[Record]]] = {".parquet": _parquet}
