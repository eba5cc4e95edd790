"""The sheet of a list: one row for each, one column for each question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from evaluator.proposals.xlsx.answers import at
from evaluator.proposals.xlsx.cells import BOX, INK, Choices, head, muted, on_paper, put
from evaluator.proposals.xlsx.explaining import guidance, offered
from evaluator.proposals.xlsx.layout import AROUND_HEADING, FIRST_ROW, ROW_HEADING, ListSheet, Question
from evaluator.proposals.xlsx.notation import Parts, parts_of, whole_cell

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_SPARE_ROWS = 12


def write_list(sheet: Worksheet, made: ListSheet, rows: list[tuple[int, Mapping[str, Any]]], choices: Choices) -> None:
    """Write the rows of a list, with spare ones below them."""
    before = (ROW_HEADING, AROUND_HEADING) if made.around else (ROW_HEADING,)
    put(sheet, 1, 1, made.title).font = Font(bold=True, size=14, color=INK)
    put(sheet, 1, len(before) + 1, made.asked.guide.help if made.asked.guide else "").alignment = Alignment()
    head(
        sheet,
        2,
        (*before, *(each.label for each in made.columns)),
        (6, *(8 for _ in before[1:]), *map(_width, made.columns)),
    )
    for column, question in enumerate(made.columns, start=len(before) + 1):
        muted(put(sheet, 3, column, guidance(question)))
        muted(put(sheet, 4, column, question.path))
    spare = [None] * _SPARE_ROWS
    for number, held in enumerate([*rows, *spare], start=1):
        _row(sheet, number, made, held, len(before))
    last = FIRST_ROW + len(rows) + _SPARE_ROWS - 1
    for column, question in enumerate(made.columns, start=len(before) + 1):
        if words := offered(question.field):
            letter = get_column_letter(column)
            choices.offer(sheet, f"{letter}{FIRST_ROW}:{letter}{last}", (*words, "unknown"), only=False)
    sheet.freeze_panes = sheet.cell(FIRST_ROW, len(before) + 1)
    sheet.print_title_rows = "2:2"
    on_paper(sheet, len(before) + len(made.columns))


def _row(
    sheet: Worksheet, number: int, made: ListSheet, held: tuple[int, Mapping[str, Any]] | None, before: int
) -> None:
    row = FIRST_ROW + number - 1
    put(sheet, row, 1, number).border = BOX
    if made.around:
        put(sheet, row, before, held[0] if held else None).border = BOX
    for column, question in enumerate(made.columns, start=before + 1):
        raw = at(held[1], question.path.rpartition(f"{made.path}[].")[2]) if held else None
        cell = put(sheet, row, column, _list_cell(question, raw), question.path)
        cell.border = BOX
        if question.field.kind == "text":
            cell.number_format = "@"


def _list_cell(question: Question, raw: object) -> object:
    parts = parts_of(raw, question.field)
    return whole_cell(
        Parts(state=parts.state, reason=parts.reason, evidence=parts.evidence) if question.has_no_cell else parts,
        question.field,
    )


def _width(question: Question) -> int:
    return 40 if question.field.kind == "text" else 22
