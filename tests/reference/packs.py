"""Generated packs: small, and with everything that the pack format knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from reference.building import OUTCOMES, applies, case, check, criterion, group, leaving_out, pack, part, without_pieces
from reference.conditions import CONDITION, DEFINED, LISTS, SIMPLE
from reference.proposals import KEYS, guides

from evaluator.model.criteria import Applies, Case, Check, Criterion, Group, Pack, Part

Draw = Any
# What comes first is what a failing example shrinks to.
_MODES = ("all", "any", "at_least")
_MEMBERS = ("check", "check", "check", "check", "group", "group", "group", "part", "list", "check", "check", "wide")
_THEN = st.sampled_from((*OUTCOMES[:4], "true", "false", "unknown", "not_applicable"))
_INHERENT = st.sampled_from((False, False, True))
_SIZE = st.sampled_from((1, 2, 2, 3))
_WIDE = st.sampled_from((17, 18))
# Mostly none; else one that leaves criteria out, at times all there are.
_LEFT_OUT = st.sets(st.sampled_from(("form", "A", "B", "C")), min_size=1)
_PROFILE = st.one_of(st.none(), st.none(), _LEFT_OUT.map(leaving_out))
# Of some packs, parts and checks are left out: those whose number, among all that there are, is one of these.
_PIECES = st.one_of(st.just(frozenset()), st.just(frozenset()), st.frozensets(st.integers(0, 23), min_size=1))
_APPLIES = st.sampled_from(("yes", "no", "judgement", "undecided"))


@st.composite
def packs(draw: Draw) -> Pack:
    """Draw a pack of one to three criteria and a form."""
    fields = guides(draw(st.binary(min_size=len(KEYS), max_size=len(KEYS))))
    count = draw(st.sampled_from((1, 2, 2, 3)))
    in_force = draw(st.sampled_from(("", "", "wide", "narrow")))
    whole = pack(
        *(_criterion(draw, letter, in_force or "wide") for letter in "ABC"[:count]),
        form=_criterion(draw, "form", in_force or "wide"),
        in_force=in_force,
        fields=fields,
        define={"named_one": draw(_undefined)},
        applies=_applies(draw)[:-1] if draw(st.sampled_from((False, False, False, True))) else (),
        profile=draw(_PROFILE),
    )
    return without_pieces(whole, draw(_PIECES))


_undefined = CONDITION[""].filter(lambda text: not any(name in text for name in DEFINED))


def _criterion(draw: Draw, name: str, reading: str) -> Criterion:
    author = _Author(draw, name)
    logic = author.group("", depth=0, nesting=0)
    alternatives: dict[str, Group] = {}
    if draw(st.sampled_from((False, False, False, True))):
        alternatives = {
            "wide": logic,
            "narrow": author.joined(draw(st.sampled_from(_MODES)), list(logic.members), inside_any=False),
        }
    return criterion(
        name,
        alternatives.get(reading, logic),
        author.checks,
        reading="middle" if alternatives else "",
        alternatives=alternatives,
        parts=tuple(author.parts),
        define={"named_two": draw(_undefined)},
        applies=_applies(draw) if draw(st.booleans()) else (),
    )


def _applies(draw: Draw) -> tuple[Applies, ...]:
    cases = [applies(draw(SIMPLE[""]), draw(_APPLIES)) for _ in range(draw(st.sampled_from((1, 2))))]
    return (*cases, applies(None, draw(_APPLIES)))


@dataclass
class _Author:
    """Writes one criterion: its groups in place, its checks and parts beside them."""

    draw: Draw
    name: str
    checks: list[Check] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def group(self, scope: str, depth: int, nesting: int, *, inside_any: bool = False) -> Group:
        mode = self.draw(st.sampled_from(_MODES))
        count = self.draw(_SIZE)
        members = [self.member(scope, depth, nesting, inside_any=mode == "any") for _ in range(count)]
        return self.joined(mode, members, inside_any=inside_any)

    def joined(self, mode: str, members: list[str | Group], *, inside_any: bool) -> Group:
        k = self.draw(st.integers(1, min(len(members), 4))) if mode == "at_least" else 0
        named = mode != "all" and len(members) > 1 and not inside_any
        return group(mode, *members, k=k, gap=f"{self.name}.gap" if named else "")

    def member(self, scope: str, depth: int, nesting: int, *, inside_any: bool) -> str | Group:
        kind = self.draw(st.sampled_from(_MEMBERS))
        if kind == "group" and depth < 2:
            return self.group(scope, depth + 1, nesting, inside_any=inside_any)
        if kind == "wide" and depth < 2 and len(self.checks) < 12:
            return self.wide(scope, depth, inside_any=inside_any)
        if kind == "part" and nesting < 2:
            return self.part(scope, "", nesting + 1)
        if kind == "list" and nesting < 2 and not scope:
            return self.part("", self.draw(st.sampled_from(LISTS)), nesting + 1)
        return self.check(CONDITION[scope], self.draw(_SIZE))

    def wide(self, scope: str, depth: int, *, inside_any: bool) -> Group:
        mode = self.draw(st.sampled_from(_MODES))
        of_groups = depth < 1 and self.draw(st.booleans())
        members: list[str | Group] = []
        for _ in range(self.draw(_WIDE)):
            name = self.check(SIMPLE[scope], 1)
            members.append(group("all", name) if of_groups else name)
        return self.joined(mode, members, inside_any=inside_any)

    def part(self, scope: str, over: str, nesting: int) -> str:
        name = f"{self.name}.part_{len(self.parts) + 1}"
        place = len(self.parts)
        self.parts.append(part(name, group("all", name)))  # takes the name until the logic is drawn
        rest = (
            {"over": over, "combine": self.draw(st.sampled_from(("all", "any"))), "empty": self.empty(over)}
            if over
            else {}
        )
        self.parts[place] = part(name, self.group(over or scope, 1, nesting), **rest)
        return name

    def empty(self, over: str) -> tuple[Case, ...]:
        states = self.draw(st.sampled_from((("absent",), ("absent", "unknown"), ("claimed",), ())))
        return self.cases([f"{over} is {state}" for state in states])

    def check(self, conditions: st.SearchStrategy[str], count: int) -> str:
        name = f"{self.name}.check_{len(self.checks) + 1}"
        self.checks.append(check(name, *self.cases([self.draw(conditions) for _ in range(count)])))
        return name

    def cases(self, conditions: list[str]) -> tuple[Case, ...]:
        return tuple(self.case(when) for when in (*conditions, None))

    def case(self, when: str | None) -> Case:
        then = self.draw(_THEN)
        wanting = then in ("false", "unknown")
        gap = ("inherent-gap" if self.draw(_INHERENT) else "gap") if wanting else ""
        return case(when, then, f"{self.name}.{gap}" if gap else "")
