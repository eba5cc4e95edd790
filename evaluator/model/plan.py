"""The least work that reaches a goal: a document of its own."""

from typing import Literal

from evaluator.model.answers import Frozen
from evaluator.model.criteria import Actor, Effort, Fixability
from evaluator.model.evaluation import RecommendationWord

Goal = Literal["for_judgement", "ready"]


Why = Literal["reached", "inherent", "stated", "for_people", "undecided", "too_many"]


class Consequence(Frozen):
    """What follows if a fact that has to be found out turns out in one way, with every other step of its plan done.

    `answer` is a choice of the form; or `stated`, as the gap asks for it, or `absent`.
    """

    answer: str
    recommendation: RecommendationWord


class Obstacle(Frozen):
    """One reason why there is no plan, and what it is about: a gap, a criterion with a field, or a number of steps."""

    why: Why
    about: str = ""
    waits_for: str = ""


class PlanStep(Frozen):
    """One piece of work: a gap to close, by whom, with what effort; or a fact to find out."""

    kind: Literal["work", "find_out"]
    criterion: str
    gap: str
    scope: str = ""
    title: str
    remedy: str
    example: str = ""
    effort: Effort
    actor: Actor
    fixability: Fixability
    where: str
    label: str
    checks: tuple[str, ...]
    consequences: tuple[Consequence, ...] = ()


class Plan(Frozen):
    """A set of steps that reaches the goal, none of which can be left out; confirmed by the engine."""

    steps: tuple[PlanStep, ...]
    effort: int
    reaches: RecommendationWord


class Plans(Frozen):
    """Up to three plans, the least effort first; without any, why there is none: as a text, and reason by reason."""

    goal: Goal
    now: RecommendationWord
    plans: tuple[Plan, ...]
    without: str = ""
    obstacles: tuple[Obstacle, ...] = ()
