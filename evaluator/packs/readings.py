"""Which reading of an ambiguity is in force, and the logic that follows from it."""

from __future__ import annotations

from typing import TypeVar

from evaluator.model.criteria import Ambiguity, Criterion, Part

_Holder = TypeVar("_Holder", Criterion, Part)


def in_force(criterion: Criterion, ambiguities: dict[str, Ambiguity]) -> Criterion:
    """Choose the logic of the reading in force; what does not fit together is told by the check of words."""
    parts = tuple(_chosen(part, ambiguities) for part in criterion.parts)
    return _chosen(criterion.model_copy(update={"parts": parts}), ambiguities)


def _chosen(holder: _Holder, ambiguities: dict[str, Ambiguity]) -> _Holder:
    ambiguity = ambiguities.get(holder.reading)
    logic = holder.alternatives.get(ambiguity.in_force or ambiguity.ours) if ambiguity else None
    return holder if logic is None else holder.model_copy(update={"logic": logic})
