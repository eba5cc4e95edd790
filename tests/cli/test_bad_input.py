"""Bad words on the command line, files that stand in the way, and terminals that cannot show everything."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
READY = EXAMPLES / "process-ready.yaml"


@pytest.fixture
def two_of_one_name(tmp_path) -> tuple[Path, Path]:
    for folder, example in (("a", READY), ("b", EXAMPLES / "process-with-gaps.yaml")):
        (tmp_path / folder).mkdir()
        shutil.copy(example, tmp_path / folder / "x.yaml")
    return tmp_path / "a" / "x.yaml", tmp_path / "b" / "x.yaml"


def test_proposals_of_one_name_keep_a_report_each(cat2, tmp_path, two_of_one_name):
    ran = cat2("evaluate", *two_of_one_name, "-f", "text", "-o", tmp_path / "out")

    first, second = (Path(line).read_text() for line in ran.out.splitlines())
    assert ran.code == 0
    assert "Ready" in first
    assert "Gaps to close" in second


def test_saved_results_of_one_name_keep_a_report_each(cat2, tmp_path, two_of_one_name):
    saved = [path.with_suffix(".json") for path in two_of_one_name]
    for path, result in zip(two_of_one_name, saved, strict=True):
        cat2("evaluate", path, "-o", result)

    ran = cat2("report", *saved, "-f", "md", "-o", tmp_path / "out")

    assert len({Path(line).read_text() for line in ran.out.splitlines()}) == 2


def test_a_report_never_replaces_the_proposal_it_was_made_from(cat2, two_of_one_name):
    proposal, _ = two_of_one_name
    words = proposal.read_text()

    ran = cat2("evaluate", proposal, "-f", "html", "-o", proposal)

    assert ran.code == 2
    assert "this is an input file" in ran.err
    assert proposal.read_text() == words


def test_one_output_file_is_refused_for_the_lines_of_an_archive(cat2, tmp_path):
    archive = tmp_path / "two.jsonl"
    line = '{"schema":"cat2-proposal/1"}\n'
    archive.write_text(line + line)

    assert "several reports" in cat2("evaluate", archive, "-o", tmp_path / "out.json").err
    assert "several reports" in cat2("evaluate", archive).err


@pytest.mark.parametrize(
    "words",
    [
        ("evaluate", READY, "-f", ","),
        ("plan", READY, "-f", ""),
        ("plan", READY, "--to", ""),
        ("diff", READY, READY, "-f", ","),
        ("guide", "-f", ""),
        ("calendar", "-f", ","),
        ("pack", "list", "-f", ""),
        ("check", READY, "--fail-on", ""),
    ],
)
def test_an_option_without_a_word_is_refused(cat2, words):
    ran = cat2(*words)

    assert ran.code == 2
    assert "found no word; expected one of" in ran.err


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_beyond_any_calendar_is_refused(cat2, day):
    ran = cat2("check", READY, "--as-of", day)

    assert ran.code == 2
    assert "expected one from 1900 to 2999" in ran.err


@pytest.mark.parametrize("row", ["99", "-1", "²", "9" * 5000])
def test_whatif_names_a_row_that_is_not_there(cat2, row):
    ran = cat2("whatif", READY, "--set", f"codes.{row}.descriptor=x")

    assert ran.code == 2
    assert "--set: found the row" in ran.err


def test_whatif_takes_brackets_without_end_as_text(cat2):
    assert cat2("whatif", READY, "--set", "measure.title=" + "[" * 5000).code == 0


def test_words_of_the_user_never_steer_the_terminal(cat2):
    ran = cat2("check", READY, "--as-of", "\x1b[31m\u202e")

    assert ran.code == 2
    assert "\\x1b[31m\\u202e" in ran.err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_files_and_pipes_get_utf_8_in_every_locale(encoding):
    ran = subprocess.run(
        [sys.executable, "-m", "evaluator", "evaluate", READY, "-f", "html"],
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )

    assert ran.returncode == 0
    assert "“" in ran.stdout.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("check {} >/dev/full", "standard output: cannot be written"),
        ("check --help >/dev/full", "standard output: cannot be written"),
        ("check {} >&-", "standard output is closed"),
        ("check - <&-", "standard input: found nothing to read"),
        ("check nothing-here 2>&-", ""),
        ("check nothing-here 2>/dev/full", ""),
    ],
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_closed_and_full_streams_end_with_2_and_no_traceback(words, said, unbuffered):
    command = f"{shlex.quote(sys.executable)} -m evaluator {words.format(shlex.quote(str(READY)))}"
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}

    ran = subprocess.run(["/bin/sh", "-c", command], env=environment, capture_output=True, text=True, check=False)

    assert ran.returncode == 2
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_pack_diff_names_a_folder_that_is_not_there(cat2):
    ran = cat2("pack", "diff", "ama-category-ii", "measure-evaluation", "nothing-here")

    assert ran.code == 2
    assert "nothing-here: there is no file or folder of this name" in ran.err


@pytest.mark.parametrize("command", ["explain", "plan", "diff", "whatif"])
def test_a_command_about_one_proposal_refuses_a_file_of_several(cat2, tmp_path, command):
    archive = tmp_path / "two.jsonl"
    archive.write_text('{"schema":"cat2-proposal/1"}\n' * 2)
    more = {"diff": [archive], "whatif": ["--set", "measure.type=outcome"]}.get(command, [])

    ran = cat2(command, archive, *more)

    assert ran.code == 2
    assert ran.out == ""
    assert "holds several proposals; this command takes one" in ran.err


def test_a_line_in_another_encoding_is_named(cat2, tmp_path):
    archive = tmp_path / "two.jsonl"
    archive.write_bytes(b'{"schema":"cat2-proposal/1"}\n\xff\xfe{}\n')

    assert "two.jsonl:2: found text in UTF-16" in cat2("check", archive).err


@pytest.mark.parametrize("form", ["sarif", "csv", "html", "md", "json", "text"])
def test_a_file_whose_name_is_no_utf8_has_a_report_as_any_other(cat2, tmp_path, form):
    """Such names come out of old archives; Python holds their bytes as halves of characters."""
    proposal = Path(os.fsdecode(os.fsencode(tmp_path) + b"/lat\xe4.yaml"))
    try:
        shutil.copy(READY, proposal)
    except OSError:
        pytest.skip("this disk has no names that are no UTF-8")

    ran = cat2("evaluate", proposal, "-f", form, "-o", tmp_path / "out")

    assert ran.code == 0, ran.err
    (report,) = (tmp_path / "out").iterdir()
    assert form != "sarif" or '"uri": "lat%E4.yaml"' in report.read_text(encoding="utf-8")
