"""Fields that a pack or a profile declares for itself under `extra`: their kind, and how their answers are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter

from evaluator.model.answers import Answer, Date, Number, Text, Year
from evaluator.model.criteria import FieldGuide
from evaluator.packs.fields import ProposalField, proposal_fields

OWN = "extra"
_PATH = re.compile(r"extra\.[a-z][a-z0-9_-]*\.[a-z][a-z0-9_]*")
_HELD: dict[str, Any] = {"text": Text, "number": Number, "date": Date, "year": Year}


def is_own(path: str) -> bool:
    """Tell whether a field is one that a pack or profile declares for itself."""
    return path.startswith(f"{OWN}.")


def fields_in_force(guides: Mapping[str, FieldGuide]) -> Mapping[str, ProposalField]:
    """List the fields of a proposal, and behind them those that a pack declares for itself."""
    own = {
        path: ProposalField(path, guide.type, guide.choices)
        for path, guide in guides.items()
        if guide.type and is_own(path)
    }
    return {**proposal_fields(), **own} if own else proposal_fields()


def answers_of(guide: FieldGuide) -> TypeAdapter[Answer[Any]]:
    """Give what reads an answer to a field of one's own, in all five states."""
    return _adapter(guide.type or "text", guide.choices)


def field_faults(path: str, guide: FieldGuide) -> Iterator[tuple[str, str]]:
    """List what is wrong with the declaration of a field of one's own, as found and expected."""
    if not _PATH.fullmatch(path):
        yield f"the name '{path}'", "extra.OWNER.FIELD in small letters, digits and _"
    if not guide.type:
        yield "no type", "'type': text, choice, number, date or year"
    if (guide.type == "choice") != bool(guide.choices):
        yield f"type = '{guide.type}' with {len(guide.choices)} choices", "choices for the type choice, and only for it"


@cache
def _adapter(kind: str, choices: tuple[str, ...]) -> TypeAdapter[Answer[Any]]:
    held: Any = Literal[choices] if kind == "choice" else _HELD[kind]
    return TypeAdapter(Answer[held])
