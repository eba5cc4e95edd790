"""Whether the words of a condition fit the proposal: fields, choices, thresholds, tables, readings, names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from evaluator.model.criteria import Pack
from evaluator.packs import conditions as c
from evaluator.packs.condition_parser import ConditionFault, parse
from evaluator.packs.fields import ProposalField, proposal_fields
from evaluator.packs.own_fields import fields_in_force
from evaluator.packs.paths import SOURCES, PathFault, Resolved, list_path, resolve
from evaluator.packs.tables import results_of

Words = tuple[str, str]  # found, expected


class ConditionWords:
    """Checks the conditions of one criterion."""

    def __init__(self, pack: Pack, define: dict[str, str]) -> None:
        self._pack, self._define = pack, define
        self._fields = fields_in_force(pack.fields)
        self._sound: set[tuple[str, str | None]] = set()  # names already followed; many conditions use the same few

    def faults(self, text: str, item_list: str | None) -> list[Words]:
        """List what is wrong with a condition; an empty list means that it can be compiled."""
        try:
            condition = parse(text)
        except ConditionFault as fault:
            return [(f"{fault.found} at column {fault.column}", fault.expected)]
        return list(self._of(condition, item_list, ()))

    def _of(self, condition: c.Condition, item: str | None, naming: tuple[str, ...]) -> Iterator[Words]:  # noqa: C901, PLR0912
        match condition:
            case c.Is(path):
                yield from self._path(path, item)
            case c.Evidenced(path, parts):
                yield from self._path(path, item)
                yield from source_faults(parts)
            case c.Compare(path, operator, value):
                yield from self._values(path, (value,), item, ordered=operator not in ("=", "!="))
            case c.In(path, values):
                yield from self._values(path, values, item, ordered=False)
            case c.Within(path, threshold):
                yield from self._within(path, threshold, item)
            case c.Quantified(_, path, inner):
                if faults := list(self._list(path, item, "")):
                    yield from faults
                    return
                yield from self._of(inner, list_path(path.steps, item), naming)
            case c.Count(path, inner_or_none, _, number):
                if faults := list(self._list(path, item, "")):
                    yield from faults
                    return
                yield from self._threshold(number)
                if inner_or_none is not None:
                    yield from self._of(inner_or_none, list_path(path.steps, item), naming)
            case c.Distinct(path, field, _, number):
                yield from self._list(path, item, field)
                yield from self._threshold(number)
            case c.AllDistinct(path, fields):
                for field in fields:
                    yield from self._list(path, item, field)
            case c.Covers(path, field, other, other_field):
                yield from self._list(path, item, field)
                yield from self._list(other, item, other_field)
            case c.DaysBetween(path, other, _, number):
                yield from self._date(path, item)
                yield from self._date(other, item)
                yield from self._threshold(number)
            case c.TableIn(table, paths, values):
                yield from self._table(table, len(paths), values)
                for path in paths:
                    yield from self._values(path, (), item, ordered=False)
            case c.Reading(name, value):
                yield from _known([name], self._pack.ambiguities, "an ambiguity of ambiguities.toml")
                if name in self._pack.ambiguities:
                    yield from _known([value], self._pack.ambiguities[name].readings, "one of its readings")
            case c.Name(name):
                yield from self._name(name, item, naming)
            case c.Not(inner):
                yield from self._of(inner, item, naming)
            case c.Joined(_, members):  # pragma: no branch  the last form of the language
                for member in members:
                    yield from self._of(member, item, naming)

    def _name(self, name: str, item: str | None, naming: tuple[str, ...]) -> Iterator[Words]:
        if name in naming:
            yield f"'{name}', which is defined by itself", "a condition that does not come back to its own name"
        elif name not in self._define:
            yield from _known([name], self._define, "a field, or a name of [define]")
        elif (name, item) not in self._sound:
            if faults := list(self._defined(name, item, naming)):
                yield from faults
            else:
                self._sound.add((name, item))

    def _defined(self, name: str, item: str | None, naming: tuple[str, ...]) -> Iterator[Words]:
        try:
            condition = parse(self._define[name])
        except ConditionFault as fault:
            yield f"{fault.found} at column {fault.column} of '{name}'", fault.expected
        else:
            yield from self._of(condition, item, (*naming, name))

    def _path(self, path: c.Path, item: str | None) -> Iterator[Words]:
        resolved = self._resolved(path, item)
        if not isinstance(resolved, Resolved):
            yield resolved

    def _date(self, path: c.Path, item: str | None) -> Iterator[Words]:
        resolved = self._resolved(path, item)
        if not isinstance(resolved, Resolved):
            yield resolved
        elif resolved.field.kind != "date":
            yield f"'{path}' between two dates", "a date of the proposal"

    def _list(self, path: c.Path, item: str | None, field: str) -> Iterator[Words]:
        resolved = self._resolved(path, item)
        if not isinstance(resolved, Resolved):
            yield resolved
        elif resolved.field.kind != "list":
            yield f"'{path}'", "a list of the proposal"
        elif field and list_path(path.steps, item) in proposal_fields():
            inner = self._resolved(c.Path(("item", *field.split("."))), list_path(path.steps, item))
            if not isinstance(inner, Resolved):
                yield inner

    def _values(self, path: c.Path, values: tuple[c.Value, ...], item: str | None, *, ordered: bool) -> Iterator[Words]:
        resolved = self._resolved(path, item)
        if not isinstance(resolved, Resolved):
            yield resolved
            return
        field = resolved.field
        if field.kind in ("list", "object"):
            yield f"'{path}' compared whole", "one of its fields, or some, each or count"
            return
        if ordered and not field.comparable:
            yield f"'{path}' compared by size", "a number, year or date"
            return
        for value in values:
            yield from self._value(value, field, item, ordered=ordered)

    def _value(self, value: c.Value, field: ProposalField, item: str | None, *, ordered: bool) -> Iterator[Words]:
        match value:
            case c.ThresholdName() | Decimal():
                yield from self._threshold(value)
                if field.family != "number":
                    number = f"@{value.name}" if isinstance(value, c.ThresholdName) else str(value)
                    yield (
                        f"'{field.path}' compared with the number {number}",
                        f"no number: {field.path} is a {field.kind}",
                    )
            case c.Path():
                yield from self._field(value, field, item, ordered=ordered)
            case c.AsOf() if field.kind not in ("date", "year"):
                yield f"'{field.path}' compared with as_of", "a date or year"
            case str() if field.kind == "choice":
                yield from _known([value], field.choices, f"a choice of {field.path}")
            case str() if field.kind == "date":
                yield f"the word '{value}'", f"as_of or a date of the proposal, because {field.path} holds a date"
            case str() if field.comparable:
                yield f"the word '{value}'", "a number, because " + field.path + " holds one"

    def _field(self, path: c.Path, field: ProposalField, item: str | None, *, ordered: bool) -> Iterator[Words]:
        """Find a field that another is compared with although the two could never agree, or have no order."""
        resolved = self._resolved(path, item)
        if not isinstance(resolved, Resolved):
            yield resolved
            return
        other = resolved.field
        if not (field.ordered_with(other) if ordered else field.may_equal(other)):
            found = f"'{field.path}', a {field.kind}, compared with '{path}', a {other.kind}"
            yield found, f"fields of one kind{'' if ordered else ', whose answers can be the same'}"

    def _within(self, path: c.Path, name: c.ThresholdName, item: str | None) -> Iterator[Words]:
        resolved = self._resolved(path, item)
        if isinstance(resolved, Resolved) and resolved.field.kind in ("number", "whole"):
            yield f"'{path}' within years", "a date or year"
        else:
            yield from self._values(path, (), item, ordered=True)
        yield from self._threshold(name)
        threshold = self._pack.thresholds.get(name.name)
        if threshold is None:
            return
        if not {"year", "years"} & set(threshold.unit.casefold().split()):
            yield f"'@{name.name}', which counts {threshold.unit or 'nothing'}", "a threshold counted in years"
        elif threshold.value < 0 or threshold.value % 1:
            yield f"'@{name.name}' of {threshold.value} years", "a threshold of whole years, none or more"

    def _threshold(self, number: object) -> Iterator[Words]:
        if isinstance(number, c.ThresholdName):
            yield from _known([number.name], self._pack.thresholds, "a threshold of thresholds.toml")

    def _table(self, name: str, count: int, values: tuple[c.Value, ...]) -> Iterator[Words]:
        table = self._pack.tables.get(name)
        if table is None:
            yield from _known([name], self._pack.tables, "a table of tables/")
            return
        if count != len(table.keys):
            yield f"{count} fields for the table '{name}'", f"{len(table.keys)}: " + ", ".join(table.keys)
        yield from _known([str(value) for value in values], results_of(table), f"a result of the table '{name}'")

    def _resolved(self, path: c.Path, item: str | None) -> Resolved | Words:
        if path.steps[0] == "item" and item is None:
            return f"'{path}' outside a list", "a field of the proposal"
        try:
            return resolve(path.steps, item, self._fields)
        except PathFault as fault:
            return f"the field '{fault.path}'", f"'{fault.near}'" if fault.near else "a field of the proposal"


def source_faults(parts: Iterable[str]) -> Iterator[Words]:
    """List what is asked of a source of the register that none has."""
    yield from _known(parts, _source_parts(), "a part of a source of the register")


@cache
def _source_parts() -> tuple[str, ...]:
    start = f"{SOURCES}[]."
    return tuple(path.removeprefix(start) for path in proposal_fields() if path.startswith(start))


def _known(names: Iterable[str], known: Iterable[str], what: str) -> Iterator[Words]:
    choices = list(known)
    for name in names:
        if name not in choices:
            near = difflib.get_close_matches(name, choices, 1)
            those = f": {', '.join(choices[:12])}" if choices else ", which the pack does not have"
            yield f"'{name}'", f"'{near[0]}'" if near else f"{what}{those}"
