"""Packs and files of the user's own that would exhaust the reader, or hold nothing: each a fault, never a traceback."""

from __future__ import annotations

import pytest

from evaluator.errors import CalendarError, CodeListError, PackError, ProfileError
from evaluator.packs import load_pack
from evaluator.packs.condition_parser import DEEPEST, ConditionFault, parse
from evaluator.packs.own_calendar import read_calendar
from evaluator.packs.own_codes import read_codes

DEEP = "a = " + "[" * 9000


@pytest.mark.parametrize("opening", ["(", "not ", "some codes: ("])
def test_a_condition_nested_without_end_is_a_fault_with_its_column(opening):
    with pytest.raises(ConditionFault, match=f"column .*at most {DEEPEST} conditions inside each other"):
        parse(opening * 20000)


def test_conditions_may_stand_beside_each_other_without_limit():
    assert parse(" and ".join(["(not measure.type is answered)"] * 500))


def test_an_empty_pack_names_its_fault(tmp_path):
    (tmp_path / "pack.toml").write_text("")

    with pytest.raises(PackError, match="found an empty file; expected the head of a pack"):
        load_pack(str(tmp_path))


def test_brackets_without_end_are_a_fault_of_the_pack(tmp_path):
    (tmp_path / "pack.toml").write_text(DEEP)

    with pytest.raises(PackError, match="too deep inside each other"):
        load_pack(str(tmp_path))


@pytest.mark.parametrize(("read", "error"), [(read_codes, CodeListError), (read_calendar, CalendarError)])
def test_brackets_without_end_are_a_fault_of_a_users_file(tmp_path, read, error):
    path = tmp_path / "own.toml"
    path.write_text(DEEP)

    with pytest.raises(error, match="too deep inside each other"):
        read(str(path))


def test_a_profile_in_this_folder_is_named_as_it_was_typed(tmp_path, monkeypatch):
    (tmp_path / "mine.toml").write_text(DEEP)
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ProfileError, match=r"\n  mine\.toml: found"):
        load_pack(None, "mine.toml")
