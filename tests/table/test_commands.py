"""`cat2 import table`, shipped mappings, and the suggestion of one."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from own_mapping import OWN

from evaluator.errors import MappingError
from evaluator.packs import load_pack
from evaluator.packs.mappings import available_mappings, written_mapping
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.table.mapping_file import read_mapping

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
TABLE = "No,Title,Type,What for\n1,Foot check,Process,To find ulcers\n2,TBD,,\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def test_every_record_becomes_a_proposal_that_loads(cat2, place: Path) -> None:
    done = cat2("import", "table", "t.csv", "--mapping", "own.toml", "-o", "out")

    assert done.code == 0
    assert sorted(path.name for path in (place / "out").iterdir()) == ["1.yaml", "2.yaml"]
    read = read_proposal(place / "out" / "1.yaml", load_pack())
    assert read.proposal.measure.title.value == "Foot check"
    assert "# Title" in (place / "out" / "1.yaml").read_text(encoding="utf-8")
    assert "title: unknown" in (place / "out" / "2.yaml").read_text(encoding="utf-8")


def test_a_suggestion_is_a_mapping_that_works(cat2, place: Path) -> None:
    suggested = cat2("import", "table", "t.csv", "--suggest", "-o", "first.toml")
    done = cat2("import", "table", "t.csv", "--mapping", "first.toml", "-o", "out")

    text = (place / "first.toml").read_text(encoding="utf-8")
    assert (suggested.code, done.code) == (0, 0)
    assert 'to = "measure.title"' in text
    assert '"Process" = "process"' in text
    assert "# What for" in text


def test_a_suggestion_knows_what_societies_call_their_columns(cat2, place: Path) -> None:
    heads = "record_id,Measure Title,Kind,Numerator Statement,Denominator Statement,Rate,Steward,Denominator Exclusions"
    (place / "s.csv").write_text(f"{heads}\n7,Foot check,Process,Seen,All,0.5,Us,Hospice; dialysis\n", encoding="utf-8")
    suggested = cat2("import", "table", "s.csv", "--suggest", "-o", "first.toml")
    done = cat2("import", "table", "s.csv", "--mapping", "first.toml", "-o", "out")

    text = (place / "first.toml").read_text(encoding="utf-8")
    written = (place / "out" / "7.yaml").read_text(encoding="utf-8")
    assert (suggested.code, done.code) == (0, 0), done.err
    assert re.findall('to = "(.*)"', text) == [
        "id",
        "measure.title",
        "measure.type",
        "specification.numerator",
        "specification.denominator",
        "measure.steward",
        "specification.exclusions",
    ]
    assert "# Rate" in text
    assert re.findall(r"what: (\w+)", written) == ["Hospice", "dialysis"]


@pytest.mark.parametrize(
    "above", ["Measures of our society", "About it,,Numbers,\n,,in 2026,"], ids=["title", "groups"]
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_headers_below_a_title_or_groups_of_columns_are_found(cat2, place: Path, above: str, kind: str) -> None:
    rows = [*above.split("\n"), "Measure no.,Measure name,Rationale,Numerator", "7,Foot check,Ulcers hurt,Feet seen"]
    if kind == "csv":
        (place / "s.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append([cell or None for cell in row.split(",")])
        book.save(place / "s.xlsx")

    suggested = cat2("import", "table", f"s.{kind}", "--suggest", "-o", "s.toml")
    done = cat2("import", "table", f"s.{kind}", "--mapping", "s.toml", "-o", "out")

    assert (suggested.code, done.code) == (0, 0)
    assert f"header = {len(rows) - 1}\n" in (place / "s.toml").read_text(encoding="utf-8")
    [path] = (place / "out").iterdir()
    proposal = read_proposal(path, load_pack()).proposal
    assert (path.name, proposal.measure.title.value) == ("7.yaml", "Foot check")
    assert proposal.specification.numerator.value == "Feet seen"
    assert proposal.risk_adjustment.rationale.state == "blank"  # a bare rationale is that of the measure


def test_a_row_of_headers_that_is_not_there_is_told(cat2, place: Path) -> None:
    text = (place / "own.toml").read_text(encoding="utf-8")
    for row, told in (("99", "an empty file"), ("0", "greater than or equal to 1"), ('"2"', "whole number")):
        (place / "low.toml").write_text(f"header = {row}\n{text}", encoding="utf-8")
        done = cat2("import", "table", "t.csv", "--mapping", "low.toml", "-o", "out")
        assert done.code == 2
        assert told in done.err or "header" in done.err
        assert not (place / "out").exists()


def test_a_suggestion_needs_one_table_with_records(cat2, place: Path) -> None:
    (place / "run").mkdir()
    (place / "run" / "plan.json").write_text('{"format": "cat2-run/1"}', encoding="utf-8")
    (place / "heads.csv").write_text("No,Title\n", encoding="utf-8")
    for given, told in (("run", "found 0 files"), (".", "files"), ("heads.csv", "no record under the headers")):
        done = cat2("import", "table", given, "--suggest")
        assert (done.code, done.out) == (2, "")
        assert told in done.err


def test_every_fault_of_a_mapping_is_told_at_once(cat2, place: Path) -> None:
    (place / "own.toml").write_text(
        'id = "x"\ntitle = "X"\n[[field]]\nto = "measure.titel"\nfrom = "a]b"\n'
        '[[field]]\nto = "measure.type"\nfrom = "t"\nvalues = { P = "proces" }\n'
        '[[field]]\nto = "burden.minutes_before"\nfrom = "m"\nunit = "hours"\n',
        encoding="utf-8",
    )
    done = cat2("import", "table", "t.csv", "--mapping", "own.toml")

    assert done.code == 2
    assert "4 faults in the mapping" in done.err
    assert "Did you mean 'measure.title'?" in done.err
    assert "Did you mean 'process'?" in done.err


def test_a_fault_of_form_hides_no_fault_of_meaning(cat2, place: Path) -> None:
    wrong = '[[field]]\nto = "measure.titel"\nfrom = "Title"\n[[field]]\nfrom = "No"\n'
    (place / "own.toml").write_text(f"colour = 1\n{OWN}{wrong}", encoding="utf-8")
    done = cat2("import", "table", "t.csv", "--mapping", "own.toml")

    assert done.code == 2
    assert "3 faults in the mapping" in done.err
    assert "the unknown key 'colour'" in done.err
    assert "Did you mean 'measure.title'?" in done.err


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("words", [("--mapping", "qpp"), ()])
def test_a_mapping_must_be_named_and_be_there(cat2, words: tuple[str, ...]) -> None:
    done = cat2("import", "table", "t.csv", *words)

    assert done.code == 2
    assert "Traceback" not in done.err


def test_an_unknown_key_is_refused(place: Path) -> None:
    (place / "own.toml").write_text(OWN + 'colour = "red"\n', encoding="utf-8")

    with pytest.raises(MappingError, match="colour"):
        read_mapping(written_mapping("own.toml"))


@pytest.mark.parametrize("name", available_mappings())
def test_a_shipped_mapping_has_no_fault_and_is_documented(name: str) -> None:
    mapping = read_mapping(written_mapping(name))

    assert mapping.id == name
    assert f"`{name}`" in (ROOT / "docs" / "mappings.md").read_text(encoding="utf-8")


def test_every_key_of_a_mapping_is_documented() -> None:
    text = (ROOT / "docs" / "mappings.md").read_text(encoding="utf-8")
    code = (ROOT / "evaluator" / "model" / "mapping.py").read_text(encoding="utf-8")
    keys = {name.rstrip("_") for name in re.findall(r"^    (\w+): ", code, re.MULTILINE)}

    assert [key for key in sorted(keys) if f"`{key}`" not in text] == []


def test_the_example_of_the_page_works(cat2, place: Path) -> None:
    text = (ROOT / "docs" / "mappings.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert example is not None
    (place / "own.toml").write_text(example[1], encoding="utf-8")
    (place / "t.csv").write_text(
        "Measure no.,Measure name,Kind,Risk adjusted?,Look-back (months),Excluded\n"
        "7,Foot check,Outcome,no,12,None\n8,Hand check,Process,no,,Hospice; dialysis\n",
        encoding="utf-8",
    )
    done = cat2("import", "table", "t.csv", "--mapping", "own.toml", "-o", "out")

    first, second = ((place / "out" / f"{n}.yaml").read_text(encoding="utf-8") for n in (7, 8))
    assert done.code == 0, done.err
    assert "specification: absent" in first
    assert "exclusions: absent" in first
    assert "unit: months" in first
    assert re.findall("what: (\\w+)", second) == ["Hospice", "dialysis"]
    assert "risk_adjustment" not in second
