"""The condition language of packs: its words as data."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

Operator = Literal["=", "!=", "<", "<=", ">", ">="]


class Path(NamedTuple):
    """A field, as dotted names; the first may be `item`."""

    steps: tuple[str, ...]

    def __str__(self) -> str:
        return ".".join(self.steps)


class ThresholdName(NamedTuple):
    """A number of `thresholds.toml`."""

    name: str


class AsOf(NamedTuple):
    """The day for which the proposal is judged."""


Value = str | Decimal | ThresholdName | AsOf | Path


class Is(NamedTuple):
    """Whether a field is in one of the answer states."""

    path: Path
    state: Literal["answered", "absent", "unknown", "blank", "claimed"]


class Evidenced(NamedTuple):
    """Whether a field is answered with evidence that resolves and carries these parts."""

    path: Path
    parts: tuple[str, ...]


class Compare(NamedTuple):
    """A field against a value."""

    path: Path
    operator: Operator
    value: Value


class In(NamedTuple):
    """A field among values."""

    path: Path
    values: tuple[Value, ...]


class Within(NamedTuple):
    """A year or date no more than so many years ago."""

    path: Path
    threshold: ThresholdName


class Quantified(NamedTuple):
    """Some, each or most items of a list; most are more than half."""

    quantifier: Literal["some", "each", "most"]
    path: Path
    condition: Condition


class Count(NamedTuple):
    """How many items of a list there are, or for how many a condition holds."""

    path: Path
    condition: Condition | None
    operator: Operator
    number: Decimal | ThresholdName


class Distinct(NamedTuple):
    """How many different answers the items of a list give in one field."""

    path: Path
    field: str
    operator: Operator
    number: Decimal | ThresholdName


class AllDistinct(NamedTuple):
    """No two items of a list agree in all of these fields."""

    path: Path
    fields: tuple[str, ...]


class Covers(NamedTuple):
    """Every answer of the second list's field is among those of the first."""

    path: Path
    field: str
    other: Path
    other_field: str


class DaysBetween(NamedTuple):
    """How many days lie between two dates; fewer than none where the second is the earlier."""

    path: Path
    other: Path
    operator: Operator
    number: Decimal | ThresholdName


class TableIn(NamedTuple):
    """The result of a table for these fields is one of these."""

    table: str
    paths: tuple[Path, ...]
    values: tuple[Value, ...]


class Reading(NamedTuple):
    """The reading in force of an ambiguity."""

    name: str
    value: str


class Name(NamedTuple):
    """A condition named in `[define]`."""

    name: str


class Not(NamedTuple):
    """The opposite; undecided stays undecided."""

    condition: Condition


class Joined(NamedTuple):
    """Conditions joined by `and` or by `or`."""

    word: Literal["and", "or"]
    conditions: tuple[Condition, ...]


Condition = (
    Is
    | Evidenced
    | Compare
    | In
    | Within
    | Quantified
    | Count
    | Distinct
    | AllDistinct
    | Covers
    | DaysBetween
    | TableIn
    | Reading
    | Name
    | Not
    | Joined
)
