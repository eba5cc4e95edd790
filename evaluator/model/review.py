"""A review: what people say beside findings, as they write it in a file, and what became of it in an evaluation."""

from typing import Final, Literal

from pydantic import Field

from evaluator.model.answers import Date, Frozen, Text, Whole
from evaluator.model.notices import Notice
from evaluator.model.scope import WHOLE, Scope

REVIEW_SCHEMA: Final = "cat2-review/1"

DispositionWord = Literal["affirmed", "resolved", "overridden", "conditional", "deferred"]
Said = Literal["met", "not_met", "incomplete", "needs_judgement", "not_applicable"]
ReasonCode = Literal["evidence", "wording", "knowledge", "applicant", "mistake", "exception", "other"]
LapseCode = Literal["answers_changed", "finding_changed", "criteria_changed", "gone", "expired", "not_evaluated"]
About = Literal["criterion", "check"]


class Vote(Frozen):
    """How people voted on a disposition; `eligible` counts those who could have."""

    for_: Whole = Field(alias="for")
    against: Whole = 0
    abstained: Whole = 0
    eligible: Whole | None = None


class Entry(Frozen):
    """What a reviewer says of one criterion or check. Without a disposition it is not yet decided."""

    disposition: DispositionWord | None = None
    to: Said | None = Field(default=None, description="the finding that it is resolved or overridden to")
    reason: ReasonCode | None = None
    rationale: Text | None = None
    condition: Text | None = None
    owner: Text | None = None
    due: Date | None = None
    fulfilled: Date | None = Field(default=None, description="the day on which the condition was fulfilled")
    who: Text | None = Field(default=None, description="who decided; without it the reviewer of the file")
    when: Date | None = Field(default=None, description="when it was decided; without it the date of the file")
    basis: Text | None = Field(default=None, description="what it rests on, such as a discussion or a source")
    vote: Vote | None = None
    expires: Date | None = Field(default=None, description="the last day on which it counts")
    rating: Said | None = Field(default=None, description="of a blind round: the reviewer's own finding")
    comment: Text | None = None


class RecordedRuler(Frozen):
    """What the findings beside which people spoke were measured with."""

    pack: Text
    profile: str = ""
    as_of: Date


class RecordedProposal(Frozen):
    """Which proposal the review is of."""

    id: str = ""
    title: str = ""
    digest: Text


class RecordedEntry(Frozen):
    """What one entry is about, with the digests of its question and of the answers and evidence that it read."""

    about: About
    criterion: Text
    check: str = ""
    title: str = Field(default="", description="the title of the criterion, or what the check asks")
    scope: Scope = WHOLE
    found: Said | Literal["error", ""] = Field(default="", description="the engine's finding; empty in a blind round")
    asked: Text
    read: Text


class Record(Frozen):
    """What the program keeps in a review file, so that it can tell later what has changed."""

    blind: bool = False
    ruler: RecordedRuler
    proposal: RecordedProposal
    entries: dict[str, RecordedEntry]
    answers: dict[str, str] = Field(default={}, description="the digest of each answer that was read, by its path")
    seal: str = Field(default="", description="SHA-256 over the canonical JSON of the rest of the record")


class Review(Frozen):
    """A review file: entries by the key of their criterion or check, and below them the program's record."""

    schema_: Literal["cat2-review/1"] = Field(default=REVIEW_SCHEMA, alias="schema")
    reviewer: str = ""
    date: Date
    entries: dict[str, Entry] = {}
    record: Record


class Disposition(Frozen):
    """What people said beside one finding, as it counts in an evaluation."""

    key: str
    about: About
    criterion: str
    scope: Scope = WHOLE
    disposition: DispositionWord
    found: Said
    effective: Said = Field(description="what it makes of the finding; of one that stands, the finding itself")
    prevails: bool = Field(default=True, description="false for a check where people have spoken of its criterion")
    reason: ReasonCode | None = None
    rationale: str = ""
    condition: str = ""
    owner: str = ""
    due: str = ""
    fulfilled: str = ""
    overdue: bool = False
    who: str = ""
    when: str = ""
    basis: str = ""
    vote: Vote | None = None
    expires: str = ""
    comment: str = ""


class ChangedAnswer(Frozen):
    """An answer or source that is not what it was when people spoke."""

    path: str
    label: str = ""


class Lapsed(Frozen):
    """A disposition that has no effect any more, and why."""

    key: str
    about: About
    criterion: str
    scope: Scope = WHOLE
    disposition: DispositionWord
    said: str = Field(default="", description="the finding that it was resolved or overridden to")
    code: LapseCode
    reason: Notice
    changed: tuple[ChangedAnswer, ...] = ()
    rationale: str = ""
    condition: str = ""
    owner: str = ""
    due: str = ""
    fulfilled: str = ""
    who: str = ""
    when: str = ""
    basis: str = ""
    vote: Vote | None = None
    expires: str = ""
    comment: str = ""


class Comment(Frozen):
    """What a reviewer remarks on a criterion or check without a disposition."""

    key: str
    criterion: str
    scope: Scope = WHOLE
    text: str
