"""What a path in a condition points at: a field of the proposal, of the item at hand, or of a source it names."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from evaluator.packs.fields import ProposalField, proposal_fields

SOURCES = "evidence.sources"


class PathFault(Exception):
    """A path names no field; `near` is the closest one that exists, or empty."""

    def __init__(self, path: str, near: str) -> None:
        super().__init__(path)
        self.path, self.near = path, near


@dataclass(frozen=True)
class Resolved:
    """A path with the field it ends in.

    `outer` is the field that the proposal or the item holds; `inner` is set when that field names a source of the
    evidence register and the path goes on into the source.
    """

    outer: ProposalField
    inner: ProposalField | None = None

    @property
    def field(self) -> ProposalField:
        """The field whose value is compared."""
        return self.inner or self.outer


def resolve(
    steps: tuple[str, ...], item_list: str | None, known: Mapping[str, ProposalField] | None = None
) -> Resolved:
    """Find the field of a path; `item_list` is the list that `item` ranges over, `known` the fields in force.

    Raises:
        PathFault: with the nearest field.
    """
    fields = proposal_fields() if known is None else known
    full = _full(steps, item_list)
    if any("[" in step for step in steps):  # the items of a list are reached as `item` alone
        raise PathFault(".".join(steps), "")
    if full in fields:
        return Resolved(fields[full])
    if item_list is not None and item_list in fields and steps == ("item",):
        return Resolved(_item_itself(fields[item_list], item_list))
    for cut in range(len(steps) - 1, 0, -1):
        outer = fields.get(_full(steps[:cut], item_list))
        if outer is not None and outer.kind == "evidence":
            inner = ".".join([f"{SOURCES}[]", *steps[cut:]])
            if inner in fields:
                return Resolved(outer, fields[inner])
            raise PathFault(".".join(steps), _near(inner, fields))
    raise PathFault(".".join(steps), _near(full, fields))


def list_path(steps: tuple[str, ...], item_list: str | None) -> str:
    """Name the list that a path points at, for `item` to range over."""
    return _full(steps, item_list)


def _full(steps: tuple[str, ...], item_list: str | None) -> str:
    if steps[0] != "item":
        return ".".join(steps)
    return ".".join([f"{item_list}[]", *steps[1:]])


def _item_itself(holder: ProposalField, item_list: str) -> ProposalField:
    return ProposalField(f"{item_list}[]", "object" if holder.holds_items else "choice", holder.choices)


def _near(path: str, fields: Mapping[str, ProposalField]) -> str:
    return next(iter(difflib.get_close_matches(path, fields, 1)), "")
