"""A proposal read from a foreign format: its answers, what each was read from, and what was left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluator.model.notices import Notice
from evaluator.model.proposal import PROPOSAL_SCHEMA, Proposal
from evaluator.proposals.shape import fields_of


@dataclass(frozen=True)
class Imported:
    """What a foreign record says, as a written proposal.

    `sources` has the places that each answer was read from, by the dotted path of the answer; `unmapped` has the
    places that say something and were not imported.
    """

    written: dict[str, Any]
    sources: Mapping[str, tuple[str, ...]]
    warnings: tuple[Notice, ...]
    unmapped: tuple[str, ...]


def in_order_of_form(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Put answers by their dotted path into the sections of the form."""
    written: dict[str, Any] = {"schema": PROPOSAL_SCHEMA}
    for name, shape in fields_of(Proposal).items():
        if name in answers:
            written[name] = answers[name]
        if shape.is_section and shape.group is not None:
            paths = {inner: f"{name}.{inner}" for inner in fields_of(shape.group)}
            section = {inner: answers[path] for inner, path in paths.items() if path in answers}
            written |= {name: section} if section else {}
    return written
