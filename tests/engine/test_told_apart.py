"""Whether rows differ is found by what they state, and comes to what a comparison of each with each would."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.engine.predicates import _told_apart

_ROWS = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.tuples(*[st.sampled_from([None, "a", "b", "c"])] * width), min_size=1, max_size=6)
)


def _pair_by_pair(rows):
    found = True
    for one, other in itertools.combinations(rows, 2):
        pairs = list(zip(one, other, strict=True))
        if any(None not in pair and pair[0] != pair[1] for pair in pairs):
            continue
        if all(None not in pair for pair in pairs):
            return False
        found = None
    return found


@given(_ROWS)
def test_as_pair_by_pair(rows):
    assert _told_apart(rows) is _pair_by_pair(rows)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("a", None), (None, "b")], None),
        ([("a", None), ("b", None)], True),
        ([("a", None), ("a", None)], None),
        ([("a", None), ("a", "b")], None),
        ([("a", "b", None), ("c", None, "b")], True),
        ([("a", "b", None), ("a", None, "b")], None),
        ([("a", "b"), ("a", "b"), (None, None)], False),
    ],
)
def test_what_is_not_stated_leaves_it_open(rows, found):
    assert _told_apart(rows) is found


def test_thousands_of_rows_cost_no_more_than_their_number():
    begun = time.process_time()
    assert _told_apart([("met", None, None)] * 50_000) is None
    assert _told_apart([(str(number), None, None) for number in range(50_000)]) is True
    assert time.process_time() - begun < 5
