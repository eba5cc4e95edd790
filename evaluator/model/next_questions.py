"""Unanswered questions by how much an answer can settle: a document of its own."""

from typing import Final, Literal

from pydantic import Field

from evaluator.model.answers import Frozen
from evaluator.model.criteria import Effort
from evaluator.model.evaluation import RecommendationWord

NEXT_FORMAT: Final = "cat2-next/1"


class NextQuestion(Frozen):
    """One unanswered question, with what some answer to it can settle: what no longer waits for an answer then."""

    path: str = Field(description="dotted, with list positions from 0")
    label: str = Field(description="of the field; its path says in which rows of lists it stands")
    help: str = Field(default="", description="why it is asked")
    kind: Literal["fact", "work"] = Field(description="something to find out, or to do")
    effort: Effort
    line: int | None = Field(default=None, description="where it stands, if it was written as not known")
    waiting: tuple[str, ...] = Field(description="keys of the open checks that read it")
    checks: tuple[str, ...] = Field(default=(), description="keys of the checks that an answer can settle by itself")
    parts: tuple[str, ...] = Field(default=(), description="keys of the parts that it can settle")
    criteria: tuple[str, ...] = Field(default=(), description="ids of the criteria that it can settle")
    recommendations: tuple[RecommendationWord, ...] = Field(
        default=(), description="other recommendations that can follow from an answer"
    )


class NextQuestions(Frozen):
    """The questions worth asking next, those that can settle most first, and then those of least effort."""

    format: Literal["cat2-next/1"] = NEXT_FORMAT
    proposal: str = Field(description="SHA-256 of the proposal's answers")
    recommendation: RecommendationWord
    questions: tuple[NextQuestion, ...] = ()
