"""The remedies of a criterion, each under the check that calls for it: a long list needs a way in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluator.model.criteria import Group
from evaluator.rendering.pack_shapes import RemedyGroup, RemedyRow
from evaluator.rendering.readings import path_in_words
from evaluator.rendering.words import ACTORS, EFFORTS, FIXABILITIES

if TYPE_CHECKING:
    from evaluator.model.criteria import Criterion, GapRecord, Pack, Part


def remedies_by_check(pack: Pack, criterion: Criterion) -> tuple[RemedyGroup, ...]:
    """Group the remedies of a criterion by what calls for them; each stands once, where it is called for first."""
    records = {gap.id: gap for gap in criterion.gaps}
    groups = []
    for subject, asks, names in _callers(criterion):
        rows = tuple(_row(pack, records.pop(name)) for name in dict.fromkeys(names) if name in records)
        if rows:
            groups.append(RemedyGroup(subject, asks, rows))
    return tuple(groups)


def _callers(criterion: Criterion) -> Iterator[tuple[str, str, list[str]]]:
    yield criterion.id, criterion.asks, list(_of_any_reading(criterion))
    for part in criterion.parts:
        own = [*_of_any_reading(part), part.gap, *(case.gap for case in part.empty)]
        yield part.id, part.asks, [name for name in own if name]
    for check in criterion.checks:
        yield check.id, check.asks, [case.gap for case in check.cases if case.gap]


def _of_any_reading(holder: Criterion | Part) -> Iterator[str]:
    yield from _of_group(holder.logic)
    for group in holder.alternatives.values():
        yield from _of_group(group)


def _of_group(group: Group) -> Iterator[str]:
    if group.gap:
        yield group.gap
    for member in group.members:
        if isinstance(member, Group):
            yield from _of_group(member)


def _row(pack: Pack, gap: GapRecord) -> RemedyRow:
    guide = pack.fields.get(gap.where)
    tags = f"{ACTORS[gap.actor]}; {EFFORTS[gap.effort]}; {FIXABILITIES[gap.fixability]}"
    return RemedyRow(gap.title, gap.remedy, gap.example, tags, guide.label if guide else path_in_words(gap.where))
