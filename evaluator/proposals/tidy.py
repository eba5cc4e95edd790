"""Bring plain data into one form before it is validated: texts, numbers and groups that say nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from evaluator.model.answers import Frozen
from evaluator.proposals.document import UNPRINTABLE, printable, shown, tidy_text
from evaluator.proposals.numbers import NUMBER_EXPECTED, tidy_number
from evaluator.proposals.shape import Field, fields_of

_NUMBERS = (int, Decimal)
_WRAPPER = {"value", "evidence"}

# A step into data and the one before it, so that a path is put together only where it is needed.
Step = tuple["Step | None", str | int]
Report = Callable[[Step | None, str, str, str], None]
_TYPE_IT_ANEW = "Type the key anew: what stands in it and cannot be seen came along when it was copied."


def path_to(step: Step | None) -> tuple[str | int, ...]:
    """List all steps from the top."""
    steps: list[str | int] = []
    while step is not None:
        step, name = step
        steps.append(name)
    return tuple(reversed(steps))


def tidied_group(data: dict[str, Any], report: Report, around: Step | None = None) -> dict[str, Any]:
    """Copy a group with every text and number in its one form; report what can have none."""
    group: dict[str, object] = {}
    for key, value in data.items():
        if not key.isprintable():
            report(around, f'the key "{_spelled(key)}"', "keys without control characters", _TYPE_IT_ANEW)
        elif isinstance(value, str) and value.isascii() and value.isprintable():  # most are: nothing but the edges
            group[key] = value.strip()
        else:
            group[key] = _tidied(value, report, (around, key))
    return group


def _tidied(data: object, report: Report, step: Step) -> object:
    if isinstance(data, dict):
        return tidied_group(data, report, step)
    if isinstance(data, list):
        return [_tidied(row, report, (step, place)) for place, row in enumerate(data)]
    if isinstance(data, str):
        return _tidy_text(data, report, step)
    if isinstance(data, bool) or not isinstance(data, _NUMBERS):
        return data
    number = tidy_number(data)
    if number is None:
        report(step, shown(data), NUMBER_EXPECTED, "Round it; if it is not known, write unknown.")
    return number


def without_empty_groups(data: object, field: Field) -> object:
    """Turn each group of which every answer is blank into a blank, as if nobody had begun it."""
    if field.kind == "list" and field.rows is not None and isinstance(data, list):
        rows = field.rows
        return [without_empty_groups(row, rows) for row in data] if rows.group is not None else data
    if field.group is None or not isinstance(data, dict):
        return data
    if field.is_answer and "value" in data:
        return data | {"value": without_empty_groups(data["value"], field)}
    return _group_or_blank(data, field, field.group)


def without_blank_extra(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out what a pack asks besides and nobody answered."""
    extra = data.get("extra")
    if not isinstance(extra, dict):
        return data if extra is not None else {key: value for key, value in data.items() if key != "extra"}
    told = {name: _told(answers) for name, answers in extra.items()}
    return data | {"extra": {name: answers for name, answers in told.items() if not is_blank(answers)}}


def is_blank(data: object) -> bool:
    """Tell whether a place was left empty, or holds nothing but an empty value."""
    if isinstance(data, dict) and data.keys() <= _WRAPPER and "value" in data:
        return is_blank(data["value"]) and not data.get("evidence")
    return data is None or data in ("", [], {})


def _told(answers: object) -> object:
    if not isinstance(answers, dict):
        return answers
    return {key: value for key, value in answers.items() if not is_blank(value)}


def _group_or_blank(data: dict[str, object], field: Field, group: type[Frozen]) -> object:
    known = fields_of(group)
    inner = dict(data)
    for key, value in data.items():
        if not isinstance(value, str) and (within := known.get(key)) is not None:
            if value is not None:
                inner[key] = without_empty_groups(value, within)
            elif not within.is_answer:  # a section without a line in it
                del inner[key]
    if not field.is_answer or any(_says_something(inner, key, known) for key in inner if key != "evidence"):
        return inner
    return {"value": None, "evidence": inner["evidence"]} if inner.get("evidence") else None


def _says_something(group: Mapping[str, object], key: str, known: Mapping[str, Field]) -> bool:
    return key not in known or not is_blank(group[key])


def _tidy_text(text: str, report: Report, step: Step) -> str:
    if not text.isprintable() and (found := UNPRINTABLE.search(text)):
        character = f"the character U+{ord(found.group()):04X} inside a text"
        report(step, character, "text that can be printed", "Delete this character.")
        return ""
    return tidy_text(text)


def _spelled(key: str) -> str:
    """Write what cannot be seen in a key as its number, also at its ends, where it would look like the right key."""
    return printable("".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in key))
