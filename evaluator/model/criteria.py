"""Criteria as data: a pack with its criteria, parts, checks, gaps, fields, thresholds and tables."""

import datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field as Key

from evaluator.model.answers import Frozen
from evaluator.model.calendar import PublishedCalendar
from evaluator.model.notices import Notice
from evaluator.model.wording import WordingRule

Outcome = Literal["true", "false", "unknown", "judgement", "not_applicable", "error"]
Force = Literal["required", "supporting", "lint", "informational", "upcoming", "retired"]
Fixability = Literal["wording", "evidence", "work", "inherent"]
Effort = Literal["low", "medium", "high"]
SuppliedRows = Literal["code_standing", "section_range", "section"]
TableRow = dict[str, str | list[str]]
NO_ROW = "none"  # what a table gives where no row fits
Actor = Literal["developer", "steward", "panel", "staff"]


class Quote(Frozen):
    """Words of the publisher, verbatim."""

    words: str
    of: str
    read: datetime.date
    url: str = ""


class Clause(Frozen):
    """A verbatim piece of the publisher's words, with the checks or parts that decide about it."""

    words: str
    part: str = Key(default="", description="the part whose words it is a piece of; left out: of the quotation")
    checks: tuple[str, ...] = Key(default=(), description="ids of checks or parts of the criterion")
    says: str = Key(default="", description="what decides about it, where no check does")


class Case(Frozen):
    """One case of a check: when it holds, what it yields and the sentence a person reads."""

    when: str | None = None
    then: Literal["true", "false", "unknown", "judgement", "not_applicable"]
    says: str
    question: str = ""
    gap: str = ""


class Applies(Frozen):
    """One case of applicability."""

    when: str | None = None
    then: Literal["yes", "no", "judgement", "undecided"]
    says: str = ""
    needs: str = ""


class Check(Frozen):
    """One question, decided by the first case that holds."""

    id: str
    force: Force
    asks: str
    cases: tuple[Case, ...]
    attach: str = ""
    interpretation: str = ""
    aliases: tuple[str, ...] = Key(default=(), description="ids that the check had before")


class Group(Frozen):
    """How members combine; a member is the id of a part or check, or a group."""

    mode: Literal["all", "any", "at_least"]
    members: tuple["str | Group", ...]
    k: int = 0
    gap: str = ""


class Part(Frozen):
    """A numbered sub-bullet of a criterion, or a group of its own name; may range over the items of a list."""

    id: str
    asks: str
    logic: Group
    title: str = ""
    words: str = ""
    over: str = ""
    combine: Literal["all", "any"] = "all"
    empty: tuple[Case, ...] = ()
    gap: str = ""
    reading: str = Key(default="", description="the ambiguity that the logic depends on")
    alternatives: dict[str, Group] = Key(default={}, description="the logic for each reading of that ambiguity")


class GapRecord(Frozen):
    """What is to be done about a gap: by whom, with what effort and how it reads when done."""

    id: str
    code: Literal[
        "ANSWER_MISSING",
        "EVIDENCE_MISSING",
        "EVIDENCE_WEAK",
        "EVIDENCE_OUTDATED",
        "CONTRADICTION",
        "SPECIFICATION_INCOMPLETE",
        "PROCESS_STEP_MISSING",
        "NOT_CATEGORY_II",
    ]
    title: str
    fixability: Fixability
    effort: Effort
    actor: Actor
    where: str
    remedy: str
    example: str


class Example(Frozen):
    """A fragment of a proposal with the findings that a person gave it before it was run."""

    id: str
    shows: str
    base: str = ""
    answers: dict[str, Any] = {}
    finding: str
    parts: dict[str, str] = {}
    checks: dict[str, str] = {}
    gaps: tuple[str, ...] | None = None
    tables: dict[str, tuple[TableRow, ...]] = Key(
        default={}, description="rows that a user's own file would give, by table"
    )


class Criterion(Frozen):
    """One requirement with its words, applicability, logic, checks and remedies."""

    id: str
    title: str
    asks: str
    automation: Literal["automated", "partial", "judgement"]
    status: Literal["active", "upcoming", "retired"] = "active"
    status_since: datetime.date | None = Key(default=None, description="from when it will apply, or no longer applies")
    status_why: str = Key(default="", description="why it is upcoming or retired, as a reader gets it")
    aliases: tuple[str, ...] = Key(default=(), description="ids that the criterion had before")
    logic: Group = Key(description="the logic in force; where it depends on a reading, that of the reading in force")
    reading: str = Key(default="", description="the ambiguity that the logic depends on")
    alternatives: dict[str, Group] = Key(default={}, description="the logic for each reading of that ambiguity")
    applies: tuple[Applies, ...] = ()
    quote: Quote | None = None
    clauses: tuple[Clause, ...] = ()
    of_no_clause: dict[str, str] = Key(
        default={}, description="required checks that decide about no words of the publisher, each with the reason"
    )
    define: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    checks: tuple[Check, ...]
    gaps: tuple[GapRecord, ...] = ()


class FieldGuide(Frozen):
    """What a rule author says about one field of a proposal."""

    label: str
    type: Literal["", "text", "choice", "number", "date", "year"] = Key(
        default="", description="of a field of the pack's or profile's own; those of the proposal have theirs"
    )
    choices: tuple[str, ...] = Key(default=(), description="of a field of one's own whose type is choice")
    help: str = ""
    good: str = ""
    poor: str = ""
    absent: Literal["denial", "answer", "nothing"] = "nothing"
    may_claim_not_applicable: bool = False
    evidence: tuple[str, ...] = ("citation",)
    kind: Literal["fact", "work"]
    effort: Effort = "low"
    required: bool = False
    relevant: str = ""
    placeholders: tuple[str, ...] = ()
    answers_despite_placeholder: tuple[str, ...] = ()


class Placeholders(Frozen):
    """Whole answers, and beginnings of answers, that mean `unknown`."""

    words: tuple[str, ...]
    starts: tuple[str, ...] = ()


class Threshold(Frozen):
    """A number with its source; only a published one may make a required check false."""

    value: int | Decimal
    unit: str
    status: Literal["published", "borrowed", "judgement"]
    source: str
    date: datetime.date
    url: str = ""
    reviewed_by: str = ""
    note: str = ""
    aliases: tuple[str, ...] = Key(default=(), description="names that the threshold had before")


class Table(Frozen):
    """A look-up: rows of spellings that lead to one result."""

    title: str
    keys: tuple[str, ...]
    result: str
    row: tuple[TableRow, ...] = ()
    supplied: SuppliedRows | Literal[""] = Key(default="", description="what of a user's own file gives the rows")
    results: tuple[str, ...] = Key(default=(), description="of a supplied table: what its rows may give")
    unsupplied: str = Key(default="", description="of a supplied table: the result where no file was given")


class Ambiguity(Frozen):
    """A place where the words leave a choice: the readings, ours and why."""

    where: str
    question: str
    readings: dict[str, str]
    ours: str
    why: str
    in_force: str = Key(default="", description="the reading that a profile chose instead of ours")
    aliases: tuple[str, ...] = Key(default=(), description="names that the ambiguity had before")


class Lead(Frozen):
    """The answer that a report opens with."""

    field: str
    title: str


class LeftOut(Frozen):
    """A part or check that the profile leaves out of a criterion, and why."""

    criterion: str
    id: str
    asks: str
    why: str


class ProfileInForce(Frozen):
    """The profile that a pack was changed by, and what it changed; empty texts where the pack named nothing before."""

    id: str
    title: str
    author: str
    says: str = ""
    digest: str
    not_evaluated: dict[str, str] = Key(default={}, description="ids of criteria left out, each with the reason")
    left_out: tuple[LeftOut, ...] = Key(default=(), description="parts and checks left out of criteria that are asked")
    before: tuple[Criterion, ...] = Key(default=(), description="those criteria as they were with them")
    promoted: tuple[str, ...] = Key(default=(), description="ids of checks that it made required")
    thresholds: dict[str, str] = Key(default={}, description="thresholds it set, with the value of the pack")
    readings: tuple[str, ...] = Key(default=(), description="ambiguities of which it chose the reading")
    added: tuple[str, ...] = Key(default=(), description="ids of house criteria")
    why: dict[str, str] = Key(default={}, description="why a reading was chosen or a check promoted, by its id")
    warnings: tuple[Notice, ...] = ()


class Pack(Frozen):
    """One named set of criteria in one dated edition."""

    id: str
    edition: str
    title: str
    publisher: str
    author: str
    scoring_model: str
    licence: str
    notice: str
    claim_question: str = Key(
        description="what the panel is asked behind the words of a check whose field is claimed not to apply"
    )
    lead: Lead | None = None
    applies: tuple[Applies, ...] = ()
    define: dict[str, str] = {}
    form: Criterion
    criteria: tuple[Criterion, ...]
    fields: dict[str, FieldGuide]
    placeholders: Placeholders
    thresholds: dict[str, Threshold] = {}
    tables: dict[str, Table] = {}
    ambiguities: dict[str, Ambiguity] = {}
    wording: tuple[WordingRule, ...] = ()
    calendar: PublishedCalendar | None = None
    extends: str = Key(default="", description="the pack that this one builds on")
    overrides: tuple[str, ...] = Key(default=(), description="what it replaces of that pack")
    profile: ProfileInForce | None = None
    digest: str = Key(default="", description="SHA-256 over the files of the pack")

    @property
    def ruler_id(self) -> str:
        """Name the pack with its edition and digest."""
        return f"{self.id}@{self.edition}#{self.digest[:12]}"
