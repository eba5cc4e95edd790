"""A run goes on after it was killed at any point, and with nothing else than it was begun with."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from archive_runs import DAY, lines, proposal, scored, table

from evaluator.archive import batch as batch_module
from evaluator.archive.run_folder import RunFolder
from evaluator.archive.score import Ruling
from evaluator.errors import RunError
from evaluator.packs.finding import pack_folder

ROOT = Path(__file__).parents[2]


def test_a_run_that_is_done_is_of_the_records_that_it_read(tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", [proposal("1")])
    done = scored(tmp_path / "run", source)
    again = scored(tmp_path / "run", source, resume=True)
    lines(source, [proposal("1"), proposal("2")])

    assert again == done
    with pytest.raises(RunError, match="not those that this run was begun with"):
        scored(tmp_path / "run", source, resume=True)


_KILLED = """
import pathlib, sys
from evaluator.archive import batch
from evaluator.archive.batch import Wish, run_batch
from evaluator.archive.score import Ruling, Scorer
from hostile_scorer import SlowScorer
batch.PART = 20
if __name__ == "__main__":
    ruling = Ruling(as_of=sys.argv[3])
    run_batch(Wish([sys.argv[1]], pathlib.Path(sys.argv[2]), ruling, scorer=SlowScorer))
"""


@pytest.mark.slow
def test_a_run_killed_again_and_again_loses_nothing_and_redoes_nothing_done(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(batch_module, "PART", 20)
    source = lines(tmp_path / "a.jsonl", (proposal(str(n)) for n in range(300)))
    (tmp_path / "killed.py").write_text(_KILLED, encoding="utf-8")
    paths = [str(ROOT), str(ROOT / "tests")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    run, done = tmp_path / "run", dict[str, int]()
    command = [sys.executable, str(tmp_path / "killed.py"), str(source), str(run), DAY]
    script = _KILLED.replace("scorer=SlowScorer", "scorer=SlowScorer, resume=True")
    for parts in (0, 3, 7):
        process = subprocess.Popen(command, env=environment, start_new_session=True)
        while process.poll() is None and len(list((run / "parts").glob("0*.json"))) <= parts:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        before, done = done, {path.name: path.stat().st_mtime_ns for path in (run / "parts").glob("0*.json")}
        assert before.items() <= done.items()
        (tmp_path / "killed.py").write_text(script, encoding="utf-8")

    manifest = scored(run, source, ruling=Ruling(as_of=DAY), resume=True)
    after = {path.name: path.stat().st_mtime_ns for path in (run / "parts").glob("0*.json")}

    assert (manifest["in"], manifest["scored"], manifest["errors"]) == (300, 300, 0)
    assert [row["id"] for row in table(run, "proposals")] == [str(n) for n in range(300)]
    assert len(done) >= 8
    assert done.items() <= after.items()


def test_a_finished_run_is_never_written_over(tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", [proposal("1")])
    first = scored(tmp_path / "run", source)

    with pytest.raises(RunError, match="not empty"):
        scored(tmp_path / "run", source)
    assert scored(tmp_path / "run", source, resume=True) == first


def test_another_ruler_or_other_inputs_do_not_go_into_a_run(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(batch_module, "PART", 2)
    source = lines(tmp_path / "a.jsonl", [proposal(str(n)) for n in range(5)])
    run = tmp_path / "run"
    scored(run, source)
    (run / "manifest.json").unlink()
    (run / "parts" / "000002.json").unlink()

    with pytest.raises(RunError, match=r"ruler\.profile differs|ruler\.profile,"):
        scored(run, source, ruling=Ruling(as_of=DAY), resume=True)
    lines(source, [proposal(str(n)) for n in (0, 1, 7, 3, 4)])
    with pytest.raises(RunError, match="records 3 to 4"):
        scored(run, source, resume=True)
    lines(source, [proposal("0"), proposal("1")])
    with pytest.raises(RunError, match="fewer records"):
        scored(run, source, resume=True)
    lines(source, [proposal(str(n)) for n in range(5)])
    assert scored(run, source, resume=True)["scored"] == 5


def test_a_pack_that_changed_does_not_go_on_with_a_run(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(pack_folder(None), tmp_path / "ama" / "2026-11"))
    source = lines(tmp_path / "a.jsonl", [proposal("1")])
    ruling = Ruling(pack=str(pack), as_of=DAY)
    scored(tmp_path / "run", source, ruling=ruling, workers=1)
    (tmp_path / "run" / "manifest.json").unlink()
    with (pack / "thresholds.toml").open("a", encoding="utf-8") as file:
        file.write("# signed\n")

    with pytest.raises(RunError, match=r"ruler\.digest differs"):
        scored(tmp_path / "run", source, ruling=ruling, resume=True, workers=1)
    assert [row["id"] for row in table(tmp_path / "run", "proposals")] == ["1"]


def test_two_commands_do_not_write_one_run(tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", [proposal("1")])
    run = tmp_path / "run"
    scored(run, source)

    with RunFolder(run).held(), pytest.raises(RunError, match="another command"):
        scored(run, source, resume=True)


def test_a_full_disk_keeps_what_is_done(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(batch_module, "PART", 2)
    source = lines(tmp_path / "a.jsonl", [proposal(str(n)) for n in range(5)])
    put = RunFolder.put

    def full(self: RunFolder, number: int, writers: dict, part: dict) -> None:
        if number == 1:
            writers = {**writers, "proposals/000001.parquet": _no_room}
        put(self, number, writers, part)

    monkeypatch.setattr(RunFolder, "put", full)
    with pytest.raises(RunError, match="make room and go on with --resume"):
        scored(tmp_path / "run", source)
    monkeypatch.setattr(RunFolder, "put", put)

    assert scored(tmp_path / "run", source, resume=True)["scored"] == 5


def _no_room(_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_part_that_was_not_done_leaves_nothing_where_the_inputs_shrank(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(batch_module, "PART", 2)
    source = lines(tmp_path / "a.jsonl", [proposal(str(n)) for n in range(5)])
    run = tmp_path / "run"
    scored(run, source)
    (run / "manifest.json").unlink()
    (run / "parts" / "000002.json").unlink()  # as if killed between the tables of a part and its end
    lines(source, [proposal(str(n)) for n in range(4)])

    assert scored(run, source, resume=True)["scored"] == 4
    assert len(table(run, "proposals")) == 4
    assert sorted(path.name for path in (run / "proposals").iterdir()) == ["000000.parquet", "000001.parquet"]


def test_what_people_keep_in_the_folder_of_a_run_stays_where_the_run_goes_on(tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", [proposal("1")])
    run = tmp_path / "run"
    scored(run, source)
    (run / "manifest.json").unlink()
    kept = [run / "notes" / "2026-11-22.md", run / "proposals" / "2 remarks.txt", run / "notes" / "2026" / "a.md"]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine", encoding="utf-8")

    scored(run, source, resume=True)

    assert [path.read_text(encoding="utf-8") for path in kept] == ["mine"] * 3
