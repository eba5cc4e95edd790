"""Coefficients of agreement against worked examples of the literature, and by laws that they keep."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.review.agreement import NOBODY, ONE_WORD, agreement, cohens_kappa

WORDS = ("a", "b", "c", "d", "e")


def paired(table: list[list[int]]) -> list[tuple[str, str]]:
    """Write out a table of counts: rows are the words of the first rater, columns those of the second."""
    return list(
        chain.from_iterable(
            [(WORDS[row], WORDS[column])] * count
            for row, counts in enumerate(table)
            for column, count in enumerate(counts)
        )
    )


def items(table: list[list[int]]) -> list[dict[str, str]]:
    return [{"one": one, "other": other} for one, other in paired(table)]


# Cohen (1960): 200 cases in three classes; observed .70, by chance .41, kappa .492.
COHEN = [[88, 10, 2], [14, 40, 6], [18, 10, 12]]
# Gwet (2008), table 3: 125 cases, nearly all in one class; kappa is negative where 94 in 100 agree.
GWET = [[118, 5], [2, 0]]
# Gwet, Handbook of Inter-Rater Reliability, 4th edition (2014), page 120, with the values of his R package irrCAC
# (data set cac.raw4raters): four raters, twelve cases, five classes, some not rated; agreement .818, AC1 .77544.
NONE = ""
FOUR_RATERS = {
    "one": ["a", "b", "c", "c", "b", "a", "d", "a", "b", NONE, NONE, NONE],
    "two": ["a", "b", "c", "c", "b", "b", "d", "a", "b", "e", NONE, NONE],
    "three": [NONE, "c", "c", "c", "b", "c", "d", "b", "b", "e", "a", "c"],
    "four": ["a", "b", "c", "c", "b", "d", "d", "a", "b", "e", "a", NONE],
}


def test_cohen_1960():
    found = agreement(items(COHEN), WORDS[:3])

    assert (found.n, found.raw) == (200, Fraction(70, 100))
    assert found.kappa == Fraction(70 - 41, 100 - 41)
    assert round(float(found.kappa), 3) == 0.492


def test_gwet_2008_where_kappa_is_negative_and_nearly_all_agree():
    found = agreement(items(GWET), WORDS[:2])

    assert found.raw == Fraction(118, 125)
    assert round(float(found.kappa), 4) == -0.0234
    assert round(float(found.ac1), 4) == 0.9408


def test_gwet_2014_with_four_raters_of_whom_some_did_not_rate():
    rated = [{rater: row[n] for rater, row in FOUR_RATERS.items() if row[n]} for n in range(12)]

    found = agreement(rated, WORDS)

    assert found.n == 11
    assert found.raw == Fraction(9, 11)
    assert round(float(found.ac1), 5) == 0.77544


def test_kappa_is_undefined_where_both_used_one_word_and_ac1_is_not():
    found = agreement([{"one": "a", "other": "a"}] * 4, WORDS)

    assert (found.raw, found.ac1, found.kappa, found.undefined) == (1, 1, None, ONE_WORD)


def test_nothing_is_said_where_no_two_rated_the_same():
    assert agreement([{"one": "a"}, {"other": "a"}, {}], WORDS) == (0, None, None, None, NOBODY)


def test_three_raters_have_the_mean_kappa_of_their_pairs():
    rated = [{"x": "a", "y": "a", "z": "b"}, {"x": "b", "y": "b", "z": "b"}, {"x": "a", "y": "b", "z": "a"}]
    pairs = [[(item[one], item[other]) for item in rated] for one, other in (("x", "y"), ("x", "z"), ("y", "z"))]

    found = agreement(rated, WORDS)

    assert found.kappa == sum(cohens_kappa(pair) for pair in pairs) / 3
    assert found.raw == Fraction(5, 9)


@pytest.mark.parametrize(("words", "told"), [(("a",), "at least two"), (("x", "y"), "not of the scale")])
def test_a_scale_that_does_not_fit_is_refused(words, told):
    with pytest.raises(ValueError, match=told):
        agreement([{"one": "a", "other": "a"}], words)


RATED = st.lists(st.dictionaries(st.sampled_from("xyz"), st.sampled_from(WORDS), max_size=3), max_size=12)


@given(RATED, st.permutations(WORDS))
def test_neither_the_order_of_items_nor_the_names_of_words_matter(rated, other):
    renamed = dict(zip(WORDS, other, strict=True))
    turned = [{rater: renamed[word] for rater, word in item.items()} for item in reversed(rated)]

    assert agreement(turned, WORDS) == agreement(rated, WORDS)


@given(RATED)
def test_coefficients_stay_in_their_bounds_and_are_one_only_where_all_agree(rated):
    found = agreement(rated, WORDS)

    for value in (found.raw, found.ac1, found.kappa):
        assert value is None or -1 <= value <= 1
    if found.n:
        assert (found.raw == 1) == (found.ac1 == 1) == all(len(set(item.values())) <= 1 for item in rated)
        assert found.kappa is None or (found.kappa == 1) <= (found.raw == 1)
