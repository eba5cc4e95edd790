"""Values as a reader wants them."""

from __future__ import annotations

import datetime

import pytest

from evaluator.rendering.computation import sources
from evaluator.rendering.harmless import safe_link
from evaluator.rendering.readings import path_in_words
from evaluator.rendering.values import date_in_words, name_in_words, sentence_in_words, value_in_words
from evaluator.rendering.words import count, joined


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("intermediate_outcome", "intermediate outcome"),
        ("claims, payer_file", "claims, payer file"),
        ("icd_10_cm", "ICD-10-CM"),
        ("ecqm", "eCQM"),
        ("2026-11-21", "21 November 2026"),
        ("2026-13-41", "2026-13-41"),
        ("a free_text with_underscores", "a free_text with_underscores"),
        ("140000", "140000"),
    ],
)
def test_choices_and_dates_become_words_and_free_text_stays(value: str, shown: str) -> None:
    assert value_in_words(value) == shown


def test_a_sentence_cites_choices_in_words_and_keeps_paths() -> None:
    sentence = "The type is intermediate_outcome; see risk_adjustment.specification."

    assert sentence_in_words(sentence) == "The type is intermediate outcome; see risk_adjustment.specification."


def test_small_words() -> None:
    assert date_in_words(datetime.date(2026, 3, 1)) == "1 March 2026"
    assert name_in_words("EVIDENCE_MISSING") == "Evidence missing"
    assert path_in_words("codes.0.related_codes.1.code") == "Codes, row 1, related codes, row 2, code"
    assert [count(1, "gap"), count(2, "gap"), count(2, "criterion", "criteria")] == ["1 gap", "2 gaps", "2 criteria"]
    assert [joined([]), joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


@pytest.mark.parametrize("address", ["https://example.org/a?b=c&d=e#f", "http://example.org"])
def test_plain_web_addresses_are_links(address: str) -> None:
    assert safe_link(address) == address


@pytest.mark.parametrize(
    "address", ["", "ftp://example.org", "https://a\nb", "https://a>b", "HTTPS://a|b", "mailto:a@b"]
)
def test_other_addresses_are_not(address: str) -> None:
    assert safe_link(address) == ""


def test_sources_stand_in_the_order_a_person_counts() -> None:
    from report_other_criteria import purpose
    from report_samples import evaluation

    from evaluator.model.evaluation import Cited

    cited = tuple(Cited(id=name, citation=name) for name in ("E10", "E2", "E1", "Aa"))
    whole = evaluation(criteria=(purpose().model_copy(update={"evidence": cited}),))

    assert [each.id for each in sources(whole)] == ["Aa", "E1", "E2", "E10"]
