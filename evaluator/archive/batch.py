"""A batch from its sources to the folder of its run: records in order, results in parts, every record accounted for."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow
import pyarrow.parquet

from evaluator.archive.pool import Pool
from evaluator.archive.run_folder import FORMAT, RunFolder
from evaluator.archive.score import Ruling, Scorer
from evaluator.archive.sources import Walk
from evaluator.archive.splitting import Raw, Splitter, add_to
from evaluator.archive.tables import ERRORS, GAPS, RECORD, proposals_schema
from evaluator.errors import RunError
from evaluator.model.criteria import Pack
from evaluator.packs.leaving_out import within

PART = 500
_CHUNK = 25
_CHUNK_BYTES = 4_000_000
_WAITING = 8  # parts that may be begun and not done, so that memory stays flat behind one slow record


@dataclass(frozen=True)
class Progress:
    """How far a batch is."""

    done: int
    errors: int
    share: float
    seconds: float


@dataclass(frozen=True)
class Wish:
    """How a batch is to be run."""

    inputs: list[str]
    run: Path
    ruling: Ruling
    workers: int = 1
    seconds: float = 60.0
    resume: bool = False
    apart: tuple[Path, ...] = ()  # folders of other runs among the inputs
    scorer: type[Scorer] = Scorer


def run_batch(wish: Wish, progress: Callable[[Progress], None] = lambda _: None) -> dict[str, Any]:
    """Score everything into a run and give its manifest.

    Raises:
        RunError: the run cannot be begun or gone on with.
        UserError: the pack, profile, mapping or inputs cannot be used.
    """
    folder = RunFolder(wish.run)
    standing = folder.plan() if wish.resume else None
    if standing is not None and not wish.ruling.as_of:
        wish = replace(wish, ruling=replace(wish.ruling, as_of=str(standing["ruler"]["as_of"])))
    Walk(wish.inputs)  # nothing is begun for inputs that are not there
    scorer = wish.scorer(wish.ruling)
    plan = _plan(wish, scorer)
    if standing is None:
        folder.refuse_full()
    else:
        _refuse_other_plan(wish.run, standing, plan)
    with folder.held():
        if standing is None:
            folder.begin(plan)
        manifest = folder.manifest()
        one = _Batch(wish, folder, scorer, plan)
        if manifest is None:
            folder.forget_unfinished()
            return one.run(progress)
        one.refuse_other_records()
        return manifest


def _plan(wish: Wish, scorer: Scorer) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "inputs": [str(Path(name)) for name in wish.inputs],
        "ruler": scorer.evaluator.ruler.model_dump(mode="json"),
        "criteria": list(scorer.criteria),
        "titles": {each.id: each.title for each in scorer.pack.criteria},
        "not_evaluated": {scorer.column(name): why for name, why in _not_evaluated(scorer.pack).items()},
        "left_out": {scorer.column(name): pieces for name, pieces in _left_out(scorer.pack).items()},
        "readings": {name: each.in_force or each.ours for name, each in scorer.pack.ambiguities.items()},
        "read_in": {name: each.where for name, each in scorer.pack.ambiguities.items()},
        "thresholds": {name: f"{each.value} {each.unit}" for name, each in scorer.pack.thresholds.items()},
        "mappings": scorer.mappings.told(),
        "visibility": wish.ruling.visibility,
        "evaluations": wish.ruling.evaluations,
        "part": PART,
    }


def _not_evaluated(pack: Pack) -> dict[str, str]:
    return dict(pack.profile.not_evaluated) if pack.profile else {}


def _left_out(pack: Pack) -> dict[str, dict[str, str]]:
    """Name by criterion the parts and checks that the profile leaves out, each with what it asks and why.

    What stands in a part that is left out has no reason of its own.
    """
    if pack.profile is None:
        return {}
    before = {one.id: one for one in pack.profile.before}
    found: dict[str, dict[str, str]] = {name: {} for name in before}
    for each in pack.profile.left_out:
        inside = dict.fromkeys(sorted(within(before[each.criterion], each.id)), "")
        found[each.criterion] |= {each.id: f"{each.asks} {each.why}", **inside}
    return found


def _refuse_other_plan(path: Path, standing: dict[str, Any], plan: dict[str, Any]) -> None:
    """Keep two rulers, or two sets of inputs, out of one run."""
    changed = [
        f"{name}.{key}" if isinstance(plan[name], dict) else name
        for name in plan
        for key in (plan[name] if isinstance(plan[name], dict) else [""])
        if (plan[name][key] if key else plan[name]) != (standing.get(name, {}).get(key) if key else standing.get(name))
    ]
    if changed:
        told = ", ".join(changed[:4])
        raise RunError(
            f"{path}: this run was begun with something else ({told} differs); "
            "go on with what it was begun with, or begin a run in another folder"
        )


class _Batch:
    """One batch while it runs."""

    def __init__(self, wish: Wish, folder: RunFolder, scorer: Scorer, plan: dict[str, Any]) -> None:
        self._wish, self._folder, self._scorer, self._plan = wish, folder, scorer, plan
        self._splitter = Splitter(wish.inputs, scorer.mappings, (wish.run, *wish.apart))
        self._done = folder.parts()
        self._hashes: dict[int, Any] = {}
        self._counts: dict[int, int] = {}
        self._waiting: dict[int, dict[int, dict[str, Any]]] = {}
        self._ended = False
        self._begun = time.monotonic()
        self._told = self._errors = 0

    def run(self, progress: Callable[[Progress], None]) -> dict[str, Any]:
        ruling = replace(self._wish.ruling, as_of=self._scorer.evaluator.as_of.isoformat())
        wish, scorer = self._wish, self._scorer
        pool = Pool(ruling, scorer, workers=wish.workers, seconds=wish.seconds)
        with pool:
            for batch in pool.results(self._batches(), lambda: len(self._waiting) < _WAITING):
                self._take(batch)
                progress(
                    Progress(self._told, self._errors, self._splitter.walk.share_read(), time.monotonic() - self._begun)
                )
        self._have_a_part()
        for number in sorted(self._counts):
            self._finish(number)
        self._refuse_fewer_records()
        return self._end()

    def refuse_other_records(self) -> None:
        """Read all that was given, and score none of it: a run that is done is of these records.

        Raises:
            RunError: they are others now.
        """
        for _ in self._batches():
            raise RunError(
                f"{self._wish.run}: this run is done, and the inputs hold more records now; begin another run"
            )
        self._have_a_part()
        self._refuse_fewer_records()

    def _have_a_part(self) -> None:
        """Make one part where there is no record at all."""
        if not self._counts:
            self._hashes[0], self._counts[0], self._waiting[0] = hashlib.sha256(), 0, {}

    def _batches(self) -> Iterator[Any]:
        """Read on, and put what is still to be scored into batches; what is done is compared with what was read."""
        rows: list[dict[str, Any]] = []
        size = 0
        for number, raw in enumerate(self._splitter.records()):
            part = number // PART
            self._count(part, raw)
            if part in self._done:
                continue
            rows.append({"number": number, **raw._asdict()})
            size += len(raw.data)
            if len(rows) >= _CHUNK or size >= _CHUNK_BYTES:
                yield pyarrow.RecordBatch.from_pylist(rows, schema=RECORD)
                rows, size = [], 0
        if rows:
            yield pyarrow.RecordBatch.from_pylist(rows, schema=RECORD)
        self._ended = True

    def _count(self, part: int, raw: Raw) -> None:
        if part not in self._hashes:
            self._close(part - 1)
            self._hashes[part], self._counts[part] = hashlib.sha256(), 0
        add_to(self._hashes[part], raw)
        self._counts[part] += 1

    def _close(self, part: int) -> None:
        """Compare a part that was done before with the records as they are now."""
        done = self._done.get(part)
        if done is not None and part in self._hashes and done["records"] != self._hashes[part].hexdigest():
            first, last = part * PART + 1, part * PART + self._counts[part]
            raise RunError(
                f"{self._wish.run}: the records {first} to {last} are not those that this run was begun with; "
                "put the inputs back as they were, or begin a run in another folder"
            )

    def _refuse_fewer_records(self) -> None:
        for part in sorted(self._done):
            if part not in self._hashes:
                raise RunError(f"{self._wish.run}: the inputs hold fewer records than when this run was begun")
            self._close(part)

    def _take(self, batch: Any) -> None:
        for row in batch.to_pylist():
            self._waiting.setdefault(row["number"] // PART, {})[row["number"]] = row
            self._told += 1
            self._errors += row["error"] is not None
        for part in sorted(self._waiting):
            if self._is_read(part) and len(self._waiting[part]) == self._counts[part]:
                self._finish(part)

    def _is_read(self, part: int) -> bool:
        return self._ended or max(self._hashes) > part

    def _finish(self, part: int) -> None:
        rows = self._waiting.pop(part, None)
        if rows is None:
            return
        found = [rows[number] for number in sorted(rows)]
        scored = [row for row in found if row["error"] is None]
        gaps = [_placed(row, gap) for row in scored for gap in row["gaps"]]
        errors = [_placed(row, row["error"]) for row in found if row["error"] is not None]
        writers: dict[str, Callable[[BinaryIO], object]] = {
            f"proposals/{part:06}.parquet": _parquet(
                [_placed(row, row["proposal"]) for row in scored], proposals_schema(self._scorer.criteria)
            ),
            f"gaps/{part:06}.parquet": _parquet(gaps, GAPS),
            f"errors/{part:06}.parquet": _parquet(errors, ERRORS),
        }
        if self._wish.ruling.evaluations:
            lines = "".join(f"{row['evaluation']}\n" for row in scored).encode()
            writers[f"evaluations/{part:06}.ndjson"] = lambda file: file.write(lines)
        told = {"in": len(found), "scored": len(scored), "errors": len(errors)}
        told_part: dict[str, Any] = {**told, "records": self._hashes[part].hexdigest()}
        self._folder.put(part, writers, told_part)
        self._done[part] = told_part

    def _end(self) -> dict[str, Any]:
        parts = [self._done[number] for number in sorted(self._done)]
        sums = {name: sum(part[name] for part in parts) for name in ("in", "scored", "errors")}
        if sums["in"] != sums["scored"] + sums["errors"] or sums["in"] != sum(self._counts.values()):
            raise RunError(f"{self._wish.run}: the counts do not reconcile ({sums}); this is a fault of ours")
        manifest = {
            **self._plan,
            **sums,
            "not_wanted": self._splitter.not_wanted,
            "files": len(self._splitter.walk.files),
            "passed_over": self._splitter.walk.passed_over,
            "mappings_unused": self._scorer.mappings.unused(),
            "parts": len(parts),
            **_asked(self._wish.run),
        }
        self._folder.end(manifest)
        return manifest


def _placed(row: dict[str, Any], inner: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("number", "source", "place")} | inner


def _parquet(rows: list[dict[str, Any]], schema: Any) -> Callable[[BinaryIO], object]:
    table = pyarrow.Table.from_pylist(rows, schema=schema)
    return lambda file: pyarrow.parquet.write_table(table, file, compression="zstd")


def _asked(run: Path) -> dict[str, Any]:
    """Sum up what the tables of a run hold: gaps that count, the others, what could not be evaluated, and twofold ids.

    Proposals with one id are all scored, and told apart by their place.
    """
    from evaluator.archive.asking import connected  # noqa: PLC0415  only here is anything asked of a run

    queries = {
        "gaps": "select count(*) from gaps where counted",
        "gaps_not_counted": "select count(*) from gaps where not counted",
        "evaluation_errors": "select (select count(*) from errors where kind != 'record')"
        " + (select count(*) from proposals where engine_errors > 0)",
    }
    twice = "select id from proposals where id != '' group by id having count(*) > 1 order by id limit 1000"
    with connected([run], done=False, tables=False) as connection:
        counts = {name: int(connection.execute(query).fetchone()[0]) for name, query in queries.items()}
        return {**counts, "ids_more_than_once": [str(row[0]) for row in connection.execute(twice).fetchall()]}
