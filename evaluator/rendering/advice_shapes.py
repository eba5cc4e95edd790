"""What templates may use of what stands beside an evaluation: least work, what to ask, changes, dispositions, dates."""

from typing import NamedTuple

from evaluator.rendering.picture_shapes import PlanPicture
from evaluator.rendering.shapes import Fact, Mark, Place


class Dates(NamedTuple):
    """Deadlines and releases: what the publisher announces, apart from the user's own calendar."""

    warning: str
    place: Place
    publisher: str
    published: tuple[str, ...]
    read: str
    link: str
    own: tuple[str, ...]


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
