"""The least work that reaches a goal: a document of its own."""

from __future__ import annotations

from typing import Literal

from evaluator.model.answers import Frozen
from evaluator.model.criteria import Actor, Effort, Fixability
from evaluator.model.evaluation import RecommendationWord

Goal = Literal["for_judgement", "ready"]


class Consequence(Frozen):
    """What follows if a fact that has to be found out turns out in one way."""

    answer: str
    recommendation: RecommendationWord


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
    """Up to three plans, the least effort first; without any, why there is none."""

    goal: Goal
    now: RecommendationWord
    plans: tuple[Plan, ...]
    without: str = ""
