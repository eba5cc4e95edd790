"""Answers as words for a reader: a value on one line, a list by its items, the label of an item."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from evaluator.model.answers import Answer, Frozen
from evaluator.model.choice_words import CHOICE_WORDS, choice_in_words
from evaluator.model.criteria import Threshold

NOT_STATED = "not stated"
_SEPARATED_FROM = 10_000
_CHOICE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")  # a choice of the form, such as patient_reported_outcome
_PLURALS = ("days", "weeks", "months", "years", "clinicians")
_TOLD_BY_ITSELF = ("", "year")
_YES_NO = ("yes", "no")
_STATES = {"unknown": "not known yet", "absent": "none", "not_applicable": "claimed not to apply"}


def shown(answer: Answer[Any]) -> str:
    """Write the value of an answer on one line; empty when there is none."""
    return "" if answer.value is None else _shown(answer.value)


def item_label(item: Any) -> str:
    """Name an item of a list by the first thing it says of itself."""
    if not isinstance(item, Frozen):
        return str(item)
    texts = (_leaf(each) for each in vars(item).values() if not isinstance(each, Answer) or each.state == "answered")
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
        return ", ".join(_of_fields(value))
    if isinstance(value, Decimal | int):
        return _number(value)
    text = str(value)
    return choice_in_words(text) if text in CHOICE_WORDS or _CHOICE.fullmatch(text) else text


def _of_fields(holder: Frozen) -> Iterator[str]:
    """List what an object says field by field; a number and the unit that follows it are one text."""
    texts = {name: _leaf(held, name) for name, held in vars(holder).items()}
    for number, unit in itertools.pairwise(texts) if "unit" in texts else ():
        counts = getattr(getattr(holder, number), "state", "") == "answered"
        if unit == "unit" and counts and texts[unit]:
            counted = _shown(getattr(holder, number).value)
            texts[number] = f"{counted} {_one(texts[unit]) if counted == '1' else texts[unit]}"
            texts[unit] = ""
    return filter(None, texts.values())


def _one(unit: str) -> str:
    return unit.removesuffix("s") if unit in _PLURALS else unit


def _number(value: Decimal | int) -> str:
    """Write a large number with separators; a year or a code of four digits stays as it is."""
    return f"{value:,}" if abs(Decimal(value)) >= _SEPARATED_FROM else plain_number(value)


def _leaf(held: Any, name: str = "") -> str:
    if not isinstance(held, Answer):
        return str(held)
    if held.state == "blank":
        return ""
    said = _shown(held.value) if held.state == "answered" else _STATES[held.state]
    # A bare yes, a number or a state says nothing in a row of answers unless it is told of what.
    bare = held.state != "answered" or said in _YES_NO or isinstance(held.value, Decimal | int)
    return f"{name.replace('_', ' ')}: {said}" if bare and name not in _TOLD_BY_ITSELF else said
