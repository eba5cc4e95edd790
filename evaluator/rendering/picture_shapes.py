"""What a template of a picture may use: positions reckoned beforehand, and the same in words."""

from typing import NamedTuple


class Box(NamedTuple):
    """One box of a picture with what stands in it; `lines` is a path across it, or empty."""

    style: str
    x: int
    y: int
    width: int
    text: str
    lines: str


class Label(NamedTuple):
    """A text of a picture."""

    x: int
    y: int
    text: str


class Tally(NamedTuple):
    """How many criteria have a finding, and which; it is shown like a Mark."""

    style: str
    symbol: str
    word: str
    how_many: str
    names: str


class ReadinessPicture(NamedTuple):
    """Readiness with its interval: one box for each criterion that applies."""

    title: str
    alternative: str
    caption: str
    width: int
    height: int
    row: int
    boxes: tuple[Box, ...]
    span: str
    label: Label


class FindingPicture(NamedTuple):
    """Criteria by finding: one line of boxes for each finding."""

    title: str
    alternative: str
    width: int
    height: int
    row: int
    labels: tuple[Label, ...]
    boxes: tuple[Box, ...]
    tallies: tuple[Tally, ...]


class PlanPicture(NamedTuple):
    """The steps of a plan by effort (to the right) and effect (upwards)."""

    title: str
    alternative: str
    width: int
    height: int
    row: int
    columns: tuple[Label, ...]
    rows: tuple[Label, ...]
    rules: tuple[str, ...]
    boxes: tuple[Box, ...]
