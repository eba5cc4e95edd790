from __future__ import annotations

import pytest

from evaluator.store.merging import Merge

ROW = {"_key": "k00000001", "value": "0.8", "method": "a"}


def test_edits_of_different_answers_become_one() -> None:
    merge = Merge(
        {"measure": {"title": "A", "steward": "S"}},
        {"measure": {"title": "B", "steward": "S"}},
        {"measure": {"title": "A", "steward": "T"}, "use": {"purpose": "P"}},
    )

    assert merge.data == {"measure": {"title": "B", "steward": "T"}, "use": {"purpose": "P"}}
    assert merge.conflicts == []


@pytest.mark.parametrize("mine", ["C", {"not_applicable": "so"}, {"value": "A", "evidence": ["E1"]}])
def test_the_same_answer_changed_twice_stays_as_theirs_and_is_told(mine: object) -> None:
    merge = Merge({"m": {"t": "A"}}, {"m": {"t": mine}}, {"m": {"t": "B"}})

    assert merge.data == {"m": {"t": "B"}}
    assert merge.conflicts == ["m.t"]


def test_answer_and_evidence_of_one_field_can_come_from_two() -> None:
    base = {"m": {"t": {"value": "A", "evidence": ["E1"]}}}

    merge = Merge(base, {"m": {"t": {"value": "B", "evidence": ["E1"]}}}, {"m": {"t": {"value": "A", "evidence": []}}})

    assert merge.data == {"m": {"t": {"value": "B", "evidence": []}}}


def test_rows_are_told_apart_by_their_key() -> None:
    merge = Merge(
        {"x": [ROW, {"_key": "k00000002"}]},
        {"x": [{**ROW, "value": "0.9"}, {"_key": "k00000002"}, {"_key": "k00000003"}]},
        {"x": [ROW, {"_key": "k00000004"}]},
    )

    assert merge.data == {"x": [{**ROW, "value": "0.9"}, {"_key": "k00000004"}, {"_key": "k00000003"}]}
    assert merge.conflicts == []


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("132", "123", "132"),
        ("123", "132", "132"),
        ("312", "213", "213"),
        ("321", "1234", "3214"),
        ("1324", "12", "12 4"),
    ],
)
def test_rows_stay_where_somebody_moved_them(mine: str, theirs: str, expected: str) -> None:
    old, my, their = ({"x": [{"_key": f"k0000000{each}"} for each in keys]} for keys in ("123", mine, theirs))

    merge = Merge(old, my, their)

    assert "".join(row["_key"][-1] for row in merge.data["x"]) == expected.replace(" ", "")
    assert merge.conflicts == []


def test_a_row_that_another_changed_is_not_removed() -> None:
    merge = Merge({"x": [ROW]}, {"x": [{"_key": "k00000002"}]}, {"x": [{**ROW, "method": "b"}]})

    assert merge.data["x"][0] == {**ROW, "method": "b"}
    assert merge.conflicts == ["x.k00000001"]


def test_a_field_called_value_in_a_row_is_named_by_its_path() -> None:
    merge = Merge({"x": [ROW]}, {"x": [{**ROW, "value": "1"}]}, {"x": [{**ROW, "value": "2"}]})

    assert merge.conflicts == ["x.k00000001.value"]
