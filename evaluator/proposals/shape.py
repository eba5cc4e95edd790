"""The shape of the proposal form: which fields a section has and what each may hold, read from the model's types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from evaluator.model.answers import Answer, CodeText, Date, EvidenceId, Frozen, Item, Number, Text, Whole, Year, YesNo
from evaluator.model.measure_detail import Source
from evaluator.model.proposal import Proposal

Kind = Literal[
    "text", "yes_no", "number", "whole", "year", "date", "evidence_id", "code", "choice", "hash", "group", "list"
]

_APART = frozenset({"schema_", "extra"})
_PLAIN: tuple[tuple[object, Kind], ...] = (
    (Text, "text"),
    (YesNo, "yes_no"),
    (Number, "number"),
    (Whole, "whole"),
    (Year, "year"),
    (Date, "date"),
    (EvidenceId, "evidence_id"),
    (CodeText, "code"),
)


@dataclass(frozen=True)
class Field:
    """What one field may hold."""

    kind: Kind
    is_answer: bool = True
    choices: tuple[str, ...] = ()
    rows: Field | None = None
    group: type[Frozen] | None = None

    @property
    def is_section(self) -> bool:
        """Tell whether this is a section of the form, which holds fields and is not answered itself."""
        return self.group is not None and not issubclass(self.group, Item)


@dataclass(frozen=True)
class Place:
    """A place in a proposal: its dotted path, its name in fields.toml and, if the form knows it, what it may hold."""

    path: str
    guide: str
    field: Field | None


FORM = Field("group", is_answer=False, group=Proposal)


@cache
def fields_of(group: type[Frozen]) -> dict[str, Field]:
    """List the fields of a section or of a group of answers, by the names that a person writes."""
    fields = {
        name: _field(info.annotation)
        for name, info in group.model_fields.items()
        if group is not Proposal or name not in _APART
    }
    # pydantic keeps the pattern of a plain field apart from its type, so the one such field is named here.
    return fields | {"id": Field("evidence_id", is_answer=False)} if group is Source else fields


def place_of(steps: Sequence[str | int]) -> Place:
    """Find a place by its steps; the `value` of an answer written with evidence is no step of its path."""
    path: list[str] = []
    guide: list[str] = []
    field: Field | None = FORM
    inside_answer = False
    for step in steps:
        if field is not None and field.is_answer and not inside_answer:
            inside_answer = True
            if step == "value":
                continue
            if step in {"evidence", "not_applicable"}:
                path.append(str(step))
                field = (
                    Field("list", is_answer=False, rows=Field("evidence_id", is_answer=False))
                    if step == "evidence"
                    else None
                )
                continue
        path.append(str(step))
        inside_answer = False
        if isinstance(step, int) and guide:
            guide[-1] += "[]"
        else:
            guide.append(str(step))
        field = _inner(field, step)
    return Place(".".join(path), ".".join(guide), field)


def guide_names(group: type[Frozen] = Proposal, before: str = "") -> dict[str, Field]:
    """List every field of the form under its name in fields.toml, such as `codes[].content_type`, in order."""
    names: dict[str, Field] = {}
    for name, field in fields_of(group).items():
        here = f"{before}{name}"
        if field.is_answer:
            names[here] = field
        inner = field.rows if field.rows is not None else field
        if inner.group is not None:
            names |= guide_names(inner.group, f"{here}{'[].' if field.rows is not None else '.'}")
    return names


def _inner(field: Field | None, step: str | int) -> Field | None:
    if field is None:
        return None
    if field.kind == "list":
        return field.rows
    return fields_of(field.group).get(str(step)) if field.group is not None else None


def _field(annotation: Any) -> Field:
    if get_origin(annotation) is Answer:
        return _held(get_args(annotation)[0], is_answer=True)
    return _held(annotation, is_answer=False)


def _held(kind: Any, *, is_answer: bool) -> Field:
    for known, name in _PLAIN:
        if kind == known:
            return Field(name, is_answer)
    if get_origin(kind) is Literal:
        return Field("choice", is_answer, choices=get_args(kind))
    if get_origin(kind) is tuple:
        return Field("list", is_answer, rows=_held(get_args(kind)[0], is_answer=False))
    if isinstance(kind, type) and issubclass(kind, Frozen):
        return Field("group", is_answer, group=kind)
    return Field("text" if kind is str else "hash", is_answer)
