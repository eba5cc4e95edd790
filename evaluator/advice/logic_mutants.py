"""Logic with one thing changed: all for any, one more or one fewer, another gap."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator.model.criteria import Criterion, Group, Part


def logic_mutants(criterion: Criterion) -> Iterator[tuple[str, Criterion]]:
    """List the criterion with each of its groups, and those of its parts, changed."""
    for what, group in _groups(criterion.logic, criterion.id):
        yield what, criterion.model_copy(update={"logic": group})
    for number, part in enumerate(criterion.parts):
        for what, changed in _parts(part):
            parts = tuple(changed if n == number else old for n, old in enumerate(criterion.parts))
            yield what, criterion.model_copy(update={"parts": parts})


def gaps_in_sight(criterion: Criterion) -> set[str]:
    """Name the checks whose own gaps stand in the report, and not as options within the gap of alternatives."""
    parts = {part.id: part for part in criterion.parts}
    return set(_in_sight(criterion.logic, parts))


def _in_sight(group: Group, parts: dict[str, Part]) -> Iterator[str]:
    if group.mode != "all":
        return
    for member in group.members:
        if isinstance(member, Group):
            yield from _in_sight(member, parts)
        elif member not in parts:
            yield member
        elif not (parts[member].over and parts[member].combine == "any"):
            yield from _in_sight(parts[member].logic, parts)


def _parts(part: Part) -> Iterator[tuple[str, Part]]:
    for what, group in _groups(part.logic, part.id):
        yield what, part.model_copy(update={"logic": group})
    if part.over:
        other = "any" if part.combine == "all" else "all"
        yield f"{part.id}: {part.combine} items becomes {other}", part.model_copy(update={"combine": other})


def _groups(group: Group, name: str) -> Iterator[tuple[str, Group]]:
    if len(group.members) > 1:
        yield from _modes(group, name)
    for number, member in enumerate(group.members):
        if isinstance(member, Group):
            for what, changed in _groups(member, f"{name}/{number + 1}"):
                members = tuple(changed if n == number else old for n, old in enumerate(group.members))
                yield what, group.model_copy(update={"members": members})


def _modes(group: Group, name: str) -> Iterator[tuple[str, Group]]:
    if group.mode == "at_least":
        for k in (group.k - 1, group.k + 1):
            if 1 <= k <= len(group.members):
                yield f"{name}: at_least {group.k} becomes {k}", group.model_copy(update={"k": k})
        return
    other = "any" if group.mode == "all" else "all"
    yield f"{name}: {group.mode} becomes {other}", group.model_copy(update={"mode": other})
