"""Why a finding is not another one: what would have to be true, and what is. A document of its own."""

from typing import Final, Literal

from pydantic import Field

from evaluator.model.answers import Frozen
from evaluator.model.criteria import LeftOut, Outcome
from evaluator.model.evaluation import Applicability, FindingWord, Read

WHY_NOT_FORMAT: Final = "cat2-why-not/1"

# Whose it is to bring about: work on the proposal; a fact to find out and state as it is; a stated fact, which is
# what it is; or the reading in force, which no answer changes.
Nature = Literal["work", "open_fact", "stated_fact", "reading"]


class Need(Frozen):
    """Something that would have to be true and is not: one comparison, or several together, or one of several."""

    kind: Literal["leaf", "all", "any"]
    words: str = Field(default="", description="of a leaf: what would have to be true")
    about: str = Field(default="", description="the row of a list that it is about")
    nature: Nature = "work"
    reads: tuple[Read, ...] = Field(default=(), description="of a leaf: the answers as they are")
    members: tuple["Need", ...] = ()
    closed: bool = Field(default=False, description="it could come true only if a stated fact or the reading differed")


class Way(Frozen):
    """A case of a check that would settle it better than the one that held, with what it lacks."""

    case: int = Field(description="from 1")
    then: Outcome
    says: str = Field(description="its sentence, with the names of answers in brackets")
    need: Need


class OpenCheck(Frozen):
    """A check that is not true: the case that held, and what would have to be true for a better one."""

    key: str
    scope: str = ""
    asks: str
    outcome: Outcome
    claimed: bool = False
    case: int
    held: str = Field(default="", description="the condition that held, in words; empty where no earlier case did")
    says: str
    reads: tuple[Read, ...] = Field(default=(), description="what the condition that held read")
    ways: tuple[Way, ...] = ()


class HeldUp(Frozen):
    """A check on which a finding rests, with the answers that it read."""

    key: str
    scope: str = ""
    outcome: Outcome
    says: str
    reads: tuple[Read, ...] = ()


class CriterionWhyNot(Frozen):
    """One criterion: what keeps its finding from being better, and what holds it up."""

    id: str
    title: str
    finding: FindingWord
    logic: str
    applicability: Applicability
    not_evaluated: str = ""
    left_out: tuple[LeftOut, ...] = ()
    open: tuple[OpenCheck, ...] = ()
    moot: tuple[str, ...] = Field(default=(), description="keys of open checks that cannot change the finding")
    holds_up: tuple[HeldUp, ...] = ()


class WhyNot(Frozen):
    """The criteria asked for, in their order."""

    format: Literal["cat2-why-not/1"] = WHY_NOT_FORMAT
    proposal: str = Field(description="SHA-256 of the proposal's answers")
    criteria: tuple[CriterionWhyNot, ...]
