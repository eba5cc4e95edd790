"""Records out of an Excel workbook: every sheet of it, and no cell whose answer is not there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from evaluator.extras import library
from evaluator.proposals.table.cells import clean_header, plain_cell

MOST_UNPACKED = 600_000_000
_PIECE = 1 << 20
_FORMULA, _LONGEST_TAG = re.compile(rb"<(?:\w+:)?f[\s/>]"), 40


class Row(NamedTuple):
    """One row with its place; a fault says why it, or the sheet that the place names, is not read."""

    place: str
    cells: list[Any]
    headers: list[str]
    fault: str = ""


def rows_of(raw: bytes, name: str, header: int = 1) -> Iterator[Row]:
    """Read every row of every sheet below its headers; a sheet with other headers than the first is one fault.

    Raises:
        MissingExtraError: openpyxl is not installed.
        ProposalError: the file is no workbook, or unpacks to more than is read.
    """
    openpyxl = library("openpyxl", "forms", "A table in Excel")
    from evaluator.proposals.xlsx.guard import checked  # noqa: PLC0415  of an extra

    checked(raw, name, MOST_UNPACKED)
    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    written = openpyxl.load_workbook(io.BytesIO(raw), read_only=True) if _has_formulas(raw) else None
    first: list[str] | None = None
    for sheet in book.worksheets:
        if not hasattr(sheet, "iter_rows"):  # a chart that fills a sheet
            continue
        rows = islice(_paired(sheet, written[sheet.title] if written else None), header - 1, None)
        headers = _headers(next(rows, ((), ()))[0])
        if first is None:
            first = headers
            yield from _rows(enumerate(rows, header + 1), headers, "")
        elif headers == first:
            yield from _rows(enumerate(rows, header + 1), headers, f"sheet '{sheet.title}', ")
        elif sheet.sheet_state == "visible" and (headers or next(rows, None)):
            fault = (
                "found a sheet with other headers than the first has; expected the same. "
                "Save it as a file of its own, or take it out"
            )
            yield Row(f"sheet '{sheet.title}'", [], [], fault)


def _headers(cells: Sequence[Any]) -> list[str]:
    headers = [clean_header(str("" if cell.value is None else cell.value)) for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    return headers


def _rows(
    rows: Iterable[tuple[int, tuple[Sequence[Any], Sequence[Any]]]], headers: list[str], sheet: str
) -> Iterator[Row]:
    for number, (cells, written) in rows:
        place = f"{sheet}row {number}"
        open_ = next(
            (n for n, (cell, as_written) in enumerate(zip(cells, written, strict=False)) if _is_open(cell, as_written)),
            None,
        )
        values = [cell.value for cell in cells]
        if open_ is not None:
            column = headers[open_] if open_ < len(headers) and headers[open_] else f"column {open_ + 1}"
            fault = (
                f"found a formula without its result in '{column}'; expected a value. Open the table in Excel, save it"
            )
            yield Row(place, [], headers, fault)
        elif any(value is not None for value in values):
            values += [None] * (len(headers) - len(values))  # empty cells at its end are not in the file
            yield Row(place, [plain_cell(value) for value in values], headers + [""] * (len(values) - len(headers)))


def _is_open(cell: Any, as_written: Any) -> bool:
    """Tell a formula without its result from one whose result is an empty text, which openpyxl reads as a text."""
    return bool(as_written.data_type == "f" and cell.value is None and cell.data_type != "str")


def _paired(sheet: Any, written: Any) -> Iterator[tuple[Sequence[Any], Sequence[Any]]]:
    """Give the cells of each row, and the same cells as they are written where the workbook has formulas."""
    sheet.reset_dimensions()  # what a sheet says of its size may be wrong, and rows behind it would not be read
    if written is None:
        return ((row, ()) for row in sheet.iter_rows())
    written.reset_dimensions()
    return zip(sheet.iter_rows(), written.iter_rows(), strict=True)


def _has_formulas(raw: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for member in (name for name in archive.namelist() if name.endswith(".xml")):
            with archive.open(member) as stream:
                before = b""
                while piece := stream.read(_PIECE):
                    if _FORMULA.search(before + piece):
                        return True
                    before = piece[-_LONGEST_TAG:]
    return False
