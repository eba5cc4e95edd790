"""Which findings hang on a single answer or evidence item: a document of its own, for staff."""

from typing import Final, Literal

from pydantic import Field

from evaluator.model.answers import Frozen
from evaluator.model.evaluation import FindingWord, RecommendationWord

SENSITIVITY_FORMAT: Final = "cat2-sensitivity/1"


class LeftOut(Frozen):
    """One stated answer, or one item of evidence, that was left out."""

    kind: Literal["answer", "evidence"]
    path: str = Field(description="dotted, with list positions from 0")
    label: str = Field(default="", description="of the field; its path says in which rows of lists it stands")
    line: int | None = None


class FindingHang(Frozen):
    """What a finding becomes without one thing."""

    without: LeftOut
    becomes: FindingWord


class RecommendationHang(Frozen):
    """What the recommendation becomes without one thing."""

    without: LeftOut
    becomes: RecommendationWord


class FindingSensitivity(Frozen):
    """One criterion with what its finding hangs on; with nothing, it is robust."""

    id: str
    title: str
    finding: FindingWord
    robust: bool
    hangs_on: tuple[FindingHang, ...] = ()


class Sensitivity(Frozen):
    """Every stated answer and every evidence item left out in turn, and what changed each time."""

    format: Literal["cat2-sensitivity/1"] = SENSITIVITY_FORMAT
    proposal: str = Field(description="SHA-256 of the proposal's answers")
    answers: int = Field(description="how many answers were left out, one at a time")
    evidence: int = Field(description="how many evidence items were left out, one at a time")
    recommendation: RecommendationWord
    recommendation_hangs_on: tuple[RecommendationHang, ...] = ()
    criteria: tuple[FindingSensitivity, ...]
