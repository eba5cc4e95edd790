"""Days of a review that lie after the day as of which is judged: they are told, since nobody can know them yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from evaluator.model.notices import Notice, WarningCode

if TYPE_CHECKING:
    from evaluator.model.review import Review
    from evaluator.review.lapsing import Counting


def later_days(review: Review, counting: Collection[Counting], as_of: str) -> Iterator[Notice]:
    """Tell each day after `as_of` (YYYY-MM-DD) on which something that counts is said to be decided or fulfilled.

    A decision may come after the day as of which a proposal is judged, such as a deadline, and so it counts; a
    condition counts as fulfilled from its day on.
    """
    by_file = [one for one in counting if one.entry.when is None]
    if by_file and review.date > as_of:
        yield _notice("decided_later", "date", review.date, as_of)
    for entry, subject in counting:
        place = f"entries.{subject.key}"
        if entry.when is not None and entry.when > as_of:
            yield _notice("decided_later", f"{place}.when", entry.when, as_of)
        if entry.fulfilled is not None and entry.fulfilled > as_of:
            yield _notice("fulfilled_later", f"{place}.fulfilled", entry.fulfilled, as_of)


def _notice(code: WarningCode, where: str, date: str, as_of: str) -> Notice:
    return Notice(code=code, where=where, values={"date": date, "date_as_of": as_of})
