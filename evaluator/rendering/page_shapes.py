"""The page that the templates of a gap report are given."""

from typing import NamedTuple

from evaluator.rendering.advice_shapes import Ask, Dates, Dispositions, LeastWork, Since
from evaluator.rendering.criterion_shapes import Choice, Claim, CriterionEntry, Lead, Step, Trouble
from evaluator.rendering.gap_shapes import GapGroup, Note, Notes, Question
from evaluator.rendering.picture_shapes import FindingPicture, ReadinessPicture
from evaluator.rendering.shapes import Fact, Limit, Mark, Reading, Source


class Contents(NamedTuple):
    """One entry of the table of contents."""

    target: str
    title: str
    how_many: str


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
