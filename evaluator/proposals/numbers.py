"""Exact numbers: each value has one form, and none is longer than a person would write."""

from __future__ import annotations

from decimal import Decimal

MOST_DIGITS = 28
NUMBER_EXPECTED = f"a number of at most {MOST_DIGITS} digits"


def tidy_number(number: int | Decimal) -> int | Decimal | None:
    """Give 1, 1.0 and 1e0 one form; None where the number is too long to be meant."""
    if isinstance(number, int):
        return number if -(10**MOST_DIGITS) < number < 10**MOST_DIGITS else None
    if not number.is_finite() or len(number.as_tuple().digits) > MOST_DIGITS or abs(number.adjusted()) >= MOST_DIGITS:
        return None
    return int(number) if number == number.to_integral_value() else number.normalize()
