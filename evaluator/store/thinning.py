"""Drafts thinned out: of what was saved while somebody typed, after a day only the last before each save is kept.

What a person saved, what is kept aside, what is in force and what a conflict or a review is about always stays.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from itertools import pairwise

from sqlalchemy import Connection, Row, and_, delete, select

from evaluator.store.tables import CONFLICTS, PROPOSALS, REVIEWS, VERSIONS

# An open page names the version that it edits; whoever left one open for longer than this still loses nothing.
KEPT_WHOLE = datetime.timedelta(days=1)


def thin(connection: Connection, proposal: str, now: datetime.datetime) -> None:
    """Delete the drafts of a proposal that nothing needs any more."""
    before = (now - KEPT_WHOLE).isoformat(timespec="milliseconds")
    old = {row.number for row in _line(connection, proposal) if row.kind == "draft" and row.written < before}
    if old and (needless := old - _needed(connection, proposal)):
        is_needless = and_(VERSIONS.c.proposal == proposal, VERSIONS.c.number.in_(sorted(needless)))
        connection.execute(delete(VERSIONS).where(is_needless))


def _line(connection: Connection, proposal: str) -> list[Row[tuple[int, str, str]]]:
    """List the versions that were in force one after the other."""
    found = select(VERSIONS.c.number, VERSIONS.c.kind, VERSIONS.c.written).where(
        and_(VERSIONS.c.proposal == proposal, VERSIONS.c.kind != "aside")
    )
    return list(connection.execute(found.order_by(VERSIONS.c.number)))


def _needed(connection: Connection, proposal: str) -> set[int]:
    line = _line(connection, proposal)
    last_before_save = {one.number for one, next_ in pairwise(line) if next_.kind == "saved"}
    head = connection.execute(select(PROPOSALS.c.head).where(PROPOSALS.c.id == proposal)).scalars()
    in_conflict = connection.execute(select(CONFLICTS.c.version).where(CONFLICTS.c.proposal == proposal)).scalars()
    return {*last_before_save, *head, *in_conflict, *_reviewed(connection, proposal, line)}


def _reviewed(connection: Connection, proposal: str, line: list[Row[tuple[int, str, str]]]) -> set[int]:
    """Name the versions that were in force when reviews were attached."""
    times = [row.written for row in line]
    added = connection.execute(select(REVIEWS.c.added).where(REVIEWS.c.proposal == proposal)).scalars()
    return {line[place - 1].number for each in added if (place := bisect_right(times, each))}
