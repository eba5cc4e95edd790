"""Days, periods, years and names as FHIR writes them, each computed only where it is exact."""

from __future__ import annotations

import re
from datetime import date, timedelta

from evaluator.model.answers import FIRST_YEAR, LAST_YEAR


def day(value: object) -> date | None:
    """Read a full calendar day; None where it is a month, a year or no date."""
    found = re.match(r"^(\d{4}-\d{2}-\d{2})(T.*)?$", value.strip()) if isinstance(value, str) else None
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def day_of_a_proposal(value: object) -> str | None:
    """Read a full calendar day as a proposal writes it; None where it may not hold this one, such as 0001-01-01."""
    found = day(value)
    return found.isoformat() if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def length_of_period(first: str, last: str) -> tuple[int, str] | None:
    """Say how long a period from its first to its last day is, in the largest unit that is exact."""
    start, end = day(first), day(last)
    if start is None or end is None or start > end or end == date.max or "T" in first + last:
        return None
    after = end + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    if after.day == start.day and months:
        return (months // 12, "years") if months % 12 == 0 else (months, "months")
    return (after - start).days, "days"


def year(text: str) -> int | None:
    """Read the year of a FHIR date."""
    return int(text[:4]) if re.fullmatch(r"(19|20|21)\d{2}(-\d{2}(-\d{2})?)?", text) else None


def doi(text: str) -> str | None:
    """Read a digital object identifier out of its address."""
    found = re.fullmatch(r"(?:https?://(?:dx\.)?doi\.org/|doi:)(10\.\S+)", text)
    return found[1] if found else None


def version(text: str) -> str | None:
    """Read the version of a canonical address."""
    return text.partition("|")[2].strip() or None
