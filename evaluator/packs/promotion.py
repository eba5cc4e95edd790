"""Make a supporting check required: it is conjoined where it is attached."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from evaluator.model.criteria import Case, Check, Criterion, Group, Part

_Holder = TypeVar("_Holder", Criterion, Part)
OPEN = ("false", "unknown")


def needs_gap(check: Check) -> bool:
    """Tell whether a false or unknown case of a check names no gap."""
    return any(case.then in OPEN and not case.gap for case in check.cases)


def promoted(criterion: Criterion, check: Check, gap: str) -> Criterion | None:
    """Let a check take part in the logic: beside the check, part or criterion that it is attached to.

    `gap` is for the cases that name none. None if what it is attached to stands in no logic.
    """
    required = check.model_copy(
        update={"force": "required", "attach": "", "cases": tuple(_with_gap(case, gap) for case in check.cases)}
    )
    checks = tuple(required if one.id == check.id else one for one in criterion.checks)
    placed = _placed(criterion, check)
    return None if placed is None else placed.model_copy(update={"checks": checks})


def _with_gap(case: Case, gap: str) -> Case:
    return case.model_copy(update={"gap": gap}) if case.then in OPEN and not case.gap else case


def _placed(criterion: Criterion, check: Check) -> Criterion | None:
    place = check.attach
    if place == criterion.id:
        return _conjoined(criterion, check.id)
    if any(part.id == place for part in criterion.parts):
        parts = tuple(_conjoined(part, check.id) if part.id == place else part for part in criterion.parts)
        return criterion.model_copy(update={"parts": parts})
    parts = tuple(_beside(part, place, check.id) for part in criterion.parts)
    found = _beside(criterion.model_copy(update={"parts": parts}), place, check.id)
    return None if found == criterion else found


def _conjoined(holder: _Holder, name: str) -> _Holder:
    return _changed(holder, lambda group: _with_member(group, name))


def _with_member(group: Group, name: str) -> Group:
    """Join `all` of a group and one more; an `all` takes it in, which says the same with one group less."""
    if group.mode == "all":
        return group.model_copy(update={"members": (*group.members, name)})
    return Group(mode="all", members=(group, name))


def _beside(holder: _Holder, place: str, name: str) -> _Holder:
    return _changed(holder, lambda group: _joined_at(group, place, name))


def _joined_at(group: Group, place: str, name: str) -> Group:
    if place in group.members and group.mode == "all":
        return _with_member(group, name)
    members = tuple(_member(member, place, name) for member in group.members)
    return group.model_copy(update={"members": members})


def _member(member: str | Group, place: str, name: str) -> str | Group:
    if isinstance(member, Group):
        return _joined_at(member, place, name)
    return Group(mode="all", members=(place, name)) if member == place else member


def _changed(holder: _Holder, change: Callable[[Group], Group]) -> _Holder:
    """Change the logic in force and that of every reading alike."""
    every = {reading: change(group) for reading, group in holder.alternatives.items()}
    return holder.model_copy(update={"logic": change(holder.logic), "alternatives": every})
