"""What a template may use: display-ready text in the order in which it is shown. Templates compute nothing."""

from __future__ import annotations

from typing import NamedTuple

from evaluator.rendering.picture_shapes import FindingPicture, PlanPicture, ReadinessPicture


class Mark(NamedTuple):
    """A finding as it is shown: a word, its symbol, and a style for those who see colour."""

    style: str
    symbol: str
    word: str


class Place(NamedTuple):
    """Where an answer stands or belongs: in words, and as the path of the field."""

    words: str
    path: str


class Reading(NamedTuple):
    """One answer, or one row of a list, as a check read it."""

    label: str
    said: str
    evidence: str
    place: Place


class Readings(NamedTuple):
    """What was read: the first few, and the rest, which a page may fold away."""

    first: tuple[Reading, ...]
    rest: tuple[Reading, ...]
    rest_title: str


class Piece(NamedTuple):
    """A clause of the publisher's words with what its checks come to, or the words between two clauses."""

    text: str
    mark: Mark | None
    documented: bool = False
    space: bool = False


class Beside(NamedTuple):
    """A question that was asked besides the publisher's words, what it came to, and why it is asked."""

    asks: str
    mark: Mark
    why: str


class Quotation(NamedTuple):
    """The publisher's own words: in one text, and in pieces; `points` are those that stand below a whole criterion."""

    words: str
    of: str
    read: str
    link: str
    pieces: tuple[Piece, ...] = ()
    points: tuple[tuple[Piece, ...], ...] = ()
    besides: tuple[Beside, ...] = ()


class Limit(NamedTuple):
    """A number that something was compared with, and whose it is."""

    name: str
    value: str
    status: str
    source: str
    link: str
    signed: str


class Subject(NamedTuple):
    """What an entry is about: criterion, part, and one code or item where it is not about the whole proposal."""

    id: str
    title: str
    part: str
    scope: str
    asks: str
    quotation: Quotation | None


class Option(NamedTuple):
    """One of several ways to close a gap, or one step of such a way."""

    way: str
    title: str
    missing: tuple[str, ...]
    remedy: str
    example: str
    tags: tuple[str, ...]
    label: str
    place: Place


class Gap(NamedTuple):
    """Something that someone must act on."""

    anchor: str
    number: str
    title: str
    kind: str
    readings: Readings
    missing: tuple[str, ...]
    checks: str
    remedy: str
    example: str
    tags: tuple[str, ...]
    label: str
    place: Place
    options: tuple[Option, ...]
    limits: tuple[Limit, ...]
    interpretations: tuple[str, ...]
    remark: str
    also: str = ""


class GapSubject(NamedTuple):
    """The gaps of one criterion, or of one part of it, so that its words stand above them once."""

    anchor: str
    mark: Mark
    subject: Subject
    gaps: tuple[Gap, ...]


class GapGroup(NamedTuple):
    """The gaps that the same people must act on."""

    anchor: str
    heading: str
    how_many: str
    subjects: tuple[GapSubject, ...]


class Question(NamedTuple):
    """A question that only people can answer, with what was documented."""

    anchor: str
    number: str
    mark: Mark
    subject: Subject
    check: str
    documented: str
    question: str
    readings: Readings
    limits: tuple[Limit, ...]
    interpretations: tuple[str, ...]


class Note(NamedTuple):
    """One line about a check that decides nothing here, or that no longer does."""

    subject: str
    check: str
    asks: str
    said: str
    kind: str
    limits: tuple[Limit, ...]
    interpretation: str
    readings: Readings
    better: str = ""


class Dates(NamedTuple):
    """Deadlines and releases: what the publisher announces, apart from the user's own calendar."""

    warning: str
    place: Place
    publisher: str
    published: tuple[str, ...]
    read: str
    link: str
    own: tuple[str, ...]


class Notes(NamedTuple):
    """A list of such lines under a title that says how many there are."""

    title: str
    notes: tuple[Note, ...]


class CheckLine(NamedTuple):
    """One check with its outcome, its sentence and what it read."""

    mark: Mark
    check: str
    asks: str
    said: str
    scope: str
    readings: Readings
    limits: tuple[Limit, ...]
    interpretation: str


class Source(NamedTuple):
    """One entry of the evidence register."""

    id: str
    citation: str
    link: str
    attachment: str


class PartLine(NamedTuple):
    """The finding of one part."""

    mark: Mark
    name: str
    asks: str
    scope: str


class CriterionEntry(NamedTuple):
    """One criterion: in the strip, in a list, or with its checks in full."""

    anchor: str
    target: str
    decided: str
    id: str
    title: str
    name: str
    asks: str
    mark: Mark
    remark: str
    quotation: Quotation | None
    notes: tuple[str, ...]
    applies: str
    logic: str
    automation: str
    parts: tuple[PartLine, ...]
    checks: tuple[CheckLine, ...]


class Lead(NamedTuple):
    """The question that a panel asks first, with the answer; `said` is empty when there is none."""

    title: str
    said: str
    silence: str
    place: Place


class Claim(NamedTuple):
    """A field that the applicant claims not to apply."""

    label: str
    reason: str
    place: Place


class Fact(NamedTuple):
    """A name with its value."""

    name: str
    value: str


class Choice(NamedTuple):
    """A place where the words leave a choice, with the reading that was used."""

    name: str
    question: str
    means: str
    whose: str
    why: str


class Trouble(NamedTuple):
    """Something the engine could not do."""

    where: str
    message: str


class Step(NamedTuple):
    """One line of the rule trace."""

    id: str
    rule: str
    fact: str
    because: str


class Decided(NamedTuple):
    """One criterion that people moved: what was found, and what it is now."""

    id: str
    title: str
    found: Mark
    now: Mark


class Decision(NamedTuple):
    """One disposition that counts; `found` is none where the finding stands."""

    subject: str
    word: str
    found: Mark | None
    now: Mark
    remark: str
    facts: tuple[Fact, ...]


class LapsedDecision(NamedTuple):
    """One disposition that has lapsed, and why."""

    subject: str
    word: str
    reason: str
    changed: tuple[str, ...]
    facts: tuple[Fact, ...]


class Dispositions(NamedTuple):
    """What people decided beside the findings."""

    about: str
    rows: tuple[Decided, ...]
    decisions: tuple[Decision, ...]
    lapsed: tuple[LapsedDecision, ...]
    comments: tuple[Fact, ...]
    undecided: str


class Contents(NamedTuple):
    """One entry of the table of contents."""

    target: str
    title: str
    how_many: str


class WorkStep(NamedTuple):
    """One step of the least work, with the gap that it closes."""

    number: str
    title: str
    subject: str
    remedy: str
    gap: str
    target: str
    effort: str
    actor: str
    effect: str
    label: str
    place: Place
    consequences: tuple[str, ...]


class Ask(NamedTuple):
    """An unanswered question, with what an answer can settle."""

    label: str
    help: str
    settles: str
    effort: str
    place: Place


class OtherWork(NamedTuple):
    """Another set of steps, by what differs from the first."""

    summary: str
    steps: tuple[str, ...]


class LeastWork(NamedTuple):
    """The plan of least effort; `without` says why there is none."""

    without: str
    summary: str = ""
    scale: str = ""
    steps: tuple[WorkStep, ...] = ()
    picture: PlanPicture | None = None
    others_title: str = ""
    others: tuple[OtherWork, ...] = ()


class Change(NamedTuple):
    """One thing that changed since an earlier draft."""

    style: str
    sign: str
    word: str
    text: str


class Since(NamedTuple):
    """What changed since an earlier draft."""

    title: str
    other: str
    recommendation: str
    changes: tuple[Change, ...]
    nothing: str
    rulers: str


class Page(NamedTuple):
    """A whole report."""

    kind: str
    title: str
    criteria_title: str
    facts: tuple[str, ...]
    note: str
    mark: Mark
    recommendation: str
    meaning: str
    by_engine: str
    since: Since | None
    dispositions: Dispositions | None
    profile: str
    counts: tuple[Fact, ...]
    readiness: ReadinessPicture | None
    findings: FindingPicture
    contents: tuple[Contents, ...]
    criteria: tuple[CriterionEntry, ...]
    lead: Lead | None
    least_work: LeastWork | None
    ask_next: tuple[Ask, ...]
    undecided: tuple[CriterionEntry, ...]
    gap_groups: tuple[GapGroup, ...]
    missing_title: str
    missing_answers: tuple[Reading, ...]
    questions: tuple[Question, ...]
    advisories: tuple[Note, ...]
    optional: Notes
    documented: tuple[CriterionEntry, ...]
    documented_in_part: tuple[CriterionEntry, ...]
    set_aside: tuple[CriterionEntry, ...]
    uncounted: tuple[Notes, ...]
    dates: Dates | None
    claims: tuple[Claim, ...]
    claimed: Notes
    errors: tuple[Trouble, ...]
    warnings: tuple[str, ...]
    sources: tuple[Source, ...]
    ruler: tuple[Fact, ...]
    logic: tuple[CriterionEntry, ...]
    limits: tuple[Limit, ...]
    profile_changes: tuple[Fact, ...]
    choices: tuple[Choice, ...]
    interpretations: tuple[Fact, ...]
    trace_title: str
    trace_open: bool
    trace: tuple[Step, ...]
    notice: str
