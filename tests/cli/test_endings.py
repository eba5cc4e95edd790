"""What `-o` names: the ending says the format, one file holds one report, and - is standard output."""

from __future__ import annotations

from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
READY, GAPS = (str(EXAMPLES / name) for name in ("process-ready.yaml", "process-with-gaps.yaml"))


@pytest.mark.parametrize("command", ["report", "evaluate"])
@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.md", b"# Gap report"), ("a.pdf", b"%PDF"), ("a.json", b"{"), ("a.HTM", b"<!doctype"), ("a.gaps.csv", b"\xef")],
)
def test_the_ending_says_the_format(cat2, tmp_path, command, name, begins):
    ran = cat2(command, READY, "-o", tmp_path / name)

    assert (ran.code, ran.out, ran.err) == (0, f"{tmp_path / name}\n", "")
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("words", "name", "told"),
    [
        ((READY, "-f", "pdf"), "a.md", "found this name for the format 'pdf'; end it in .pdf, or leave out -f"),
        ((READY, "-f", "html,md"), "a.html", "one file cannot hold 2 formats (html, md); name a folder"),
        ((READY, GAPS, "-f", "html"), "a.html", "one file cannot hold several reports; name a folder"),
        ((READY, GAPS), "a.html", "one file cannot hold several reports; name a folder"),
        ((READY,), "a.doc", "found a name whose ending tells no format; add -f, or end it in one of .html"),
    ],
)
def test_a_name_that_misleads_is_refused_before_anything_is_written(cat2, tmp_path, words, name, told):
    ran = cat2("report", *words, "-o", tmp_path / name)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"cat2: {tmp_path / name}: {told}")
    assert not list(tmp_path.iterdir())


def test_a_folder_may_have_a_dot_in_its_name(cat2, tmp_path):
    (tmp_path / "a.md").mkdir()

    assert cat2("report", READY, GAPS, "-o", tmp_path / "2026.11", "-f", "md").code == 0
    assert cat2("report", READY, "-o", tmp_path / "a.md").out == f"{tmp_path}/a.md/process-ready.html\n"


def test_gaps_alone_go_into_a_file_of_their_kind(cat2, tmp_path):
    assert cat2("evaluate", READY, GAPS, "-f", "csv-gaps", "-o", tmp_path / "a.csv").code == 0


def test_the_first_of_several_lines_is_not_written_alone(cat2, tmp_path):
    (tmp_path / "two.jsonl").write_text('{"schema":"cat2-proposal/1"}\n' * 2)

    to_a_file = cat2("evaluate", tmp_path / "two.jsonl", "-o", tmp_path / "out.json")
    printed = cat2("evaluate", tmp_path / "two.jsonl")

    assert (to_a_file.code, to_a_file.out, printed.code, printed.out) == (2, "", 2, "")
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("report", READY, "-f", "md"),
        ("evaluate", READY),
        ("evaluate", READY, GAPS, "-f", "csv"),
        ("new",),
        ("import", "fhir-measure", "{folder}/Measure.json"),
        ("import", "table", "{folder}/t.csv", "--suggest"),
    ],
)
def test_a_hyphen_is_standard_output(cat2, tmp_path, monkeypatch, words):
    (tmp_path / "Measure.json").write_text('{"resourceType": "Measure", "title": "A measure"}')
    (tmp_path / "t.csv").write_text("Name\nFoot\n")
    monkeypatch.chdir(tmp_path)
    words = [word.format(folder=tmp_path) for word in words]

    ran = cat2(*words, "-o", "-")

    assert ran.code == 0
    assert ran.out == cat2(*words).out != ""
    assert not Path("-").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("template", "copy", "-o"),
        ("template", "preview", "-o"),
        ("pack", "docs", "-o"),
        ("batch", READY, "-o"),
        ("archive", "dashboard", "RUN", "-o"),
        ("archive", "drift", "RUN", "--profile", "measure-only", "--keep"),
    ],
)
def test_several_files_do_not_fit_on_standard_output(cat2, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)

    ran = cat2(*words, "-")

    assert (ran.code, ran.out) == (2, "")
    assert "found '-', standard output; expected a folder, since this command writes several files" in ran.err
    assert not list(tmp_path.iterdir())


def test_several_reports_do_not_fit_on_standard_output(cat2):
    ran = cat2("report", READY, GAPS, "-o", "-")

    assert (ran.code, ran.out, ran.err) == (2, "", "cat2: several reports at once need -o FOLDER to lie in\n")


@pytest.mark.parametrize(
    "words",
    [
        ("new", "-o", "{}"),
        ("new", "-o", "{}/new/"),
        ("new", "--force", "-o", "{}"),
        ("review", "new", READY, "-o", "{}"),
    ],
)
def test_a_folder_in_the_place_of_a_file_is_called_one(cat2, tmp_path, words):
    words = [word.format(tmp_path) for word in words]

    ran = cat2(*words)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"cat2: {words[-1]}: this is a folder; name a file in it with -o\n"
    assert not list(tmp_path.iterdir())
