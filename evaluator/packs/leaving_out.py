"""Leave parts and checks out of a criterion: they drop out of its logic as if nobody had ever asked them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from evaluator.model.criteria import Check, Clause, Criterion, Group, Part
from evaluator.packs.words import leaves

_UNASKED_WORDS = "What decides about these words is left out under the profile in force."


def pieces_of(criterion: Criterion) -> dict[str, str]:
    """Name the parts and checks of a criterion with what each asks."""
    pieces: tuple[Part | Check, ...] = (*criterion.parts, *criterion.checks)
    return {one.id: one.asks for one in pieces}


def within(criterion: Criterion, name: str) -> set[str]:
    """Name everything that stands inside a part; nothing stands inside a check."""
    inside = {member for part in criterion.parts if part.id == name for member in leaves(part.logic)}
    return inside.union(*(within(criterion, member) for member in inside))


def without(criterion: Criterion, names: Iterable[str]) -> Criterion | None:
    """Leave parts and checks out, with what is attached to them; None if nothing that decides is left."""
    return _Pruned(criterion, frozenset(names)).criterion()


def out_of_reach(criterion: Criterion) -> Iterator[tuple[str, Group]]:
    """Find groups that ask for more of their members than there are, each with the part or criterion it stands in."""
    for holder in _holders(criterion):
        yield from ((holder.id, group) for group in _groups(holder.logic) if group.k > len(group.members))


class _Pruned:
    def __init__(self, criterion: Criterion, gone: frozenset[str]) -> None:
        self._whole, self._gone = criterion, gone
        self._parts = {part.id: part for part in criterion.parts}

    def criterion(self) -> Criterion | None:
        whole = self._whole
        logic = self._group(whole.logic)
        if logic is None:
            return None
        parts = {part.id: part for part in self._kept_parts(logic)}
        checks = self._kept_checks({whole.id, *self._members(logic)})
        changed = whole.model_copy(
            update={
                "logic": logic,
                "alternatives": self._alternatives(whole.alternatives),
                "parts": tuple(parts[part.id] for part in whole.parts if part.id in parts),
                "checks": checks,
                "clauses": tuple(self._clauses({*parts, *(check.id for check in checks)})),
                "of_no_clause": {name: why for name, why in whole.of_no_clause.items() if name in self._members(logic)},
            }
        )
        named = set(_gaps_named(changed))
        return changed.model_copy(update={"gaps": tuple(gap for gap in whole.gaps if gap.id in named)})

    def _group(self, group: Group) -> Group | None:
        kept = (self._group(one) if isinstance(one, Group) else self._standing(one) for one in group.members)
        members = tuple(one for one in kept if one is not None)
        return group.model_copy(update={"members": members}) if members else None

    def _standing(self, name: str) -> str | None:
        part = self._parts.get(name)
        stands = name not in self._gone and (part is None or self._group(part.logic) is not None)
        return name if stands else None

    def _members(self, group: Group) -> set[str]:
        """Name everything below a group of what is left."""
        members: set[str] = set()
        for name in leaves(group):
            members.add(name)
            inner = self._group(self._parts[name].logic) if name in self._parts else None
            members |= self._members(inner) if inner else set()
        return members

    def _alternatives(self, alternatives: Mapping[str, Group]) -> dict[str, Group]:
        pruned = ((reading, self._group(group)) for reading, group in alternatives.items())
        return {reading: group for reading, group in pruned if group is not None}

    def _kept_parts(self, logic: Group) -> Iterator[Part]:
        for name in self._members(logic) & self._parts.keys():
            part = self._parts[name]
            changes = {"logic": self._group(part.logic), "alternatives": self._alternatives(part.alternatives)}
            yield part.model_copy(update=changes)

    def _kept_checks(self, standing: set[str]) -> tuple[Check, ...]:
        """Keep what decides; of the rest what is attached to something that stands, be it to one of its own kind."""
        checks = [one for one in self._whole.checks if one.id not in self._gone]
        while more := {one.id for one in checks if one.attach in standing} - standing:
            standing |= more
        return tuple(one for one in checks if one.id in standing)

    def _clauses(self, standing: set[str]) -> Iterator[Clause]:
        for clause in self._whole.clauses:
            if clause.part and clause.part not in standing:
                continue
            checks = tuple(name for name in clause.checks if name in standing)
            says = clause.says if checks or not clause.checks else _UNASKED_WORDS
            yield clause.model_copy(update={"checks": checks, "says": says})


def _gaps_named(criterion: Criterion) -> Iterator[str]:
    yield from (case.gap for check in criterion.checks for case in check.cases)
    for holder in _holders(criterion):
        for logic in (holder.logic, *holder.alternatives.values()):
            yield from (group.gap for group in _groups(logic))
    for part in criterion.parts:
        yield from (part.gap, *(case.gap for case in part.empty))


def _holders(criterion: Criterion) -> tuple[Criterion | Part, ...]:
    return (criterion, *criterion.parts)


def _groups(group: Group) -> Iterator[Group]:
    yield group
    for member in group.members:
        if isinstance(member, Group):
            yield from _groups(member)
