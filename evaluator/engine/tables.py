"""Look-ups: the rows of a table made ready, of the pack or of a user's own file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product
from typing import Any

from evaluator.model.criteria import NO_ROW, Pack, Table, TableRow
from evaluator.packs.own_codes import CodeList

Rows = Mapping[tuple[Any, ...], Any]  # the result of the first row that fits, by what its keys may be
OwnTables = Mapping[str, Rows]  # by table; a table that is not there was not supplied
NOT_SUPPLIED: OwnTables = {}
# What people put between the parts of one spelling. A sign at its end is none of these: a grade of 1+ is not one of 1.
_SEPARATORS = re.compile(r"[\s,;:()/]+|(?<=[\w\s])[-\u2013\u2014](?=[\w\s])")


def rows_of_table(table: Table, written: tuple[TableRow, ...]) -> Rows:
    """Make rows ready to be looked up."""
    return _looked_up((tuple(_spellings(row[key]) for key in table.keys), row[table.result]) for row in written)


def rows_of_examples(pack: Pack, written: Mapping[str, tuple[TableRow, ...]]) -> OwnTables:
    """Make the rows ready that an example puts in place of a user's own file."""
    return {name: rows_of_table(pack.tables[name], rows) for name, rows in written.items()}


def rows_of_list(pack: Pack, codes: CodeList) -> OwnTables:
    """Make a user's list of codes ready for those tables of the pack that wait for what it holds."""
    return {
        name: _looked_up((tuple(map(_spellings, cells)), result) for cells, result in codes.rows[table.supplied])
        for name, table in pack.tables.items()
        if table.supplied in codes.rows
    }


def result_of_row(rows: Rows, values: list[Any]) -> Any:
    """Find the result of the first row that fits."""
    return rows.get(tuple(map(_spelled, values)), NO_ROW)


def comparable(value: Any) -> Any:
    """Make a text comparable without regard to case and outer spaces."""
    return value.strip().casefold() if isinstance(value, str) else value


def _spellings(cell: str | list[str]) -> frozenset[Any]:
    return frozenset(_spelled(text) for text in ([cell] if isinstance(cell, str) else cell))


@lru_cache(maxsize=4096)
def _spelled(value: Any) -> Any:
    """Bring spellings together that differ in case and in what stands between their parts only."""
    return " ".join(_SEPARATORS.sub(" ", comparable(value)).split()) if isinstance(value, str) else value


def _looked_up(rows: Iterable[tuple[tuple[frozenset[Any], ...], Any]]) -> Rows:
    found: dict[tuple[Any, ...], Any] = {}
    for keys, result in rows:
        for values in product(*keys):
            found.setdefault(values, comparable(result))
    return found
