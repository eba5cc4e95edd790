"""Fields that nobody asks for, since only criteria, parts and checks that are not evaluated have a use for them."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator.engine.checks import CompiledCheck
from evaluator.engine.compile import CompiledPack
from evaluator.engine.plans import CriterionPlan, GroupPlan, ListPlan


def unasked(compiled: CompiledPack) -> frozenset[str]:
    """Name the fields that only what is not evaluated has a use for.

    A field that no check reads belongs to the form check.
    """
    evaluated = {path for plan in compiled.plans if not plan.aside for path in fields_read(plan)}
    set_aside = (*(plan for plan in compiled.plans if plan.aside), *compiled.before)
    aside = {path for plan in set_aside for path in fields_read(plan)}
    if not aside:
        return frozenset()
    no_use = [path for path in compiled.pack.fields if not _touches(path, evaluated)]
    return frozenset(path for path in no_use if compiled.form.aside or _touches(path, aside))


def fields_read(plan: CriterionPlan) -> Iterator[str]:
    """Name the fields that the checks of a criterion read, those that decide and those that advise."""
    checks = [*_checks(plan.logic), *(attached.check for attached in plan.attached)]
    yield from (read.resolved.outer.path for check in checks for read in check.reads)


def _touches(path: str, read: set[str]) -> bool:
    """Tell whether a field, what holds it or a part of it is read."""
    return any(_holds(one, path) or _holds(path, one) for one in read)


def _holds(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith((f"{outer}.", f"{outer}[]"))


def _checks(plan: GroupPlan | ListPlan) -> Iterator[CompiledCheck]:
    if isinstance(plan, ListPlan):
        yield plan.empty
        yield from _checks(plan.item)
        return
    yield from plan.checks
    for group in plan.groups:
        yield from _checks(group)
