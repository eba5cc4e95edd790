"""A comparison of reviewers who judged the same proposals apart: how far they agree, and what to discuss."""

from typing import Final, Literal

from pydantic import Field

from evaluator.model.answers import Frozen
from evaluator.model.review import About, DispositionWord, Said
from evaluator.model.scope import WHOLE, Scope

COMPARISON_SCHEMA: Final = "cat2-comparison/1"


class Coefficient(Frozen):
    """A number between -1 and 1: exact, and rounded for show; both empty where it is undefined."""

    exact: str = ""
    shown: str = ""


class AgreementFound(Frozen):
    """How far reviewers agree over `n` items that two or more of them judged."""

    n: int
    raw: Coefficient = Coefficient()
    ac1: Coefficient = Coefficient()
    kappa: Coefficient = Coefficient()
    undefined: str = Field(default="", description="why a coefficient is undefined")
    too_few: bool = Field(description="whether there are too few items for a coefficient to mean much")


class SaidBy(Frozen):
    """What one reviewer said of one thing; `word` is none where nothing was decided."""

    reviewer: str
    word: Said | None = None
    disposition: DispositionWord | None = None
    rationale: str = ""
    comment: str = ""


class ComparedItem(Frozen):
    """One criterion or check of one proposal, with what each reviewer said of it."""

    proposal: str
    scope: Scope = WHOLE
    said: tuple[SaidBy, ...]
    differs: bool


class ComparedSubject(Frozen):
    """One criterion or check over all proposals."""

    id: str
    about: About
    criterion: str
    title: str
    agreement: AgreementFound
    items: tuple[ComparedItem, ...]


class ComparedProposal(Frozen):
    """One proposal with the reviewers who judged it."""

    name: str
    digest: str
    reviewers: tuple[str, ...]


class Comparison(Frozen):
    """Reviewers compared: `subjects` in the order of the criteria, `discuss` names those that differ, most first."""

    schema_: Literal["cat2-comparison/1"] = Field(default=COMPARISON_SCHEMA, alias="schema")
    pack: str
    profile: str = ""
    scale: tuple[Said, ...]
    reviewers: tuple[str, ...]
    blind: tuple[str, ...] = Field(description="the reviewers whose every file is of a blind round")
    proposals: tuple[ComparedProposal, ...]
    alone: tuple[ComparedProposal, ...] = Field(description="proposals that one reviewer judged; they are not compared")
    criteria: AgreementFound = Field(description="over all criteria together")
    subjects: tuple[ComparedSubject, ...]
    discuss: tuple[str, ...]
