"""An evaluation: everything the engine found about one proposal. Every report and archive is drawn from it alone."""

from typing import Final, Literal

from pydantic import Field

from evaluator.model.answers import Frozen, State
from evaluator.model.calendar import Outlook
from evaluator.model.criteria import Actor, Effort, Fixability, Force, Group, LeftOut, Outcome, Quote
from evaluator.model.notices import Notice
from evaluator.model.review import Comment, Disposition, Lapsed
from evaluator.model.ruler import ProfileUsed, Ruler
from evaluator.model.scope import WHOLE, Scope
from evaluator.model.trace import Trace, TraceNode

EVALUATION_SCHEMA: Final = "cat2-evaluation/2"
RESULT_FORMAT: Final = "cat2-result/1"

FindingWord = Literal["met", "not_met", "incomplete", "needs_judgement", "not_applicable", "not_evaluated", "error"]
RecommendationWord = Literal["undetermined", "not_ready", "form_incomplete", "gaps", "for_judgement", "ready"]
Standing = Literal["decides", "moot", "advisory", "not_counted"]


StateWithoutValue = Literal["unknown", "absent", "not_applicable"]


class StateWithin(Frozen):
    """Where in a value an answer of a row or object is told by its state, since it has no value."""

    start: int = Field(ge=0, description="the position of the first character of its words")
    end: int = Field(ge=0, description="the position behind the last")
    state: StateWithoutValue


class Read(Frozen):
    """One answer as a check saw it. `path` is dotted, with list positions from 0; the source map knows its line.

    Where something was written that says nothing, such as a placeholder, the state is unknown and the value is that.
    """

    path: str
    label: str
    state: State
    value: str = ""
    evidence: tuple[str, ...] = ()
    reason: str = ""
    states: tuple[StateWithin, ...] = Field(default=(), description="the places in the value that a report says anew")


class ThresholdUsed(Frozen):
    """A number that a check compared with, and whose it is."""

    id: str
    value: str
    unit: str
    status: Literal["published", "borrowed", "judgement"]
    source: str
    url: str = ""
    reviewed_by: str = ""
    by_profile: bool = Field(default=False, description="whether the profile in force set it")
    instead_of: str = Field(default="", description="the pack's own value with its unit, where a profile set another")


class CheckResult(Frozen):
    """One check in one scope: outcome, sentence, what was read, which case held (from 1)."""

    id: str
    key: str = Field(description="unique in the evaluation: id, with the position of the item it was judged for")
    part: str = ""
    scope: Scope = WHOLE
    force: Force
    asks: str
    outcome: Outcome
    claimed: bool = False
    case: int
    condition: str = ""
    says: str
    question: str = ""
    gap: str = ""
    standing: Standing
    promoted: bool = Field(default=False, description="required under the profile; the pack only recommends it")
    interpretation: str = ""
    reads: tuple[Read, ...] = ()
    thresholds: tuple[ThresholdUsed, ...] = ()
    disposition: Disposition | None = None


class GroupResult(Frozen):
    """One all/any/at_least with its finding; members are keys of groups or of checks."""

    key: str
    of: str = Field(description="id of the part or criterion that it belongs to")
    mode: Literal["all", "any", "at_least"]
    k: int = 0
    members: tuple[str, ...]
    finding: FindingWord
    inherent: bool = False
    flagged: bool = False


class ClauseResult(Frozen):
    """A verbatim piece of the publisher's words, with what the checks that decide about it come to together."""

    words: str = Field(default="", description="empty: the check decides about no words of the publisher")
    part: str = Field(default="", description="the part whose words it is a piece of; empty: of the quotation")
    checks: tuple[str, ...] = Field(default=(), description="ids of checks or parts")
    says: str = Field(default="", description="what decides where no check does, or why a check has no words")
    finding: FindingWord | None = None
    needed: bool = Field(default=True, description="false: another way settles what it is about")


class PartResult(Frozen):
    """One part in one scope. A part over a list has one result for the list and one for each item."""

    id: str
    key: str
    title: str = ""
    asks: str
    words: str = ""
    scope: Scope = WHOLE
    finding: FindingWord
    inherent: bool = False
    items: tuple[str, ...] = Field(default=(), description="keys of the results of the items")


class GapOption(Frozen):
    """One of several ways to close a gap; options of the same `way` close it only together."""

    way: int = 1
    id: str
    title: str
    remedy: str
    example: str
    effort: Effort
    actor: Actor
    fixability: Fixability
    where: str
    label: str
    missing: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()


class GapResult(Frozen):
    """Something that someone must act on. The same gap from several checks is one, listing them."""

    id: str
    scope: Scope = WHOLE
    code: str
    title: str
    fixability: Fixability
    effort: Effort
    actor: Actor
    where: str = Field(description="dotted path of the field to fill in")
    label: str
    missing: tuple[str, ...] = Field(description="the sentences of the checks behind it")
    remedy: str
    example: str
    checks: tuple[str, ...] = Field(description="keys of the checks behind it")
    options: tuple[GapOption, ...] = ()
    counted: bool = True


class PanelQuestion(Frozen):
    """A question that only people can answer, with what was documented."""

    check: str
    scope: Scope = WHOLE
    part: str = ""
    documented: str
    question: str


class Advisory(Frozen):
    """A supporting or lint check that did not hold; it never fails a criterion."""

    check: str
    scope: Scope = WHOLE
    force: Force
    says: str
    stated: bool = Field(description="false: optional, not stated")
    path: str = Field(default="", description="of a wording advisory: the field it is about")
    label: str = ""
    excerpt: str = Field(default="", description="the words it is about, with some around them")
    better: str = Field(default="", description="a better wording")
    asks: str = ""
    interpretation: str = ""


class Cited(Frozen):
    """One entry of the evidence register that the criterion's checks read."""

    id: str
    citation: str
    year: str = ""
    url: str = ""
    attachment: str = ""


class Applicability(Frozen):
    """Whether the criterion applies, and the sentence or the field it hangs on."""

    outcome: Literal["yes", "no", "judgement", "undecided", "error", "not_asked"] = "yes"
    says: str = ""
    needs: str = ""
    needs_label: str = ""


class Logic(Frozen):
    """How the checks of a criterion, or of one of its parts, are joined."""

    part: str = Field(default="", description="empty: of the criterion itself")
    over: str = Field(default="", description="the list for whose items the part is judged")
    combine: Literal["all", "any"] = Field(default="all", description="how the items of that list are joined")
    group: Group | None = Field(default=None, description="absent in results of earlier versions")
    said: str = Field(default="", description="in results of earlier versions: the logic as a sentence")


class ReadingUsed(Frozen):
    """A place where the words leave a choice, with the reading that was in force."""

    id: str
    question: str
    reading: str
    means: str
    ours: bool = Field(description="false where a profile chose another reading than the pack's own")
    why: str


class CriterionResult(Frozen):
    """One criterion, or the form check, with everything behind its finding."""

    id: str
    title: str
    asks: str
    automation: Literal["automated", "partial", "judgement"]
    quote: Quote | None = None
    clauses: tuple[ClauseResult, ...] = ()
    besides: tuple[ClauseResult, ...] = Field(default=(), description="required checks that decide about no words")
    notes: tuple[str, ...] = ()
    logic: tuple[Logic, ...] = Field(description="what it asks for: of the criterion first, then of its parts")
    readings: tuple[ReadingUsed, ...] = ()
    finding: FindingWord
    not_evaluated: Notice | None = Field(default=None, description="why it was not evaluated, where it was not")
    left_out: tuple[LeftOut, ...] = Field(default=(), description="parts and checks that the profile leaves out of it")
    inherent: bool = False
    flagged: bool = False
    applicability: Applicability = Applicability.model_construct()
    parts: tuple[PartResult, ...] = ()
    groups: tuple[GroupResult, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    gaps: tuple[GapResult, ...] = ()
    questions: tuple[PanelQuestion, ...] = ()
    advisories: tuple[Advisory, ...] = ()
    evidence: tuple[Cited, ...] = ()
    disposition: Disposition | None = None
    effective: FindingWord | None = Field(default=None, description="under a review: the finding after dispositions")


class ProposalSummary(Frozen):
    """What a reader needs to recognise the proposal."""

    id: str = ""
    digest: str
    title: str = ""
    change: str = ""
    codes: tuple[str, ...] = ()
    steward: str = ""
    measure_type: str = ""
    note: str = ""


class Recommendation(Frozen):
    """The engine's word on the whole and, once people have spoken, the effective one."""

    engine: RecommendationWord
    effective: RecommendationWord
    sentence: str
    gaps: int
    addressable: int
    questions: int
    advisories: int


class Completeness(Frozen):
    """Relevant required inputs answered, out of those relevant."""

    answered: int
    of: int
    missing: tuple[str, ...] = Field(default=(), description="dotted paths")


class Readiness(Frozen):
    """Criteria documented: `low` counts those met, `high` adds the undecided, `of` those that apply."""

    low: int
    high: int
    of: int


class Claim(Frozen):
    """A field that the applicant claims not to apply, with the reason given."""

    path: str
    label: str
    reason: str


class LeadAnswer(Frozen):
    """The question that a panel asks first, and the applicant's answer."""

    title: str
    path: str
    state: State
    value: str = ""


class ReviewUsed(Frozen):
    """The review under which a proposal stands: what counts of it, what lapsed, and what follows."""

    reviewer: str
    date: str
    of_this_draft: bool = Field(description="whether the proposal is, to the last answer, the one that was reviewed")
    sentence: str = Field(description="the effective recommendation in words")
    readiness: Readiness = Field(description="as the numbers of the engine, after dispositions")
    dispositions: tuple[Disposition, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()
    comments: tuple[Comment, ...] = ()
    undecided: int = Field(description="entries on which nobody has decided")
    trace: tuple[TraceNode, ...] = Field(default=(), description="the facts that differ from those of the engine alone")


class EvaluationError(Frozen):
    """Something the engine could not do, and where."""

    where: str
    message: str


class Evaluation(Frozen):
    """The immutable result. The same answers, pack and as-of date give the same bytes."""

    schema_: Literal["cat2-evaluation/2"] = Field(default=EVALUATION_SCHEMA, alias="schema")
    ruler: Ruler
    proposal: ProposalSummary
    profile: ProfileUsed | None = None
    recommendation: Recommendation
    readiness: Readiness
    completeness: Completeness
    lead: LeadAnswer | None = None
    form: CriterionResult
    criteria: tuple[CriterionResult, ...]
    claims_not_applicable: tuple[Claim, ...] = ()
    outlook: Outlook | None = None
    review: ReviewUsed | None = None
    trace: Trace
    warnings: tuple[Notice, ...] = ()
    errors: tuple[EvaluationError, ...] = ()
    notice: str


class Place(Frozen):
    """Where an answer was written."""

    file: str
    line: int | None = Field(default=None, ge=1)
    source: str = Field(default="", description="path in a foreign format that the answer came from")


class Result(Frozen):
    """An evaluation as it is saved: beside it its digest, and where each answer was written."""

    format: Literal["cat2-result/1"] = RESULT_FORMAT
    digest: str = Field(description="SHA-256 over the canonical JSON of the evaluation")
    evaluation: Evaluation
    source_map: dict[str, Place] = {}
