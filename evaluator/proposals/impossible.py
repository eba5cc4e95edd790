"""Numbers that no count can be and that no criterion asks about; what a criterion reads, its own checks ask about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from evaluator.model.notices import Notice, WarningCode

_COUNTED = ("people", "clinicians", "entities")
_Number = int | Decimal


def impossible_numbers(group: Mapping[str, Any], path: str, guide: str) -> Iterator[Notice]:
    """Tell the numbers of a group of answers that cannot be; `path` and `guide` are what its fields' begin with."""
    for key, (is_wrong, code) in WITH_NUMBERS.get(guide, {}).items():
        number = _plain(group.get(key))
        if isinstance(number, _Number) and not isinstance(number, bool) and is_wrong(number, group):
            yield Notice(code=code, where=f"{path}{key}", values={"value": format(number, "f")})


def _plain(raw: object) -> object:
    return raw.get("value") if isinstance(raw, dict) else raw


def _is_part_of_one(number: _Number, group: Mapping[str, Any]) -> bool:
    return _plain(group.get("unit")) in _COUNTED and number != int(number)


def _is_nothing(number: _Number, _: Mapping[str, Any]) -> bool:
    return number <= 0


_Look = tuple[Callable[[_Number, Mapping[str, Any]], bool], WarningCode]
_WHOLE: Mapping[str, _Look] = {"number": (_is_part_of_one, "part_of_one")}
_SAMPLE: Mapping[str, _Look] = {"sample": (_is_nothing, "not_above_zero")}
WITH_NUMBERS: Mapping[str, Mapping[str, _Look]] = {
    "significance.segment.": _WHOLE,
    "significance.prevalence.": _WHOLE,
    "significance.cost.": _WHOLE,
    "significance.risk.": _WHOLE,
    "specification.reporting_interval.": {"length": (_is_nothing, "not_above_zero")},
    "testing.reliability[].": _SAMPLE,
    "testing.validity[].": _SAMPLE,
    "influence.expert_rating.": {"raters": (_is_nothing, "not_above_zero")},
}
