"""What conditions about one field can say together: its states, the values that make a difference, its evidence."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from evaluator.advice.atoms import Atom
from evaluator.engine.predicates import Truth
from evaluator.model.criteria import Pack
from evaluator.packs import conditions as c
from evaluator.packs.fields import ProposalField
from evaluator.packs.own_fields import fields_in_force
from evaluator.packs.paths import Resolved, resolve

Truths = tuple[Truth, ...]
_OTHER = "\0another text"
_THIS_YEAR = 2026
_AGAINST: dict[str, Any] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


class AnswerSituations:
    """Works out the situations of single fields under one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def of(
        self, steps: tuple[str, ...], atoms: tuple[Atom, ...], item: str | None, within: frozenset[Truths]
    ) -> frozenset[Truths]:
        """List the truths that the atoms can have together; `within` holds those about the items of the list."""
        resolved = resolve(steps, item, fields_in_force(self._pack.fields))
        about_items = [atom for atom in atoms if isinstance(atom, c.Quantified | c.Count | c.Distinct | c.AllDistinct)]
        found = {tuple(self._unanswered(atom, state) for atom in atoms) for state in self._states(resolved, steps)}
        for value, evidenced in itertools.product(self._values(resolved.field, atoms), _evidence(atoms)):
            for of_items in within:
                known = dict(zip(about_items, of_items, strict=True))
                found.update(self._answered(atoms, value, evidenced, known))
        return frozenset(found)

    def _states(self, resolved: Resolved, steps: tuple[str, ...]) -> Iterator[str]:
        """A child of an absent or claimed parent is so itself; hence the whole way up is asked."""
        if steps == ("item",):
            return
        yield from ("blank", "unknown")
        guides = [self._pack.fields[path] for path in _way(resolved) if path in self._pack.fields]
        if any(guide.absent != "nothing" for guide in guides):
            yield "absent"
        if any(guide.may_claim_not_applicable for guide in guides):
            yield "claimed"

    def _unanswered(self, atom: Atom, state: str) -> Truth:
        match atom:
            case c.Is(_, wanted):
                return wanted == state
            case c.Evidenced():
                return False
            case c.Quantified() | c.AllDistinct():
                return False if state == "absent" else None
            case c.Count(_, _, sign, number) | c.Distinct(_, _, sign, number):
                return bool(_AGAINST[sign](0, self._number(number))) if state == "absent" else None
        return None

    def _answered(
        self, atoms: tuple[Atom, ...], value: Any, evidenced: frozenset[tuple[str, ...]], known: dict[Any, Truth]
    ) -> Iterator[Truths]:
        columns: list[tuple[Truth, ...]] = []
        for atom in atoms:
            match atom:
                case c.Is(_, wanted):
                    columns.append((wanted == "answered",))
                case c.Evidenced(_, parts):
                    columns.append((parts in evidenced,))
                case c.Compare(_, _, c.AsOf()):
                    columns.append((True, False))
                case c.Compare(_, sign, operand):
                    columns.append((_compared(sign, value, self._constant(operand)),))
                case c.In(_, values) if any(isinstance(one, c.Path | c.AsOf) for one in values):
                    columns.append((True, False, None))
                case c.In(_, values):
                    columns.append((value in [self._constant(one) for one in values],))
                case c.Within(_, threshold):
                    columns.append(self._within(value, threshold))
                case _:
                    columns.append((known[atom],))
        yield from itertools.product(*columns)

    def _within(self, value: Any, threshold: c.ThresholdName) -> tuple[Truth, ...]:
        if not isinstance(value, int | Decimal):
            return (True, False)
        return (bool(_THIS_YEAR - self._number(threshold) <= value <= _THIS_YEAR),)

    def _number(self, number: Decimal | c.ThresholdName) -> int | Decimal:
        return self._pack.thresholds[number.name].value if isinstance(number, c.ThresholdName) else number

    def _constant(self, operand: c.Value) -> Any:
        if isinstance(operand, c.ThresholdName):
            return self._number(operand)
        return operand.strip().casefold() if isinstance(operand, str) else operand

    def _values(self, field: ProposalField, atoms: tuple[Atom, ...]) -> list[Any]:
        """Choose values so that every comparison is seen on both sides and on its line."""
        if field.kind == "choice":
            return [choice.casefold() for choice in field.choices]
        if field.kind == "date":
            return [datetime.date.max]
        constants = [constant for atom in atoms for constant in self._constants(atom)]
        if field.comparable:
            numbers = sorted({Decimal(one) for one in constants if isinstance(one, int | Decimal)})
            return [*numbers, *_between(numbers, whole=field.kind in ("whole", "year"))]
        return [*dict.fromkeys(constants), _OTHER]

    def _constants(self, atom: Atom) -> list[Any]:
        match atom:
            case c.Compare(_, _, operand):
                return [self._constant(operand)]
            case c.In(_, values):
                return [self._constant(value) for value in values]
            case c.Within(_, threshold):
                return [_THIS_YEAR - self._number(threshold), _THIS_YEAR]
        return []


def _compared(sign: str, value: Any, operand: Any) -> Truth:
    if isinstance(value, datetime.date):
        return None
    return bool(_AGAINST[sign](value, operand))


def _between(numbers: list[Decimal], *, whole: bool) -> list[Decimal]:
    if not numbers:
        return [Decimal(0)]
    if whole:
        return [number + step for number in numbers for step in (-1, 1)]
    middles = [(one + other) / 2 for one, other in itertools.pairwise(numbers)]
    return [numbers[0] - 1, *middles, numbers[-1] + 1]


def _evidence(atoms: tuple[Atom, ...]) -> list[frozenset[tuple[str, ...]]]:
    """List the sets of demands that references can meet: whoever meets more parts meets fewer too."""
    demands = list(dict.fromkeys(atom.parts for atom in atoms if isinstance(atom, c.Evidenced)))
    subsets = itertools.chain.from_iterable(itertools.combinations(demands, size) for size in range(len(demands) + 1))
    return [
        frozenset(met)
        for met in subsets
        if all(less in met for more in met for less in demands if set(less) <= set(more))
    ]


def _way(resolved: Resolved) -> Iterator[str]:
    for field in (resolved.outer, resolved.inner):
        if field is not None:
            names = field.path.split(".")
            yield from (".".join(names[:cut]) for cut in range(len(names), 0, -1))
