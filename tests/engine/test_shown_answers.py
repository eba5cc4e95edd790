"""Answers as a reader sees them: numbers with their units, placeholders within rows, gates that nobody filled in."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from evaluator.api import Evaluator
from evaluator.engine.values import item_label, said_of, shown
from evaluator.model.answers import Answer, Item
from evaluator.model.evaluation import CheckResult, Read
from evaluator.model.measure_detail import ExceptionReason, ExpertRating, Period, Quantity
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack

_WRITTEN_AND_NOTHING_SAID = {
    "specification": {"denominator": "TBD", "age": "absent", "condition": "unknown"},
    "burden": {"minutes_before": {"not_applicable": "none"}},
}


def _checks(sections: dict[str, Any]) -> list[CheckResult]:
    proposal = Proposal.model_validate({"id": "invented", **sections})
    evaluation = Evaluator(load_pack(), datetime.date(2026, 11, 22)).evaluate(proposal)
    return [each for one in (evaluation.form, *evaluation.criteria) for each in one.checks]


def _all_reads(sections: dict[str, Any]) -> list[Read]:
    return [read for each in _checks(sections) for read in each.reads]


def _reads(check: str, **sections: object) -> dict[str, str]:
    return {read.label: read.value for each in _checks(sections) if each.id == check for read in each.reads}


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
def test_a_placeholder_in_a_row_is_quoted_and_counts_as_not_known(text: str) -> None:
    reads = _reads("G.exceptions", specification={"exceptions": [{"reason": "medical", "what": text}]})

    assert reads == {"Denominator exceptions": f'medical, what: "{text}" (not known yet)'}


def test_what_is_written_and_says_nothing_is_kept_for_who_looks_for_it_in_the_file() -> None:
    reads = {read.path: (read.state, read.value) for read in _all_reads(_WRITTEN_AND_NOTHING_SAID)}

    assert reads["specification.denominator"] == ("unknown", "TBD")
    assert reads["burden.minutes_before"] == ("unknown", "not_applicable: none")
    assert reads["specification.age"] == ("unknown", "absent")
    assert reads["specification.condition"] == ("unknown", "")


def test_what_is_written_and_says_nothing_is_no_part_of_a_sentence() -> None:
    [check] = [each for each in _checks(_WRITTEN_AND_NOTHING_SAID) if each.id == "G.denominator"]

    assert "TBD" not in check.says


def test_what_a_source_that_nobody_named_would_say_is_read_of_no_other() -> None:
    source = {"id": "E1", "citation": "A", "grade": "A", "scheme": "USPSTF", "year": 2024}
    rows = [{"standing": "national", "stance": "recommends"}, {"source": "E1", "standing": "national"}]
    for guidelines in (rows, rows[::-1]):
        checks = _checks({"evidence": {"sources": [source], "guidelines": guidelines}})
        named = {each.key: each.reads for each in checks if each.id == "E1.recommended"}
        nobody = rows.index(guidelines[0])
        reads = {read.label: (read.path, read.state, read.evidence) for read in named[f"E1.recommended[{nobody}]"]}
        known = {read.label: (read.path, read.state, read.evidence) for read in named[f"E1.recommended[{1 - nobody}]"]}

        assert reads["Grade"] == (f"evidence.guidelines.{nobody}.source", "blank", ())
        assert known["Grade"] == ("evidence.sources.0.grade", "answered", ("E1",))


def test_a_source_of_any_name_is_cited_by_who_names_it_only() -> None:
    source = {"id": "None", "citation": "A", "grade": "A", "scheme": "USPSTF"}
    reads = _all_reads({"evidence": {"sources": [source], "guidelines": [{"stance": "recommends"}]}})

    assert not [read for read in reads if read.evidence]


def test_what_let_a_check_through_is_shown_only_where_it_was_answered() -> None:
    assert list(_reads("form.accountable_entity")) == ["Accountable entity"]
    assert "Kind of change" in _reads("form.accountable_entity", change={"kind": "add"})


def test_a_field_of_an_object_is_named_with_it() -> None:
    assert "Measurement period, unit" in _reads("G.period")
