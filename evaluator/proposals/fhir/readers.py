"""One reader for each kind of entry in the mapping: text, word of a closed list, list of rows, day, period."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from evaluator.model.notices import Notice, Values
from evaluator.proposals.document import found_in
from evaluator.proposals.fhir.elements import Choice, Day, Rows, Span, Words
from evaluator.proposals.fhir.nodes import Node, items
from evaluator.proposals.fhir.reading import Reading, Said, group_of, is_placeholder
from evaluator.proposals.fhir.values import day, day_of_a_proposal, doi, length_of_period, version, year

_LONGEST_ID = 120
_Columns = Mapping[str, tuple[str, ...]]


def read_entry(reading: Reading, entry: Words | Choice | Rows | Day | Span) -> None:
    """Read one entry of the mapping."""
    _READERS[type(entry)](reading, entry)


def _read_words(reading: Reading, entry: Words) -> None:
    nodes = [node for element in entry.elements for node in reading.tree.named(element)]
    said, left_open = reading.statements(nodes)
    if entry.field == "id":
        _read_id(reading, said)
    elif said and entry.by_group and reading.has_several_groups:
        names = [name for part in said for name in reading.group_names(part.node)]
        reading.answer(entry.field, _under_groups(reading, entry, said), [part.node for part in said] + names)
    elif said:
        reading.answer(entry.field, _joined(entry, said), [part.node for part in said])
    elif left_open:
        reading.answer(entry.field, "unknown", left_open)


def _read_id(reading: Reading, said: list[Said]) -> None:
    # The id is no answer, so it cannot be unknown; one too long for the form is left out.
    if said and len(said[0].text) <= _LONGEST_ID:
        reading.answer("id", said[0].text, [said[0].node])


def _joined(entry: Words, said: list[Said]) -> str:
    return entry.join.join(dict.fromkeys(_labelled(entry, part) for part in said))


def _labelled(entry: Words, part: Said) -> str:
    label = next((label for kind, label in entry.labels.items() if f"population({kind})" in part.node.name), "")
    return f"{label}: {part.text}" if label else part.text


def _under_groups(reading: Reading, entry: Words, said: list[Said]) -> str:
    blocks = []
    for place, name in enumerate(reading.groups):
        texts = [part for part in said if group_of(part.node) == place]
        blocks += [f"{name}:\n{_joined(entry, texts)}"] if texts else []
    return entry.join.join(blocks)


def _read_choice(reading: Reading, entry: Choice) -> None:
    found: dict[str, list[Node]] = {}
    left_open: list[Node] = []
    for node in [node for element in entry.elements for node in reading.tree.named(element)]:
        words, is_open = _words(reading, entry, node)
        left_open += [node] if is_open else []
        for word in words:
            found.setdefault(word, []).append(node)
    stated = [node for nodes in found.values() for node in nodes]
    if len(found) == 1 and not any(node in left_open for node in stated):
        reading.answer(entry.field, next(iter(found)), stated)
    elif found or left_open:
        reading.answer(entry.field, "unknown", stated + left_open)
    if len(found) > 1:
        places = "; ".join(f"{word}: {', '.join(node.path for node in nodes)}" for word, nodes in found.items())
        reading.warnings.append(Notice(code="several_stated", where=entry.field, values={"values": places}))


def _words(reading: Reading, entry: Choice, node: Node) -> tuple[list[str], bool]:
    codes, names = _coded(node.value)
    meant = {entry.words[_key(code)] for code in codes if _key(code) in entry.words}
    named = {entry.words[_key(name)] for name in names if _key(name) in entry.words}
    if meant and named - meant:
        stated: Values = {"value": (found_in(codes[0]),), "display": (found_in(names[0]),), "field": entry.field}
        reading.warnings.append(Notice(code="code_contradicted", where=node.path, values=stated))
        return [], True
    texts = codes + names
    if texts and all(is_placeholder(text) for text in texts):
        reading.warn("placeholder", node, texts[0])
        return [], True
    strange = [text for text in codes or names if _key(text) not in entry.words and not (meant or named)]
    strange += [code for code in codes if meant and _key(code) not in entry.words]
    if strange:
        values: Values = {"values": tuple(map(found_in, strange)), "field": entry.field}
        reading.warnings.append(Notice(code="no_counterpart", where=node.path, values=values))
    return sorted(meant or named), False


def _coded(value: object) -> tuple[list[str], list[str]]:
    if isinstance(value, str):
        return [value], []
    if not isinstance(value, dict):
        return [], []
    codings = [coding for coding in items(value.get("coding")) if isinstance(coding, dict)]
    codes = [coding.get("code") for coding in codings]
    names = [coding.get("display") for coding in codings] + [value.get("text")]
    return _texts(codes), _texts(names)


def _texts(values: list[Any]) -> list[str]:
    return [value for value in values if isinstance(value, str) and value.strip()]


def _key(word: str) -> str:
    return re.sub(r"[\s_]+", "-", word.strip().casefold())


def _read_rows(reading: Reading, entry: Rows) -> None:
    rows: list[dict[str, Any]] = []
    left_open: list[Node] = []
    for node, columns in _holders(reading, entry):
        row, sources = _row(reading, node, columns, entry.by_group)
        if row.get(entry.needs) == "unknown":
            left_open += sources[entry.needs]
        if entry.needs in row:
            for column, nodes in sources.items():
                reading.source(f"{entry.field}.{len(rows)}.{column}", nodes)
            rows.append({"id": f"E{len(rows) + 1}", **row} if entry.numbered else row)
    if rows and all(row[entry.needs] == "unknown" for row in rows):
        _forget(reading, entry.field)
        reading.answer(entry.field, "unknown", left_open)
    elif rows:
        reading.answers[entry.field] = rows


def _holders(reading: Reading, entry: Rows) -> list[tuple[Node, _Columns]]:
    return [(node, columns) for element, columns in entry.columns.items() for node in reading.tree.named(element)]


def _row(
    reading: Reading, node: Node, columns: _Columns, by_group: str
) -> tuple[dict[str, Any], dict[str, list[Node]]]:
    row: dict[str, Any] = {}
    sources: dict[str, list[Node]] = {}
    for column, elements in columns.items():
        value, nodes = _cell(reading, node, column, elements)
        if value is None:
            continue
        if column == by_group and value != "unknown" and reading.has_several_groups:
            value, nodes = f"{reading.groups[group_of(node)]}:\n{value}", nodes + reading.group_names(node)
        row[column], sources[column] = value, nodes
    return row, sources


def _cell(reading: Reading, node: Node, column: str, elements: tuple[str, ...]) -> tuple[Any, list[Node]]:
    for element in elements:
        leaves = [inner for inner in reading.tree.under(node, element) if inner.is_leaf]
        said, left_open = reading.statements(leaves)
        if said:
            value = _COLUMNS[column](said[0].text) if column in _COLUMNS else said[0].text
            if value is not None:
                return value, [said[0].node]
        elif left_open:
            # A placeholder stays one: another element of the same row does not answer in its place.
            return "unknown", left_open
    return None, []


def _forget(reading: Reading, path: str) -> None:
    for known in [known for known in reading.sources if known.startswith(f"{path}.")]:
        del reading.sources[known]


_COLUMNS: Mapping[str, Callable[[str], Any]] = {"year": year, "doi": doi, "version": version}


def _read_day(reading: Reading, entry: Day) -> None:
    for node in reading.tree.named(entry.element)[:1]:
        stated = day_of_a_proposal(node.value)
        if stated is None:
            reading.warn("no_day", node, node.value)
        else:
            reading.answer(entry.field, stated, [node])


def _read_span(reading: Reading, entry: Span) -> None:
    bounds = [node for end in _BOUNDS for node in reading.tree.named(f"{entry.element}.{end}")]
    nodes = [node for node in bounds if isinstance(node.value, str)]
    if not nodes:
        return
    days = [str(node.value).strip() for node in nodes]
    wrong = [node for node, text in zip(nodes, days, strict=True) if not _is_date(text)]
    exact = min(map(len, days))  # a day against a year says no more than its year does
    for node in wrong:
        reading.warn("no_day", node, node.value)
    if wrong:
        return
    if len(days) == len(_BOUNDS) and days[0][:exact] > days[1][:exact]:
        values: Values = {"start": days[0], "end": days[1]}
        reading.warnings.append(Notice(code="ends_first", where=f"Measure.{entry.element}", values=values))
        return
    both = len(nodes) == len(_BOUNDS)
    words = " to ".join(days) if both else f"{nodes[0].path.rpartition('.')[2]} {days[0]}"
    period: dict[str, Any] = {"description": words}
    length = length_of_period(*days) if both else None
    if length:
        period = {"length": length[0], "unit": length[1], **period}
    else:
        reading.warnings.append(Notice(code="no_length", where=f"Measure.{entry.element}"))
    reading.answers[entry.field] = period
    for key in period:
        reading.source(f"{entry.field}.{key}", nodes)


def _is_date(text: str) -> bool:
    """Tell whether this is a date of FHIR: a year, a month or a day, that with a time perhaps."""
    return _DATE.match(text) is not None and (len(text) < len("YYYY-MM-DD") or day(text) is not None)


_BOUNDS = ("start", "end")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2}(T.*)?)?)?$")

_READERS: Mapping[type, Callable[[Reading, Any], None]] = {
    Words: _read_words,
    Choice: _read_choice,
    Rows: _read_rows,
    Day: _read_day,
    Span: _read_span,
}
