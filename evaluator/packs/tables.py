"""Whether a table of a pack has its rows, or says what a user's own file would give in their place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from evaluator.model.criteria import NO_ROW, Pack, Table, TableRow
from evaluator.packs.files import PackFiles

Words = tuple[str, str, str]  # where, found, expected


def check_tables(pack: Pack, files: PackFiles) -> None:
    """Note tables that could never give a result."""
    for name, table in pack.tables.items():
        for where, found, expected in _faults(table):
            files.fault(f"tables/{name}.toml", where, found, expected)


def results_of(table: Table) -> set[str]:
    """List everything that a table can give."""
    unsupplied = {table.unsupplied} if table.supplied else set()
    return {NO_ROW, *table.results, *unsupplied, *(str(row[table.result]) for row in table.row if table.result in row)}


def row_faults(table: Table, rows: Iterable[TableRow]) -> Iterator[Words]:
    """List what rows of a table lack or hold that could not be looked up, each by the number of the row."""
    for number, row in enumerate(rows, 1):
        for column in (*table.keys, table.result):
            if column not in row:
                yield f"row.{number}.{column}", "nothing", f"the column '{column}', which keys or result name"
        if not isinstance(row.get(table.result, ""), str):
            yield f"row.{number}.{table.result}", f"{row[table.result]!r}"[:80], "one text, the result"


def _faults(table: Table) -> list[Words]:
    faults = [] if table.keys else [("keys", "no column", "the columns that are looked up")]
    if not table.supplied:
        faults += [] if table.row else [("row", "no row", "at least one [[row]], or 'supplied' for a user's own rows")]
        columns = {column for row in table.row for column in row}
        lost = [column for column in dict.fromkeys((*table.keys, table.result)) if table.row and column not in columns]
        for column in lost:
            near = next(iter(difflib.get_close_matches(column, sorted(columns), 1)), "")
            where = "result" if column == table.result else "keys"
            faults.append((where, f"'{column}', which no row has", f"'{near}'" if near else "a column of the rows"))
        # What no row has is told once, and not for each of the rows.
        faults += [one for one in row_faults(table, table.row) if one[0].split(".", 2)[2] not in lost]
        own_only = {"results": table.results, "unsupplied": table.unsupplied}
        return faults + [
            (key, "this key", "it in a table with 'supplied' only") for key, value in own_only.items() if value
        ]
    faults += [("row", "rows", "none, since a user's own file gives them")] if table.row else []
    if not table.results:
        faults.append(("results", "nothing", "what the rows of the user's own file may give"))
    if table.unsupplied in ("", NO_ROW, *table.results):
        faults.append(("unsupplied", f"'{table.unsupplied}'", "a word of its own for when there is no file"))
    return faults
