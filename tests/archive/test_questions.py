"""Questions in SQL about a run, and what of the machine they do not reach."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive_runs import lines, proposal, scored

from evaluator.archive.asking import connected
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
