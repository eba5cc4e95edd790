"""The records of a run once more, under another pack or profile: the same inputs, or none at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluator.archive.asking import manifests
from evaluator.archive.batch import Progress, Wish, run_batch
from evaluator.archive.mappings_by_source import MappingsBySource
from evaluator.archive.run_folder import RunFolder
from evaluator.archive.score import Ruling
from evaluator.archive.splitting import Splitter, add_to
from evaluator.errors import MissingInputError, NoInputError, RunError


@dataclass(frozen=True)
class Under:
    """The ruler to score under; what is left out of it is not in force, but for the day, which stays that of the run.

    A run keeps no more of the user's own files than their digests, so they are named again.
    """

    pack: str | None = None
    profile: str | None = None
    as_of: str = ""
    codes: str | None = None
    calendar: str | None = None


def rescore(
    run: Path, after: Path, under: Under, *, workers: int = 1, progress: Callable[[Progress], None] = lambda _: None
) -> dict[str, Any]:
    """Score what a run scored, read anew from where it was read then, into another run.

    Raises:
        RunError: the inputs or their mapping are not there any more, or are not what they were.
        UserError: the pack, profile or files cannot be used.
    """
    before = manifests([run])[0]
    ruling = Ruling(
        pack=under.pack,
        profile=under.profile,
        as_of=under.as_of or str(before["ruler"]["as_of"]),
        codes=under.codes,
        calendar=under.calendar,
        mappings=tuple(f"{one['for']}={one['name']}" for one in before["mappings"]),
        visibility=before["visibility"],
    )
    mappings = MappingsBySource(ruling.mappings)
    _refuse_other_mappings(run, before, mappings.told())
    try:
        _refuse_other_records(run, before, mappings)
    except (MissingInputError, NoInputError) as error:
        raise RunError(f"{run}: what this run was scored from is not there ({error}); {_HINT}") from None
    return run_batch(Wish(before["inputs"], after, ruling, workers=workers, apart=(run,)), progress)


_HINT = (
    "go to the folder in which it was scored and put the inputs back, "
    "or score the archive under both rulers and compare the two runs"
)


def _refuse_other_mappings(run: Path, before: dict[str, Any], now: list[dict[str, str]]) -> None:
    changed = [one["name"] for one, other in zip(before["mappings"], now, strict=True) if one != other]
    if changed:
        raise RunError(f"{run}: the mapping {changed[0]} has changed since this run was scored; {_HINT}")


def _refuse_other_records(run: Path, before: dict[str, Any], mappings: MappingsBySource) -> None:
    """Records that changed since would look like findings that flipped."""
    hashes: dict[int, Any] = {0: hashlib.sha256()}
    for number, raw in enumerate(Splitter(before["inputs"], mappings, (run,)).records()):
        add_to(hashes.setdefault(number // before["part"], hashlib.sha256()), raw)
    now = {number: each.hexdigest() for number, each in hashes.items()}
    if now != {number: part["records"] for number, part in RunFolder(run).parts().items()}:
        raise RunError(f"{run}: the inputs have changed since this run was scored; {_HINT}")
