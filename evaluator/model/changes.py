"""What changed between two evaluations: a document of its own."""

from typing import Literal

from pydantic import Field

from evaluator.model.answers import Frozen
from evaluator.model.evaluation import FindingWord, RecommendationWord
from evaluator.model.ruler import Ruler

# Whether something is there on one side only, or on both, and alike or not.
Presence = Literal["new", "unchanged", "updated", "absent"]
# Whether it got better for the applicant; undecided where two findings cannot be ranked.
Direction = Literal["improvement", "regression", "neutral"]


class FindingChange(Frozen):
    """One criterion on both sides."""

    id: str
    title: str
    presence: Presence
    direction: Direction
    before: FindingWord | None
    after: FindingWord | None


class GapChange(Frozen):
    """One gap on both sides; `missing` is what the later side says, or the earlier one where it is gone."""

    criterion: str
    id: str
    scope: str
    title: str
    presence: Presence
    direction: Direction
    missing: tuple[str, ...]


class NumberChange(Frozen):
    """A number on both sides; there is none across rulers."""

    name: str
    before: str
    after: str


class Changes(Frozen):
    """Everything that differs between an earlier and a later evaluation; nothing that is alike is listed."""

    format: Literal["cat2-changes/1"] = "cat2-changes/1"
    proposals: tuple[str, str] = Field(default=("", ""), description="the ids of the proposals, where they have one")
    before: RecommendationWord
    after: RecommendationWord
    direction: Direction
    same_ruler: bool
    rulers: tuple[Ruler, Ruler]
    findings: tuple[FindingChange, ...] = ()
    gaps: tuple[GapChange, ...] = ()
    numbers: tuple[NumberChange, ...] = Field(default=(), description="empty where the rulers differ")
