"""A database file opened: its tables brought up to date, with a copy of it kept beside first."""

from __future__ import annotations

import datetime
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event

from evaluator.errors import UsageError
from evaluator.store import migrations

FILE = "cat2.sqlite3"
BACKUPS = "backups"
WRITES = "cat2_writes"
_BUSY_MILLISECONDS = 15_000


def opened(folder: Path) -> Engine:
    """Open the database of a folder, or begin one.

    Raises:
        UsageError: the folder cannot be written, holds something else, or was written by a later version.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        engine = _engine(folder / FILE)
        _bring_up_to_date_or_let_go(engine, folder)
    except (OSError, sqlite3.DatabaseError, sqlalchemy.exc.DatabaseError) as error:
        found = getattr(error, "strerror", None) or getattr(error, "orig", None) or error
        raise UsageError(f"--data: {folder} cannot be used ({found}); name another folder") from error
    return engine


def _engine(path: Path) -> Engine:
    engine = sqlalchemy.create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say ourselves where a transaction begins, and tables change within one
    for pragma in (
        f"busy_timeout = {_BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sqlalchemy.Connection) -> None:
    # Who means to write says so at once: else two could both read the same version and the second would fail.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date_or_let_go(engine: Engine, folder: Path) -> None:
    try:
        _bring_up_to_date(engine, folder)
    except BaseException:
        engine.dispose()  # who is refused keeps no connection open
        raise


def _bring_up_to_date(engine: Engine, folder: Path) -> None:
    script = ScriptDirectory(str(Path(migrations.__file__).parent))
    with engine.connect() as connection:
        now = MigrationContext.configure(connection).get_current_revision()
    if now == script.get_current_head():
        return
    if now is not None:
        _refuse_later(now, script, folder)
        _copy(folder, now)
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        _run_steps(connection, script)


def _run_steps(connection: sqlalchemy.Connection, script: ScriptDirectory) -> None:
    def steps(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs("head", revision)  # noqa: SLF001  what alembic's own command calls

    with EnvironmentContext(Config(), script, fn=steps) as environment, connection.begin():
        # All steps are one transaction: who is cut off in the middle finds the tables as they were before.
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()


def _refuse_later(now: str, script: ScriptDirectory, folder: Path) -> None:
    if now not in {step.revision for step in script.walk_revisions()}:
        found = f"tables of a later version of cat2 ({now})"
        raise UsageError(f"--data: {folder} holds {found}; use that version, or name another folder")


def _copy(folder: Path, revision: str) -> None:
    backups = folder / BACKUPS
    backups.mkdir(exist_ok=True)
    moment = datetime.datetime.now(tz=datetime.UTC).strftime("%Y%m%dT%H%M%S%fZ")
    path = backups / f"{Path(FILE).stem}-{revision}-{moment}.sqlite3"
    unfinished = path.with_suffix(".unfinished")
    with closing(sqlite3.connect(folder / FILE)) as source, closing(sqlite3.connect(unfinished)) as copy:
        source.backup(copy)
    unfinished.chmod(0o600)
    unfinished.replace(path)
