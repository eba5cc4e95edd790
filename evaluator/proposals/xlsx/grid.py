"""What stands in a sheet: its filled cells, where its headings are, and which cells a typist merged."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from evaluator.errors import Fault, ProposalError

if TYPE_CHECKING:
    import io

    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_UNREADABLE = (
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
)  # what openpyxl meets in damaged XML, besides syntax


class Spot(NamedTuple):
    """One cell: where it is and what a spreadsheet holds there."""

    sheet: str
    row: int
    column: int
    value: object
    shown_as: str = ""
    kind: str = ""

    @property
    def name(self) -> str:
        """Name the cell as a person would look for it."""
        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """Give what it holds as one line of text."""
        return " ".join(str(self.value).split()) if self.value is not None else ""


class Grid:
    """The filled cells of a sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        self.title = str(sheet.title)
        # What a sheet holds is asked of it directly: to walk its rows would make a million cells where a typist
        # left one blank in the last row.
        cells: Iterable[Cell] = sheet._cells.values()  # noqa: SLF001
        filled = [cell for cell in cells if cell.value is not None and str(cell.value).strip() and not _is_link(cell)]
        self.spots = {(cell.row, cell.column): _spot(self.title, cell) for cell in filled}
        self.notes = [(_spot(self.title, cell), str(cell.comment.text)) for cell in cells if cell.comment]
        self.merged = [(each.min_row, each.max_row, each.min_col, each.max_col) for each in sheet.merged_cells.ranges]
        self.rows: dict[int, list[Spot]] = {}
        for place in sorted(self.spots):
            self.rows.setdefault(place[0], []).append(self.spots[place])

    def at(self, row: int, column: int | None) -> Spot:
        """Give a cell, filled or empty; without a column there is none, and nothing in it."""
        empty = Spot(self.title, row, column or 1, None)
        return self.spots.get((row, column), empty) if column is not None else empty


def opened_workbook(stream: io.BytesIO, file: str) -> Workbook:
    """Open a workbook that was looked through.

    Raises:
        ProposalError: it is damaged.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that a form does not need
            return load_workbook(stream)
    except (*_UNREADABLE, SyntaxError, InvalidFileException, zipfile.BadZipFile) as error:
        found = f"a workbook that cannot be read ({error})"
        next_step = "Open it in Excel or LibreOffice and save it anew."
        raise ProposalError([Fault("", found, "an Excel workbook (.xlsx)", next_step, file)]) from None


def _is_link(cell: Cell) -> bool:
    """Tell whether a cell holds nothing but a link to another sheet, which a program left there as text."""
    return cell.hyperlink is not None and cell.value == cell.hyperlink.location


def _spot(title: str, cell: Cell) -> Spot:
    return Spot(title, cell.row, cell.column, cell.value, str(cell.number_format or ""), str(cell.data_type))
