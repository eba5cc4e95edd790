"""The logic of a criterion as a sentence: all of A1 and any of (A2, A3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.rendering.catalogue import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluator.model.criteria import Group
    from evaluator.model.evaluation import Logic

_HEADS = {"all": "logic.all", "any": "logic.any"}
_EACH = {"all": "logic.for_each", "any": "logic.for_one"}


def logic_in_words(logic: Iterable[Logic]) -> str:
    """Write the logic of a criterion, and of the parts that it names, in words."""
    return say("logic.joint").join(_one(each) for each in logic)


def _one(logic: Logic) -> str:
    if logic.group is None:
        return logic.said
    asked = _group(logic.group)
    if logic.over:
        asked = say(_EACH[logic.combine], list=logic.over, asked=asked)
    return say("logic.of_part", part=logic.part, asked=asked) if logic.part else asked


def _group(group: Group) -> str:
    members = [member if isinstance(member, str) else f"({_group(member)})" for member in group.members]
    if len(members) == 1:
        return members[0]
    listed = ", ".join(members)
    if group.mode == "at_least":
        return say("logic.at_least", k=group.k, members=listed)
    return say(_HEADS[group.mode], members=listed)
