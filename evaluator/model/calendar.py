"""Dates as data: what a publisher announces, the meetings of a user's own calendar, and what follows from them."""

import datetime

from pydantic import Field

from evaluator.model.answers import Frozen


class ReleaseDay(Frozen):
    """One day of every year on which codes are released."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)


class PublishedCalendar(Frozen):
    """What the publisher of the criteria announces of its calendar, and which field of a proposal holds a deadline."""

    release: tuple[ReleaseDay, ...] = Field(min_length=1)
    says: str = Field(description="what is published, in our words")
    silent_on: str = Field(description="what is not published, in our words")
    of: str
    read: datetime.date
    url: str
    target: str = Field(default="", description="the field that holds the deadline that an applicant aims at")


class Meeting(Frozen):
    """One meeting of a user's own calendar, with the release that follows it."""

    name: str = Field(min_length=1)
    submission_deadline: datetime.date
    starts: datetime.date
    ends: datetime.date
    release: datetime.date


class Calendar(Frozen):
    """A user's own calendar; `digest` is the SHA-256 of its file."""

    meetings: tuple[Meeting, ...]
    digest: str


class MeetingAhead(Frozen):
    """One meeting as it looks from the as-of date."""

    meeting: Meeting
    days_left: int = Field(description="until the deadline; fewer than none once it has passed")
    on_release_day: bool = Field(description="whether its release falls on a day that the publisher announces")


class Outlook(Frozen):
    """What can still be reached from the as-of date: the publisher's days and the user's own meetings, kept apart."""

    published: PublishedCalendar
    next_releases: tuple[datetime.date, ...]
    own_calendar: bool
    can_make: tuple[MeetingAhead, ...] = ()
    missed: tuple[MeetingAhead, ...] = ()
    earliest_release: datetime.date | None = Field(default=None, description="by the user's own calendar")
    target: datetime.date | None = Field(default=None, description="the deadline that the applicant aims at")
    target_path: str = ""
    target_passed: bool = False
