"""`cat2 pack new`: what is started loads and runs, and nothing is written over."""

from __future__ import annotations

import datetime

import pytest

from evaluator.advice.examples import differences
from evaluator.api import Evaluator
from evaluator.packs import load_pack
from evaluator.packs.reading import load_examples


def _differences(folder):
    pack = load_pack(str(folder))
    evaluator = Evaluator(pack, datetime.date(2026, 11, 22))
    return [
        (criterion, example.id, found)
        for criterion, examples in load_examples(str(folder), pack).items()
        for example in examples
        if (found := differences(evaluator, criterion, example))
    ]


def test_a_new_pack_loads_and_its_examples_run(cat2, tmp_path):
    folder = tmp_path / "My Society" / "2027-01"

    ran = cat2("pack", "new", folder)

    pack = load_pack(str(folder))
    assert ran.code == 0
    assert (pack.id, pack.edition) == ("my-society", "2027-01")
    assert [one.id for one in (pack.form, *pack.criteria)] == ["identity", "A"]
    assert len(load_examples(str(folder), pack)["A"]) == 4
    assert _differences(folder) == []


def test_a_folder_without_a_date_is_a_draft_under_its_own_name(cat2, tmp_path):
    cat2("pack", "new", tmp_path / "7-societies")

    assert load_pack(str(tmp_path / "7-societies")).ruler_id.startswith("pack-7-societies@draft#")


def test_criteria_are_added_behind_the_others(cat2, tmp_path):
    folder = tmp_path / "house"
    cat2("pack", "new", folder)

    codes = [cat2("pack", "new", folder, "--criterion", name).code for name in ("access", "Z")]

    assert codes == [0, 0]
    assert [one.id for one in load_pack(str(folder)).criteria] == ["A", "access", "Z"]
    assert _differences(folder) == []


def test_a_criterion_can_be_added_to_a_pack_written_by_others(changed, cat2):
    folder = changed()

    assert cat2("pack", "new", folder, "--criterion", "M6").code == 0
    assert [one.id for one in load_pack(str(folder)).criteria][-1] == "M6"
    assert _differences(folder) == []


@pytest.mark.parametrize(
    ("name", "said"), [("A", "is there already"), ("a", "is there already"), ("1st", "expected a letter")]
)
def test_an_id_that_is_taken_or_is_none_is_refused(cat2, tmp_path, name, said):
    folder = tmp_path / "house"
    cat2("pack", "new", folder)
    before = {path: path.read_bytes() for path in folder.rglob("*.toml")}

    ran = cat2("pack", "new", folder, "--criterion", name)

    assert ran.code == 2
    assert said in ran.err
    assert {path: path.read_bytes() for path in folder.rglob("*.toml")} == before


def test_a_folder_that_holds_something_is_left_alone(cat2, tmp_path):
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")

    ran = cat2("pack", "new", tmp_path)

    assert ran.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_criterion_needs_a_pack(cat2, tmp_path):
    ran = cat2("pack", "new", tmp_path, "--criterion", "B")

    assert ran.code == 2
    assert "no pack.toml here" in ran.err


def test_an_order_that_cannot_be_added_to_is_told(cat2, changed):
    folder = changed(("pack.toml", "order = [", "order=["))

    ran = cat2("pack", "new", folder, "--criterion", "M6")

    assert ran.code == 2
    assert "a list that cannot be added to" in ran.err


def test_a_folder_that_cannot_be_written_is_told(cat2, tmp_path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    ran = cat2("pack", "new", tmp_path / "file" / "pack")

    assert ran.code == 2
    assert "cannot be written" in ran.err


def test_what_is_started_has_nothing_for_lint_and_shows_every_case(cat2, tmp_path):
    folder = tmp_path / "house" / "2027-01"
    cat2("pack", "new", folder)
    cat2("pack", "new", folder, "--criterion", "access")

    linted, tried = cat2("pack", "lint", folder), cat2("pack", "test", folder)

    assert (linted.code, tried.code) == (0, 0), linted.out + tried.out
    assert "0 findings" in linted.out
    assert "0 cases and findings not shown" in tried.out
