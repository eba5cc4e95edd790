"""A proposal with some answers replaced: to see what would change, without saving anything."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from evaluator.errors import UsageError
from evaluator.model.criteria import Pack
from evaluator.model.proposal import Proposal
from evaluator.proposals.document import Document, SourceMap
from evaluator.proposals.reading import proposal_of
from evaluator.proposals.writing import written

_LONGEST_POSITION = 6  # digits; no list is as long as that, and int() refuses thousands of digits


def with_answers(proposal: Proposal, answers: Iterable[tuple[str, Any]], pack: Pack) -> Proposal:
    """Replace answers by dotted path, as they would be written in a file.

    Raises:
        ProposalError: if a field does not exist, or cannot hold its value.
        UsageError: if a list has no such row.
    """
    data: Any = written(proposal)
    for path, value in answers:
        data = replaced(data, path.split("."), value)
    return proposal_of(Document(data, SourceMap(dict)), pack, "--set").proposal


def replaced(holder: Any, steps: list[str], value: Any) -> Any:
    """Put a value where a path leads; a row of a list is named by its position, from 0.

    Raises:
        UsageError: if a list has no such row.
    """
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(holder, list):
        return _with_row(holder, step, rest, value)
    known = holder if isinstance(holder, dict) else {}
    if set(known) <= {"value", "evidence"} and isinstance(known.get("value"), dict | list):
        return {**known, "value": replaced(known["value"], steps, value)}
    return {**known, step: replaced(known.get(step, {}), rest, value)}


def _with_row(rows: list[Any], step: str, rest: list[str], value: Any) -> list[Any]:
    if not step.isdecimal() or len(step) > _LONGEST_POSITION or int(step) >= len(rows):
        raise UsageError(f"--set: found the row '{step}'; expected the position of one of {len(rows)} rows, from 0")
    return [replaced(row, rest, value) if number == int(step) else row for number, row in enumerate(rows)]
