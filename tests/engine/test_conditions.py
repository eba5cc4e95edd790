"""Conditions that the shipped packs have no use for today are part of the language all the same."""

from __future__ import annotations

import datetime

import pytest

from evaluator.engine.answers import Answers, context_of
from evaluator.engine.conditions import Conditions
from evaluator.packs import load_pack
from evaluator.proposals.document import Document, SourceMap
from evaluator.proposals.reading import proposal_of

PACK = load_pack()
DAY = datetime.date(2028, 2, 29)


def _decided(condition, measure, change=None, **sections):
    data = {"schema": "cat2-proposal/1", "measure": measure, "change": change or {}, **sections}
    proposal = proposal_of(Document(data, SourceMap(dict)), PACK).proposal
    return Conditions(PACK, Answers(PACK), {}).compile(condition, None)(context_of(proposal, DAY))


@pytest.mark.parametrize(
    ("title", "steward", "decided"),
    [
        ("Grip", "Grip", True),
        ("Grip", "Another", False),
        ("Other", None, True),
        ("Grip", None, None),
        (None, "Grip", None),
    ],
)
def test_a_value_may_be_one_of_other_answers_and_words(title, steward, decided):
    measure = {"title": title, "steward": steward}

    assert _decided("measure.title in [measure.steward, other]", measure) is decided


@pytest.mark.parametrize(
    ("deadline", "decided"),
    [("2028-02-29", True), ("2028-03-01", False), ("1999-01-01", False), (None, None)],
)
def test_a_date_lies_within_years_before_the_day_of_judgement(deadline, decided):
    threshold = next(name for name, each in PACK.thresholds.items() if each.unit == "years" and each.value % 4)

    assert _decided(f"change.target_deadline within @{threshold}", {}, {"target_deadline": deadline}) is decided


@pytest.mark.parametrize(
    ("second", "decided"),
    [
        ({"state": "not_met", "code": "300XF"}, True),
        ({"state": "met", "code": "300XF"}, False),
        ({"state": "met"}, None),
        ({"state": "not_met"}, True),
    ],
)
def test_rows_differ_by_one_field_and_an_unanswered_one_leaves_it_open(second, decided):
    reporting = {"states": [{"state": "met", "code": "300XF"}, second]}

    assert _decided("all_distinct reporting.states by [state, code]", {}, reporting=reporting) is decided
