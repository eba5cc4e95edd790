"""A draft as a proposal that can be judged: what is wrong in it is told by its address, and counts as not answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from evaluator.errors import Fault, ProposalError
from evaluator.model.criteria import Pack
from evaluator.model.proposal import PROPOSAL_SCHEMA, Proposal
from evaluator.packs.own_fields import OWN
from evaluator.proposals.document import Document, SourceMap
from evaluator.proposals.drafts import KEY, address_of, draft_parts, fields_of_form, is_wrapped
from evaluator.proposals.own_answers import own_field
from evaluator.proposals.parts import NUMERIC, AnswerError, Parts, raw_of, typed_value
from evaluator.proposals.reading import proposal_of
from evaluator.proposals.shape import Field, fields_of
from evaluator.proposals.warned import Warned

_ROUNDS = 6  # what one reading finds may hide more; a few rounds find all of it


@dataclass(frozen=True)
class ReadDraft:
    """What can be judged of a draft, its faults by address, and remarks on what is no fault."""

    proposal: Proposal
    faults: tuple[tuple[str, Fault], ...]
    warnings: tuple[Warned, ...]


def read_draft(draft: dict[str, Any], pack: Pack) -> ReadDraft:
    """Read a draft as far as it can be read."""
    plain = _Plain(pack)
    raw: Any = {"schema": PROPOSAL_SCHEMA, **plain.of(draft)}
    faults = [(fault.where, fault) for fault in plain.faults]
    for _ in range(_ROUNDS):
        try:
            read = proposal_of(Document(raw, SourceMap(dict)), pack)
        except ProposalError as error:
            faults += [(address_of(draft, fault.where), fault) for fault in error.faults]
            for fault in error.faults:
                raw = _without(raw, fault.where.split("."))
        else:
            return ReadDraft(read.proposal, _each_once(faults), read.warnings)
    return ReadDraft(Proposal(), _each_once(faults), ())


def whole_of(draft: dict[str, Any], pack: Pack) -> Proposal:
    """Read a draft that has no faults, to hand it out in a form that can hold none.

    Raises:
        ProposalError: with every fault.
    """
    read = read_draft(draft, pack)
    if read.faults:
        raise ProposalError([replace(fault, where=address) for address, fault in read.faults])
    return read.proposal


def _each_once(faults: Sequence[tuple[str, Fault]]) -> tuple[tuple[str, Fault], ...]:
    return tuple({address: (address, fault) for address, fault in reversed(faults)}.values())[::-1]


class _Plain:
    """Turns a draft into data as a person would write it in a file."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self.faults: list[Fault] = []

    def of(self, draft: dict[str, Any]) -> dict[str, Any]:
        """Turn every section."""
        plain = {
            name: self._held(draft[name], field, name) for name, field in fields_of_form().items() if name in draft
        }
        own = self._own(draft.get(OWN, {}))
        return plain | ({OWN: own} if own else {})

    def _held(self, node: Any, field: Field, address: str) -> object:
        return self._answer(node, field, address) if field.is_answer else self._value(node, field, address)

    def _answer(self, node: Any, field: Field, address: str) -> object:
        parts = draft_parts(node, field)
        try:
            raw_of(parts)
        except AnswerError as error:
            self.faults.append(Fault(address, error.found, error.expected, error.next_step))
            return None
        return raw_of(Parts(self._value(parts.value, field, address), parts.state, parts.reason, parts.evidence))

    def _value(self, node: Any, field: Field, address: str) -> object:
        if isinstance(node, dict) and field.group is not None:
            return self._group(node, field, address)
        if isinstance(node, list) and field.rows is not None and field.rows.group is not None:
            return [self._group(row, field.rows, f"{address}.{row[KEY]}") for row in node]
        return typed_value(node, field) if isinstance(node, str) and field.kind in NUMERIC else node

    def _group(self, node: dict[str, Any], field: Field, address: str) -> dict[str, Any]:
        known = fields_of(field.group) if field.group is not None else {}
        inner = {
            key: self._held(held, known[key], f"{address}.{key}") if key in known else held
            for key, held in node.items()
            if key != KEY
        }
        return {key: held for key, held in inner.items() if held is not None}

    def _own(self, own: dict[str, Any]) -> dict[str, Any]:
        told: dict[str, dict[str, Any]] = {}
        for owner, answers in own.items():
            for key, node in answers.items():
                path = f"{OWN}.{owner}.{key}"
                guide = self._pack.fields.get(path)
                value = self._answer(node, own_field(guide), path) if guide is not None else node
                if value is not None:
                    told.setdefault(owner, {})[key] = value
        return told


def _without(raw: Any, steps: list[str]) -> Any:
    """Copy data without what stands at a path, or without the nearest thing around it."""
    step, *rest = steps
    if is_wrapped(raw) and step not in raw:
        inner = _without(raw["value"], steps)
        return {**raw, "value": inner}
    if isinstance(raw, dict) and step in raw:
        if not rest or (isinstance(raw[step], list) and not _reaches_row(raw[step], rest)):
            return _dropped(raw, step)
        return {**raw, step: _without(raw[step], rest)}
    if isinstance(raw, list) and step.isdecimal() and int(step) < len(raw):
        row = int(step)
        inner = _without(raw[row], rest) if rest else {}
        return [*raw[:row], {**inner, "id": f"row-{row + 1}"} if rest == ["id"] else inner, *raw[row + 1 :]]
    return None if not isinstance(raw, dict) else raw


def _reaches_row(rows: list[Any], steps: list[str]) -> bool:
    row = int(steps[0]) if steps[0].isdecimal() else len(rows)
    return row < len(rows) and isinstance(rows[row], dict)


def _dropped(raw: dict[str, Any], step: str) -> dict[str, Any]:
    return {key: value for key, value in raw.items() if key != step}
