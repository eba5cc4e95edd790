"""Small archives and their runs, for the tests of this folder."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Self
from unittest import mock

import pyarrow.parquet

from evaluator.archive import batch
from evaluator.archive.batch import Wish, run_batch
from evaluator.archive.score import Ruling, Scorer

DAY = datetime.date(2026, 11, 22).isoformat()


def proposal(name: str, kind: str = "process", **more: Any) -> dict[str, Any]:
    measure = {"title": f"Measure {name}", "type": kind, "steward": "Society of Examples"}
    return {"schema": "cat2-proposal/1", "id": name, "measure": measure, **more}


def lines(path: Path, rows: Iterable[dict[str, Any] | str]) -> Path:
    texts = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def scored(run: Path, *inputs: Path, ruling: Ruling | None = None, **wish: Any) -> dict[str, Any]:
    """Score in this process under a pack that is compiled once for all tests; with `workers` in processes, anew."""
    asked = Wish([str(path) for path in inputs], run, ruling or Ruling(as_of=DAY, profile="measure-only"), **wish)
    if wish.keys() & {"workers", "scorer"}:
        return run_batch(asked)
    with mock.patch.object(batch, "Pool", Here):
        return run_batch(replace(asked, scorer=_scorer))  # type: ignore[arg-type]  # called like the class


@cache
def _scorer(ruling: Ruling) -> Scorer:
    return Scorer(ruling)


class Here:
    """Stands in for a pool of processes, which a test of what lies around it need not start."""

    def __init__(self, _: Ruling, scorer: Scorer, **__: Any) -> None:
        self._scorer = scorer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End nothing."""

    def results(self, batches: Iterable[Any], _: Callable[[], bool]) -> Iterator[Any]:
        yield from map(self._scorer.score, batches)


def table(run: Path, name: str) -> list[dict[str, Any]]:
    return [
        row for path in sorted((run / name).glob("*.parquet")) for row in pyarrow.parquet.read_table(path).to_pylist()
    ]
