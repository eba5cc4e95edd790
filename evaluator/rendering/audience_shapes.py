"""What the templates for staff and for a review panel may use besides the page of a gap report."""

from typing import NamedTuple

from evaluator.rendering.advice_shapes import Decided
from evaluator.rendering.criterion_shapes import Lead
from evaluator.rendering.gap_shapes import GapGroup, Question
from evaluator.rendering.picture_shapes import FindingPicture, ReadinessPicture
from evaluator.rendering.shapes import Fact, Mark, Place, Quotation, Reading, Source


class FindingRow(NamedTuple):
    """One check in one scope, with what it is worth and where its answers stand."""

    subject: str
    check: str
    asks: str
    said: str
    mark: Mark
    weight: str
    places: tuple[Place, ...]


class AnswerRow(NamedTuple):
    """One answer as it was read, with its place and the checks that read it."""

    reading: Reading
    path: str
    checks: str


class Hang(NamedTuple):
    """What a finding becomes without any one of these answers or evidence items."""

    mark: Mark
    without: tuple[str, ...]


class Sensitive(NamedTuple):
    """A finding, or the recommendation, that hangs on single answers or evidence items."""

    name: str
    mark: Mark
    hangs: tuple[Hang, ...]


class Staff(NamedTuple):
    """What staff see besides the gap report."""

    findings: tuple[FindingRow, ...]
    answers: tuple[AnswerRow, ...]
    sensitivity: str
    sensitive: tuple[Sensitive, ...]
    robust: str


class Sheet(NamedTuple):
    """One criterion for the panel, blind: the words, what the proposal says, evidence, questions; no finding."""

    anchor: str
    number: str
    proposal: str
    codes: str
    id: str
    title: str
    quotation: Quotation | None
    points: tuple[str, ...]
    asks: str
    not_asked: str
    questions: tuple[str, ...]
    documented: tuple[Reading, ...]
    silent: str
    evidence: tuple[Source, ...]


class Dossier(NamedTuple):
    """One proposal of a packet: its cover and its sheets."""

    anchor: str
    number: str
    title: str
    facts: tuple[str, ...]
    codes: str
    note: str
    lead: Lead | None
    remark: str
    left_out: str
    sheets: tuple[Sheet, ...]


class Annex(NamedTuple):
    """What the checks found on one proposal, apart from its sheets."""

    anchor: str
    heading: str
    title: str
    mark: Mark
    recommendation: str
    meaning: str
    by_engine: str
    decided: tuple[Decided, ...]
    counts: tuple[Fact, ...]
    readiness: ReadinessPicture | None
    findings: FindingPicture
    gap_groups: tuple[GapGroup, ...]
    questions: tuple[Question, ...]


class Packet(NamedTuple):
    """The packet of one or several proposals."""

    title: str
    criteria_title: str
    how: tuple[str, ...]
    dossiers: tuple[Dossier, ...]
    annexes: tuple[Annex, ...]
    notice: str
