"""Tables as CSV for spreadsheets: one header, many proposals, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from evaluator.rendering.spreadsheet import harmless_cell
from evaluator.rendering.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluator.rendering.sourced import Sourced
    from evaluator.rendering.tables import Cell, TableName

BYTE_ORDER_MARK: Final = "\ufeff"  # without it Excel takes UTF-8 for the code page of the machine
# Where the list separator is a semicolon, Excel parts a cell there in spite of its quotes.
_AFTER_SEMICOLON = re.compile(r"(;\s*)(?=[=+\-@])")


def csv_text(found: Iterable[Sourced], of: TableName = "criteria") -> str:
    """Write a table as RFC 4180 has it, with every cell in quotes and on one line."""
    table = table_of(found, of)
    out = io.StringIO(newline="")
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(row[column]) for column in table.columns] for row in table.rows)
    return out.getvalue()


def _cell(value: Cell) -> str:
    # Harmless before it is put on one line: what begins with a tab or a new line says so only before.
    return _AFTER_SEMICOLON.sub(r"\1'", " ".join(harmless_cell(str(value)).split()))
