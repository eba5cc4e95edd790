"""Packs that are kept from start to start: the same as those read, and never used for other files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from prepared import SHIPPED

from evaluator.errors import PackError
from evaluator.model.criteria import Pack
from evaluator.packs import condition_parser, kept, load_pack, reading


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Give a pack that counts as shipped, with a folder of one's own for what is kept."""
    place = tmp_path / "criteria" / "starter"
    shutil.copytree(SHIPPED / "starter", place)
    (place / "form" / "examples.toml").touch()
    monkeypatch.setattr(kept, "criteria_folder", lambda: tmp_path / "criteria")
    monkeypatch.setenv(kept.FOLDER, str(tmp_path / "kept"))
    return place


@pytest.fixture
def readings(monkeypatch) -> Callable[[], int]:
    """Count how often the files of a pack were read."""
    read, times = reading._read, []

    def counted(*given: object) -> Pack | None:
        times.append(given)
        return read(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "_read", counted)
    return lambda: len(times)


def _only(folder: Path) -> Path:
    [file] = (folder.parent.parent / "kept").iterdir()
    return file


def test_what_is_kept_is_the_pack_that_was_read(folder, readings):
    read = load_pack(str(folder))
    assert load_pack(str(folder)) == read
    assert readings() == 1


def test_the_ama_pack_is_kept_whole(tmp_path, monkeypatch):
    place = next(SHIPPED.glob("ama-category-ii/*"))
    monkeypatch.setenv(kept.FOLDER, str(tmp_path / "kept"))
    read, seal = load_pack("ama-category-ii"), kept.seal(place)
    kept.keep(place, seal, read)
    again = kept.kept(place, seal)
    assert again == read
    assert again is not read
    assert again.model_dump_json() == read.model_dump_json()


def test_conditions_are_kept_with_the_pack(folder, monkeypatch):
    load_pack(str(folder))
    read = condition_parser.remembered()
    assert read
    monkeypatch.setattr(condition_parser, "_remembered", {})
    load_pack(str(folder))
    assert condition_parser.remembered() == read


def test_conditions_are_remembered_up_to_a_bound(monkeypatch):
    monkeypatch.setattr(condition_parser, "_remembered", {})
    monkeypatch.setattr(condition_parser, "_MOST_REMEMBERED", 2)
    for name in ("a", "b", "c"):
        condition_parser.parse(f"measure.{name} is blank")
    assert list(condition_parser.remembered()) == ["measure.c is blank"]


@pytest.mark.parametrize("name", ["pack.toml", "form/criterion.toml", "form/gaps.toml", "fields.toml"])
def test_a_changed_file_is_read(folder, readings, name):
    before = load_pack(str(folder)).digest
    with (folder / name).open("a") as file:
        file.write("\n# another word\n")
    assert load_pack(str(folder)).digest != before
    assert readings() == 2
    _only(folder)


def test_a_new_file_and_one_taken_away_are_seen(folder, readings):
    load_pack(str(folder))
    table = folder / "thresholds.toml"
    table.write_text("")
    load_pack(str(folder))
    table.unlink()
    load_pack(str(folder))
    assert readings() == 3


def test_examples_are_no_part_of_what_is_kept(folder, readings):
    load_pack(str(folder))
    (folder / "form" / "examples.toml").write_text("# none yet\n")
    load_pack(str(folder))
    assert readings() == 1


def test_a_fault_in_a_file_that_was_sound_is_told(folder):
    load_pack(str(folder))
    (folder / "pack.toml").write_text("id = ")
    with pytest.raises(PackError, match=r"pack\.toml"):
        load_pack(str(folder))


@pytest.mark.parametrize("what", ["VERSION", "sys", "pydantic", "_READS"])
def test_another_program_reads_the_pack_itself(folder, readings, monkeypatch, tmp_path, what):
    class Other:
        version = VERSION = "another"

    other = tmp_path / "program"
    other.mkdir()
    (other / "reading.py").touch()
    load_pack(str(folder))
    monkeypatch.setattr(kept, what, {"VERSION": "another", "_READS": (other,)}.get(what, Other))
    load_pack(str(folder))
    assert readings() == 2


def test_a_changed_module_is_another_program(folder, monkeypatch, tmp_path):
    (tmp_path / "module.py").touch()
    monkeypatch.setattr(kept, "_READS", (tmp_path,))
    before = kept.seal(folder)
    assert kept.seal(folder) == before
    (tmp_path / "module.py").write_text("changed = True\n")
    assert kept.seal(folder) != before


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-9], lambda data: data[:-1] + b"?", lambda _: b"", lambda d: d * 2]
)
def test_a_damaged_file_is_passed_over_and_written_anew(folder, readings, damage):
    load_pack(str(folder))
    file = _only(folder)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert load_pack(str(folder)) == load_pack(str(folder))
    assert readings() == 2
    assert len(file.read_bytes()) == len(whole)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="this system has no owners of files")
def test_what_others_can_write_is_not_taken_up(folder, readings):
    load_pack(str(folder))
    place = _only(folder).parent
    place.chmod(0o777)
    load_pack(str(folder))
    assert readings() == 2
    place.chmod(0o700)
    load_pack(str(folder))
    assert readings() == 2


def test_nothing_is_kept_where_the_folder_is_named_empty(folder, readings, monkeypatch, tmp_path):
    monkeypatch.setenv(kept.FOLDER, "")
    load_pack(str(folder))
    load_pack(str(folder))
    assert readings() == 2
    assert not (tmp_path / "kept").exists()


def test_a_pack_of_ones_own_is_read_each_time(folder, readings, tmp_path):
    own = tmp_path / "own"
    shutil.copytree(folder, own)
    load_pack(str(own))
    load_pack(str(own))
    assert readings() == 2
    assert not (tmp_path / "kept").exists()


def test_a_pack_that_builds_on_another_is_not_kept(folder, readings):
    own = folder.parent / "own"
    own.mkdir()
    (own / "pack.toml").write_text('extends = "../starter"\nid = "own"\nedition = "1"\ntitle = "Own"\nauthor = "Own"\n')
    load_pack(str(own))
    assert readings() == 2
    load_pack(str(own))
    assert readings() == 3  # its own files alone: what it builds on is kept
    assert _only(folder).name.startswith("criteria-starter-")


def test_what_changes_while_it_is_read_is_not_kept(folder, monkeypatch, tmp_path):
    seals = iter([b"before", b"after"])
    monkeypatch.setattr(reading, "seal", lambda _: next(seals))
    load_pack(str(folder))
    assert not (tmp_path / "kept").exists()


def test_a_file_that_cannot_be_hashed_is_left_to_the_reading(folder, readings):
    (folder / "folder.toml").mkdir()
    load_pack(str(folder))
    load_pack(str(folder))
    assert readings() == 2


def test_a_folder_that_cannot_be_made_costs_nothing(folder, readings, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv(kept.FOLDER, str(tmp_path / "file" / "kept"))
    load_pack(str(folder))
    load_pack(str(folder))
    assert readings() == 2


def test_nothing_half_written_is_left(folder, monkeypatch, tmp_path):
    def full(place: Path, target: Path) -> Path:
        raise OSError(28, f"No space left for {place} and {target}")

    monkeypatch.setattr(Path, "replace", full)
    load_pack(str(folder))
    assert list((tmp_path / "kept").iterdir()) == []


def test_it_lies_in_the_users_folder_for_what_may_be_lost(folder, monkeypatch, tmp_path):
    monkeypatch.delenv(kept.FOLDER)
    monkeypatch.setattr(kept.platformdirs, "user_cache_dir", lambda name, **_: str(tmp_path / name))
    load_pack(str(folder))
    assert [file.suffix for file in (tmp_path / "cat2").iterdir()] == [".pack"]
