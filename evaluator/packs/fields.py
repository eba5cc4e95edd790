"""The fields of a proposal as the pack's conditions know them: path, kind and choices, read off the proposal model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from evaluator.model import answers
from evaluator.model.proposal import Proposal

Kind = Literal["text", "choice", "number", "whole", "year", "date", "evidence", "object", "list"]

Family = Literal["number", "date", "text"]

_FAMILIES: dict[Kind, Family] = {"number": "number", "whole": "number", "year": "number", "date": "date"}
_KINDS: tuple[tuple[object, Kind], ...] = (
    (answers.EvidenceId, "evidence"),
    (answers.Number, "number"),
    (answers.Whole, "whole"),
    (answers.Year, "year"),
    (answers.Date, "date"),
)


@dataclass(frozen=True)
class ProposalField:
    """One field: `path` has `[]` after each list it lies in; `choices` only for a choice or a list of choices."""

    path: str
    kind: Kind
    choices: tuple[str, ...] = ()
    holds_items: bool = False

    @property
    def comparable(self) -> bool:
        """Tell whether `<` and its kin make sense."""
        return self.kind in ("number", "whole", "year", "date")

    @property
    def family(self) -> Family:
        """Tell what answers are compared as: years are numbers, and all that is written in words is text."""
        return _FAMILIES.get(self.kind, "text")

    def ordered_with(self, other: ProposalField) -> bool:
        """Tell whether the answers of two fields have an order."""
        return self.comparable and other.comparable and self.family == other.family

    def may_equal(self, other: ProposalField) -> bool:
        """Tell whether two fields could ever have the same answer; a text may be anything but a number."""
        kinds = {self.kind, other.kind}
        if kinds & {"list", "object"} or (self.family == "number") is not (other.family == "number"):
            return False
        if kinds == {"choice"}:
            return not set(self.choices).isdisjoint(other.choices)
        return kinds != {"choice", "date"}


@cache
def proposal_fields() -> dict[str, ProposalField]:
    """List every field of a proposal by path, in the order of the model."""
    return {field.path: field for field in _fields_of(Proposal, "")}


def _fields_of(model: type[BaseModel], prefix: str) -> Iterator[ProposalField]:
    for name, info in model.model_fields.items():
        annotation = info.annotation
        if get_origin(annotation) is answers.Answer:
            yield from _fields_of_answer(f"{prefix}{name}", get_args(annotation)[0])
        elif isinstance(annotation, type) and issubclass(annotation, answers.Frozen):
            yield from _fields_of(annotation, f"{prefix}{name}.")


def _fields_of_answer(path: str, held: Any) -> Iterator[ProposalField]:
    if get_origin(held) is tuple:
        row = get_args(held)[0]
        rows_are_objects = isinstance(row, type) and issubclass(row, answers.Item)
        yield ProposalField(path, "list", () if rows_are_objects else _choices(row), rows_are_objects)
        if rows_are_objects:
            yield from _fields_of(row, f"{path}[].")
    elif isinstance(held, type) and issubclass(held, answers.Item):
        yield ProposalField(path, "object")
        yield from _fields_of(held, f"{path}.")
    else:
        yield ProposalField(path, _kind(held), _choices(held))


def _kind(held: Any) -> Kind:
    for known, kind in _KINDS:
        if held == known:
            return kind
    return "choice" if _choices(held) else "text"


def _choices(held: Any) -> tuple[str, ...]:
    if get_origin(held) is Annotated:
        held = get_args(held)[0]
    return tuple(get_args(held)) if get_origin(held) is Literal else ()
