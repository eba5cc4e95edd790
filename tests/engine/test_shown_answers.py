"""Answers as a reader sees them: numbers with their units, placeholders within rows, gates that nobody filled in."""

from __future__ import annotations

import datetime

import pytest

from evaluator.api import Evaluator
from evaluator.engine.values import item_label, said_of, shown
from evaluator.model.answers import Answer, Item
from evaluator.model.measure_detail import ExceptionReason, ExpertRating, Period, Quantity
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack


def _reads(check: str, **sections: object) -> dict[str, str]:
    proposal = Proposal.model_validate({"id": "invented", **sections})
    evaluation = Evaluator(load_pack(), datetime.date(2026, 11, 22)).evaluate(proposal)
    checks = [each for one in (evaluation.form, *evaluation.criteria) for each in one.checks]
    return {read.label: read.value for each in checks if each.id == check for read in each.reads}


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (Period.model_validate({"length": 12, "unit": "months"}), "12 months"),
        (
            Period.model_validate({"length": 1, "unit": "years", "description": "a calendar year"}),
            "1 year, a calendar year",
        ),
        (Period.model_validate({"unit": "years"}), "years"),
        (
            Quantity.model_validate({"number": 310, "unit": "usd_per_person_per_year", "year": 2024}),
            "310 US dollars per person per year, 2024",
        ),
        (Quantity.model_validate({"number": "unknown", "unit": "people"}), "number: not known yet, people"),
    ],
)
def test_a_number_stands_with_its_unit(held: Item, words: str) -> None:
    assert shown(Answer(state="answered", value=held)) == words


def test_a_bare_number_says_of_what() -> None:
    rating = ExpertRating.model_validate({"median": 6, "raters": 11})

    assert shown(Answer(state="answered", value=rating)) == "median: 6, raters: 11"


def test_a_bare_yes_says_of_what() -> None:
    row = ExceptionReason.model_validate({"reason": "medical", "what": "Allergy", "numerator_applies": "yes"})

    assert shown(Answer(state="answered", value=(row,))) == "medical, Allergy, numerator applies: yes"


def test_the_places_of_states_within_are_told_so_that_a_report_says_them_in_its_language() -> None:
    rows = [{"reason": "medical", "what": "unknown"}, {"reason": "absent", "numerator_applies": "unknown"}]
    value = tuple(map(ExceptionReason.model_validate, rows))

    said = said_of(Answer(state="answered", value=value))

    assert said.words == "medical, what: not known yet; reason: none, numerator applies: not known yet"
    assert [(said.words[start:end], state) for start, end, state in said.states] == [
        ("not known yet", "unknown"),
        ("none", "absent"),
        ("not known yet", "unknown"),
    ]


def test_an_item_is_not_named_by_what_is_unknown_of_it() -> None:
    assert item_label(ExceptionReason.model_validate({"reason": "unknown", "what": "Allergy"})) == "Allergy"


@pytest.mark.parametrize("text", ["to be determined", "______", "• • •"])
def test_a_placeholder_in_a_row_is_shown_as_not_known(text: str) -> None:
    reads = _reads("G.exceptions", specification={"exceptions": [{"reason": "medical", "what": text}]})

    assert reads == {"Denominator exceptions": "medical, what: not known yet"}


def test_what_let_a_check_through_is_shown_only_where_it_was_answered() -> None:
    assert list(_reads("form.accountable_entity")) == ["Accountable entity"]
    assert "Kind of change" in _reads("form.accountable_entity", change={"kind": "add"})


def test_a_field_of_an_object_is_named_with_it() -> None:
    assert "Measurement period, unit" in _reads("G.period")
