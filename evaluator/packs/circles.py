"""Parts of a criterion that stand in each other in a circle: nobody could ever judge them."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from evaluator.model.criteria import Criterion
from evaluator.packs.words import leaves


def circles(criterion: Criterion) -> Iterator[list[str]]:
    """Name the parts of each circle, in order and the first once more at the end."""
    inner: dict[str, list[str]] = {}
    for part in criterion.parts:
        for group in (part.logic, *part.alternatives.values()):
            inner.setdefault(part.id, []).extend(leaves(group))
    while inner:
        try:
            TopologicalSorter(inner).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1][::-1]  # from what stands inside outwards, as it is found
            yield circle
            inner = {name: members for name, members in inner.items() if name not in circle}
        else:
            return
