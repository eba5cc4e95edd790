"""A condition of a pack in words that a reader of its documentation understands without knowing the language."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, assert_never

from evaluator.packs import conditions as c
from evaluator.packs.condition_parser import parse
from evaluator.packs.paths import PathFault, list_path, resolve
from evaluator.packs.words import PLACE
from evaluator.rendering.readings import path_in_words
from evaluator.rendering.values import name_in_words, value_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluator.model.criteria import Pack

_STATES = {
    "answered": "is answered",
    "absent": "is stated not to exist",
    "unknown": "is not known yet",
    "blank": "is left blank",
    "claimed": "is claimed not to apply",
}
_OPPOSITES = {"answered": "is not answered", "blank": "is not left blank"}
_CONTRARY: dict[c.Operator, c.Operator] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_OPERATORS = {
    "=": "is",
    "!=": "is not",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
}


class ConditionWords:
    """Writes conditions of one pack; `item_list` is the list whose items a check is asked of."""

    def __init__(self, pack: Pack, item_list: str | None = None) -> None:
        self._pack, self._list = pack, item_list

    def of(self, text: str) -> str:
        """Write a condition in words."""
        return self._words(parse(text), self._list)

    def comparison(self, condition: c.Condition, item: str | None, *, holds: bool) -> str:
        """Write one comparison, or its opposite, as what would have to be true."""
        if holds:
            return self._words(condition, item)
        if isinstance(condition, c.Compare):
            return self._words(condition._replace(operator=_CONTRARY[condition.operator]), item)
        return self._opposite(condition, item)

    def sentence(self, text: str) -> str:
        """Write a sentence of a pack with names in brackets where an answer will stand."""
        return PLACE.sub(lambda found: self._place(found[1]), text)

    def label(self, steps: tuple[str, ...], item: str | None) -> str:
        """Name a field as its guide does; of a source that an answer names, the field of the register."""
        full = list_path(steps, item)
        if full not in self._pack.fields:
            with suppress(PathFault):
                inner = resolve(steps, item).inner
                full = inner.path if inner is not None else full
        guide = self._pack.fields.get(full)
        return guide.label if guide is not None else path_in_words(full.replace("[]", ""))

    def _place(self, name: str) -> str:
        if name == "evidence":
            return "[sources]"
        if name == "item":
            return "[the item]"
        if name.startswith("@"):
            return self._value(c.ThresholdName(name[1:]), self._list)
        return f"[{self.label(tuple(name.split('.')), self._list)}]"

    def _words(self, condition: c.Condition, item: str | None) -> str:  # noqa: C901, PLR0911, PLR0912  one line for each word of the language
        match condition:
            case c.Is(path, state):
                return f"{self._label(path, item)} {_STATES[state]}"
            case c.Evidenced(path, parts):
                carrying = f" that carries {_all(map(name_in_words, parts))}" if parts else ""
                return f"{self._label(path, item)} is answered with a source of the register{carrying}"
            case c.Compare(path, operator, value):
                return f"{self._label(path, item)} {_OPERATORS[operator]} {self._value(value, item)}"
            case c.In(path, values):
                return f"{self._label(path, item)} is {_any(self._value(value, item) for value in values)}"
            case c.Within(path, threshold):
                return f"{self._label(path, item)} is no more than {self._value(threshold, item)} old"
            case c.Quantified(quantifier, path, inner):
                return f"for {quantifier} of {self._label(path, item)}: ({self._inside(path, inner, item)})"
            case c.Count(path, inner_or_none, operator, number):
                which = f" with ({self._inside(path, inner_or_none, item)})" if inner_or_none is not None else ""
                return f"the number of {self._label(path, item)}{which} {self._than(operator, number, item)}"
            case c.Distinct(path, field, operator, number):
                said = self._label(self._of_list(path, field, item), None)
                return f"the number of different answers to {said} {self._than(operator, number, item)}"
            case c.AllDistinct(path, fields):
                agreeing = _all(self._label(self._of_list(path, field, item), None) for field in fields)
                return f"no two of {self._label(path, item)} agree in {agreeing}"
            case c.Covers(path, field, other, other_field):
                first = f"{self._label(self._of_list(path, field, item), None)} of {self._label(path, item)}"
                second = f"{self._label(self._of_list(other, other_field, item), None)} of {self._label(other, item)}"
                return f"{first} has every answer that {second} has"
            case c.DaysBetween(path, other, operator, number):
                days = f"the days from {self._label(path, item)} to {self._label(other, item)}"
                return f"{days}: {self._than(operator, number, item)}"
            case c.TableIn(table, paths, values):
                looked_up = " with ".join(self._label(path, item) for path in paths)
                title = self._pack.tables[table].title
                return f"the table “{title}” gives {_any(map(_result, values))} for {looked_up}"
            case c.Reading(name, value):
                return f"the reading in force of “{name_in_words(name)}” is “{name_in_words(value)}”"
            case c.Name(name):
                return f"“{name_in_words(name)}” holds"
            case c.Not(inner):
                return self._opposite(inner, item)
            case c.Joined(word, members):
                return f" {word} ".join(self._bracketed(member, item) for member in members)
        assert_never(condition)

    def _opposite(self, condition: c.Condition, item: str | None) -> str:
        if isinstance(condition, c.Is) and condition.state in _OPPOSITES:
            return f"{self._label(condition.path, item)} {_OPPOSITES[condition.state]}"
        if isinstance(condition, c.Name):
            return f"“{name_in_words(condition.name)}” does not hold"
        return f"it is not so that ({self._words(condition, item)})"

    def _bracketed(self, condition: c.Condition, item: str | None) -> str:
        words = self._words(condition, item)
        return f"({words})" if isinstance(condition, c.Joined) else words

    def _inside(self, path: c.Path, condition: c.Condition, item: str | None) -> str:
        return self._words(condition, list_path(path.steps, item))

    def _than(self, operator: c.Operator, number: c.Value, item: str | None) -> str:
        return f"{_OPERATORS[operator]} {self._value(number, item)}"

    def _value(self, value: c.Value, item: str | None) -> str:
        if isinstance(value, c.ThresholdName):
            threshold = self._pack.thresholds[value.name]
            return f"{threshold.value} {threshold.unit}"
        if isinstance(value, c.AsOf):
            return "the day judged for"
        if isinstance(value, c.Path):
            return self._label(value, item)
        return value_in_words(str(value)) if isinstance(value, str) else str(value)

    def _label(self, path: c.Path, item: str | None) -> str:
        if path.steps == ("item",):
            return "the item"
        return f"“{self.label(path.steps, item)}”"

    def _of_list(self, path: c.Path, field: str, item: str | None) -> c.Path:
        return c.Path((f"{list_path(path.steps, item)}[]", *field.split("."))) if field else path


def _result(value: c.Value) -> str:
    return "no row" if value == "none" else value_in_words(str(value))


def _any(words: Iterable[str]) -> str:
    return _list(words, "or")


def _all(words: Iterable[str]) -> str:
    return _list(words, "and")


def _list(words: Iterable[str], joint: str) -> str:
    found = list(words)
    return f" {joint} ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))
