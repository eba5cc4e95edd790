"""Answers as words for a reader: a value on one line, a list by its items, the label of an item."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from evaluator.model.answers import Answer, Frozen
from evaluator.model.criteria import Threshold

NOT_STATED = "not stated"
_SEPARATED_FROM = 10_000
_CHOICE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")  # a choice of the form, such as patient_reported_outcome


def shown(answer: Answer[Any]) -> str:
    """Write the value of an answer on one line; empty when there is none."""
    return "" if answer.value is None else _shown(answer.value)


def item_label(item: Any) -> str:
    """Name an item of a list by the first thing it says of itself."""
    if not isinstance(item, Frozen):
        return str(item)
    texts = (_leaf(getattr(item, name)) for name in type(item).model_fields)
    return next((text for text in texts if text), "")


def number_with_unit(threshold: Threshold) -> str:
    """Write a threshold as a reader would: 200,000 people."""
    return f"{threshold.value:,} {threshold.unit}"


def plain_number(number: Decimal | int) -> str:
    """Write a number without exponent and without zeros that say nothing."""
    return f"{Decimal(number).normalize():f}"


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(_shown(item) for item in value)
    if isinstance(value, Frozen):
        return ", ".join(text for text in (_leaf(getattr(value, name)) for name in type(value).model_fields) if text)
    if isinstance(value, Decimal | int):
        return _number(value)
    text = str(value)
    return text.replace("_", " ") if _CHOICE.fullmatch(text) else text


def _number(value: Decimal | int) -> str:
    """Write a large number with separators; a year or a code of four digits stays as it is."""
    return f"{value:,}" if abs(Decimal(value)) >= _SEPARATED_FROM else plain_number(value)


def _leaf(held: Any) -> str:
    if not isinstance(held, Answer):
        return str(held)
    return (
        _shown(held.value)
        if held.state == "answered"
        else ("" if held.state == "blank" else held.state.replace("_", " "))
    )
