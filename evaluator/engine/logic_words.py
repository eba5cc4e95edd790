"""The logic of a criterion as a sentence: all of A1 and any of (A2, A3)."""

from __future__ import annotations

from evaluator.model.criteria import Criterion, Group, Part


def logic_sentence(criterion: Criterion) -> str:
    """Write the logic of a criterion, and of the parts that it names, in words."""
    parts = {part.id: part for part in criterion.parts}
    sentences = [_group(criterion.logic)]
    sentences.extend(f"{part.id}: {_part(part)}" for part in parts.values())
    return "; ".join(sentences)


def _part(part: Part) -> str:
    if not part.over:
        return _group(part.logic)
    each = "each" if part.combine == "all" else "one"
    return f"for {each} of {part.over}, {_group(part.logic)}"


def _group(group: Group) -> str:
    members = [f"({_group(member)})" if isinstance(member, Group) else member for member in group.members]
    if len(members) == 1:
        return members[0]
    head = {"all": "all of", "any": "any of", "at_least": f"at least {group.k} of"}[group.mode]
    return f"{head} {', '.join(members)}"
