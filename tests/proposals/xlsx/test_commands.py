"""The form on the command line: written, filled in, read back, and opened by another program."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cat2_fixture import Ran
from proposals.xlsx import workbooks as w

from evaluator.packs import load_pack
from evaluator.proposals.writing import written
from evaluator.proposals.xlsx.reading import proposal_in, read_workbook
from evaluator.proposals.xlsx.writing import workbook_of


def test_a_form_is_written_filled_in_and_read_back(cat2: Callable[..., Ran], tmp_path: Path) -> None:
    form, proposal = tmp_path / "form.xlsx", tmp_path / "proposal.yaml"

    begun = cat2("new", "--form", "xlsx", "--from", w.EXAMPLES / "three-codes.yaml", "-o", form)
    read = cat2("import", "xlsx", form, "-o", proposal)
    checked = cat2("diff", w.EXAMPLES / "three-codes.yaml", proposal)

    assert (begun.code, read.code, checked.code) == (0, 0, 0)
    assert "cat2 import xlsx" in begun.err
    assert read.out.strip() == str(proposal)
    assert written(read_workbook(form, w.pack()).proposal) == written(w.example())


def test_a_form_is_not_written_over_another(cat2: Callable[..., Ran], tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_text("mine")

    refused = cat2("new", "--form", "xlsx", "-o", form)

    assert refused.code == 2
    assert form.read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "--form", "xlsx", "-o", "form.yaml"), "ends in .xlsx"),
        (("new", "-o", "form.xlsx"), "add --form xlsx"),
        (("new", "--from", "proposal.yaml"), "add --form xlsx"),
    ],
)
def test_words_that_do_not_fit_together(cat2: Callable[..., Ran], words: tuple[str, ...], said: str) -> None:
    refused = cat2(*words)

    assert refused.code == 2
    assert said in refused.err


def test_a_faulty_form_leaves_nothing(cat2: Callable[..., Ran], tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(w.after(lambda book: setattr(w.cell(book, "measure.type"), "value", "proces")))

    refused = cat2("import", "xlsx", form, "-o", tmp_path / "out" / "proposal.yaml")

    assert refused.code == 2
    assert "form.xlsx:Proposal!E" in refused.err
    assert not (tmp_path / "out").exists()


def test_a_field_that_a_copy_of_the_pack_adds_stands_in_the_form(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(w.EXAMPLES.parent / "criteria" / "ama-category-ii" / "2026-11", copy)
    fields = copy / "fields.toml"
    added = (
        '\n["extra.ama-category-ii.colour"]\nlabel = "Favourite colour"\ntype = "choice"\nchoices = ["red", "blue"]\n'
    )
    fields.write_text(f'{fields.read_text(encoding="utf-8")}{added}kind = "work"\n', encoding="utf-8")
    pack = load_pack(str(copy))

    def work(book: w.Workbook) -> None:
        assert w.cell(book, "extra.ama-category-ii.colour", "Question").value == "Favourite colour"
        w.cell(book, "extra.ama-category-ii.colour").value = "Blue"

    read = proposal_in(w.after(work, workbook_of(pack)), pack, "form.xlsx")
    assert read.proposal.extra == {"ama-category-ii": {"colour": "blue"}}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_form_saved_by_libreoffice_reads_back_the_same(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(w.filled())
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    to = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "saved")]
    subprocess.run(["soffice", home, *to, str(form)], check=True, capture_output=True, timeout=300)

    read = read_workbook(tmp_path / "saved" / "form.xlsx", w.pack())

    assert written(read.proposal) == written(w.example())
