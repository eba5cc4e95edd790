"""Whether a table of a pack has its rows, or says what a user's own file would give in their place."""

from __future__ import annotations

from evaluator.model.criteria import NO_ROW, Pack, Table
from evaluator.packs.files import PackFiles


def check_tables(pack: Pack, files: PackFiles) -> None:
    """Note tables that could never give a result."""
    for name, table in pack.tables.items():
        for where, found, expected in _faults(table):
            files.fault(f"tables/{name}.toml", where, found, expected)


def results_of(table: Table) -> set[str]:
    """List everything that a table can give."""
    unsupplied = {table.unsupplied} if table.supplied else set()
    return {NO_ROW, *table.results, *unsupplied, *(str(row[table.result]) for row in table.row)}


def _faults(table: Table) -> list[tuple[str, str, str]]:
    if not table.supplied:
        faults = [] if table.row else [("row", "no row", "at least one [[row]], or 'supplied' for a user's own rows")]
        own_only = {"results": table.results, "unsupplied": table.unsupplied}
        return faults + [
            (key, "this key", "it in a table with 'supplied' only") for key, value in own_only.items() if value
        ]
    faults = [("row", "rows", "none, since a user's own file gives them")] if table.row else []
    if not table.results:
        faults.append(("results", "nothing", "what the rows of the user's own file may give"))
    if table.unsupplied in ("", NO_ROW, *table.results):
        faults.append(("unsupplied", f"'{table.unsupplied}'", "a word of its own for when there is no file"))
    return faults
