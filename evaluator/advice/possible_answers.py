"""Answers that a field may hold, to see what would follow from them; none of them is a suggestion."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from evaluator.model.answers import Frozen
from evaluator.model.criteria import Pack
from evaluator.proposals.shape import Field, fields_of, place_of

SOURCE = "possible-answer"  # the id of a source that carries whatever may be asked of one
_ROWS = 3
_MOST = 12
_MOST_OF_ROWS = 4
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_THRESHOLD = re.compile(r"@(\w+)")


class PossibleAnswers:
    """Makes answers for the fields of one pack, as of one day."""

    def __init__(self, pack: Pack, as_of: datetime.date) -> None:
        self._pack, self._as_of = pack, as_of

    def source(self) -> dict[str, Any]:
        """Write a source of the register that any answer may cite."""
        rows = place_of(("evidence", "sources")).field
        row = rows.rows if rows is not None else None
        return {**self._sample(row, 0, 0, ()), "id": SOURCE} if row is not None else {"id": SOURCE}

    def of(self, path: str, conditions: str) -> Iterator[Any]:
        """List answers to one question, each as it would be written; `conditions` say which numbers matter."""
        place = place_of([int(step) if step.isdecimal() else step for step in path.split(".")])
        guide = self._pack.fields.get(place.guide)
        if place.field is not None:
            numbers = tuple(self._numbers(conditions))
            for variant in range(_variants(place.field, numbers)):
                yield _cited(self._sample(place.field, variant, 0, numbers))
        elif guide is not None:  # a field of a pack or profile
            own = {"number": 1, "year": self._as_of.year, "date": self._as_of.isoformat()}
            yield from guide.choices or (own.get(guide.type, "Possible answer"),)
        if guide is not None and guide.absent != "nothing":
            yield "absent"

    def _numbers(self, conditions: str) -> Iterator[Decimal]:
        """List numbers on, above and below each line that something is compared with."""
        written = {Decimal(found) for found in _NUMBER.findall(conditions)}
        named = {Decimal(self._pack.thresholds[name].value) for name in _THRESHOLD.findall(conditions)}
        for line in sorted(written | named | {Decimal(1)}):
            yield from (line, line + 1, line - 1)

    def _sample(self, field: Field, variant: int, row: int, numbers: tuple[Decimal, ...]) -> Any:
        if field.group is not None:
            return {name: self._sample(one, variant, row, numbers) for name, one in fields_of(field.group).items()}
        if field.rows is not None:
            rows = range(_ROWS if field.rows.kind == "group" else 1)
            return [self._sample(field.rows, variant, number, numbers) for number in rows]
        if field.choices:
            return field.choices[(variant + row) % len(field.choices)]
        if field.kind in ("number", "whole"):
            number = numbers[variant % len(numbers)] if numbers else Decimal(1)
            return max(int(number), 0) if field.kind == "whole" else float(number)
        return self._of_kind(field.kind, variant, row)

    def _of_kind(self, kind: str, variant: int, row: int) -> Any:
        day = self._as_of - datetime.timedelta(days=365 * (variant % 2) + row)
        values = {
            "yes_no": ("yes", "no")[variant % 2],
            "year": self._as_of.year - variant % 2 * 10,
            "date": day.isoformat(),
            "evidence_id": SOURCE,
            "code": f"{row}00XF",
            "hash": "0" * 64,
        }
        return values.get(kind, f"Possible answer {row + 1}")


def _variants(field: Field, numbers: tuple[Decimal, ...]) -> int:
    """Say how many answers are worth trying."""
    if field.group is not None or field.rows is not None:
        inner = [field.rows] if field.rows is not None else list(fields_of(field.group or Frozen).values())
        return min(max((_variants(one, numbers) for one in inner), default=1), _MOST_OF_ROWS)
    if field.choices or field.kind in ("number", "whole"):
        return min(len(field.choices or numbers), _MOST)
    return 2 if field.kind in ("yes_no", "year", "date") else 1


def _cited(value: Any) -> Any:
    return {"value": value, "evidence": [SOURCE]}
