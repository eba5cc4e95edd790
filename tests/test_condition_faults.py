"""What a rule author is told about a condition that asks for most items, or for the days between two dates, wrongly."""

from __future__ import annotations

from functools import cache

import pytest

from evaluator.packs import load_pack
from evaluator.packs.condition_words import ConditionWords


@cache
def words() -> ConditionWords:
    pack = load_pack("ama-category-ii@2026-11")
    return ConditionWords(pack, pack.define)


@pytest.mark.parametrize(
    "condition",
    [
        "most development.members: (item.role = methodologist)",
        "days_between(development.public_comment.opened, development.public_comment.closed) >= @comment_period",
        "days_between(development.public_comment.opened, development.public_comment.closed) < 0",
    ],
)
def test_right_words_are_no_fault(condition: str) -> None:
    assert words().faults(condition, None) == []


@pytest.mark.parametrize(
    ("condition", "found", "expected"),
    [
        ("most measure.title: (item = a)", "'measure.title'", "a list of the proposal"),
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
        ("days_between(measure.last_reviewed) > 1", "')' at column 35", "','"),
        (
            "days_between(measure.last_reviewed, change.target_deadline)",
            "the end at column 60",
            "=, !=, <, <=, > or >=",
        ),
        (
            "days_between(measure.last_reviewed, change.target_deadline) > @comment_peroid",
            "'comment_peroid'",
            "'comment_period'",
        ),
    ],
)
def test_wrong_words_are_named_with_what_was_expected(condition: str, found: str, expected: str) -> None:
    assert words().faults(condition, None) == [(found, expected)]
