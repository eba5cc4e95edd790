"""A cell of a table fits however its parts are put together, and no other does."""

from __future__ import annotations

import pytest

from evaluator.engine.tables import result_of_row, rows_of_table
from evaluator.model.criteria import NO_ROW, Table

_ROWS = (
    {"scheme": ["ACC/AHA"], "grade": ["2a, B-R", "Class III: harm"], "strength": "moderate"},
    {"scheme": ["SIGN"], "grade": ["1+"], "strength": "strong"},
)
_TABLE = Table(title="Grades", keys=("scheme", "grade"), result="strength", row=_ROWS)


@pytest.mark.parametrize(
    ("scheme", "grade", "found"),
    [
        ("ACC/AHA", "2a, B-R", "moderate"),
        ("acc / aha", "2A (B-R)", "moderate"),
        ("ACC-AHA", " 2a/b r ", "moderate"),
        ("ACC/AHA", "2a; b\N{EN DASH}r", "moderate"),
        ("ACC/AHA", "class III (harm)", "moderate"),
        ("ACC/AHA", "2a B", NO_ROW),
        ("ACC/AHA", "2ab-r", NO_ROW),
        ("SIGN", "1+", "strong"),
        ("SIGN", "1", NO_ROW),
        ("SIGN", "1++", NO_ROW),
        ("SIGN", "1-", NO_ROW),
        ("ACC/AHA", "1+", NO_ROW),
    ],
)
def test_spellings(scheme, grade, found):
    assert result_of_row(rows_of_table(_TABLE, _ROWS), [scheme, grade]) == found
