"""Release days and meeting deadlines: arithmetic over what is published and what a user's own calendar says."""

from __future__ import annotations

import calendar
import datetime

from evaluator.model.calendar import Calendar, Meeting, MeetingAhead, Outlook, PublishedCalendar, ReleaseDay

RELEASES_AHEAD = 3


def outlook(
    published: PublishedCalendar,
    as_of: datetime.date,
    own: Calendar | None = None,
    target: datetime.date | None = None,
) -> Outlook:
    """Tell which deadlines can still be made and when a code could appear at the earliest.

    A deadline on the as-of date itself can still be made. Only a user's own calendar gives deadlines; the releases
    come from the publisher.
    """
    meetings = sorted(own.meetings if own else (), key=lambda meeting: meeting.submission_deadline)
    ahead = [_ahead(meeting, published, as_of) for meeting in meetings]
    can_make = tuple(one for one in ahead if one.days_left >= 0)
    return Outlook(
        published=published,
        next_releases=releases_after(published.release, as_of),
        own_calendar=own is not None,
        can_make=can_make,
        missed=tuple(one for one in ahead if one.days_left < 0),
        earliest_release=min((one.meeting.release for one in can_make), default=None),
        target=target,
        target_path=published.target if target else "",
        target_passed=target is not None and target < as_of,
    )


def releases_after(days: tuple[ReleaseDay, ...], as_of: datetime.date) -> tuple[datetime.date, ...]:
    """List the next release days after a date; one on that date has passed for a proposal of that date."""
    years = (as_of.year, as_of.year + 1, as_of.year + 2, as_of.year + 3)
    dates = sorted({_date(year, day) for year in years for day in days})
    return tuple(date for date in dates if date > as_of)[:RELEASES_AHEAD]


def is_release_day(days: tuple[ReleaseDay, ...], date: datetime.date) -> bool:
    """Tell whether a date is one of the release days."""
    return any(_date(date.year, day) == date for day in days)


def _ahead(meeting: Meeting, published: PublishedCalendar, as_of: datetime.date) -> MeetingAhead:
    return MeetingAhead(
        meeting=meeting,
        days_left=(meeting.submission_deadline - as_of).days,
        on_release_day=is_release_day(published.release, meeting.release),
    )


def _date(year: int, day: ReleaseDay) -> datetime.date:
    """Name the day in a year; the last of the month where the month is shorter."""
    return datetime.date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))
