"""Runs as tables that can be asked: what a viewer may see of them, and nothing else."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from evaluator.archive.run_folder import RunFolder
from evaluator.errors import RunError

# Each viewer sees what stands at its name and before it.
VIEWERS = ("published", "own", "confidential")
_PLACE = "run, number"


@contextlib.contextmanager
def connected(runs: Sequence[Path], viewer: str = "confidential", *, done: bool = True) -> Iterator[Any]:
    """Open runs as the tables `proposals`, `gaps` and `errors`, with what the viewer may see.

    Nothing else on the machine can be read through the connection, and nothing written.

    Raises:
        RunError: a folder is no run, or its run is not done yet.
    """
    connection = duckdb.connect(":memory:")
    try:
        for name in ("proposals", "gaps", "errors"):
            parts = [_part(number, run, name, done=done) for number, run in enumerate(runs)]
            connection.execute(f"create table all_{name} as {' union all by name '.join(parts)}")
        seen = ", ".join(f"'{word}'" for word in VIEWERS[: VIEWERS.index(viewer) + 1])
        connection.execute(f"create table proposals as select * from all_proposals where visibility in ({seen})")  # noqa: S608
        connection.execute(f"create table gaps as select * from all_gaps semi join proposals using ({_PLACE})")  # noqa: S608
        # What cannot be read has no visibility of its own, so only those see it who see everything.
        connection.execute(f"create table errors as select * from all_errors where {viewer == VIEWERS[-1]}")  # noqa: S608
        hidden = connection.execute(
            "select (select count(*) from all_proposals) - (select count(*) from proposals)"
        ).fetchone()
        connection.execute(f"create table hidden as select {hidden[0] if hidden else 0} as proposals")
        for name in ("proposals", "gaps", "errors"):
            connection.execute(f"drop table all_{name}")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        yield connection
    except duckdb.Error as error:
        raise RunError(f"the run cannot be asked: {_short(error)}") from None
    finally:
        connection.close()


def hidden_from(connection: Any) -> int:
    """Count the proposals that the viewer may not see."""
    return int(connection.execute("select proposals from hidden").fetchone()[0])


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
            hint = "this run is not done; go on with `cat2 batch … --resume`" if begun else "there is no run here"
            raise RunError(f"{run}: {hint}")
        found.append(manifest)
    return found


def _part(number: int, run: Path, name: str, *, done: bool) -> str:
    if done:
        manifests([run])
    files = str(run / name / "*.parquet").replace("'", "''")
    if not any((run / name).glob("*.parquet")):
        raise RunError(f"{run}: the table of {name} is not there")
    label = re.sub(r"[^\w.-]", "-", run.resolve().name)
    return f"select {number} as run, '{label}' as run_name, * from read_parquet('{files}', union_by_name = true)"  # noqa: S608


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:400]
