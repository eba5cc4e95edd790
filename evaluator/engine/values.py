"""Answers as words for a reader: a value on one line, a list by its items, the label of an item."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from evaluator.model.answers import Answer, Frozen
from evaluator.model.choice_words import CHOICE_WORDS, choice_in_words
from evaluator.model.criteria import Threshold
from evaluator.model.evaluation import StateWithoutValue

NOT_STATED = "not stated"
_SEPARATED_FROM = 10_000
_CHOICE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")  # a choice of the form, such as patient_reported_outcome
_PLURALS = ("days", "weeks", "months", "years", "clinicians")
_TOLD_BY_ITSELF = ("", "year")
_YES_NO = ("yes", "no")
_STATES: dict[StateWithoutValue, str] = {
    "unknown": "not known yet",
    "absent": "none",
    "not_applicable": "claimed not to apply",
}


class Said(NamedTuple):
    """A value in words; `states` are the places in it, from and to, at which an answer within has no value."""

    words: str
    states: tuple[tuple[int, int, StateWithoutValue], ...] = ()


def shown(answer: Answer[Any]) -> str:
    """Write the value of an answer on one line; empty when there is none."""
    return said_of(answer).words


def said_of(answer: Answer[Any]) -> Said:
    """Write the value of an answer on one line, with the places of states within it."""
    return _NOTHING if answer.value is None or answer.state == "unknown" else _said(answer.value)


def written_of(answer: Answer[Any]) -> str:
    """Give what was written where an answer says nothing, such as a placeholder; empty where nothing was."""
    return str(answer.value) if answer.state == "unknown" and answer.value is not None else ""


_NOTHING = Said("")


def item_label(item: Any) -> str:
    """Name an item of a list by the first thing it says of itself."""
    if not isinstance(item, Frozen):
        return str(item)
    said = {name: held for name, held in vars(item).items() if not isinstance(held, Answer) or held.state == "answered"}
    words = ((name, _leaf(held).words) for name, held in said.items())
    return next((f"Source {text}" if name == "source" else text for name, text in words if text), "")


def sources_named(names: Iterable[str]) -> str:
    """Name sources as such: E1 alone could be a part of a criterion as well."""
    told = list(dict.fromkeys(names))
    return f"{'source' if len(told) == 1 else 'sources'} {', '.join(told)}" if told else NOT_STATED


def number_with_unit(threshold: Threshold) -> str:
    """Write a threshold as a reader would: 200,000 people."""
    return f"{threshold.value:,} {threshold.unit}"


def plain_number(number: Decimal | int) -> str:
    """Write a number without exponent and without zeros that say nothing."""
    return f"{Decimal(number).normalize():f}"


def _said(value: Any) -> Said:
    if isinstance(value, tuple):
        return _joined("; ", [_said(item) for item in value])
    if isinstance(value, Frozen):
        return _joined(", ", [said for said in _of_fields(value) if said.words])
    if isinstance(value, Decimal | int):
        return Said(_number(value))
    text = str(value)
    return Said(choice_in_words(text) if text in CHOICE_WORDS or _CHOICE.fullmatch(text) else text)


def _joined(between: str, parts: list[Said]) -> Said:
    states: list[tuple[int, int, StateWithoutValue]] = []
    begins = 0
    for part in parts:
        states += [(begins + at, begins + to, state) for at, to, state in part.states]
        begins += len(part.words) + len(between)
    return Said(between.join([part.words for part in parts]), tuple(states))


def _of_fields(holder: Frozen) -> Iterable[Said]:
    """List what an object says field by field; a number and the unit that follows it are one text."""
    texts = {name: _leaf(held, name) for name, held in vars(holder).items()}
    for number, unit in itertools.pairwise(texts) if "unit" in texts else ():
        counts = getattr(getattr(holder, number), "state", "") == "answered"
        if unit == "unit" and counts and texts[unit].words:
            counted, counts_what = _said(getattr(holder, number).value).words, texts[unit]
            one = counted == "1"
            texts[number] = _joined(" ", [Said(counted), Said(_one(counts_what.words)) if one else counts_what])
            texts[unit] = _NOTHING
    return texts.values()


def _one(unit: str) -> str:
    return unit.removesuffix("s") if unit in _PLURALS else unit


def _number(value: Decimal | int) -> str:
    """Write a large number with separators; a year or a code of four digits stays as it is."""
    return f"{value:,}" if abs(Decimal(value)) >= _SEPARATED_FROM else plain_number(value)


def _leaf(held: Any, name: str = "") -> Said:
    if not isinstance(held, Answer):
        return Said(str(held))
    if held.state == "blank":
        return _NOTHING
    said = _said(held.value) if held.state == "answered" else _of_state(held.state)
    if written := written_of(held):
        said = _joined("", [Said(f'"{written}" ('), said, Said(")")])
    # A bare yes, a number or a state says nothing in a row of answers unless it is told of what.
    bare = held.state != "answered" or said.words in _YES_NO or isinstance(held.value, Decimal | int)
    if not bare or name in _TOLD_BY_ITSELF:
        return said
    return _joined(": ", [Said(name.replace("_", " ")), said])


def _of_state(state: StateWithoutValue) -> Said:
    words = _STATES[state]
    return Said(words, ((0, len(words), state),))
