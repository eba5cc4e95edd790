"""The logic of a criterion as a picture and as sentences: groups with their parts and checks below them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluator.model.criteria import Group
from evaluator.rendering.values import name_in_words

if TYPE_CHECKING:
    from evaluator.model.criteria import Criterion, Part

_INDENT, _ROW, _HEIGHT, _MARGIN = 26, 34, 24, 8
_LETTER = 6.6  # pixels for a letter of the picture's type, generously
_LONGEST = 96


@dataclass(frozen=True)
class Node:
    """One box of the picture: what stands in it, and where; `joint` is the way to it from the box above."""

    kind: str  # group, part or check
    text: str
    x: int
    y: int
    width: int
    joint: str


@dataclass(frozen=True)
class Picture:
    """Everything that the picture of one criterion holds, and its text for those who cannot see it."""

    title: str
    alternative: str
    width: int
    height: int
    row: int
    nodes: tuple[Node, ...]


def logic_picture(criterion: Criterion) -> Picture:
    """Lay the logic of a criterion out as a tree, one box a line."""
    nodes = tuple(_placed(criterion))
    return Picture(
        title=f"The logic of {criterion.id}",
        alternative=" ".join(logic_sentences(criterion)),
        width=max(node.x + node.width for node in nodes) + _MARGIN,
        height=nodes[-1].y + _HEIGHT + _MARGIN,
        row=_HEIGHT,
        nodes=nodes,
    )


def logic_sentences(criterion: Criterion) -> list[str]:
    """Write the logic in sentences: of the criterion, then of each part that it names."""
    return [
        f"{criterion.id} asks for {_said(criterion.logic)}.",
        *(
            f"{part.id} asks{f', {over}' if (over := _over(part)) else ' '}for {_said(part.logic)}."
            for part in criterion.parts
        ),
        *_under_other_readings(criterion),
    ]


def _under_other_readings(criterion: Criterion) -> Iterator[str]:
    """Say what would be asked where the words were read otherwise; the pictures show the reading in force."""
    holders: list[Criterion | Part] = [criterion, *criterion.parts]
    for holder in holders:
        for name, group in holder.alternatives.items():
            if group != holder.logic:
                reading = f"“{name_in_words(name)}” of “{name_in_words(holder.reading)}”"
                yield f"Under the reading {reading}, {holder.id} would ask for {_said(group)}."


def heading(group: Group) -> str:
    """Say how a group joins its members."""
    if len(group.members) == 1:
        return "this one"
    return {"all": "all of these", "any": "any one of these", "at_least": f"at least {group.k} of these"}[group.mode]


def _over(part: Part) -> str:
    if not part.over:
        return ""
    return f"for {'every' if part.combine == 'all' else 'at least one'} item of {part.over}, "


def _said(group: Group) -> str:
    members = [f"({_said(member)})" if isinstance(member, Group) else member for member in group.members]
    return members[0] if len(members) == 1 else f"{heading(group)}: {'; '.join(members)}"


def _placed(criterion: Criterion) -> Iterator[Node]:
    above: dict[int, int] = {}
    for number, (depth, kind, text) in enumerate(_rows(criterion)):
        x, y = _MARGIN + depth * _INDENT, _MARGIN + number * _ROW
        joint = ""
        if depth:
            middle, left = y + _HEIGHT // 2, x - _INDENT // 2
            joint = f"M{left} {above[depth - 1]}V{middle}H{x}"
        above[depth] = y + _HEIGHT
        shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        yield Node(kind, shown, x, y, round(len(shown) * _LETTER) + 2 * _MARGIN, joint)


def _rows(criterion: Criterion) -> Iterator[tuple[int, str, str]]:
    parts = {part.id: part for part in criterion.parts}
    checks = {check.id: check.asks for check in criterion.checks}

    def below(group: Group, depth: int) -> Iterator[tuple[int, str, str]]:
        for member in group.members:
            if isinstance(member, Group):
                yield depth, "group", heading(member)
                yield from below(member, depth + 1)
            elif member in parts:
                part = parts[member]
                yield depth, "part", f"{part.id} {part.title or part.asks}: {_over(part)}{heading(part.logic)}"
                yield from below(part.logic, depth + 1)
            else:
                yield depth, "check", f"{member}: {checks[member]}"

    yield 0, "group", f"{criterion.id} {criterion.title}: {heading(criterion.logic)}"
    yield from below(criterion.logic, 1)
