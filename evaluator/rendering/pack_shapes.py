"""What the pages about a pack show, ready to be printed by the templates under templates/pack/."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CaseRow:
    """One case of a check or of applicability: when it holds, what follows and what a reader is told."""

    when: str
    then: str
    says: str
    question: str = ""


@dataclass(frozen=True)
class LimitRow:
    """One number with where it comes from."""

    name: str
    value: str
    status: str
    source: str
    url: str
    date: str
    signed: str


@dataclass(frozen=True)
class CheckPage:
    """One check, with its cases in order."""

    id: str
    asks: str
    force: str
    belongs: str
    item: str
    interpretation: str
    cases: tuple[CaseRow, ...]
    limits: tuple[LimitRow, ...]


@dataclass(frozen=True)
class PartPage:
    """One part: what it asks, and what an empty list means where it goes over one."""

    id: str
    title: str
    asks: str
    words: str
    empty: tuple[CaseRow, ...]


@dataclass(frozen=True)
class RemedyRow:
    """One remedy, with who acts, how much work it is and where it is written."""

    title: str
    remedy: str
    example: str
    tags: str
    where: str


@dataclass(frozen=True)
class RemedyGroup:
    """The remedies that one check, part or group can call for."""

    subject: str
    asks: str
    rows: tuple[RemedyRow, ...]


@dataclass(frozen=True)
class Told:
    """A name with what it stands for."""

    name: str
    text: str


@dataclass(frozen=True)
class CriterionPage:
    """Everything about one criterion."""

    id: str
    file: str
    title: str
    asks: str
    status: str
    automation: str
    quote: str
    quoted_from: str
    quote_url: str
    clauses: tuple[str, ...]
    notes: tuple[str, ...]
    readings: tuple[Told, ...]
    applies: tuple[CaseRow, ...]
    logic: tuple[str, ...]
    picture: str
    picture_text: str
    definitions: tuple[Told, ...]
    parts: tuple[PartPage, ...]
    checks: tuple[CheckPage, ...]
    remedies: tuple[RemedyGroup, ...]
    examples: tuple[Told, ...]
    notice: str


@dataclass(frozen=True)
class IndexRow:
    """One criterion in the table of contents."""

    id: str
    file: str
    title: str
    asks: str
    checks: int
    remedies: int
    examples: int


@dataclass(frozen=True)
class IndexPage:
    """The page that leads to the others."""

    title: str
    ruler: str
    publisher: str
    author: str
    licence: str
    rows: tuple[IndexRow, ...]
    limits: tuple[LimitRow, ...]
    tables: tuple[Told, ...]
    notice: str
