"""A user's own meeting calendar: its TOML file read into meetings, with every fault of its dates."""

from __future__ import annotations

import datetime
from typing import Any

from evaluator.errors import CalendarError
from evaluator.model.calendar import Calendar, Meeting
from evaluator.packs.own_files import Faults, OwnFile, own_file, toml_of

_DATES = ("submission_deadline", "starts", "ends", "release")
_KEYS = ("name", *_DATES)


def read_calendar(path: str) -> Calendar:
    """Read a calendar of meetings.

    Raises:
        CalendarError: with every fault, by meeting and key.
    """
    file = own_file(path, CalendarError)
    data = toml_of(file, CalendarError)
    faults = Faults(file, CalendarError)
    faults.known_keys(data, ["meeting"])
    rows = data.get("meeting")
    if not isinstance(rows, list) or not rows:
        faults.note(
            "meeting",
            "no meeting",
            "at least one [[meeting]] with name, submission_deadline, starts, ends and release",
            "Write the dates of the next meeting, as docs/codes-and-calendar.md shows.",
        )
        rows = []
    meetings = [_meeting(number, row, faults) for number, row in enumerate(rows, 1)]
    _differ([meeting for meeting in meetings if meeting], faults)
    faults.raise_any()
    return Calendar(meetings=tuple(meeting for meeting in meetings if meeting), digest=file.digest)


def _meeting(number: int, row: Any, faults: Faults) -> Meeting | None:
    where, start = f"meeting {number}", _line(faults.file, number)
    if not isinstance(row, dict):
        faults.note(where, repr(row)[:40], "a [[meeting]] with its dates", line=start)
        return None
    faults.known_keys(row, _KEYS, where, start)
    name = row.get("name")
    if not isinstance(name, str) or not name.strip():
        faults.note(f"{where}.name", _found(row, "name"), "a name in quotes", "Write what you call it.", start)
        name = where
    dates = {key: _date(where, key, row, faults, start) for key in _DATES}
    if any(date is None for date in dates.values()):
        return None
    _in_order(where, dates, faults, start)
    return Meeting.model_validate({"name": name, **dates})


def _date(where: str, key: str, row: dict[str, Any], faults: Faults, start: int | None) -> datetime.date | None:
    value = row.get(key)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    faults.note(
        f"{where}.{key}",
        _found(row, key),
        "a date such as 2027-02-04, without quotes and without a time",
        "Take it from the meeting's announcement.",
        start,
    )
    return None


def _in_order(where: str, dates: dict[str, Any], faults: Faults, start: int | None) -> None:
    for first, second in (("submission_deadline", "starts"), ("starts", "ends"), ("ends", "release")):
        same_day_is_fine = first == "starts"
        if dates[first] > dates[second] or (dates[first] == dates[second] and not same_day_is_fine):
            faults.note(
                f"{where}.{second}",
                f"{dates[second]}, with {first} = {dates[first]}",
                f"{'a day not before' if same_day_is_fine else 'a day after'} {first}",
                "Check both dates against the announcement.",
                faults.file.line_of(second, (start or 1) - 1),
            )


def _differ(meetings: list[Meeting], faults: Faults) -> None:
    seen: set[str] = set()
    for meeting in meetings:
        if meeting.name in seen:
            faults.note(
                f"'{meeting.name}'", "two meetings of this name", "a name for each", "Add the year to the name."
            )
        seen.add(meeting.name)


def _found(row: dict[str, Any], key: str) -> str:
    return repr(row[key])[:40] if key in row else "nothing"


def _line(file: OwnFile, number: int) -> int | None:
    heads = [n for n, line in enumerate(file.text.splitlines(), 1) if line.strip().startswith("[[meeting]]")]
    return heads[number - 1] if number <= len(heads) else None
