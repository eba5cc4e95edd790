"""What templates may use of what is open: gaps with their options, questions for people, notes."""

from typing import NamedTuple

from evaluator.rendering.shapes import Limit, Mark, Place, Readings, Subject


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
    """Something that someone must act on; `mark` tells what is stated against a criterion from what is missing."""

    mark: Mark
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


class Notes(NamedTuple):
    """A list of such lines under a title that says how many there are."""

    title: str
    notes: tuple[Note, ...]
