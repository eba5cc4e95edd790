"""What the model of answers writes out by hand, so as to begin faster, is what its types say."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from evaluator.model import answers


@pytest.mark.parametrize(
    ("kind", "by_hand"), [(answers.Text, answers._TEXT["schema"]), (answers.EvidenceId, answers._ID)]
)
def test_what_is_written_out_is_what_the_type_says(kind: object, by_hand: object) -> None:
    assert TypeAdapter(kind).core_schema == by_hand
