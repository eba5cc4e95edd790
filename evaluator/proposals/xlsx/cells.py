"""How cells look, what they offer to choose from, and what they cannot hold."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from evaluator.errors import UsageError
from evaluator.proposals.xlsx.layout import CHOICES

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_CELL = 32_767
_LINE_HEIGHT, _HIGHEST = 14.5, 409  # in points; the second is what a spreadsheet allows
INK, MUTED, WASH = "1B1F24", "545D68", "F5F7F9"
_THIN = Side(style="thin", color="D5DBE1")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TOP = Alignment(vertical="top", wrap_text=True)
_PLAIN, _BOXED, _GUIDE = "Form", "Form answer", "Form guidance"


class Choices:
    """The words that cells offer, on a hidden sheet: a list written into a cell may have 255 characters only."""

    def __init__(self, book: Workbook) -> None:
        self._sheet = book.create_sheet(CHOICES)
        self._known: dict[tuple[str, ...], str] = {}

    def offer(self, sheet: Worksheet, cells: str, words: tuple[str, ...], *, only: bool) -> None:
        """Let cells offer words; where an answer may carry more than one, the words are a help and no limit."""
        rule = DataValidation(type="list", formula1=self._range(words), allow_blank=True, showErrorMessage=only)
        rule.errorTitle, rule.error = "Not one of the choices", "Choose one of the words offered, or clear the cell."
        sheet.add_data_validation(rule)
        rule.add(cells)

    def _range(self, words: tuple[str, ...]) -> str:
        if words not in self._known:
            column = len(self._known) + 1
            for row, word in enumerate(words, start=1):
                self._sheet.cell(row, column, word)
            letter = get_column_letter(column)
            self._known[words] = f"{quote_sheetname(CHOICES)}!${letter}$1:${letter}${len(words)}"
        return self._known[words]

    def hide(self) -> None:
        """Put the sheet behind the others, out of sight."""
        self._sheet.sheet_state = "hidden"
        book = self._sheet.parent
        book.move_sheet(self._sheet, len(book.sheetnames))


def add_styles(book: Workbook) -> None:
    """Add the styles of cells that are many, by name: to look each of them up by what it says takes half the time."""
    book.add_named_style(NamedStyle(_PLAIN, font=font(), alignment=_TOP))
    book.add_named_style(NamedStyle(_BOXED, font=font(), alignment=_TOP, border=_BOX))
    book.add_named_style(NamedStyle(_GUIDE, font=font(9, MUTED), alignment=_TOP, border=_BOX))


def head(sheet: Worksheet, row: int, headings: Iterable[str], widths: Iterable[int]) -> None:
    """Write a row of headings and set the widths of its columns."""
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        cell = put(sheet, row, column, heading)
        cell.font, cell.border = font(bold=True), Border(bottom=Side(style="medium", color=INK))
        sheet.column_dimensions[get_column_letter(column)].width = width


def put(sheet: Worksheet, row: int, column: int, value: object, about: str = "") -> Cell:
    """Write a value into a cell; a text stays a text, whatever sign it begins with."""
    cell: Cell = sheet.cell(row, column)
    cell.style = _PLAIN
    return _filled(cell, value, about)


def put_boxed(sheet: Worksheet, row: int, column: int, value: object, about: str = "") -> Cell:
    """Write a value into a cell of a table."""
    cell: Cell = sheet.cell(row, column)
    cell.style = _BOXED
    return _filled(cell, value, about)


def _filled(cell: Cell, value: object, about: str) -> Cell:
    if value in (None, ""):
        return cell
    if isinstance(value, str):
        _refuse_what_no_cell_holds(value, about)
        cell.value = value
        cell.data_type = "s"
        cell.quotePrefix = value[0] in "=+-@"
    else:
        cell.value = value
    return cell


def font(size: int = 11, color: str = INK, *, bold: bool = False, italic: bool = False) -> Font:
    """Choose the one typeface of the form."""
    return Font(name="Calibri", size=size, color=color, bold=bold, italic=italic)


def muted(cell: Cell) -> None:
    """Set a cell in small grey type."""
    cell.style = _GUIDE


def title(cell: Cell) -> None:
    """Set a cell as the title of its sheet, which runs over the cells beside it."""
    cell.font, cell.alignment = font(14, bold=True), Alignment()


def fit(sheet: Worksheet, row: int) -> None:
    """Make a row as high as its texts are long, which not every program does by itself."""
    lines = max(_lines(cell, sheet.column_dimensions[get_column_letter(cell.column)].width) for cell in sheet[row])
    sheet.row_dimensions[row].height = min(_LINE_HEIGHT * lines + 2, _HIGHEST)


def _lines(cell: Cell, width: float) -> int:
    # A small typeface puts more letters into a line than the width of a column counts.
    letters = width * (11 / (cell.font.size or 11)) * 0.95
    return sum(math.ceil(len(line) / letters) or 1 for line in str(cell.value or "").split("\n"))


def on_paper(sheet: Worksheet, columns: int, *, landscape: bool = True) -> None:
    """Lay a sheet out for printing: A4, all columns on a page, its name and the page below."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.center.text = "&A · &P of &N"
    sheet.print_area = f"A1:{get_column_letter(columns)}{max(sheet.max_row, 1)}"


def _refuse_what_no_cell_holds(text: str, about: str) -> None:
    if len(text) > LONGEST_CELL:
        raise UsageError(
            f"{about}: found a text of {len(text)} characters; expected at most {LONGEST_CELL}, which is what a cell "
            "of a workbook holds. Shorten it, or hand the proposal on as YAML."
        )
    if found := ILLEGAL_CHARACTERS_RE.search(text):
        character = f"U+{ord(found.group()):04X}"
        raise UsageError(f"{about}: found the character {character}, which no workbook can hold. Delete it.")
