"""Judge the same proposals under two packs, for `cat2 pack diff`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator.api import Evaluator
from evaluator.errors import NoInputError, ProposalError, UsageError
from evaluator.proposals.reading import read_proposals

if TYPE_CHECKING:
    from evaluator.advice.pack_diff import Judged
    from evaluator.model.criteria import Pack
    from evaluator.model.evaluation import Evaluation

_KINDS = (".yaml", ".yml", ".json", ".jsonl", ".ndjson")


def files_in(names: list[Path]) -> list[Path]:
    """List the files named, and those of the folders named.

    Raises:
        NoInputError: if a folder holds none.
        UsageError: if there is nothing of a name.
    """
    found: list[Path] = []
    for name in names:
        if not name.exists():
            raise UsageError(f"{name}: there is no file or folder of this name; name proposals, or folders of them")
        inside = (
            [path for path in sorted(name.rglob("*")) if path.suffix.lower() in _KINDS] if name.is_dir() else [name]
        )
        if not inside:
            raise NoInputError(f"{name}: no proposal in this folder; its files end in {', '.join(_KINDS)}")
        found += inside
    return found


def judged_under_both(
    before: Pack, after: Pack, files: list[Path], as_of: datetime.date
) -> tuple[list[Judged], list[str]]:
    """Evaluate every proposal under both packs; name those that either could not read."""
    first, second = Evaluator(before, as_of), Evaluator(after, as_of)
    judged: list[Judged] = []
    refused: list[str] = []
    for file in files:
        older, newer = dict(_evaluations(first, file)), dict(_evaluations(second, file))
        for name in dict.fromkeys([*older, *newer]):
            was, now = older.get(name), newer.get(name)
            if was is None or now is None:
                refused.append(name)
            else:
                judged.append((name, was, now))
    return judged, refused


def _evaluations(evaluator: Evaluator, file: Path) -> Iterator[tuple[str, Evaluation | None]]:
    several = file.suffix.lower() in (".jsonl", ".ndjson")
    try:
        for line, read in read_proposals(str(file), evaluator.pack):
            name = f"{file.stem}-{line}" if several else file.stem
            yield name, None if isinstance(read, ProposalError) else evaluator.evaluate(read.proposal)
    except ProposalError:
        yield file.stem, None
