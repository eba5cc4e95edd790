"""A draft: a proposal as far as it was typed, with whatever is incomplete or wrong in it, kept as it was typed.

It is data as a person would write it in a file, but for three things: every row of a list has a key, so that two
people can work on it; numbers are the text that was typed; and an answer whose parts contradict each other holds them
all under `_both`. An address is a dotted path with keys of rows in it, such as `codes.k0a1b2c3d.code`.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from evaluator.proposals.parts import AnswerError, Parts, parts_of, raw_of
from evaluator.proposals.shape import FORM, Field, Place, fields_of, place_of
from evaluator.proposals.yaml_writing import number_text

KEY, BOTH = "_key", "_both"
ROW_KEY = re.compile(r"k[0-9a-f]{8}")
_WRAPPER = frozenset({"value", "evidence"})


def new_key() -> str:
    """Make a key for a new row."""
    return f"k{secrets.token_hex(4)}"


def draft_of(raw: dict[str, Any]) -> dict[str, Any]:
    """Make a draft of a proposal that was read: rows get their keys, numbers become text."""
    return {name: _drafted(held, fields_of_form().get(name)) for name, held in raw.items() if name != "schema"}


def fields_of_form() -> dict[str, Field]:
    """List the sections of the form."""
    assert FORM.group is not None  # noqa: S101  it is the whole proposal
    return fields_of(FORM.group)


def in_order(node: Any, field: Field = FORM) -> Any:
    """Put the answers of a draft, or of a part of it, into the order of the form."""
    if isinstance(node, dict) and BOTH in node:
        return {BOTH: {**node[BOTH], "value": in_order(node[BOTH]["value"], field)}}
    if is_wrapped(node):
        return {**node, "value": in_order(node["value"], field)}
    if isinstance(node, list) and field.rows is not None:
        return [in_order(row, field.rows) for row in node]
    if not isinstance(node, dict) or field.group is None:
        return node
    inner = fields_of(field.group)
    known = {key: in_order(node[key], each) for key, each in inner.items() if key in node}
    return known | {key: held for key, held in node.items() if key not in inner}


def is_wrapped(node: object) -> bool:
    """Tell whether this is an answer written with its evidence; a row may have a field called value."""
    return isinstance(node, dict) and KEY not in node and "value" in node and node.keys() <= _WRAPPER


def draft_parts(node: object, field: Field) -> Parts:
    """Take an answer of a draft into its parts."""
    if isinstance(node, dict) and BOTH in node:
        held = node[BOTH]
        return Parts(held["value"], held["state"], held["reason"], tuple(held["evidence"]))
    return parts_of(node, field)


def draft_answer(parts: Parts) -> object:
    """Put the parts of an answer together for a draft, whether they fit or not; nothing is None."""
    try:
        return raw_of(parts)
    except AnswerError:
        return {BOTH: {**vars(parts), "evidence": list(parts.evidence)}}


def place_at(address: str) -> Place:
    """Find what the form knows about an address."""
    return place_of([0 if ROW_KEY.fullmatch(step) else step for step in address.split(".")])


def held_at(draft: object, address: str) -> object:
    """Find what a draft holds at an address; nothing where it does not reach so far."""
    for step in address.split("."):
        draft = _step(_inside(draft), step)
    return draft


def rows_at(draft: object, address: str) -> list[dict[str, Any]]:
    """List the rows of a list."""
    held = _inside(held_at(draft, address))
    return [row for row in held if isinstance(row, dict)] if isinstance(held, list) else []


def with_held(draft: dict[str, Any], address: str, held: object) -> dict[str, Any]:
    """Copy a draft with something else at an address; None leaves nothing there. Rows on the way are begun."""
    changed = _with(draft, address.split("."), lambda _: held)
    return changed if isinstance(changed, dict) else {}


def with_row_moved(draft: dict[str, Any], address: str, by: int) -> dict[str, Any]:
    """Copy a draft with a row of a list so many places further down, or up; it stops at either end."""
    around, _, key = address.rpartition(".")
    if not ROW_KEY.fullmatch(key) or held_at(draft, address) is None:
        return draft
    changed: dict[str, Any] = _with(draft, around.split("."), lambda rows: _moved(rows, key, by))  # type: ignore[assignment]  # there is a row
    return changed


def address_of(draft: Any, path: str) -> str:
    """Turn a path with positions of rows, as findings have it, into an address, as far as the draft reaches."""
    found: list[str] = []
    for step in path.split(".") if path else ():
        draft = _inside(draft)
        if isinstance(draft, list) and step.isdecimal():
            if int(step) >= len(draft) or not isinstance(draft[int(step)], dict):
                break
            draft = draft[int(step)]
            found.append(draft[KEY])
        elif step.isdecimal():
            break
        else:
            draft = draft.get(step) if isinstance(draft, dict) else None
            found.append(step)
    return ".".join(found)


def leaves(draft: object, address: str = "") -> Iterator[tuple[str, object]]:
    """List every answer of a draft with its address; a group or list of groups is listed by its parts."""
    inner = _inside(draft)
    if isinstance(inner, dict) and "not_applicable" not in inner:
        for key, value in inner.items():
            if key not in (KEY, "evidence") or (key == "evidence" and not address):
                yield from leaves(value, f"{address}.{key}".strip("."))
    elif isinstance(inner, list) and inner and isinstance(inner[0], dict):
        for row in inner:
            yield from leaves(row, f"{address}.{row.get(KEY)}")
    elif draft is not None:
        yield address, draft


def _drafted(node: Any, field: Field | None) -> Any:
    if field is None or node is None:
        return node
    if is_wrapped(node):
        return {**node, "value": _drafted(node["value"], field)}
    if isinstance(node, dict) and field.group is not None:
        inner = fields_of(field.group)
        return {key: _drafted(held, inner.get(key)) for key, held in node.items()}
    if isinstance(node, list) and field.rows is not None and field.rows.group is not None:
        return [{KEY: new_key(), **_drafted(row, field.rows)} for row in node]
    return number_text(node) if isinstance(node, int | Decimal) and not isinstance(node, bool) else node


def _inside(node: object) -> object:
    if isinstance(node, dict) and BOTH in node:
        return node[BOTH]["value"]
    return node["value"] if isinstance(node, dict) and is_wrapped(node) else node


def _moved(node: Any, key: str, by: int) -> object:
    if isinstance(node, dict):
        return (
            {BOTH: {**node[BOTH], "value": _moved(node[BOTH]["value"], key, by)}}
            if BOTH in node
            else {**node, "value": _moved(node["value"], key, by)}
        )
    place = next(number for number, row in enumerate(node) if row.get(KEY) == key)
    others = [*node[:place], *node[place + 1 :]]
    there = min(max(place + by, 0), len(others))
    return [*others[:there], node[place], *others[there:]]


def _step(node: object, step: str) -> object:
    if isinstance(node, list):
        return next((row for row in node if isinstance(row, dict) and row.get(KEY) == step), None)
    return node.get(step) if isinstance(node, dict) else None


def _with(node: Any, steps: Sequence[str], change: Callable[[object], object]) -> object:
    if not steps:
        return change(node)
    if isinstance(node, dict) and BOTH in node:
        held = node[BOTH]
        return draft_answer(Parts(_with(held["value"], steps, change), held["state"], held["reason"], held["evidence"]))
    if is_wrapped(node):
        return {**node, "value": _with(node["value"], steps, change)}
    if isinstance(node, str) or (isinstance(node, dict) and "not_applicable" in node):
        parts = parts_of(node, Field("text"))
        return draft_answer(Parts(_with(None, steps, change), parts.state, parts.reason))
    return _with_row(node or [], steps, change) if ROW_KEY.fullmatch(steps[0]) else _with_key(node or {}, steps, change)


def _with_row(rows: list[Any], steps: Sequence[str], change: Callable[[object], object]) -> object:
    key, *rest = steps
    known = rows if _step(rows, key) is not None else [*rows, {KEY: key}]
    changed = [_with(row, rest, change) if row.get(KEY) == key else row for row in known]
    return [row for row in changed if row is not None] or None


def _with_key(group: dict[str, Any], steps: Sequence[str], change: Callable[[object], object]) -> object:
    key, *rest = steps
    changed = {**group, key: _with(group.get(key), rest, change)}
    if changed[key] is None:
        del changed[key]
    return changed or None
