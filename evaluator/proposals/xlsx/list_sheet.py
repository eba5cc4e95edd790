"""The sheet of a list: one row for each, one column for each question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from evaluator.proposals.guidance import guidance, offered
from evaluator.proposals.parts import Parts, parts_of
from evaluator.proposals.questions import Question
from evaluator.proposals.xlsx.answers import at
from evaluator.proposals.xlsx.cells import Choices, fit, head, muted, on_paper, put, put_boxed, title
from evaluator.proposals.xlsx.layout import AROUND_HEADING, BEGUN, ROW_HEADING, ListSheet
from evaluator.proposals.xlsx.notation import whole_cell

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST_ROW = 6
_SPARE_ROWS = 12


def write_list(sheet: Worksheet, made: ListSheet, rows: list[tuple[int, Mapping[str, Any]]], choices: Choices) -> None:
    """Write the rows of a list, with spare ones below them."""
    before = (ROW_HEADING, AROUND_HEADING) if made.around else (ROW_HEADING,)
    title(put(sheet, 1, 1, made.title))
    put(sheet, 2, 1, made.asked.guide.help if made.asked.guide else "").alignment = Alignment()
    head(
        sheet,
        3,
        (*before, *(each.label for each in made.columns)),
        (6, *(8 for _ in before[1:]), *map(_width, made.columns)),
    )
    for column, question in enumerate(made.columns, start=len(before) + 1):
        muted(put(sheet, 4, column, guidance(question)))
        muted(put(sheet, 5, column, question.path))
    spare = [None] * _SPARE_ROWS
    fit(sheet, 4)
    for number, held in enumerate([*rows, *spare], start=1):
        _row(sheet, number, made, held, len(before))
    last = _FIRST_ROW + len(rows) + _SPARE_ROWS - 1
    for column, question in enumerate(made.columns, start=len(before) + 1):
        if words := offered(question.field):
            letter = get_column_letter(column)
            choices.offer(sheet, f"{letter}{_FIRST_ROW}:{letter}{last}", (*words, "unknown"), only=False)
    sheet.freeze_panes = sheet.cell(_FIRST_ROW, len(before) + 1)
    sheet.print_title_rows = "3:3"
    on_paper(sheet, len(before) + len(made.columns))


def _row(
    sheet: Worksheet, number: int, made: ListSheet, held: tuple[int, Mapping[str, Any]] | None, before: int
) -> None:
    row = _FIRST_ROW + number - 1
    is_begun = held is not None and not held[1]  # a row that somebody began and said nothing in is still a row
    put_boxed(sheet, row, 1, f"{number} {BEGUN}" if is_begun else number)
    if made.around:
        put_boxed(sheet, row, before, held[0] if held else None)
    for column, question in enumerate(made.columns, start=before + 1):
        raw = at(held[1], question.path.rpartition(f"{made.path}[].")[2]) if held else None
        cell = put_boxed(sheet, row, column, _list_cell(question, raw), question.path)
        if question.field.kind == "text":
            cell.number_format = "@"
    fit(sheet, row)


def _list_cell(question: Question, raw: object) -> object:
    parts = parts_of(raw, question.field)
    return whole_cell(
        Parts(state=parts.state, reason=parts.reason, evidence=parts.evidence) if question.is_made_of_others else parts,
        question.field,
    )


def _width(question: Question) -> int:
    return 40 if question.field.kind == "text" else 22
