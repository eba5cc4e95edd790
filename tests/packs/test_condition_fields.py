"""What a rule author is told about a condition that can be read and whose words do not fit the proposal."""

from __future__ import annotations

from functools import cache

import pytest

from evaluator.packs import load_pack
from evaluator.packs.condition_words import ConditionWords

DEFINE = {
    "itself": "not itself",
    "one": "other",
    "other": "one",
    "broken": "measure.title is",
    "fine": "measure.title is answered",
}


@cache
def words() -> ConditionWords:
    return ConditionWords(load_pack("ama-category-ii@2026-11"), DEFINE)


@pytest.mark.parametrize(
    "condition",
    [
        "fine and not (measure.type = process)",
        "measure.title is evidenced with [year, grade]",
        "measure.last_reviewed within @evidence_age",
        "measure.last_reviewed < as_of",
        "measure.title = measure.description",
        "measure.maintenance_interval_years <= 3",
        "measure.title = word",
        "count codes > 1 and count codes: (item.code is answered) <= @panel_largest",
        "some evidence.guidelines: (item.source.year within @evidence_age)",
        "some codes: (some item.related_codes: (item.system is answered))",
        "distinct codes.code > 1 and all_distinct codes by [code, section]",
        "codes.code covers measure.parts.name",
        "some evidence.sources: (evidence_grades(item.scheme, item.grade) in [none])",
        "reading.capture = shown",
    ],
)
def test_words_that_fit_are_no_fault(condition: str) -> None:
    assert words().faults(condition, None) == []


@pytest.mark.parametrize(
    ("condition", "found", "expected"),
    [
        ("measure.titel is answered", "the field 'measure.titel'", "'measure.title'"),
        ("qqqq.zzzz is answered", "the field 'qqqq.zzzz'", "a field of the proposal"),
        ("measure.titel is evidenced", "the field 'measure.titel'", "'measure.title'"),
        ("measure.titel = a", "the field 'measure.titel'", "'measure.title'"),
        ("measure.title = measure.titel", "the field 'measure.titel'", "'measure.title'"),
        ("measure.title is evidenced with [yaer]", "'yaer'", "'year'"),
        ("item.code is answered", "'item.code' outside a list", "a field of the proposal"),
        ("measure.type = proces", "'proces'", "'process'"),
        ("measure.type in [process, outcom]", "'outcom'", "'outcome'"),
        ("measure.type > process", "'measure.type' compared by size", "a number, year or date"),
        ("codes = code", "'codes' compared whole", "one of its fields, or some, each or count"),
        ("measure.title = as_of", "'measure.title' compared with as_of", "a date or year"),
        (
            "measure.maintenance_interval_years = three",
            "the word 'three'",
            "a number, because measure.maintenance_interval_years holds one",
        ),
        ("measure.last_reviewed within @evidence_aeg", "'evidence_aeg'", "'evidence_age'"),
        ("count measure.title > 1", "'measure.title'", "a list of the proposal"),
        ("count cods > 1", "the field 'cods'", "'codes'"),
        ("count codes > @panel_larges", "'panel_larges'", "'panel_largest'"),
        ("count codes: (item.cod is answered) > 1", "the field 'item.cod'", "'codes[].code'"),
        ("some codes: (item.cod is answered)", "the field 'item.cod'", "'codes[].code'"),
        ("some measure.title: (fine)", "'measure.title'", "a list of the proposal"),
        ("measure.title is", "the end at column 17", "a name"),
        (
            "days_between(measure.title, measure.last_reviewed) > 1",
            "'measure.title' between two dates",
            "a date of the proposal",
        ),
        (
            "days_between(measure.last_reviewd, measure.last_reviewed) > 1",
            "the field 'measure.last_reviewd'",
            "'measure.last_reviewed'",
        ),
        ("distinct codes.cod > 1", "the field 'item.cod'", "'codes[].code'"),
        ("all_distinct codes by [cod]", "the field 'item.cod'", "'codes[].code'"),
        ("codes.code covers measure.parts.nam", "the field 'item.nam'", "'measure.parts[].name'"),
        (
            "some evidence.guidelines: (item.source.yaer is answered)",
            "the field 'item.source.yaer'",
            "'evidence.sources[].year'",
        ),
        ("evidence_grade(measure.title) in [none]", "'evidence_grade'", "'evidence_grades'"),
        (
            "evidence_grades(measure.title) in [none]",
            "1 fields for the table 'evidence_grades'",
            "2: scheme, grade",
        ),
        ("known_codes(measure.titel) in [none]", "the field 'measure.titel'", "'measure.title'"),
        ("known_codes(measure.title) in [non]", "'non'", "'none'"),
        ("reading.captur = shown", "'captur'", "'capture'"),
        ("reading.capture = show", "'show'", "'shown'"),
        ("fin", "'fin'", "'fine'"),
        ("itself", "'itself', which is defined by itself", "a condition that does not come back to its own name"),
        ("one", "'one', which is defined by itself", "a condition that does not come back to its own name"),
        ("broken", "the end at column 17 of 'broken'", "a name"),
    ],
)
def test_words_that_do_not_fit_are_named_with_what_was_expected(condition: str, found: str, expected: str) -> None:
    assert words().faults(condition, None) == [(found, expected)]


def test_a_name_like_no_other_is_answered_with_those_there_are() -> None:
    assert words().faults("qqqq", None) == [
        ("'qqqq'", "a field, or a name of [define]: itself, one, other, broken, fine")
    ]


def test_every_fault_of_a_condition_is_named_at_once() -> None:
    faults = words().faults("measure.titel is answered or count codes > @mny", None)

    assert [found for found, _ in faults] == ["the field 'measure.titel'", "'mny'"]
