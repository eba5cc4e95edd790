"""What people decided about records, out of a table of theirs: one label a record."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from evaluator.errors import Fault, SourceError
from evaluator.proposals.table.records import read_records
from evaluator.proposals.table.values import text_of


class Decisions(NamedTuple):
    """The label of each id, and what was left out of them; `unusable` rows cannot be read, or lack id or decision."""

    labels: dict[str, bool]
    other: dict[str, int]
    ambiguous: tuple[str, ...]
    unusable: int


def read_decisions(path: Path, names: tuple[str, str], yes: tuple[str, ...], no: tuple[str, ...]) -> Decisions:
    """Read labels from the columns `names`, id and decision; words that are neither yes nor no are counted apart.

    Raises:
        SourceError: the table cannot be read, or lacks a column or every word.
    """
    seen: dict[str, set[str]] = {}
    rows, unusable = _rows(path, names)
    other: dict[str, int] = {}
    for name, word in rows:
        seen.setdefault(name, set()).add(word)
    labels: dict[str, bool] = {}
    ambiguous = []
    for name, words in seen.items():
        known = {word in yes for word in words if word in (*yes, *no)}
        if len(words) > 1:
            ambiguous.append(name)
        elif known:
            labels[name] = known.pop()
        else:
            word = next(iter(words))
            other[word] = other.get(word, 0) + 1
    if not labels:
        found = f"none of the words {', '.join((*yes, *no))} in '{names[1]}'"
        told = ", ".join(sorted(other)[:8]) or "nothing"
        raise SourceError(
            [Fault(names[1], found, "decisions", f"It holds: {told}. Name them with --yes and --no.", str(path))]
        )
    return Decisions(labels, other, tuple(sorted(ambiguous)), unusable)


def _rows(path: Path, names: tuple[str, str]) -> tuple[list[tuple[str, str]], int]:
    """Read ids with their words, and count the rows that do not have both."""
    try:
        with path.open("rb") as stream:
            read = list(read_records(stream, str(path)))
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror or error})"
        next_step = "Name a table that is there, with --decisions."
        raise SourceError([Fault("", found, "a table of decisions", next_step, str(path))]) from None
    records = [record.data for record in read if not record.fault]
    columns = list(dict.fromkeys(column for row in records for column in row))
    for name in names:
        if name not in columns:
            hint = f"It has: {', '.join(columns)}."
            raise SourceError([Fault(name, "no such column", "the column of ids or of decisions", hint, str(path))])
    rows = [(text_of(row.get(names[0])), text_of(row.get(names[1]))) for row in records]
    whole = [row for row in rows if all(row)]
    return whole, len(read) - len(whole)
