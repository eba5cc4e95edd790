"""Plans as text: the steps of each, by whom and with what effort."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from evaluator.model.plan import Plan, Plans, PlanStep
from evaluator.rendering.least_work import consequence_in_words
from evaluator.rendering.words import ACTORS, EFFORTS, RECOMMENDATIONS

_WIDTH = 88
_UNALTERED = (
    "No step alters a stated fact that speaks against the proposal; where answers contradict each other, a step may "
    "ask which is right."
)


def plans_text(plans: Plans) -> str:
    """Write up to three sets of work, the least effort first; or why there is none."""
    return "\n".join(_lines(plans))


def _lines(plans: Plans) -> Iterator[str]:
    goal = RECOMMENDATIONS[plans.goal].word
    yield f"Now: {RECOMMENDATIONS[plans.now].word}. Goal: {goal}."
    if plans.without:
        yield from textwrap.wrap(plans.without, _WIDTH)
    first = plans.plans[0] if plans.plans else None
    for number, plan in enumerate(plans.plans, 1):
        yield ""
        yield from _plan(plan, number, () if plan is first or first is None else first.steps)
    if plans.plans:
        yield ""
        told = (
            "Each set was confirmed by the engine: with it the goal is reached, without any one of its steps it is not."
        )
        yield from textwrap.wrap(f"{told} {_UNALTERED}", _WIDTH)


def _plan(plan: Plan, number: int, told: tuple[PlanStep, ...]) -> Iterator[str]:
    """Write a plan; of another than the first, only what it has instead."""
    steps = f"{len(plan.steps)} step{'s' if len(plan.steps) > 1 else ''}"
    reaches = RECOMMENDATIONS[plan.reaches].word
    yield f"Plan {number}: {steps}, effort {plan.effort} (low 1, medium 2, high 4), reaches: {reaches}"
    if told:
        mine, theirs = {_name(step) for step in plan.steps}, {_name(step) for step in told}
        left_out = [step for step in told if _name(step) not in mine]
        yield from _wrapped(f"As plan 1, but without {'; '.join(_title(step) for step in left_out)}, and with:", "  ")
        told = tuple(step for step in told if _name(step) in mine & theirs)
    known = {_name(step) for step in told}
    for step in plan.steps:
        if _name(step) not in known:
            yield from _step(step)


def _name(step: PlanStep) -> tuple[str, str, str]:
    return step.criterion, step.gap, step.scope


def _title(step: PlanStep) -> str:
    return f"{step.criterion}{f' ({step.scope})' if step.scope else ''}: {step.title}"


def _step(step: PlanStep) -> Iterator[str]:
    scope = f" ({step.scope})" if step.scope else ""
    kind = "Find out: " if step.kind == "find_out" else ""
    yield from _wrapped(
        f"{step.criterion}{scope}: {kind}{step.title} [{EFFORTS[step.effort]}, {ACTORS[step.actor]}]", "  - "
    )
    yield from _wrapped(step.remedy, "    ")
    for one in step.consequences:
        yield from _wrapped(consequence_in_words(one), "    - ", "      ")
    yield from _wrapped(f"Where: {step.label}, {step.where}", "    ")


def _wrapped(text: str, first: str, rest: str = "    ") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False)
