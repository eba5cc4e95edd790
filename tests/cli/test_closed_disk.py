"""Where the output cannot be written: a clear error, nothing lost, nothing half-written, and then it goes on."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from archive_runs import Here, lines, proposal, scored
from closed_disk import FULL, fill, make_read_only

from evaluator.archive import batch
from evaluator.archive.score import Ruling

READY = Path(__file__).parents[2] / "examples" / "process-ready.yaml"
COMMANDS = [
    "batch {given}/a.jsonl -o {out}/run --profile measure-only -q",
    "archive dashboard {given}/run -o {out}/dashboard -q",
    "archive drift {given}/run --profile measure-only --as-of 2026-11-21 --keep {out}/anew -q",
    "new -o {out}/form.yaml",
    "new --form xlsx -o {out}/form.xlsx",
    "evaluate {ready} -f html -o {out}/report.html",
    "check {ready} --fail-on never -o {out}/gaps.txt",
    "guide -o {out}/guide.md",
    "review new {ready} -o {out}/review.yaml",
    "import table {given}/t.csv --mapping {given}/ours.toml -o {out}/drafts",
    "template copy gap-report.css -o {out}/ours",
    "pack new {out}/mine",
    "pack new {out}/pack --criterion B",
]
MAPPING = 'id = "ours"\ntitle = "Ours"\n[[field]]\nto = "measure.title"\nfrom = "Name"\n'


@pytest.fixture(scope="module")
def given(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("given")
    source = lines(folder / "a.jsonl", [proposal("1")])
    scored(folder / "run", source, ruling=Ruling(as_of="2026-11-22", profile="measure-only", visibility="published"))
    (folder / "t.csv").write_text("Name\nFoot\n", encoding="utf-8")
    (folder / "ours.toml").write_text(MAPPING, encoding="utf-8")
    return folder


@pytest.fixture
def out(tmp_path: Path, cat2, monkeypatch) -> Path:
    """Make a folder with a pack of somebody's own, and what a batch needs no process for."""
    monkeypatch.setattr(batch, "Pool", Here)
    cat2("pack", "new", tmp_path / "out" / "pack")
    return tmp_path / "out"


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _words(command: str, given: Path, out: Path) -> list[str]:
    return command.format(given=given, out=out, ready=READY).split()


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", COMMANDS)
def test_an_output_that_cannot_be_written_is_told_stays_as_it_was_and_works_once_it_can(
    cat2, given, out, monkeypatch, command
) -> None:
    before = _files(out)
    words = _words(command, given, out)
    with monkeypatch.context() as patch:
        make_read_only(patch, out)
        read_only = cat2(*words)
    with monkeypatch.context() as patch:
        fill(patch, out)
        full = cat2(*words)
    after = {name: content for name, content in _files(out).items() if not Path(name).name.startswith(".")}

    assert [(ran.code, ran.out, ran.err.count("\n"), ran.err.index(str(out))) for ran in (read_only, full)] == [
        (2, "", 1, len("cat2: "))
    ] * 2
    assert "cannot be written (Read-only file system); name a folder that you may write to" in read_only.err
    assert "cannot be written (No space left on device); make room" in full.err
    assert after == before

    again = cat2(*words)

    assert (again.code, again.err.startswith("cat2: ")) == (0, False)
    assert set(_files(out)) > set(before)


def test_a_run_that_became_read_only_says_how_it_goes_on(cat2, given, out, monkeypatch) -> None:
    run = Path(shutil.copytree(given / "run", out / "run"))
    for name in ("manifest.json", "parts/000000.json"):
        (run / name).unlink()
    words = ["batch", str(given / "a.jsonl"), "-o", str(run), "--profile", "measure-only", "--resume", "-q"]
    before = _files(run)
    with monkeypatch.context() as patch:
        make_read_only(patch, run)
        ran = cat2(*words, "--visibility", "published")

    assert ran.code == 2
    assert ran.err == (
        f"cat2: {run}: cannot be written (Read-only file system); "
        "see that you may write to it and go on with --resume; what is done is kept\n"
    )
    assert _files(run) == before
    assert cat2(*words, "--visibility", "published").code == 0


@pytest.mark.parametrize("command", COMMANDS[:3])
def test_a_file_in_the_place_of_a_new_folder_is_named_and_kept(cat2, given, out, command) -> None:
    words = _words(command, given, out)
    place = next(Path(word) for before, word in pairwise(words) if before in ("-o", "--keep"))
    place.write_text("mine", encoding="utf-8")

    ran = cat2(*words)

    assert (ran.code, ran.err.startswith(f"cat2: {place}: this is a file; name a new folder")) == (2, True)
    assert place.read_text(encoding="utf-8") == "mine"
