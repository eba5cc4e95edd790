"""Small archives and their runs, for the tests of this folder."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet

from evaluator.archive.batch import Wish, run_batch
from evaluator.archive.score import Ruling

DAY = datetime.date(2026, 11, 22).isoformat()


def proposal(name: str, kind: str = "process", **more: Any) -> dict[str, Any]:
    measure = {"title": f"Measure {name}", "type": kind, "steward": "Society of Examples"}
    return {"schema": "cat2-proposal/1", "id": name, "measure": measure, **more}


def lines(path: Path, rows: Iterable[dict[str, Any] | str]) -> Path:
    texts = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def scored(run: Path, *inputs: Path, ruling: Ruling | None = None, **wish: Any) -> dict[str, Any]:
    ruling = ruling or Ruling(as_of=DAY, profile="measure-only")
    return run_batch(Wish([str(path) for path in inputs], run, ruling, **wish))


def table(run: Path, name: str) -> list[dict[str, Any]]:
    return [
        row for path in sorted((run / name).glob("*.parquet")) for row in pyarrow.parquet.read_table(path).to_pylist()
    ]
