"""The sheet with one question a row."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from evaluator.model.criteria import Pack
from evaluator.model.proposal import PROPOSAL_SCHEMA
from evaluator.proposals.guidance import guidance, offered, required, states
from evaluator.proposals.parts import STATE_WORDS, Parts, parts_of
from evaluator.proposals.questions import Question
from evaluator.proposals.xlsx.answers import at
from evaluator.proposals.xlsx.cells import MUTED, WASH, Choices, fit, font, head, muted, on_paper, put, put_boxed, title
from evaluator.proposals.xlsx.layout import HEADINGS, Layout, hint
from evaluator.proposals.xlsx.notation import whole_cell

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_GUIDANCE, _ANSWER, _STATE, _FIELD = (HEADINGS.index(each) + 1 for each in ("Guidance", "Answer", "State", "Field"))
_FIRST_ROW = 5
_WIDTHS = (6, 28, 52, 11, 56, 16, 24, 12, 34)


def write_questions(sheet: Worksheet, layout: Layout, raw: Mapping[str, Any], choices: Choices, pack: Pack) -> None:
    """Write every question with its guidance, and the answer if there is one."""
    title(put(sheet, 1, 1, f"Proposal form: {pack.title}, edition {pack.edition}"))
    put(
        sheet, 2, 1, f"{PROPOSAL_SCHEMA} · Guidance and examples are those of the criteria in force."
    ).alignment = Alignment()
    head(sheet, _FIRST_ROW - 1, HEADINGS, _WIDTHS)
    titles = {each.path: each.title for each in layout.lists}
    rows, numbers = itertools.count(_FIRST_ROW), itertools.count(1)
    for section in layout.sections:
        _section(sheet, next(rows), section.title, section.about)
        for question in section.questions:
            row = next(rows)
            parts = parts_of(at(raw, question.path), question.field)
            told = (next(numbers), *_told(question, parts, titles))
            for column, value in enumerate(told, start=1):
                put_boxed(sheet, row, column, value, question.path)
            _make_up(sheet, row, question, titles)
            _offer(sheet, row, question, choices)
            fit(sheet, row)
    sheet.freeze_panes = f"C{_FIRST_ROW}"
    sheet.print_title_rows = f"{_FIRST_ROW - 1}:{_FIRST_ROW - 1}"
    on_paper(sheet, _FIELD - 1)


def _section(sheet: Worksheet, row: int, title: str, about: str) -> None:
    for column in range(1, len(HEADINGS) + 1):
        sheet.cell(row, column).fill = PatternFill("solid", fgColor=WASH)
    put(sheet, row, 2, title).font = font(12, bold=True)
    put(sheet, row, 3, about).font = font(color=MUTED, italic=True)


def _told(question: Question, parts: Parts, titles: Mapping[str, str]) -> tuple[object, ...]:
    return (
        question.label,
        guidance(question),
        required(question.guide),
        _answer(question, parts, titles),
        STATE_WORDS.get(parts.state, ""),
        parts.reason,
        ", ".join(parts.evidence),
        question.path,
    )


def _make_up(sheet: Worksheet, row: int, question: Question, titles: Mapping[str, str]) -> None:
    muted(sheet.cell(row, _GUIDANCE))
    muted(sheet.cell(row, _FIELD))
    sheet.cell(row, 1).alignment = Alignment(horizontal="center", vertical="top")
    answer = sheet.cell(row, _ANSWER)
    if question.path in titles:
        answer.hyperlink = Hyperlink(answer.coordinate, location=f"{quote_sheetname(titles[question.path])}!A1")
    if question.is_made_of_others:
        muted(answer)
    elif question.field.kind == "text":
        answer.number_format = "@"  # so that Excel makes no date and no number of what is typed


def _answer(question: Question, parts: Parts, titles: Mapping[str, str]) -> object:
    if question.is_made_of_others:
        return hint(question, titles)
    return whole_cell(Parts(value=parts.value), question.field)


def _offer(sheet: Worksheet, row: int, question: Question, choices: Choices) -> None:
    if question.field.is_answer:
        choices.offer(sheet, sheet.cell(row, _STATE).coordinate, states(question.guide), only=True)
        if words := offered(question.field):
            choices.offer(sheet, sheet.cell(row, _ANSWER).coordinate, words, only=False)
