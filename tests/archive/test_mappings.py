"""Several mappings in one run, and whose records they say that they read."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive_runs import DAY, lines, proposal, scored, table

from evaluator.archive.asking import connected
from evaluator.archive.mappings_by_source import MappingsBySource
from evaluator.archive.score import Ruling
from evaluator.errors import MappingError, UsageError
from evaluator.model.mapping import Mapping
from evaluator.proposals.table.record import visibility_of

OURS = """
id = "ours"
title = "Ours"
[visibility]
from = "Status"
values = {{ "on our site" = "published", "draft" = "own" }}
[[field]]
to = "id"
from = "No"
[[field]]
to = "measure.title"
from = "{name}"
"""


@pytest.fixture
def mappings(tmp_path: Path) -> tuple[str, str]:
    paths = tmp_path / "one.toml", tmp_path / "two.toml"
    for path, name in zip(paths, ("Name", "Title"), strict=True):
        path.write_text(OURS.format(name=name), encoding="utf-8")
    return str(paths[0]), str(paths[1])


def test_each_file_is_read_by_the_first_mapping_for_it(tmp_path: Path, mappings: tuple[str, str]) -> None:
    (tmp_path / "a.CSV").write_text("No,Name,Status\n1,One,on our site\n2,Two,draft\n3,Three,\n", encoding="utf-8")
    (tmp_path / "b.tsv").write_text("No\tTitle\tStatus\n4\tFour\tunder embargo\n", encoding="utf-8")
    own = lines(tmp_path / "c.jsonl", [proposal("5")])
    ruling = Ruling(
        as_of=DAY,
        profile="measure-only",
        mappings=(f"*.csv={mappings[0]}", f"*={mappings[1]}"),
        visibility="own",
    )
    manifest = scored(tmp_path / "run", tmp_path / "a.CSV", tmp_path / "b.tsv", own, ruling=ruling)
    rows = {row["id"]: row for row in table(tmp_path / "run", "proposals")}

    assert [one["for"] for one in manifest["mappings"]] == ["*.csv", "*"]
    assert [rows[name]["title"] for name in "12345"] == ["One", "Two", "Three", "Four", "Measure 5"]
    whose = {name: rows[name]["visibility"] for name in "12345"}
    assert whose == {"1": "published", "2": "own", "3": "own", "4": "confidential", "5": "own"}
    for viewer, seen in (("published", 1), ("own", 4), ("confidential", 5)):
        with connected([tmp_path / "run"], viewer) as connection:
            assert connection.execute("select count(*) from proposals").fetchone() == (seen,)


def test_a_member_of_an_archive_has_its_mapping_by_its_own_name(mappings: tuple[str, str]) -> None:
    found = MappingsBySource((f"2024/*.csv={mappings[0]}", f"*.csv={mappings[1]}"))

    titles = {name: found.of(name) for name in ("in/years.zip!2024/a.csv", "in/years.zip!2025/a.csv", "b.jsonl")}
    read = {name: one.field[1].from_ if one else None for name, one in titles.items()}
    assert list(read.values()) == [("Name",), ("Title",), None]


@pytest.mark.parametrize("patterns", [("", ""), ("*=", "*.csv="), ("*.csv=", "*.csv=")])
def test_a_mapping_that_no_file_would_reach_is_refused(mappings: tuple[str, str], patterns: tuple[str, str]) -> None:
    with pytest.raises(UsageError, match="that no file would reach"):
        MappingsBySource(f"{pattern}{name}" for pattern, name in zip(patterns, mappings, strict=True))


def test_a_word_for_nobody_is_a_fault_of_the_mapping_and_words_unknown_are_the_narrowest(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(OURS.format(name="Name").replace('"own"', '"everybody"'), encoding="utf-8")
    with pytest.raises(MappingError, match="'everybody'; expected one of own, published, confidential"):
        MappingsBySource((str(path),))
    path.write_text(OURS.format(name="Name"), encoding="utf-8")
    mapping = MappingsBySource((str(path),)).of("a.csv")

    assert mapping is not None
    words = {"published": "published", "Draft": "own", "secret": "confidential", "TBD": "confidential", "": ""}
    assert {word: visibility_of({"Status": word}, mapping) for word in words} == words
    assert visibility_of({"Status": ["draft", "published"]}, mapping) == "confidential"
    assert not visibility_of({"Status": "draft"}, mapping.model_copy(update={"visibility": None}))


@pytest.fixture
def mapping_of_status(tmp_path: Path) -> Mapping:
    path = tmp_path / "ours.toml"
    path.write_text(OURS.format(name="Name"), encoding="utf-8")
    mapping = MappingsBySource((str(path),)).of("a.csv")
    assert mapping is not None
    return mapping


@pytest.mark.parametrize(
    "changed",
    [
        {"pattern": "^(published|own)$"},
        {"values": {"published": "published", "secret": "", "TBD": ""}},
        {"placeholders": ("secret",)},
        {"absent": ("secret",)},
        {"from_": ("Statsu",)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_a_mapping_makes_nothing_of_is_confidential_and_not_as_the_run_is(changed, mapping_of_status):
    mapping = mapping_of_status
    mapping = mapping.model_copy(update={"visibility": mapping.visibility.model_copy(update=changed)})
    said = {word: visibility_of({"Status": word}, mapping) for word in ("secret", "TBD", "Internal only")}

    assert set(said.values()) == {"confidential"}


@pytest.mark.parametrize("cell", [None, "", "  "])
def test_an_empty_cell_leaves_it_to_the_run(cell, mapping_of_status):
    assert not visibility_of({"Status": cell}, mapping_of_status)


def test_a_record_without_the_cell_is_confidential(mapping_of_status):
    assert visibility_of({}, mapping_of_status) == "confidential"


def test_a_pattern_fits_wherever_the_inputs_lie_and_one_that_fits_nothing_is_named() -> None:
    mappings = MappingsBySource(("nqmc/*=nqmc-summaries", "*.xml=hhs-inventory"))

    assert mappings.of("/data/of/ours/nqmc/summaries.jsonl") is not None
    assert mappings.of("nqmc/summaries.jsonl") is not None
    assert mappings.of("/data/nqmc.jsonl") is None
    assert mappings.unused() == ["*.xml"]
