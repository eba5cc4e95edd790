"""Proposals with their versions: what is saved is added, and nothing that somebody saved is changed or lost."""

from __future__ import annotations

import datetime
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, select, update
from sqlalchemy.exc import OperationalError

from evaluator.errors import UserError
from evaluator.proposals.drafts import held_at
from evaluator.store.merging import Merge
from evaluator.store.opening import WRITES, opened
from evaluator.store.records import (
    Conflict,
    Saved,
    StoredProposal,
    StoredReview,
    Version,
    VersionEntry,
    VersionKind,
)
from evaluator.store.tables import CONFLICTS, KEPT, PROPOSALS, REVIEWS, VERSIONS
from evaluator.store.thinning import thin

_ENTRY = (VERSIONS.c.number, VERSIONS.c.parent, VERSIONS.c.kind, VERSIONS.c.note, VERSIONS.c.written)
_UNNAMED = ""
_CANNOT_WRITE = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_BUSY")
_TOO_LARGE = 2**31  # for a number of a column


class NotThereError(LookupError):
    """There is no such proposal, or no such version of it."""


class NotKeptError(UserError):
    """What was to be saved could not be written, and nothing of it was."""


class Store:
    """The proposals of one folder."""

    def __init__(self, folder: Path) -> None:
        """Open the folder.

        Raises:
            UsageError: it cannot be used.
        """
        self.folder = folder
        self._engine = opened(folder)
        self._turn = threading.Lock()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def proposals(self, *, archived: bool = False) -> list[StoredProposal]:
        """List the proposals, those changed last first."""
        found = select(PROPOSALS).where(PROPOSALS.c.archived == archived).order_by(PROPOSALS.c.changed.desc())
        with self._reading() as connection:
            return [StoredProposal(**row._asdict()) for row in connection.execute(found)]

    def proposal(self, proposal: str) -> StoredProposal:
        """Find one proposal.

        Raises:
            NotThereError: there is none of this id.
        """
        with self._reading() as connection:
            return _proposal(connection, proposal)

    def create(self, data: dict[str, Any], note: str = "") -> str:
        """Begin a proposal and give its id."""
        made, now = secrets.token_hex(8), _now()
        with self._writing() as connection:
            titles = _titles(data)
            row = {"id": made, **titles, "archived": False, "created": now, "changed": now, "head": 1}
            connection.execute(insert(PROPOSALS).values(**row))
            _add(connection, Version(made, 1, None, "saved", note, now, data))
        return made

    def version(self, proposal: str, number: int | None = None) -> Version:
        """Find a version, or the one in force.

        Raises:
            NotThereError: there is none.
        """
        with self._reading() as connection:
            head = _proposal(connection, proposal).head
            return _version(connection, proposal, head if number is None else number)

    def version_to_edit(self, proposal: str, number: int) -> Version:
        """Find the version that a page edits; of drafts thinned out since then, the last one kept before.

        What the page shows is still compared with what was there: at worst both answers are kept and one is chosen.

        Raises:
            NotThereError: there was never such a version.
        """
        with self._reading() as connection:
            return _to_edit(connection, proposal, number)

    def versions(self, proposal: str) -> list[VersionEntry]:
        """List all versions of a proposal, the newest first."""
        found = select(*_ENTRY).where(VERSIONS.c.proposal == proposal).order_by(VERSIONS.c.number.desc())
        with self._reading() as connection:
            return [VersionEntry(**row._asdict()) for row in connection.execute(found)]

    def last_by(self, proposal: str, writer: str) -> VersionEntry | None:
        """Find the last version of which the note begins with a writer, as the pages of a form say it."""
        by_writer = VERSIONS.c.note.startswith(f"{writer} ", autoescape=True)
        found = select(*_ENTRY).where(and_(VERSIONS.c.proposal == proposal, by_writer))
        with self._reading() as connection:
            row = connection.execute(found.order_by(VERSIONS.c.number.desc()).limit(1)).one_or_none()
        return None if row is None else VersionEntry(**row._asdict())

    def last_saved(self, proposal: str) -> Version:
        """Find the last version that a person saved, and not a draft written while typing."""
        found = select(func.max(VERSIONS.c.number)).where(
            and_(VERSIONS.c.proposal == proposal, VERSIONS.c.kind == "saved")
        )
        with self._reading() as connection:
            return _version(connection, proposal, connection.execute(found).scalar_one())

    def save(
        self, proposal: str, base: int, mine: dict[str, Any], kind: VersionKind = "saved", note: str = ""
    ) -> Saved:
        """Save what was made of a version; what others saved since then stays, and where both differ both are kept.

        Raises:
            NotThereError: there is no such proposal or version.
        """
        with self._writing() as connection:
            head = _proposal(connection, proposal).head
            before, theirs = _to_edit(connection, proposal, base), _version(connection, proposal, head)
            merge = Merge(before.data, mine, theirs.data)
            seen = head
            if merge.data != theirs.data or (kind == "saved" and theirs.kind != "saved"):
                seen = head = _next(connection, proposal)
                _add(connection, Version(proposal, head, theirs.number, kind, note, _now(), merge.data))
                _put_in_force(connection, proposal, head, merge.data)
            if mine != merge.data:
                seen = _next(connection, proposal)
                _add(connection, Version(proposal, seen, base, "aside", note, _now(), mine))
            for path in merge.conflicts:
                _supersede(connection, proposal, Conflict(path, base))
                row = {"proposal": proposal, "version": seen, "path": path, "settled": False}
                connection.execute(insert(CONFLICTS).values(**row))
            if kind == "saved":
                thin(connection, proposal, _moment())
        return Saved(head, seen, tuple(merge.conflicts))

    def conflicts(self, proposal: str) -> list[Conflict]:
        """List the answers that still wait for somebody to choose."""
        found = select(CONFLICTS).where(and_(CONFLICTS.c.proposal == proposal, CONFLICTS.c.settled.is_(False)))
        with self._reading() as connection:
            return [Conflict(row.path, row.version) for row in connection.execute(found)]

    def settle(self, proposal: str, conflict: Conflict) -> None:
        """Say that somebody has chosen; both answers stay in their versions."""
        with self._writing() as connection:
            connection.execute(update(CONFLICTS).where(_is(proposal, conflict)).values(settled=True))

    def archive(self, proposal: str, *, archived: bool) -> None:
        """Put a proposal away, or take it back."""
        with self._writing() as connection:
            connection.execute(update(PROPOSALS).where(PROPOSALS.c.id == proposal).values(archived=archived))

    def attach(self, proposal: str, file: str, text: str) -> None:
        """Keep a review file with a proposal, in place of the one before."""
        with self._writing() as connection:
            row = {"proposal": _proposal(connection, proposal).id, "file": file, "text": text, "added": _now()}
            connection.execute(insert(REVIEWS).values(**row))

    def review(self, proposal: str) -> StoredReview | None:
        """Find the review file that was attached last; one without text says that it was taken off again."""
        found = select(REVIEWS).where(REVIEWS.c.proposal == proposal).order_by(REVIEWS.c.id.desc()).limit(1)
        with self._reading() as connection:
            row = connection.execute(found).one_or_none()
        return StoredReview(row.id, row.file, row.text, row.added) if row is not None and row.text else None

    def secret(self, name: str) -> str:
        """Give a secret of this folder; it is made once, so that open pages outlive a restart of the server."""
        with self._writing() as connection:
            kept = connection.execute(select(KEPT.c.value).where(KEPT.c.name == name)).scalar_one_or_none()
            if kept is None:
                kept = secrets.token_hex(32)
                connection.execute(insert(KEPT).values(name=name, value=kept))
        return str(kept)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with (
                self._turn,
                self._engine.connect().execution_options(**{WRITES: True}) as connection,
                connection.begin(),
            ):
                yield connection
        except OperationalError as error:
            if not getattr(error.orig, "sqlite_errorname", "").startswith(_CANNOT_WRITE):
                raise
            hint = "make room, or see that you may write there"
            raise NotKeptError(f"{self.folder}: cannot be written ({error.orig}); {hint}") from error


def _proposal(connection: Connection, proposal: str) -> StoredProposal:
    row = connection.execute(select(PROPOSALS).where(PROPOSALS.c.id == proposal)).one_or_none()
    if row is None:
        raise NotThereError(proposal)
    return StoredProposal(**row._asdict())


def _version(connection: Connection, proposal: str, number: int) -> Version:
    found = select(VERSIONS).where(and_(VERSIONS.c.proposal == proposal, VERSIONS.c.number == number))
    row: Row[Any] | None = connection.execute(found).one_or_none() if 0 < number < _TOO_LARGE else None
    if row is None:
        raise NotThereError(f"{proposal}, version {number}")
    return Version(**{**row._asdict(), "data": json.loads(row.data)})


def _to_edit(connection: Connection, proposal: str, number: int) -> Version:
    try:
        return _version(connection, proposal, number)
    except NotThereError:
        if not 0 < number < _next(connection, proposal):
            raise
    kept = and_(VERSIONS.c.proposal == proposal, VERSIONS.c.number < number, VERSIONS.c.kind != "aside")
    return _version(
        connection, proposal, connection.execute(select(func.max(VERSIONS.c.number)).where(kept)).scalar_one()
    )


def _next(connection: Connection, proposal: str) -> int:
    last = connection.execute(select(func.max(VERSIONS.c.number)).where(VERSIONS.c.proposal == proposal))
    return int(last.scalar_one() or 0) + 1


def _add(connection: Connection, version: Version) -> None:
    connection.execute(insert(VERSIONS).values(**{**version._asdict(), "data": canonical(version.data)}))


def _put_in_force(connection: Connection, proposal: str, number: int, data: dict[str, Any]) -> None:
    values = {**_titles(data), "head": number, "changed": _now()}
    connection.execute(update(PROPOSALS).where(PROPOSALS.c.id == proposal).values(**values))


def _supersede(connection: Connection, proposal: str, conflict: Conflict) -> None:
    """Who goes on typing where two answers met leaves only the last of their own to be chosen from."""
    connection.execute(update(CONFLICTS).where(_is(proposal, conflict)).values(settled=True))


def _is(proposal: str, conflict: Conflict) -> ColumnElement[bool]:
    return and_(
        CONFLICTS.c.proposal == proposal, CONFLICTS.c.path == conflict.path, CONFLICTS.c.version == conflict.version
    )


def canonical(data: dict[str, Any]) -> str:
    """Write data as the one text that equal data share."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _titles(data: dict[str, Any]) -> dict[str, str]:
    return {"title": _said(data, "measure.title"), "name": _said(data, "id")}


def _said(data: dict[str, Any], address: str) -> str:
    held = held_at(data, address)
    text = held.get("value", _UNNAMED) if isinstance(held, dict) else held
    return " ".join(text.split())[:300] if isinstance(text, str) else _UNNAMED


def _now() -> str:
    return _moment().isoformat(timespec="milliseconds")


def _moment() -> datetime.datetime:
    return datetime.datetime.now(tz=datetime.UTC)
