"""What each wording rule of the AMA pack finds, and what it passes over."""

from __future__ import annotations

import datetime
import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.advice.examples import proposal_with
from evaluator.engine.answers import Answers, context_of
from evaluator.engine.wording import Wording
from evaluator.engine.wording_hits import WholeWords, _any_of
from evaluator.model.evaluation import Advisory
from evaluator.packs import load_pack

PACK = load_pack()
WORDING = Wording(PACK, Answers(PACK))
TODAY = datetime.date(2026, 11, 22)
NUMERATOR, DENOMINATOR = "specification.numerator", "specification.denominator"


def found(answers: dict[str, Any]) -> list[tuple[str, str]]:
    """List the rules that find something, each with the field."""
    return [(row.check, row.path) for row in advice(answers)]


def advice(answers: dict[str, Any]) -> list[Advisory]:
    by_criterion = WORDING.of(context_of(proposal_with(answers), TODAY))
    return [row for rows in by_criterion.values() for row in rows]


def rules_for(text: str, field: str = NUMERATOR) -> list[str]:
    return [rule for rule, path in found({field: text}) if path == field]


@pytest.mark.parametrize(
    "text",
    [
        "Patients with an appropriate test",
        "Patients seen in a timely manner",
        "Foot examined as needed",
        "Weight measured Regularly",
        "Dose adjusted adequately",
        "Pain under control",
        "Advice given on diet, sleep, etc.",
        "Patients with a well-\ncontrolled pressure, i.e. well-controlled",
    ],
)
def test_vague_words_are_found(text: str) -> None:
    assert rules_for(text) == ["E.wording_vague"]


@pytest.mark.parametrize(
    "text",
    [
        "Patients with the most recent pressure below 140/90 mm Hg",
        "Patients who met the appropriate use criteria of the invented college",
        "Inappropriation proceedings recorded",
        "Falls as indicated by a code of the value set",
        "Answers to the questions of the “Getting Timely Care” scale",
        "Patients whose grip strength was recorded at least once in 12 months",
    ],
)
def test_words_that_only_look_vague_are_passed_over(text: str) -> None:
    assert rules_for(text) == []


def test_a_defined_term_is_not_vague() -> None:
    terms = [{"term": "Appropriate hearing test", "definition": "Pure-tone audiometry at four frequencies"}]

    assert found({NUMERATOR: "Patients with an appropriate hearing test", "specification.terms": terms}) == []
    assert rules_for("Patients with an appropriate hearing test") == ["E.wording_vague"]


def test_the_same_words_in_one_field_are_told_once_and_in_two_fields_twice() -> None:
    twice = {NUMERATOR: "Timely care and timely tests", DENOMINATOR: "Adults aged 18 in hospital in the year, timely"}

    assert [path for rule, path in found(twice) if rule == "E.wording_vague"] == [DENOMINATOR, NUMERATOR]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patients with LOPS", True),
        ("Patients with loss of protective sensation (LOPS)", False),
        ("Patients with LOPS (loss of protective sensation)", False),
        ("Patients with LOPS [loss of protective sensation]", False),
        ("Patients with HIV on an MRI scan", False),
        ("ALL PATIENTS WITH GLAUCOMA OR LOSS OF SIGHT", False),
        ("Treatment as described by Cohen-Cole SA et al.", False),
        ("Vitamin B12 and stage T2", False),
    ],
)
def test_abbreviations_are_spelled_out(text: str, *, expected: bool) -> None:
    assert ("E.wording_abbreviations" in rules_for(text)) is expected


def test_an_abbreviation_may_be_spelled_out_in_a_field_before_or_among_the_terms() -> None:
    before = {"measure.description": "Share with loss of protective sensation (LOPS)", NUMERATOR: "Tested for LOPS"}
    terms = {NUMERATOR: "Tested for LOPS", "specification.terms": [{"term": "LOPS", "definition": "as tested"}]}
    after = {"measure.description": "Tested for LOPS", NUMERATOR: "Loss of protective sensation (LOPS) tested"}

    assert found(before) == []
    assert found(terms) == []
    assert found(after) == [("E.wording_abbreviations", "measure.description")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patients with E11.9 (ICD-10-CM)", True),
        ("Adults with type 2 diabetes (ICD-10-CM E11.9)", False),
        ("Visits reported with 300XF or 9999F", True),
        ("Visits with CPT 99999", True),
        ("All 12345 patients of the register", False),
        ("Patients with LOINC 4548-4 reported", True),
        ("Patients born in 2019-20 aged 10-2", False),
        ("SNOMED 44054006 in the problem list", True),
        ("One of 1250000 persons", False),
        ("Vitamin B12 measured", False),
    ],
)
def test_codes_do_not_stand_for_words(text: str, *, expected: bool) -> None:
    assert ("G.wording_codes_for_words" in rules_for(text)) is expected


@pytest.mark.parametrize(
    "text", ["Adults, excluding those in hospice", "Adults except in hospice", "Adults unless ill"]
)
def test_exclusions_are_not_hidden(text: str) -> None:
    assert "G.wording_hidden_exclusion" in rules_for(text)
    assert "G.wording_hidden_exclusion" not in rules_for("Virus tests to exclude infection")


def test_a_denominator_names_age_condition_setting_and_period() -> None:
    rows = advice({DENOMINATOR: "Patients", "specification.age": "65 or older"})
    whole = "Patients, age 65 or older, with diabetes in ambulatory care during the calendar year"
    fields = {
        "specification.age": "65",
        "specification.condition": "Diabetes",
        "specification.care_setting": "Clinic",
        "specification.measurement_period": {"length": 12, "unit": "months"},
    }

    assert [(row.check, row.says) for row in rows] == [
        ("G.wording_denominator", "The denominator does not say: condition or event, setting, period.")
    ]
    assert rows[0].better.startswith("Patients, age 65 or older, with [")
    assert found({DENOMINATOR: whole}) == []
    assert found({DENOMINATOR: "Patients", **fields}) == []


def test_a_denominator_is_read_together_with_the_initial_population() -> None:
    population = "Adults with diabetes seen in a clinic during the year"

    assert found({DENOMINATOR: "Equals Initial Population", "specification.initial_population": population}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Height and/or weight recorded", ["G.wording_and_or"]),
        ("Weight or height and waist recorded", ["G.wording_mixed_and_or"]),
        ("Patients prescribed two or more opioids and a sedative", []),
        ("Adults 18 years and older with pain or fever", []),
        ("Weight, height (or length), and waist recorded", []),
        ("Stayed alone; or were offered and declined the vaccine", []),
    ],
)
def test_and_and_or_do_not_clash(text: str, expected: list[str]) -> None:
    assert rules_for(text) == expected


def test_near_identical_narratives_are_told_and_identical_ones_left_to_the_check() -> None:
    first = (
        "Reported when the result of the foot examination was recorded in the visit note by the physician on the left"
    )
    narratives = [first, first.replace("left", "right"), "Reported when sensation was tested with a monofilament"]
    codes = [{"narrative": text} for text in narratives]
    same = [{"narrative": first}, {"narrative": first}]

    assert found({"codes": codes}) == [("I.wording_same_narrative", "codes.1.narrative")]
    assert found({"codes": same}) == []


@pytest.mark.parametrize(
    ("field", "limit", "rule"),
    [
        ("measure.title", 255, "G.wording_title_length"),
        ("measure.description", 700, "G.wording_description_length"),
        (NUMERATOR, 8000, "G.wording_text_length"),
    ],
)
def test_length_limits(field: str, limit: int, rule: str) -> None:
    words = "patient " * 1100

    assert found({field: words[:limit]}) == []
    assert found({field: words[: limit - 1] + "xx"}) == [(rule, field)]


@pytest.mark.parametrize("text", ["TBD", "unknown", "absent", "", "See specification", {"not_applicable": "timely"}])
def test_what_is_no_answer_is_not_linted(text: object) -> None:
    assert found({NUMERATOR: text, "specification.stratification": text}) == []


def test_an_advisory_has_the_place_the_words_and_a_better_wording() -> None:
    (row,) = advice({"codes": [{"narrative": "Grip strength"}, {"narrative": "Reported when a timely test was done"}]})

    assert (row.check, row.path, row.force) == ("I.wording_vague", "codes.1.narrative", "lint")
    assert row.excerpt == "Reported when a timely test was done"
    assert row.better.startswith("Give the time")


def test_every_rule_has_something_that_it_finds() -> None:
    texts = {
        "E.wording_vague": {NUMERATOR: "timely"},
        "E.wording_abbreviations": {NUMERATOR: "LOPS"},
        "G.wording_codes_for_words": {NUMERATOR: "9999F"},
        "G.wording_hidden_exclusion": {NUMERATOR: "unless"},
        "G.wording_denominator": {DENOMINATOR: "People"},
        "G.wording_and_or": {NUMERATOR: "and/or"},
        "G.wording_mixed_and_or": {NUMERATOR: "x and y or z"},
        "G.wording_title_length": {"measure.title": "x" * 256},
        "G.wording_description_length": {"measure.description": "x" * 701},
        "G.wording_text_length": {"change.reason": "x" * 8001},
        "I.wording_vague": {"change.wording_after": "timely"},
        "I.wording_and_or": {"change.wording_after": "and/or"},
        "I.wording_same_narrative": {"codes": [{"narrative": "a b c d e f g h"}, {"narrative": "a b c d e f g i"}]},
        "F.wording_vague": {"risk_adjustment.instructions": "timely"},
    }

    assert set(texts) == {rule.id for rule in PACK.wording}
    assert [rule for rule, answers in texts.items() if rule not in [name for name, _ in found(answers)]] == []


PROSE = "Patients aged 18 years or older with loss of protective sensation (LOPS) whose feet were examined at a visit. "


def seconds(text: str) -> float:
    context = context_of(proposal_with({NUMERATOR: text}), TODAY)
    times = []
    for _ in range(3):
        start = time.process_time()
        WORDING.of(context)
        times.append(time.process_time() - start)
    return min(times)


def test_a_text_of_a_hundred_thousand_characters_takes_a_tenth_of_a_second() -> None:
    assert seconds((PROSE * 1000)[:100_000]) < 0.1


@pytest.mark.untraced
@pytest.mark.parametrize(
    "piece",
    ["as ", "as  needed ", "and or ", "AB ", "A", "(", "[a ", "excluding ", "9999F ", "\n", "“a", "A1-", '"timely" '],
)
def test_no_text_takes_much_longer_than_its_length_asks(piece: str) -> None:
    # Texts made of nothing but hits; something quadratic would take minutes.
    assert seconds((piece * 100_000)[:100_000]) < 2


PHRASES = (
    "as needed",
    "needed",
    "T\u0130mid",
    "Timely",
    "in a timely manner",
    "well-controlled",
    "e.g.",
    "i.e",
    "skin",
    "%",
    "µg",
)
PIECES = (
    *PHRASES,
    "AS",
    "\u017fkin",
    "s\u212ain",
    "T\u0130MELY",
    "t\u0131mely",
    "\u039cG",
    "\u0345",
    " ",
    "  ",
    "\n",
    ".",
    "-",
    "x",
    "\u0130",
    "ß",
)


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.sets(st.sampled_from(PHRASES)))
def test_whole_words_are_found_as_by_one_pattern_for_each_phrase(text: str, phrases: set[str]) -> None:
    found = {match[0] for match in WholeWords(phrases).finditer(text)}
    alone = {
        match[0]
        for phrase in phrases
        for match in re.finditer(
            rf"(?<!\w){re.escape(phrase).replace(chr(92) + ' ', ' {1,3}')}(?!\w)", text, re.IGNORECASE
        )
    }

    assert found <= alone
    assert bool(found) == bool(alone)


def test_many_texts_are_searched_with_few_patterns_and_as_the_first_ones_are() -> None:
    phrases = [f"word{number} of it" for number in range(12)]
    texts = [f"word{one} of it, word{other} of it" for one in range(12) for other in range(12)]
    words, before = WholeWords(phrases), _any_of.cache_info().misses

    found = [[match.span() for match in words.finditer(text)] for text in texts]

    assert _any_of.cache_info().misses - before < 12
    assert found == [[match.span() for match in WholeWords(phrases).finditer(text)] for text in texts]
    assert {len(spans) for spans in found} == {2}
