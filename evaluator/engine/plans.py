"""What a pack is compiled into: for each criterion the tree of groups that its logic asks for, with its checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from evaluator.engine.answers import Items
from evaluator.engine.checks import CompiledCheck, Sentence
from evaluator.engine.predicates import Test
from evaluator.model.criteria import Applies, Criterion, Part
from evaluator.model.notices import Notice


@dataclass(frozen=True)
class GroupPlan:
    """One all/any/at_least: its direct checks and the groups below it. `owner` is its part or criterion."""

    key: str
    owner: str
    mode: Literal["all", "any", "at_least"]
    members: tuple[CompiledCheck | GroupPlan | ListPlan, ...]
    k: int = 0
    gap: str = ""

    @property
    def checks(self) -> list[CompiledCheck]:
        """The checks that stand in the group itself."""
        return [member for member in self.members if isinstance(member, CompiledCheck)]

    @property
    def groups(self) -> list[GroupPlan | ListPlan]:
        """The groups that stand in the group itself."""
        return [member for member in self.members if not isinstance(member, CompiledCheck)]

    @cached_property
    def asked(self) -> tuple[tuple[CompiledCheck, str] | ListPlan, ...]:
        """What is asked here and below, in this order: checks with the group they stand in, and parts over lists."""
        return tuple(_asked(self))

    @cached_property
    def stretches(self) -> tuple[tuple[CompiledCheck, ...] | ListPlan, ...]:
        """What is asked here and below, with the checks between two lists together."""
        parted: list[tuple[CompiledCheck, ...] | ListPlan] = []
        for one in self.asked:
            last = parted[-1] if parted else ()
            if isinstance(one, ListPlan):
                parted.append(one)
            elif parted and isinstance(last, tuple):
                parted[-1] = (*last, one[0])
            else:
                parted.append((one[0],))
        return tuple(parted)


@dataclass(frozen=True)
class ListPlan:
    """A part judged for every item of a list."""

    key: str
    owner: str
    part: Part
    items: Items
    item: GroupPlan
    empty: CompiledCheck

    @property
    def gap(self) -> str:
        """The gap that the part names for itself."""
        return self.part.gap


@dataclass(frozen=True)
class CompiledApplies:
    """One case of applicability."""

    case: Applies
    test: Test
    says: Sentence


@dataclass(frozen=True)
class AttachedCheck:
    """A check that decides nothing; if what it is attached to ranges over a list, it is asked of every item."""

    check: CompiledCheck
    over: str = ""
    items: Items | None = None


@dataclass(frozen=True)
class CriterionPlan:
    """One criterion ready to be judged.

    `checks_below` has the ids of the checks within each group, and `clause_names` of those that a clause is about.
    `lists` are those that parts are judged for, by their names.
    `capable`: one of its gaps is inherent, so that it could be beyond repair. `aside`: why it is not evaluated.
    """

    criterion: Criterion
    role: Literal["criterion", "form"]
    logic: GroupPlan
    applies: tuple[CompiledApplies, ...]
    attached: tuple[AttachedCheck, ...]
    lists: Mapping[str, Items]
    capable: bool
    frame: Mapping[str, Any]
    checks_below: Mapping[str, frozenset[str]]
    clause_names: Mapping[tuple[str, ...], frozenset[str]]
    aside: Notice | None = None


def _asked(plan: GroupPlan) -> Iterator[tuple[CompiledCheck, str] | ListPlan]:
    yield from ((check, plan.key) for check in plan.checks)
    for group in plan.groups:
        if isinstance(group, ListPlan):
            yield group
        else:
            yield from _asked(group)
