"""Workbooks as typists leave them: a form of the shipped pack, opened, worked on and read."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from evaluator.errors import ProposalError
from evaluator.model.criteria import Pack
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.xlsx.layout import HEADINGS, MAIN
from evaluator.proposals.xlsx.reading import ReadWorkbook, proposal_in
from evaluator.proposals.xlsx.writing import workbook_of

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
Work = Callable[[Workbook], None]


@cache
def pack() -> Pack:
    """Load the shipped pack once."""
    return load_pack()


@cache
def blank() -> bytes:
    """Write the empty form once."""
    return workbook_of(pack())


def example(name: str = "three-codes") -> Proposal:
    """Read an example proposal."""
    return read_proposal(EXAMPLES / f"{name}.yaml", pack()).proposal


@cache
def filled(name: str = "three-codes") -> bytes:
    """Write the form with the answers of an example."""
    return workbook_of(pack(), example(name))


def after(work: Work, raw: bytes | None = None) -> bytes:
    """Let a typist work on a form."""
    book = load_workbook(io.BytesIO(raw or blank()))
    work(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(work: Work, raw: bytes | None = None) -> ReadWorkbook:
    """Read a form that a typist worked on."""
    return proposal_in(after(work, raw), pack(), "form.xlsx")


def faults(work: Work, raw: bytes | None = None) -> list[str]:
    """Read a form and give its faults; a form without any is a failure."""
    try:
        read(work, raw)
    except ProposalError as error:
        return [str(fault) for fault in error.faults]
    raise AssertionError("the form was read without a fault")


def cell(book: Workbook, path: str, heading: str = "Answer") -> Cell:
    """Find the cell of a question by the name of its field."""
    sheet = book[MAIN]
    field = _column(sheet, "Field")
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, field).value == path)
    return sheet.cell(row, _column(sheet, heading))


def list_cell(book: Workbook, title: str, key: str, row: int = 1) -> Cell:
    """Find a cell of a list by the name of its field and the number of its row."""
    sheet = book[title]
    keys = {each.value: each for line in sheet.iter_rows(max_row=10) for each in line if each.value}
    return sheet.cell(keys[key].row + row, keys[key].column)


def _column(sheet: Worksheet, heading: str) -> int:
    return next(
        each.column
        for row in sheet.iter_rows(max_row=6)
        for each in row
        if each.value == heading and heading in HEADINGS
    )
