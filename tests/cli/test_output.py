"""Text and bytes reach a file or a pipe whole, and bytes never a terminal."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from evaluator.cli import READER_LEFT
from evaluator.cli.output import give, write_whole
from evaluator.errors import UsageError


def test_bytes_are_handed_out_as_they_are(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    give(b"%PDF\r\n\xff")

    assert capfdbinary.readouterr().out == b"%PDF\r\n\xff"


def test_bytes_are_refused_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    with pytest.raises(UsageError, match="is a terminal, and this format is no text; name a file with -o"):
        give(b"%PDF")

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("product", "written"), [("ü\n", b"\xc3\xbc\n"), (b"\r\n\xff", b"\r\n\xff")])
def test_a_file_holds_exactly_what_was_made(product: str | bytes, written: bytes, tmp_path: Path) -> None:
    assert write_whole(tmp_path / "sub" / "file", product).read_bytes() == written
    assert [each.name for each in (tmp_path / "sub").iterdir()] == ["file"]


def test_what_cannot_take_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()

    with pytest.raises(UsageError, match=r"taken: cannot be written \(Is a directory\)"):
        write_whole(tmp_path / "taken", "text")

    assert [each.name for each in tmp_path.iterdir()] == ["taken"]


def test_a_file_where_a_folder_is_needed_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(UsageError, match=r"file/report\.html: cannot be written; .*file is no folder\. Name a folder"):
        write_whole(tmp_path / "file" / "report.html", "text")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_output_that_breaks_off_is_told(unbuffered: str, tmp_path: Path) -> None:
    # Unbuffered, Python's own stream writes as much as there is room for, and says nothing of the rest.
    ready = Path(__file__).parents[2] / "examples" / "process-ready.yaml"
    command = [sys.executable, "-m", "evaluator", "evaluate", str(ready), "-f", "json"]
    with (tmp_path / "out.json").open("wb") as out:
        ran = subprocess.run(
            command,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            # A compiled module that is cut off at this limit would be read by the next process.
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered, "PYTHONDONTWRITEBYTECODE": "1"},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000)),
            check=False,
        )

    assert (ran.returncode, ran.stderr) == (
        2,
        "cat2: standard output: cannot be written (File too large); make room or write elsewhere\n",
    )


def _with_an_early_reader(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command whose standard output nobody reads any more."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        return subprocess.run(
            [sys.executable, "-m", "evaluator", *words], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(writer)


def test_files_are_written_to_the_last_even_if_nobody_reads_their_list(tmp_path: Path) -> None:
    examples = sorted(map(str, (Path(__file__).parents[2] / "examples").glob("*.yaml")))

    ran = _with_an_early_reader("evaluate", *examples, "-f", "md", "-o", str(tmp_path / "out"))

    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(list((tmp_path / "out").iterdir())) == len(examples) > 1


@pytest.mark.parametrize("words", [["check", "examples/process-ready.yaml"], ["pack", "show"], ["--help"]])
def test_a_product_that_nobody_reads_ends_quietly_and_not_as_if_something_were_found(words: list[str]) -> None:
    ran = _with_an_early_reader(*words)

    assert (ran.returncode, ran.stderr) == (READER_LEFT, "")
