"""Conditions in words: every word of the language, as a reader of a page gets it."""

from __future__ import annotations

import pytest

from evaluator.packs import load_pack
from evaluator.packs.condition_parser import ConditionFault
from evaluator.rendering.condition_words import ConditionWords

SAID = {
    "measure.title is answered": "“Title” is answered",
    "measure.steward is absent": "“Owner” is stated not to exist",
    "measure.steward is unknown": "“Owner” is not known yet",
    "measure.steward is blank": "“Owner” is left blank",
    "measure.steward is claimed": "“Owner” is claimed not to apply",
    "not (measure.steward is blank)": "“Owner” is not left blank",
    "not measure.title is answered": "“Title” is not answered",
    "influence.intervention is evidenced": (
        "“Action that changes the outcome” is answered with a source of the register"
    ),
    "influence.intervention is evidenced with [year, grade]": (
        "“Action that changes the outcome” is answered with a source of the register that carries Year and Grade"
    ),
    "measure.type = process": "“Kind of measure” is process",
    "measure.type in [outcome, patient_reported_outcome, process]": (
        "“Kind of measure” is outcome, patient-reported outcome or process"
    ),
    "measure.maintenance_interval_years <= @maintenance_years": "“Years between reviews” is at most 3 years",
    "measure.maintenance_interval_years > 0": "“Years between reviews” is more than 0",
    "measure.last_reviewed >= as_of": "“Measure, last reviewed” is at least the day judged for",
    "measure.last_reviewed within @maintenance_years": "“Measure, last reviewed” is no more than 3 years old",
    "testing.level = specification.level": "“Level of testing” is “Level of reporting”",
    "some evidence.sources: (item.design = pilot)": "for some of “Evidence register”: (“Design” is pilot)",
    "most evidence.sources: (item.year < 2020)": (
        "for most of “Evidence register”: (“Evidence, sources, year” is less than 2020)"
    ),
    "count evidence.sources >= @several_studies": "the number of “Evidence register” is at least 2 studies",
    "count evidence.sources: (item.design = pilot) = 1": (
        "the number of “Evidence register” with (“Design” is pilot) is 1"
    ),
    "distinct evidence.sources.design >= 2": "the number of different answers to “Design” is at least 2",
    "all_distinct evidence.sources by [design, grade]": "no two of “Evidence register” agree in “Design” and “Grade”",
    "evidence.sources.id covers evidence.reviews.source": (
        "“Evidence, sources, id” of “Evidence register” has every answer that "
        "“Source of the review” of “Systematic reviews” has"
    ),
    "body_grades(measure.title, measure.steward) in [high, none]": (
        "the table “Confidence in a body of evidence” gives high or no row for “Title” with “Owner”"
    ),
    "health_outcome": "“Health outcome” holds",
    "not health_outcome": "“Health outcome” does not hold",
    "not (measure.type = process)": "it is not so that (“Kind of measure” is process)",
    "(measure.type = process or measure.type = outcome) and measure.title is answered": (
        "(“Kind of measure” is process or “Kind of measure” is outcome) and “Title” is answered"
    ),
    "reading.some_choice = broad": "the reading in force of “Some choice” is “Broad”",
    "days_between(measure.last_reviewed, change.target_deadline) >= 30": (
        "the days from “Measure, last reviewed” to “Change, target deadline”: is at least 30"
    ),
}


@pytest.fixture(scope="module")
def words():
    return ConditionWords(load_pack("measure-evaluation"))


@pytest.mark.parametrize("condition", SAID)
def test_condition_in_words(words, condition):
    assert words.of(condition) == SAID[condition]


def test_item_is_named_by_the_list_it_comes_from():
    words = ConditionWords(load_pack("measure-evaluation"), "evidence.reviews")

    assert words.of("item.systematic = yes") == "“Systematic” is yes"
    assert words.of("item.source.grade is answered") == "“Grade” is answered"
    assert words.of("some evidence.reviews: (item = E1)") == "for some of “Systematic reviews”: (the item is E1)"


def test_a_sentence_shows_where_answers_will_stand():
    words = ConditionWords(load_pack("measure-evaluation"), "evidence.reviews")
    sentence = "{item}: graded {item.source.grade} ({evidence}), within {@maintenance_years}, for {measure.title}."

    assert words.sentence(sentence) == "[the item]: graded [Grade] ([sources]), within 3 years, for [Title]."


def test_what_is_no_condition_is_no_words(words):
    with pytest.raises(ConditionFault):
        words.of("measure.title is")
