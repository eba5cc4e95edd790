"""Fields that are compared although their answers have no order, or can never be the same: told before any proposal."""

from __future__ import annotations

from functools import cache

import pytest

from evaluator.model.criteria import Pack
from evaluator.packs import load_pack
from evaluator.packs.condition_words import ConditionWords


@cache
def pack() -> Pack:
    whole = load_pack("ama-category-ii@2026-11")
    age = whole.thresholds["evidence_age"]
    changed = {"half": age.model_copy(update={"value": 2.5}), "less": age.model_copy(update={"value": -1})}
    unit = {"bare": age.model_copy(update={"unit": ""}), "one": age.model_copy(update={"unit": "Year", "value": 1})}
    return whole.model_copy(update={"thresholds": {**whole.thresholds, **changed, **unit}})


def faults(condition: str) -> list[tuple[str, str]]:
    return ConditionWords(pack(), {}).faults(condition, None)


@pytest.mark.parametrize(
    "condition",
    [
        "measure.last_reviewed <= change.target_deadline",
        "measure.last_reviewed = measure.title",
        "significance.segment.year >= 2021",
        "significance.segment.year < as_of",
        "significance.segment.year >= significance.cost.year",
        "significance.segment.number > burden.minutes_before",
        "significance.segment.number >= @large_population",
        "measure.title = measure.type",
        "measure.title in [measure.description, word]",
        "some measure.parts: (measure.type = item.type)",
        "some codes: (measure.title = item.descriptor)",
        "some use.purposes: (item = payment)",
        "measure.last_reviewed within @evidence_age",
        "significance.segment.year within @one",
    ],
)
def test_what_can_be_compared_is_no_fault(condition):
    assert faults(condition) == []


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
@pytest.mark.parametrize(
    ("left", "right", "kinds"),
    [
        ("significance.segment.year", "measure.last_reviewed", ("year", "date")),
        ("measure.last_reviewed", "significance.segment.year", ("date", "year")),
        ("significance.segment.number", "measure.title", ("number", "text")),
        ("measure.last_reviewed", "measure.title", ("date", "text")),
        ("measure.last_reviewed", "measure.parts", ("date", "list")),
    ],
)
def test_answers_without_an_order_are_not_compared_by_size(left, right, sign, kinds):
    found = f"'{left}', a {kinds[0]}, compared with '{right}', a {kinds[1]}"

    assert faults(f"{left} {sign} {right}") == [(found, "fields of one kind")]


@pytest.mark.parametrize("form", ["{} = {}", "{} != {}", "{} in [{}]"])
@pytest.mark.parametrize(
    ("left", "right", "kinds"),
    [
        ("significance.segment.year", "measure.last_reviewed", ("year", "date")),
        ("significance.segment.number", "measure.title", ("number", "text")),
        ("measure.title", "burden.minutes_before", ("text", "number")),
        ("measure.type", "measure.last_reviewed", ("choice", "date")),
        ("measure.type", "change.kind", ("choice", "choice")),
        ("measure.title", "measure.parts", ("text", "list")),
        ("measure.title", "significance.segment", ("text", "object")),
    ],
)
def test_answers_that_can_never_be_the_same_are_not_compared(left, right, form, kinds):
    found = f"'{left}', a {kinds[0]}, compared with '{right}', a {kinds[1]}"

    assert faults(form.format(left, right)) == [(found, "fields of one kind, whose answers can be the same")]


@pytest.mark.parametrize(
    ("condition", "found", "expected"),
    [
        (
            "measure.last_reviewed > 3",
            "'measure.last_reviewed' compared with the number 3",
            "no number: measure.last_reviewed is a date",
        ),
        (
            "measure.last_reviewed < @evidence_age",
            "'measure.last_reviewed' compared with the number @evidence_age",
            "no number: measure.last_reviewed is a date",
        ),
        (
            "measure.type in [process, 3]",
            "'measure.type' compared with the number 3",
            "no number: measure.type is a choice",
        ),
        (
            'measure.last_reviewed = "2026-01-01"',
            "the word '2026-01-01'",
            "as_of or a date of the proposal, because measure.last_reviewed holds a date",
        ),
        (
            "evidence_grades(codes, measure.title) in [none]",
            "'codes' compared whole",
            "one of its fields, or some, each or count",
        ),
        (
            "measure.last_reviewed within @large_population",
            "'@large_population', which counts people in the United States",
            "a threshold counted in years",
        ),
        ("measure.last_reviewed within @bare", "'@bare', which counts nothing", "a threshold counted in years"),
        ("measure.last_reviewed within @half", "'@half' of 2.5 years", "a threshold of whole years, none or more"),
        ("measure.last_reviewed within @less", "'@less' of -1 years", "a threshold of whole years, none or more"),
        ("burden.minutes_before within @evidence_age", "'burden.minutes_before' within years", "a date or year"),
        ("measure.title within @evidence_age", "'measure.title' compared by size", "a number, year or date"),
        ("measure.titel within @evidence_age", "the field 'measure.titel'", "'measure.title'"),
    ],
)
def test_numbers_words_and_years_stand_where_they_can_be_compared(condition, found, expected):
    assert faults(condition) == [(found, expected)]
