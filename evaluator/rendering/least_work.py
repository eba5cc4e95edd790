"""The plan in a report: the least work as steps, each leading to its gap; or a sentence that says why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.model.choice_words import choice_in_words
from evaluator.rendering.advice_shapes import LeastWork, OtherWork, WorkStep
from evaluator.rendering.catalogue import say
from evaluator.rendering.pictures import effect_in_words, plan_picture
from evaluator.rendering.subjects import criteria_of, item_in_words, named
from evaluator.rendering.values import sentence_in_words
from evaluator.rendering.words import ACTORS, EFFORTS, RECOMMENDATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evaluator.model.evaluation import Evaluation
    from evaluator.model.plan import Consequence, Obstacle, Plan, Plans, PlanStep, Why
    from evaluator.rendering.gap_shapes import Gap, GapGroup
    from evaluator.rendering.places import Places

_NOT_CHOICES = {"stated": "least_work.if_stated", "absent": "least_work.if_absent"}
_NO_PLAN: dict[Why, str] = {
    "reached": "no_plan.reached",
    "inherent": "no_plan.inherent",
    "stated": "no_plan.stated",
    "for_people": "no_plan.for_people",
    "undecided": "no_plan.undecided",
    "too_many": "no_plan.too_many",
}
_NO_WORK_NEEDED = ("for_judgement", "ready")


def least_work(
    evaluation: Evaluation, plans: Plans | None, groups: tuple[GapGroup, ...], places: Places
) -> LeastWork | None:
    """Show the plan of least effort, and how others differ; nothing where no work is called for."""
    if evaluation.recommendation.effective in _NO_WORK_NEEDED:
        return None
    if plans is None or not plans.plans:
        return LeastWork(without=obstacles_in_words(plans.obstacles) if plans else say("least_work.not_here"))
    first, *others = plans.plans
    return LeastWork(
        without="",
        summary=_summary(first),
        scale=say("least_work.scale", recommendation=RECOMMENDATIONS[first.reaches].word),
        steps=tuple(_steps(first, evaluation, groups, places)),
        picture=plan_picture(first.steps),
        others_title=say("least_work.others", n=len(others)),
        others=tuple(_other(each, first, evaluation) for each in others),
    )


def obstacles_in_words(obstacles: Iterable[Obstacle]) -> str:
    """Say why there is no plan."""
    return " ".join(_obstacle(one) for one in obstacles)


def _obstacle(one: Obstacle) -> str:
    values = {"about": sentence_in_words(one.about), "waits_for": one.waits_for}
    return say(_NO_PLAN[one.why], **{name: value for name, value in values.items() if value})


def _summary(plan: Plan) -> str:
    return say("least_work.summary", n=len(plan.steps), effort=plan.effort)


def _steps(plan: Plan, evaluation: Evaluation, groups: tuple[GapGroup, ...], places: Places) -> Iterator[WorkStep]:
    for number, step in enumerate(plan.steps, 1):
        gap = _gap_of(step, evaluation, groups)
        yield WorkStep(
            number=str(number),
            title=_title(step),
            subject=_subject(step, evaluation),
            remedy=step.remedy,
            gap=gap.number if gap else "",
            target=gap.anchor if gap else "",
            effort=EFFORTS[step.effort],
            actor=ACTORS[step.actor],
            effect=effect_in_words(step, plan.steps),
            label=step.label,
            place=places.to_write(step.where),
            consequences=_consequences(step),
        )


def _consequences(step: PlanStep) -> tuple[str, ...]:
    """Say what follows from each answer, where it is not the same from all."""
    if len({one.recommendation for one in step.consequences}) < 2:  # noqa: PLR2004  two answers that differ
        return ()
    return tuple(consequence_in_words(one) for one in step.consequences)


def consequence_in_words(one: Consequence) -> str:
    """Say what follows from one answer."""
    recommendation = RECOMMENDATIONS[one.recommendation].word
    if one.answer in _NOT_CHOICES:
        return say(_NOT_CHOICES[one.answer], recommendation=recommendation)
    return say("least_work.if_it_is", answer=choice_in_words(one.answer), recommendation=recommendation)


def _title(step: PlanStep) -> str:
    return say("least_work.find_out", title=step.title) if step.kind == "find_out" else step.title


def _subject(step: PlanStep, evaluation: Evaluation) -> str:
    criterion = {evaluation.form.id: criteria_of(evaluation)[0]} | {each.id: each for each in evaluation.criteria}
    return " · ".join(filter(None, [named(criterion[step.criterion]), item_in_words(step.scope)]))


def _gap_of(step: PlanStep, evaluation: Evaluation, groups: tuple[GapGroup, ...]) -> Gap | None:
    """Find the gap that a step closes; what comes to light only once others are closed has none in the report."""
    letter = "" if step.criterion == evaluation.form.id else step.criterion
    return next(
        (
            gap
            for group in groups
            for about in group.subjects
            for gap in about.gaps
            if (about.subject.id, about.subject.scope) == (letter, item_in_words(step.scope))
            and step.title in (gap.title, *(option.title for option in gap.options))
        ),
        None,
    )


def _other(plan: Plan, first: Plan, evaluation: Evaluation) -> OtherWork:
    same = {(step.criterion, step.gap, step.scope) for step in first.steps}
    own = [step for step in plan.steps if (step.criterion, step.gap, step.scope) not in same]
    return OtherWork(
        _summary(plan),
        tuple(f"{_subject(step, evaluation)}: {_title(step)} ({EFFORTS[step.effort]})" for step in own),
    )
