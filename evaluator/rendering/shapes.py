"""Pieces that every template may use: display-ready text. Templates print it and compute nothing."""

from typing import NamedTuple


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


class Source(NamedTuple):
    """One entry of the evidence register."""

    id: str
    citation: str
    link: str
    attachment: str


class Fact(NamedTuple):
    """A name with its value."""

    name: str
    value: str
