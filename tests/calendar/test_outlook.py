"""Release days, a user's own meetings, and a deadline that has passed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.advice.examples import proposal_with
from evaluator.api import Evaluator
from evaluator.calendar import is_release_day, outlook, releases_after
from evaluator.errors import CalendarError
from evaluator.model.calendar import Calendar, ReleaseDay
from evaluator.packs import load_pack
from evaluator.packs.own_calendar import read_calendar
from evaluator.rendering.calendar import calendar_text

PACK = load_pack()
PUBLISHED = PACK.calendar
TODAY = datetime.date(2026, 11, 22)
SPRING = """
[[meeting]]
name = "Invented spring meeting"
submission_deadline = 2027-01-08
starts = 2027-02-04
ends = 2027-02-06
release = 2027-07-15
"""
AUTUMN = """
[[meeting]]
name = "Invented autumn meeting"
submission_deadline = 2026-07-01
starts = 2026-10-01
ends = 2026-10-01
release = 2027-03-15
"""


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def own(folder: Path, text: str) -> Calendar:
    path = folder / "calendar.toml"
    path.write_text(text, encoding="utf-8")
    return read_calendar(str(path))


def test_the_published_release_days() -> None:
    assert PUBLISHED is not None
    assert [(one.month, one.day) for one in PUBLISHED.release] == [(3, 15), (7, 15), (11, 15)]
    assert releases_after(PUBLISHED.release, TODAY) == (day("2027-03-15"), day("2027-07-15"), day("2027-11-15"))


def test_a_release_on_the_day_itself_is_over() -> None:
    assert releases_after(PUBLISHED.release, day("2026-11-15"))[0] == day("2027-03-15")
    assert releases_after(PUBLISHED.release, day("2026-11-14"))[0] == day("2026-11-15")


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2200, 1, 1)), st.integers(1, 12), st.integers(1, 31))
def test_the_next_releases_are_release_days_in_order_within_the_next_years(
    today: datetime.date, month: int, number: int
) -> None:
    days = (ReleaseDay(month=month, day=number), ReleaseDay(month=7, day=15))

    found = releases_after(days, today)

    assert list(found) == sorted(set(found))
    assert len(found) == 3
    assert today < found[0] <= today + datetime.timedelta(days=366)
    assert all(is_release_day(days, one) for one in found)


def test_own_meetings_give_deadlines_and_the_earliest_release(tmp_path: Path) -> None:
    found = outlook(PUBLISHED, TODAY, own(tmp_path, SPRING + AUTUMN))

    assert [(one.meeting.name, one.days_left) for one in found.can_make] == [("Invented spring meeting", 47)]
    assert [one.meeting.name for one in found.missed] == ["Invented autumn meeting"]
    assert found.earliest_release == day("2027-07-15")


@pytest.mark.parametrize(("today", "can"), [("2027-01-08", True), ("2027-01-09", False)])
def test_a_deadline_can_be_made_until_its_day_is_over(tmp_path: Path, today: str, *, can: bool) -> None:
    found = outlook(PUBLISHED, day(today), own(tmp_path, SPRING))

    assert bool(found.can_make) is can
    assert (found.earliest_release is not None) is can


def test_a_release_apart_from_the_published_days_is_marked(tmp_path: Path) -> None:
    found = outlook(PUBLISHED, TODAY, own(tmp_path, SPRING.replace("2027-07-15", "2027-07-01")))

    assert not found.can_make[0].on_release_day
    assert "none of the published release days" in " ".join(calendar_text(found).split())


def test_without_a_calendar_of_ones_own_no_deadline_is_named() -> None:
    text = " ".join(calendar_text(outlook(PUBLISHED, TODAY)).split())

    assert "no deadline can be named" in text
    assert "cannot take effect in the list before the next of these days, 15 March 2027" in text
    assert "No submission deadline for Category II proposals is published" in text


def test_what_is_published_stands_apart_from_what_is_the_users(tmp_path: Path) -> None:
    published, mine = calendar_text(outlook(PUBLISHED, TODAY, own(tmp_path, SPRING))).split("From your own calendar")

    assert "Invented spring meeting" in mine
    assert "Invented" not in published
    assert PUBLISHED.url in published


@pytest.mark.parametrize(("target", "passed"), [("2026-11-21", True), ("2026-11-22", False), (None, False)])
def test_a_target_before_the_as_of_date_is_told(target: str | None, *, passed: bool) -> None:
    evaluation = Evaluator(PACK, TODAY).evaluate(proposal_with({"change.target_deadline": target}))

    assert evaluation.outlook is not None
    assert evaluation.outlook.target_passed is passed
    assert evaluation.outlook.target == (day(target) if target else None)


def test_the_digest_of_the_calendar_is_in_the_ruler(tmp_path: Path) -> None:
    calendar = own(tmp_path, SPRING)
    evaluation = Evaluator(PACK, TODAY, calendar=calendar).evaluate(proposal_with({}))

    assert evaluation.ruler.calendar == calendar.digest
    assert Evaluator(PACK, TODAY).evaluate(proposal_with({})).ruler.calendar == ""


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("starts = 2027-02-04", "starts = 2027-01-08", "a day after submission_deadline"),
        ("ends = 2027-02-06", "ends = 2027-02-03", "a day not before starts"),
        ("release = 2027-07-15", "release = 2027-02-06", "a day after ends"),
        ("release = 2027-07-15", "", "meeting 1.release: found nothing"),
        ("2027-01-08", '"2027-01-08"', "without quotes"),
        ("2027-01-08", "2027-01-08T12:00:00", "without a time"),
        ('"Invented spring meeting"', '" "', "meeting 1.name"),
        ("release =", "releases =", "an unknown key"),
        ("[[meeting]]", "[[meetings]]", "found no meeting"),
        ("[[meeting]]", "[meeting]", "found no meeting"),
        ("2027-01-08", "2027-02-30", "expected TOML"),
    ],
)
def test_faults(tmp_path: Path, before: str, after: str, told: str) -> None:
    with pytest.raises(CalendarError) as caught:
        own(tmp_path, SPRING.replace(before, after, 1))

    assert told in str(caught.value)
    assert "calendar.toml" in str(caught.value)
    assert caught.value.exit_code == 2


def test_all_faults_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    with pytest.raises(CalendarError) as caught:
        own(
            tmp_path,
            SPRING.replace("2027-02-06", "2027-02-03")
            + SPRING.replace("2027-07-15", "soon", 1).replace("soon", '"soon"'),
        )

    text = str(caught.value)
    assert "2 faults" in text
    assert "calendar.toml:6" in text
    assert "calendar.toml:9" in text


def test_two_meetings_of_one_name(tmp_path: Path) -> None:
    with pytest.raises(CalendarError, match="two meetings of this name"):
        own(tmp_path, SPRING + SPRING)


def test_an_empty_file_and_one_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CalendarError, match="no meeting"):
        own(tmp_path, "")
    with pytest.raises(CalendarError, match="cannot be read"):
        read_calendar(str(tmp_path / "none.toml"))
