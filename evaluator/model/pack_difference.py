"""What differs between two packs or editions: in their words and, over proposals, in what they find."""

from typing import Literal

from pydantic import Field

from evaluator.model.answers import Frozen
from evaluator.model.evaluation import FindingWord, RecommendationWord

Subject = Literal["pack", "criterion", "part", "check", "gap", "threshold", "ambiguity"]


class Detail(Frozen):
    """One property that differs: the lines that are gone and the lines that are new."""

    of: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class PackChange(Frozen):
    """One thing added, removed or changed; `was` is its id in the older pack where that was another."""

    what: Literal["added", "removed", "changed"]
    subject: Subject
    id: str
    was: str = ""
    title: str = ""
    details: tuple[Detail, ...] = ()


class Flip(Frozen):
    """A criterion whose finding differs for some proposals."""

    criterion: str
    title: str
    before: FindingWord
    after: FindingWord
    proposals: tuple[str, ...]


class RecommendationFlip(Frozen):
    """A recommendation that differs for some proposals."""

    before: RecommendationWord
    after: RecommendationWord
    proposals: tuple[str, ...]


class PackDifference(Frozen):
    """Everything that differs between two packs."""

    before: str = Field(description="id@edition#digest")
    after: str
    changes: tuple[PackChange, ...] = ()
    compared: int = Field(default=0, description="proposals judged under both packs")
    flips: tuple[Flip, ...] = ()
    recommendations: tuple[RecommendationFlip, ...] = ()
    refused: tuple[str, ...] = Field(default=(), description="proposals that one of the packs could not read")
