"""The form as a workbook: every question with its guidance, empty or with the answers of a proposal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from evaluator.model.criteria import Pack
from evaluator.model.proposal import PROPOSAL_SCHEMA, Proposal
from evaluator.proposals.parts import STATE_WORDS
from evaluator.proposals.questions import answered
from evaluator.proposals.writing import written
from evaluator.proposals.xlsx.answers import rows_of
from evaluator.proposals.xlsx.cells import Choices, add_styles, fit, font, on_paper, put
from evaluator.proposals.xlsx.layout import HELP, MAIN, layout_of
from evaluator.proposals.xlsx.list_sheet import write_list
from evaluator.proposals.xlsx.main_sheet import write_questions
from evaluator.proposals.xlsx.notation import CLAIM

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def workbook_of(pack: Pack, proposal: Proposal | None = None) -> bytes:
    """Write the form of a pack as a workbook, with the answers of a proposal if one is given.

    Raises:
        UsageError: an answer is longer than a cell can hold.
    """
    raw = written(proposal) if proposal else {}
    layout = layout_of(pack, answered(raw))
    book = Workbook()
    add_styles(book)
    choices = Choices(book)
    _explain(book.active, pack)
    write_questions(book.create_sheet(MAIN), layout, raw, choices, pack)
    rows = {sheet.path: list(rows_of(sheet, layout, raw)) for sheet in layout.lists}
    for sheet in layout.lists:
        write_list(book.create_sheet(sheet.title), sheet, rows[sheet.path], choices)
    choices.hide()
    book.active = book.index(book[MAIN])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _explain(sheet: Worksheet, pack: Pack) -> None:
    sheet.title = HELP
    sheet.column_dimensions[get_column_letter(1)].width = 66
    lines = (
        *_HOW_TO.splitlines(),
        f"To be compared with: {pack.title}, edition {pack.edition}.",
        f"Form: {PROPOSAL_SCHEMA}",
    )
    for number, line in enumerate(lines, start=1):
        cell = put(sheet, number, 1, line)
        cell.font = font(16, bold=True) if number == 1 else font()
        fit(sheet, number)
    sheet.sheet_view.showGridLines = False
    on_paper(sheet, 1, landscape=False)


_HOW_TO = f"""\
How to fill it in
The sheet “{MAIN}” holds one question a row. What there may be several of, such as codes, members of the panel or \
sources, has a sheet of its own with one row for each.
Leave empty what you have not come to: it is listed as missing, and nothing more.
Where there is no answer, choose why in the column State: “{STATE_WORDS["unknown"]}”, “{STATE_WORDS["absent"]}” or, \
with the reason beside it, “{STATE_WORDS["not_applicable"]}”. Each question offers the states that it allows.
Evidence is named by the short names that you give to the sources, such as E1, E2: in the column Evidence, or on a \
last line of its own in brackets, such as [E1, E2].
In the sheets with one row for each, write unknown, absent or “{CLAIM} the reason” into the cell itself.
Write numbers alone, without unit or % sign, and dates as 2026-03-31. Where several choices fit, part them by \
semicolons.
Rows and columns may be moved, and columns made wider. The grey words in the column Field, and above the columns of \
the other sheets, tell the program which question an answer belongs to: leave them as they are.
To read the form: cat2 import xlsx FILE -o proposal.yaml"""
