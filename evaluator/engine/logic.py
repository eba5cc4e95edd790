"""The logic of a criterion as a result keeps it: how its checks are joined, and those of each part that it names."""

from __future__ import annotations

from evaluator.model.criteria import Criterion
from evaluator.model.evaluation import Logic


def logic_of(criterion: Criterion) -> tuple[Logic, ...]:
    """Give the logic of a criterion, and behind it that of its parts."""
    parts = (Logic(part=part.id, over=part.over, combine=part.combine, group=part.logic) for part in criterion.parts)
    return (Logic(group=criterion.logic), *parts)
