"""Questions about a run: what of the machine they do not reach, and that they are asked of a whole run."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive_runs import lines, proposal, scored

from evaluator.archive.asking import connected
from evaluator.archive.batch import PART
from evaluator.archive.stats import stats
from evaluator.errors import RunError


@pytest.mark.parametrize(
    "sql", ["copy proposals to '.tmp/out.csv'", "attach '.tmp/x.db'", "select * from '.tmp/notes.csv'"]
)
def test_a_question_reaches_no_folder_of_the_database_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str
) -> None:
    scored(tmp_path / "run", lines(tmp_path / "a.jsonl", [proposal("a")]))
    here = tmp_path / "here"
    aside = here / ".tmp"
    aside.mkdir(parents=True)
    monkeypatch.chdir(here)
    (aside / "notes.csv").write_text("of,somebody\nelse,here\n")

    with pytest.raises(RunError), connected([tmp_path / "run"], "confidential") as connection:
        connection.execute(sql).fetchall()

    assert [path.name for path in here.rglob("*")] == [".tmp", "notes.csv"]


@pytest.mark.parametrize("table", ["proposals", "gaps", "errors"])
def test_a_run_of_which_a_part_is_lost_counts_nothing(tmp_path: Path, table: str) -> None:
    scored(tmp_path / "run", lines(tmp_path / "a.jsonl", (proposal(f"{n}") for n in range(PART + 1))))
    (tmp_path / "run" / table / "000001.parquet").unlink()

    with pytest.raises(RunError, match=rf"table of {table} is not whole \(parts: 1 found, 2 by the manifest\); get"):
        stats([tmp_path / "run"], "confidential")


@pytest.mark.parametrize("manifest", ["{}", '{"format": "cat2-run/9"}'])
def test_a_manifest_of_something_else_is_told(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")

    with pytest.raises(RunError, match="not that of a run of this version"):
        stats([tmp_path], "confidential")
