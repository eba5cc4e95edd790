"""A designer lists, copies, changes and previews; a faulty template ends in one clear error and leaves no file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evaluator.rendering.shelf import names_of_ours

PROPOSAL = str(Path(__file__).parents[2] / "examples" / "process-ready.yaml")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def test_list_says_which_are_yours(cat2: Callable[..., Any], own: Path) -> None:
    (own / "gap-report.css").write_text("p {}", encoding="utf-8")
    (own / "logo.html").write_text("<p>", encoding="utf-8")

    ran = cat2("template", "list", "--templates", own)

    assert ran.code == 0
    lines = ran.out.splitlines()
    assert "gap-report.css  (yours)" in lines
    assert "gap-report.html" in lines
    assert lines[-1].startswith("logo.html  (yours, replaces none of ours")


def test_copies_of_ours_make_the_report_that_ours_make(cat2: Callable[..., Any], own: Path, tmp_path: Path) -> None:
    assert cat2("template", "copy", "-o", own).out.splitlines() == [str(own / name) for name in names_of_ours()]

    assert cat2("report", PROPOSAL, "--as-of", "2026-11-22", "-o", tmp_path / "ours.html").code == 0
    words = ("report", PROPOSAL, "--as-of", "2026-11-22", "--templates", own, "-o", tmp_path / "own.html")
    assert cat2(*words).code == 0

    assert (tmp_path / "own.html").read_bytes() == (tmp_path / "ours.html").read_bytes()


def test_copy_takes_names_and_never_replaces_unasked(cat2: Callable[..., Any], own: Path) -> None:
    assert cat2("template", "copy", "parts/gaps.html", "-o", own).code == 0
    (own / "parts" / "gaps.html").write_text("mine", encoding="utf-8")

    ran = cat2("template", "copy", "parts/gaps.html", "-o", own)

    assert (ran.code, (own / "parts" / "gaps.html").read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in ran.err
    assert "expected one of gap-report.css" in cat2("template", "copy", "gaps.html", "-o", own).err


def test_preview_is_one_command(cat2: Callable[..., Any], own: Path, tmp_path: Path) -> None:
    (own / "gap-report.md").write_text("# Of our society: {{ page.title }}\n", encoding="utf-8")

    ran = cat2(
        "template", "preview", "--templates", own, "-o", tmp_path / "seen", "-f", "html,md", "--for", "applicant"
    )

    assert ran.code == 0
    assert ran.out.splitlines() == [str(tmp_path / "seen" / f"applicant.{kind}") for kind in ("html", "md")]
    assert (tmp_path / "seen" / "applicant.md").read_text(encoding="utf-8").startswith("# Of our society: Foot")


def test_preview_shows_every_reader(cat2: Callable[..., Any], tmp_path: Path) -> None:
    ran = cat2("template", "preview", "-o", tmp_path, "-f", "md,docx")

    assert ran.code == 0
    assert {each.name for each in tmp_path.iterdir()} == {
        f"{reader}.{kind}" for reader in ("applicant", "panel", "staff") for kind in ("md", "docx")
    }


def test_preview_tells_every_faulty_format_and_writes_the_others(
    cat2: Callable[..., Any], own: Path, tmp_path: Path
) -> None:
    (own / "gap-report.html").write_text("{{ page.titel }}", encoding="utf-8")

    ran = cat2(
        "template", "preview", "--templates", own, "-o", tmp_path / "seen", "-f", "html,md", "--for", "applicant"
    )

    assert ran.code == 2
    assert f"cat2: html for applicant: 1 fault in the template\n  {own}/gap-report.html:1: found Page has no" in ran.err
    assert [each.name for each in (tmp_path / "seen").iterdir()] == ["applicant.md"]


@pytest.mark.parametrize(("words", "written"), [(("-f", "pdf"), []), (("-f", "pdf,md"), ["applicant.md"])])
def test_a_preview_that_lacks_a_library_is_told_by_the_exit_code_too(
    cat2: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    written: list[str],
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    ran = cat2("template", "preview", "--for", "applicant", "-o", tmp_path, *words)

    assert ran.code == 2
    assert ran.err.startswith("cat2: pdf for applicant: PDF needs weasyprint")
    assert [each.name for each in tmp_path.iterdir()] == written


@pytest.mark.parametrize("command", ["report", "evaluate"])
def test_a_faulty_template_leaves_no_report(command: str, cat2: Callable[..., Any], own: Path, tmp_path: Path) -> None:
    (own / "gap-report.html").write_text("{{ ''.__class__ }}", encoding="utf-8")

    ran = cat2(command, PROPOSAL, "-f", "html", "--templates", own, "-o", tmp_path / "out")

    assert (ran.code, ran.out) == (2, "")
    assert f"{own}/gap-report.html:1: found access to attribute '__class__' of 'str' object is unsafe" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_not_there_is_told_before_anything_is_read(cat2: Callable[..., Any], tmp_path: Path) -> None:
    ran = cat2("report", tmp_path / "no.yaml", "--templates", tmp_path / "nowhere")

    assert ran.code == 2
    assert "nowhere: found no folder" in ran.err
    assert "no.yaml" not in ran.err
