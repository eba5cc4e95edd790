"""What the store hands out: frozen data."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

VersionKind = Literal["saved", "draft", "aside"]


class StoredProposal(NamedTuple):
    """One proposal in the list; `head` is the number of the version in force."""

    id: str
    title: str
    name: str
    archived: bool
    created: str
    changed: str
    head: int


class Version(NamedTuple):
    """One version, as it was written.

    Saved by a person, a draft written while somebody typed, or what was typed beside the line of versions in force.
    """

    proposal: str
    number: int
    parent: int | None
    kind: VersionKind
    note: str
    written: str
    data: dict[str, Any]


class VersionEntry(NamedTuple):
    """One version in the list of versions, without its answers."""

    number: int
    parent: int | None
    kind: VersionKind
    note: str
    written: str


class Conflict(NamedTuple):
    """One answer that two people changed at the same time: `version` holds the one that is not in force."""

    path: str
    version: int


class Saved(NamedTuple):
    """What came of a save: the version in force, and the version that holds just what the page showed."""

    head: int
    seen: int
    conflicts: tuple[str, ...]


class StoredReview(NamedTuple):
    """A review file attached to a proposal."""

    id: int
    file: str
    text: str
    added: str
