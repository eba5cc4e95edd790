"""A first mapping for somebody's own table, from its headers: a beginning to read through, never the last word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from evaluator.errors import Fault, SourceError
from evaluator.model.criteria import Pack
from evaluator.proposals.shape import Field, guide_names
from evaluator.proposals.table.records import Record
from evaluator.proposals.table.values import text_of

LOOKED_AT = 200
_NEAR, _NEAR_WORD = 0.72, 0.85  # of a single word more must be the same: a rate is no rater
_MOST_WORDS = 12
_SMALL = frozenset({"of", "the", "and", "a", "an", "in", "to", "for", "is", "measure", "statement"})
# What societies call their columns where the form has another name.
_KNOWN = {
    **dict.fromkeys(("no", "nr", "number", "id", "identifier", "measure no", "measure nr", "measure number"), "id"),
    **dict.fromkeys(("measure id", "measure identifier", "measure code"), "id"),
    **dict.fromkeys(("name", "title", "measure name", "measure title", "name of measure"), "measure.title"),
    **dict.fromkeys(("record id", "study id"), "id"),
    **dict.fromkeys(("kind", "kind of measure", "measure kind", "type of measure"), "measure.type"),
    **dict.fromkeys(("steward", "owner", "measure owner"), "measure.steward"),
    **dict.fromkeys(("name of the measure", "title of measure", "title of the measure"), "measure.title"),
}
# Columns of which each value makes a row of a list, which has it under `what`.
_LISTS = {
    **dict.fromkeys(("exclusions", "exclusion criteria", "excluded"), "specification.exclusions"),
    **dict.fromkeys(("denominator exclusions", "denominator exclusion"), "specification.exclusions"),
    **dict.fromkeys(("exceptions", "denominator exceptions", "denominator exception"), "specification.exceptions"),
}
_UNNAMED = re.compile(r"column \d+( \(\d+\))?")
_HEAD = """# A first mapping, suggested from the headers of {name}. Read it through: each line may be wrong.
# How a mapping is written: docs/mappings.md.

id = "{id}"
title = "{name}"
# Words of this table that only hold the place of an answer, such as "to follow".
placeholders = []
"""


class _Column(NamedTuple):
    name: str
    words: tuple[str, ...]


def is_headed(records: Sequence[Record]) -> bool:
    """Tell whether these records stand below their headers, and not below a title or a row of groups of columns."""
    whole = [record.data for record in records if not record.fault]
    named = [not _UNNAMED.fullmatch(name) for name in {name: None for each in whole for name in each}]
    return 2 * len(whole) > len(records) and 2 * sum(named) > len(named)


def suggested(records: Iterable[Record], name: str, pack: Pack, header: int = 1) -> str:
    """Write a mapping as TOML: a field for each header that is near the name of one, the others as comments."""
    columns = list(_columns(islice((record.data for record in records if not record.fault), LOOKED_AT)))
    if not columns:
        found, expected = "no record under the headers", "at least one, from which the words of a column can be seen"
        raise SourceError([Fault("", found, expected, "Name a table with records.", name)])
    targets = _targets(pack)
    stem = re.sub(r"[^a-z0-9]+", "-", name.rpartition("/")[2].rpartition(".")[0].casefold()).strip("-") or "table"
    parts = [_HEAD.format(name=_safe(name.rpartition("/")[2]), id=stem)]
    if header > 1:
        parts.append(
            f"# The columns seem to be named in row {header}; what stands above it is not read.\nheader = {header}"
        )
    left: list[str] = []
    lists: list[str] = []
    taken: set[str] = set()
    for column in columns:
        listed = _LISTS.get(_plain(column.name), "")
        target = "" if listed else _nearest(column.name, targets, taken)
        if listed and listed not in taken:
            taken.add(listed)
            lists.append("\n".join(_list(column, listed)))
        elif target:
            taken.add(target)
            parts.append("\n".join(_entry(column, target, targets[target][1])))
        else:
            left.append(column.name)
    parts += lists
    if left:
        parts.append(
            "\n".join(["# No field of the form has a name near these:", *(f"# {_safe(each)}" for each in left)])
        )
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _columns(rows: Iterable[dict[str, Any]]) -> Iterator[_Column]:
    seen: dict[str, dict[str, None]] = {}
    for row in rows:
        for name, value in row.items():
            words = seen.setdefault(name, {})
            text = text_of(value)
            if text:
                words[text] = None
    for name, words in seen.items():
        yield _Column(name, tuple(words))


def _targets(pack: Pack) -> dict[str, tuple[str, Field]]:
    """List the fields that one cell can answer, each with the label under which people know it."""
    plain = {"id": ("id", Field("text", is_answer=False))}
    for path, field in guide_names().items():
        if "[]" not in path and field.kind not in ("list", "group", "hash", "evidence_id"):
            guide = pack.fields.get(path)
            plain[path] = (guide.label if guide else path.rpartition(".")[2], field)
    return plain


def _nearest(header: str, targets: dict[str, tuple[str, Field]], taken: set[str]) -> str:
    known = _KNOWN.get(_plain(header), "")
    if known and known not in taken:
        return known
    scored = [
        (max(_likeness(header, name) for name in _names(path, label)), path)
        for path, (label, _) in targets.items()
        if path not in taken
    ]
    best, path = max(scored, key=lambda row: (row[0], -len(row[1])))
    return path if best >= (_NEAR if " " in _plain(header) else _NEAR_WORD) else ""


def _names(path: str, label: str) -> tuple[str, ...]:
    """Give the names of a field; a single word such as `rationale` may be that of anything, unless its label has it."""
    last = path.rpartition(".")[2]
    return (label, last.replace("_", " ")) if "_" in last or last in _plain(label).split() else (label,)


def _likeness(one: str, other: str) -> float:
    first, second = (_plain(text) for text in (one, other))
    words, others = (set(text.split()) - _SMALL for text in (first, second))
    shared = len(words & others) / max(len(words | others), 1)
    return max(difflib.SequenceMatcher(None, first, second).ratio(), shared)


def _plain(text: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", spaced.casefold()).split())


def _entry(column: _Column, target: str, field: Field) -> Iterator[str]:
    yield "[[field]]"
    yield f"to = {_quoted(target)}"
    yield f"from = {_quoted(_path(column.name))}"
    if field.kind == "choice":
        yield "# Each word of the table with the word of the form that it means; an empty one stays blank."
        yield "[field.values]"
        for word in column.words[:_MOST_WORDS]:
            near = difflib.get_close_matches(_plain(word).replace(" ", "_"), field.choices, 1, 0.8)
            yield f"{_quoted(word[:80])} = {_quoted(near[0] if near else '')}"
        yield f"# the words of the form: {', '.join(field.choices)}"


def _list(column: _Column, target: str) -> Iterator[str]:
    yield "[[list]]"
    yield f"to = {_quoted(target)}"
    yield f"each = {_quoted(_path(column.name))}"
    if any(";" in word for word in column.words):
        yield 'split = ";"'
    yield 'needs = "what"'
    yield '# Where a word such as "None" says that there are none: columns.what = { from = "", absent = "None" }'
    yield 'columns.what = { from = "" }'


def _path(header: str) -> str:
    return f'"{header}"' if any(character in header for character in ".[]") or header != header.strip() else header


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in escaped) + '"'


def _safe(text: str) -> str:
    return "".join(each if each.isprintable() and each not in '"\\' else " " for each in text)
