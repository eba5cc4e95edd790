from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from html_pages import text_of
from web_server import PACK, Person, running

from evaluator.api import Evaluator
from evaluator.packs.own_calendar import read_calendar
from evaluator.packs.own_codes import read_codes
from evaluator.proposals.draft_reading import read_draft
from evaluator.proposals.drafts import with_held
from evaluator.store.proposals import Store
from evaluator.web.office import Office
from evaluator.web.own import Own

DAY = datetime.date(2026, 3, 1)
DRAFT = with_held({}, "codes.k00000001.code", "9999F")
PROPOSAL = read_draft(DRAFT, PACK).proposal
CALENDAR = """
[[meeting]]
name = "Invented spring meeting"
submission_deadline = 2027-01-08
starts = 2027-02-04
ends = 2027-02-06
release = 2027-07-15
"""


@pytest.fixture
def own(tmp_path: Path) -> Own:
    (tmp_path / "codes.txt").write_text("9999F\n")
    (tmp_path / "calendar.toml").write_text(CALENDAR)
    return Own(DAY, read_codes(str(tmp_path / "codes.txt")), read_calendar(str(tmp_path / "calendar.toml")))


def test_the_form_judges_as_the_command_line_does_with_the_same_files(tmp_path: Path, own: Own) -> None:
    store = Store(tmp_path / "data")
    made = store.create(DRAFT)
    alone, expected = (
        Evaluator(PACK, DAY),
        Evaluator(PACK, DAY, codes=own.codes, calendar=own.calendar).evaluate(PROPOSAL),
    )

    with running(store, own) as url, Person(url) as person:
        page = person.page(f"/proposals/{made}")
        result = person.get(f"/proposals/{made}/export/report-json").json()
    store.close()

    assert expected.recommendation.gaps > alone.evaluate(PROPOSAL).recommendation.gaps
    assert result["evaluation"] == expected.model_dump(mode="json", by_alias=True)
    assert "as of 2026-03-01, with your own list of codes and calendar." in text_of(page)


def test_without_a_day_each_is_judged_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    office = Office(store, PACK)
    store.close()
    found = []

    for day in (DAY, DAY + datetime.timedelta(days=1)):
        monkeypatch.setattr(Own, "day", day)
        found.append(office.judged(DRAFT).evaluation.ruler.as_of)

    assert found == [DAY, DAY + datetime.timedelta(days=1)]
