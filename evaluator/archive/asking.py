"""Runs as tables that can be asked: what a viewer may see of them, and nothing else."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from evaluator.archive.run_folder import FORMAT, RunFolder
from evaluator.errors import RunError

# Each viewer sees what stands at its name and before it.
VIEWERS = ("published", "own", "confidential")
_NAMES = ("proposals", "gaps", "errors")
# The folder to which DuckDB would move what is too large stays open to every question.
_NO_FOLDER: dict[str, str | bool | int | float | list[str]] = {"temp_directory": ""}


@contextlib.contextmanager
def connected(
    runs: Sequence[Path], viewer: str = "confidential", *, done: bool = True, tables: bool = True
) -> Iterator[Any]:
    """Open runs as `proposals`, `gaps` and `errors`, with what the viewer may see.

    As tables they are closed off: whatever is asked reads nothing else on the machine and writes nothing. Without
    `tables` they are read where they lie, for questions of our own.

    Raises:
        RunError: a folder is no run, or its run is not done yet.
    """
    connection = duckdb.connect(":memory:", config=_NO_FOLDER)
    try:
        _put(connection, runs, viewer, "table" if tables else "view", done=done)
        if tables:
            for name in _NAMES:
                connection.execute(f"drop view all_{name}")
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
        yield connection
    except duckdb.Error as error:
        raise RunError(f"the run cannot be asked: {_short(error)}") from None
    finally:
        connection.close()


def _put(connection: Any, runs: Sequence[Path], viewer: str, kind: str, *, done: bool) -> None:
    for name in _NAMES:
        parts = [_part(number, run, name, done=done) for number, run in enumerate(runs)]
        connection.execute(f"create view all_{name} as {' union all by name '.join(parts)}")
    seen = ", ".join(f"'{word}'" for word in VIEWERS[: VIEWERS.index(viewer) + 1])
    # What cannot be read has no visibility of its own, so only those see it who see everything.
    everything = str(viewer == VIEWERS[-1])
    wheres = {
        "proposals": f"where visibility in ({seen})",
        "gaps": "semi join proposals using (run, number)",
        "errors": f"where {everything}",
    }
    for name in _NAMES:
        connection.execute(f"create {kind} {name} as select * from all_{name} {wheres[name]}")  # noqa: S608  our words
    counts = f"from all_proposals where coalesce(visibility, '') not in ({seen})"
    connection.execute(
        f"create table hidden as select count(*) as proposals, count(distinct (source, place)) as records {counts}"
    )


def hidden_from(connection: Any, *, of_records: bool = False) -> int:
    """Count the proposals that the viewer may not see; `of_records`: one that several runs scored counts once."""
    return int(connection.execute("select proposals, records from hidden").fetchone()[of_records])


def manifests(runs: Sequence[Path]) -> list[dict[str, Any]]:
    """Read the manifest of each run.

    Raises:
        RunError: a folder is no run, or its run is not done yet.
    """
    found = []
    for run in runs:
        folder = RunFolder(run)
        manifest = folder.manifest()
        if manifest is None:
            begun = folder.plan() is not None
            hint = (
                "this run is not done; go on with `cat2 batch … --resume`"
                if begun
                else "there is no run here; name a folder that `cat2 batch` wrote"
            )
            raise RunError(f"{run}: {hint}")
        if manifest.get("format") != FORMAT:
            raise RunError(f"{run}: its manifest is not that of a run of this version; score the archive again")
        found.append(manifest)
    return found


def _part(number: int, run: Path, name: str, *, done: bool) -> str:
    parts = manifests([run])[0].get("parts") if done else None
    there = len(list((run / name).glob("*.parquet")))
    if not there or parts not in (None, there):
        what = f"is not whole (parts: {there} found, {parts} by the manifest)" if there else "is not there"
        raise RunError(f"{run}: the table of {name} {what}; get the folder anew, or score the archive again")
    files = str(run / name / "*.parquet").replace("'", "''")
    label = re.sub(r"[^\w.-]", "-", run.resolve().name)
    return f"select {number} as run, '{label}' as run_name, * from read_parquet('{files}', union_by_name = true)"  # noqa: S608


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:400]
