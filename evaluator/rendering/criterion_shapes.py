"""What templates may use of a criterion as a whole, and of how the evaluation came about."""

from typing import NamedTuple

from evaluator.rendering.shapes import Limit, Mark, Place, Quotation, Readings


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
