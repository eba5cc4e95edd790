"""Which sources of the evidence register an answer refers to, through its own references or those of its items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evaluator.engine.answers import rows_of
from evaluator.model.answers import Answer, Frozen
from evaluator.packs.fields import ProposalField, proposal_fields


def references(answer: Answer[Any], described: ProposalField) -> Iterator[str]:
    """List the sources that an answer names, in order; a source may come twice."""
    yield from answer.evidence
    if answer.state != "answered":
        return
    if described.kind == "evidence":
        yield str(answer.value)
    elif isinstance(answer.value, Frozen):
        yield from _of_fields(answer.value, f"{described.path}.")
    elif described.holds_items:
        for item in rows_of(answer) or ():
            yield from _of_fields(item, f"{described.path}[].")


def _of_fields(holder: Frozen, prefix: str) -> Iterator[str]:
    for name, held in vars(holder).items():
        if isinstance(held, Answer) and held.state != "blank":
            yield from references(held, proposal_fields()[prefix + name])
