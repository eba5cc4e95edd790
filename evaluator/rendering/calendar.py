"""What can still be reached, in words: what the publisher announces apart from the user's own calendar."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from evaluator.rendering.advice_shapes import Dates
from evaluator.rendering.catalogue import say
from evaluator.rendering.harmless import safe_link
from evaluator.rendering.places import NOWHERE
from evaluator.rendering.values import date_in_words

if TYPE_CHECKING:
    import datetime

    from evaluator.model.calendar import MeetingAhead, Outlook
    from evaluator.rendering.places import Places

WIDTH = 80


def dates_of(outlook: Outlook | None, as_of: datetime.date, places: Places) -> Dates | None:
    """Turn an outlook into what a report shows; nothing where the pack says nothing of a calendar."""
    if outlook is None:
        return None
    return Dates(
        warning=_warning(outlook, as_of),
        place=places.to_write(outlook.target_path) if outlook.target_path else NOWHERE,
        publisher=outlook.published.of,
        published=tuple(_published(outlook)),
        read=date_in_words(outlook.published.read),
        link=safe_link(outlook.published.url),
        own=tuple(_own(outlook)),
    )


def calendar_text(outlook: Outlook) -> str:
    """Write an outlook for a terminal."""
    published = outlook.published
    lines = [f"Published by the {published.of} (read on {date_in_words(published.read)}, {published.url})"]
    lines += [line for sentence in _published(outlook) for line in _wrapped(sentence)]
    lines += ["", "From your own calendar"]
    lines += [line for sentence in _own(outlook) for line in _wrapped(sentence)]
    return "\n".join(lines)


def _warning(outlook: Outlook, as_of: datetime.date) -> str:
    if not outlook.target_passed or outlook.target is None:
        return ""
    return say("dates.passed", deadline=date_in_words(outlook.target), date=date_in_words(as_of))


def _published(outlook: Outlook) -> list[str]:
    days = say("dates.between").join(date_in_words(day) for day in outlook.next_releases)
    not_before = say("dates.not_before", date=date_in_words(outlook.next_releases[0]))
    return [outlook.published.says, say("dates.next", days=days), not_before, outlook.published.silent_on]


def _own(outlook: Outlook) -> list[str]:
    if not outlook.own_calendar:
        return [say("dates.no_calendar")]
    sentences = [_meeting(ahead) for ahead in outlook.can_make]
    if outlook.earliest_release:
        sentences.append(say("dates.earliest", date=date_in_words(outlook.earliest_release)))
    else:
        sentences.append(say("dates.none_left"))
    missed = ", ".join(
        say("dates.missed_one", meeting=one.meeting.name, date=date_in_words(one.meeting.submission_deadline))
        for one in outlook.missed
    )
    return [*sentences, *([say("dates.missed", deadlines=missed)] if missed else [])]


def _meeting(ahead: MeetingAhead) -> str:
    meeting = ahead.meeting
    met = date_in_words(meeting.starts)
    if meeting.ends != meeting.starts:
        met = say("dates.span", first=met, last=date_in_words(meeting.ends))
    values = {
        "meeting": meeting.name,
        "deadline": date_in_words(meeting.submission_deadline),
        "left": say("dates.days_left", n=ahead.days_left),
        "met": met,
        "release": date_in_words(meeting.release),
    }
    return say("dates.meeting", **values) if ahead.on_release_day else say("dates.meeting_off_days", **values)


def _wrapped(sentence: str) -> list[str]:
    return textwrap.wrap(sentence, WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)
