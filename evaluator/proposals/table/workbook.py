"""Records out of an Excel workbook: every sheet of it, and no cell whose answer is not there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from evaluator.extras import library
from evaluator.proposals.table.cells import clean_header, plain_cell

MOST_UNPACKED = 600_000_000
_PIECE = 1 << 20
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FORMULA = (b"<f>", b"<f ", b"<f/>")


class Row(NamedTuple):
    """One row with its place; a fault says why it, or the sheet that the place names, is not read."""

    place: str
    cells: list[Any]
    headers: list[str]
    fault: str = ""


def rows_of(raw: bytes, name: str) -> Iterator[Row]:
    """Read every row of every sheet; a sheet with other headers than the first is one fault.

    Raises:
        MissingExtraError: openpyxl is not installed.
        ProposalError: the file is no workbook, or unpacks to more than is read.
    """
    openpyxl = library("openpyxl", "forms", "A table in Excel")
    from evaluator.proposals.xlsx.guard import checked  # noqa: PLC0415  of an extra

    checked(raw, name, MOST_UNPACKED)
    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    written = openpyxl.load_workbook(io.BytesIO(raw), read_only=True) if _has_formulas(raw) else book
    first: list[str] | None = None
    for sheet, formulas in zip(book.worksheets, written.worksheets, strict=True):
        rows = _paired(sheet, formulas if written is not book else None)
        headers = _headers(next(rows, ((), ()))[0])
        if first is None:
            first = headers
            yield from _rows(rows, headers, "")
        elif headers == first:
            yield from _rows(rows, headers, f"sheet '{sheet.title}', ")
        elif sheet.sheet_state == "visible" and (headers or next(rows, None)):
            fault = (
                "found a sheet with other headers than the first has; expected the same. "
                "Save it as a file of its own, or take it out"
            )
            yield Row(f"sheet '{sheet.title}'", [], [], fault)


def _headers(cells: Sequence[Any]) -> list[str]:
    headers = [clean_header(str("" if cell is None else cell)) for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    return headers


def _rows(rows: Iterator[tuple[Sequence[Any], Sequence[Any]]], headers: list[str], sheet: str) -> Iterator[Row]:
    for number, (cells, formulas) in enumerate(rows, 2):
        place = f"{sheet}row {number}"
        open_ = next((n for n, cell in enumerate(formulas) if cell.data_type == "f" and cells[n] is None), None)
        if open_ is not None:
            column = headers[open_] if open_ < len(headers) and headers[open_] else f"column {open_ + 1}"
            fault = (
                f"found a formula without its result in '{column}'; expected a value. Open the table in Excel, save it"
            )
            yield Row(place, [], headers, fault)
        elif any(cell is not None for cell in cells):
            yield Row(place, [plain_cell(cell) for cell in cells], headers + [""] * (len(cells) - len(headers)))


def _paired(sheet: Any, formulas: Any) -> Iterator[tuple[Sequence[Any], Sequence[Any]]]:
    """Give the values of each row, and the same cells as they are written where the workbook has formulas."""
    values = sheet.iter_rows(values_only=True)
    return zip(values, formulas.iter_rows(), strict=True) if formulas else ((row, ()) for row in values)


def _has_formulas(raw: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for member in filter(_SHEET.fullmatch, archive.namelist()):
            with archive.open(member) as stream:
                before = b""
                while piece := stream.read(_PIECE):
                    if any(mark in before + piece for mark in _FORMULA):
                        return True
                    before = piece[-3:]
    return False
