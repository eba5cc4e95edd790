"""Names of items and of defined terms, where there is little to go by."""

from __future__ import annotations

from evaluator.engine.values import item_label
from evaluator.engine.wording import _covers


def test_an_item_of_a_plain_list_is_named_by_itself() -> None:
    assert item_label("claims") == "claims"


def test_a_term_that_is_not_there_covers_nothing() -> None:
    assert not _covers("", None)
