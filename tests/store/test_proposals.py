from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluator.errors import UsageError
from evaluator.store import opening
from evaluator.store.opening import FILE
from evaluator.store.proposals import NotKeptError, NotThereError, Store
from evaluator.store.records import Conflict


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "data")
    yield opened
    opened.close()


def _with_title(title: str) -> dict[str, object]:
    return {"measure": {"title": title}}


def test_every_version_stays_as_it_was_written(store: Store) -> None:
    made = store.create(_with_title(" A "))

    store.save(made, 1, _with_title("B"), "draft")
    store.save(made, 2, _with_title("B"), "saved", "ready")

    assert [store.version(made, number).data["measure"]["title"] for number in (1, 2, 3)] == [" A ", "B", "B"]
    assert [(each.number, each.kind, each.note) for each in store.versions(made)] == [
        (3, "saved", "ready"),
        (2, "draft", ""),
        (1, "saved", ""),
    ]
    assert store.proposal(made).title == "B"


def test_saving_what_is_there_adds_nothing(store: Store) -> None:
    made = store.create(_with_title("A"))

    assert store.save(made, 1, _with_title("A")).head == 1
    assert len(store.versions(made)) == 1


def test_two_edits_of_one_answer_are_both_kept_and_wait_for_a_choice(store: Store) -> None:
    made = store.create(_with_title("A"))
    store.save(made, 1, _with_title("B"))

    saved = store.save(made, 1, _with_title("C"))

    assert store.version(made).data == _with_title("B")
    assert store.version(made, saved.seen).data == _with_title("C")
    assert store.conflicts(made) == [Conflict("measure.title", saved.seen)]


def test_who_goes_on_typing_after_a_conflict_has_one_conflict(store: Store) -> None:
    made = store.create(_with_title("A"))
    store.save(made, 1, _with_title("B"))
    first = store.save(made, 1, _with_title("C"), "draft")

    second = store.save(made, first.seen, _with_title("CD"), "draft")

    assert store.conflicts(made) == [Conflict("measure.title", second.seen)]
    store.settle(made, Conflict("measure.title", second.seen))
    assert store.conflicts(made) == []


def test_who_goes_on_typing_after_a_merge_does_not_meet_their_own_edits(store: Store) -> None:
    made = store.create({"measure": {"title": "A"}})
    store.save(made, 1, {"measure": {"title": "A", "steward": "S"}})

    first = store.save(made, 1, {"measure": {"title": "B"}}, "draft")
    second = store.save(made, first.seen, {"measure": {"title": "BC"}}, "draft")

    assert second.conflicts == ()
    assert store.version(made).data == {"measure": {"title": "BC", "steward": "S"}}


def test_what_is_not_there_is_said(store: Store) -> None:
    with pytest.raises(NotThereError):
        store.version("nothing")


def test_archived_proposals_are_listed_apart(store: Store) -> None:
    made = store.create(_with_title("A"))

    store.archive(made, archived=True)

    assert store.proposals() == []
    assert [each.id for each in store.proposals(archived=True)] == [made]


def test_the_file_is_for_its_owner_alone(store: Store) -> None:
    assert store.folder.stat().st_mode & 0o077 == 0


def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("no database, but long enough to look at " * 100)

    with pytest.raises(UsageError, match=r"--data: .* cannot be used"):
        Store(tmp_path)


def test_tables_of_a_later_version_are_refused(tmp_path: Path) -> None:
    Store(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    with pytest.raises(UsageError, match="a later version of cat2"):
        Store(tmp_path)


_SAVES = """
import sys, pathlib
from evaluator.store.proposals import Store
store = Store(pathlib.Path(sys.argv[1]))
made = store.create({"measure": {"title": "0", "description": "0" * 50000}})
print(made, flush=True)
number = 1
while True:
    text = str(number)
    number = store.save(made, number, {"measure": {"title": text, "description": text * 50000}}).head
"""


@pytest.mark.parametrize("wait", [0.01, 0.13, 0.37])
def test_a_save_that_is_cut_off_leaves_the_last_state_whole(tmp_path: Path, wait: float) -> None:
    process = subprocess.Popen([sys.executable, "-c", _SAVES, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    made = process.stdout.readline().strip()
    time.sleep(wait)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()

    store = Store(tmp_path)
    head = store.version(made)
    texts = [store.version(made, number).data["measure"] for number in range(1, head.number + 1)]
    store.close()

    assert all(text["description"] == text["title"] * 50000 for text in texts)


_MIGRATES = """
import sys, pathlib, time
from alembic import op
from evaluator.store import opening
step = op.create_table
def slowly(*args, **kwargs):
    made = step(*args, **kwargs)
    if args[0] == "conflicts":
        print("half", flush=True)
        time.sleep(60)
    return made
op.create_table = slowly
opening.opened(pathlib.Path(sys.argv[1]))
"""


def test_a_migration_that_is_cut_off_is_as_if_it_had_not_begun(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", _MIGRATES, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    connection.close()

    store = Store(tmp_path)

    assert store.version(store.create(_with_title("A"))).data == _with_title("A")
    store.close()


def test_an_older_database_is_copied_before_its_tables_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    made = store.create(_with_title("A"))
    store.close()
    steps = tmp_path / "steps" / "versions"
    steps.mkdir(parents=True)
    shipped = Path(opening.migrations.__file__).parent / "versions" / "first_tables.py"
    (steps / "first.py").write_text(shipped.read_text())
    (steps / "second.py").write_text(_SECOND)
    monkeypatch.setattr(opening.migrations, "__file__", str(steps.parent / "__init__.py"))

    Store(tmp_path).close()

    (copy,) = (tmp_path / opening.BACKUPS).iterdir()
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT id FROM proposals").fetchall() == [(made,)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    connection.close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'later'").fetchall() == [("later",)]
    connection.close()


_SECOND = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.create_table("later", sa.Column("id", sa.Integer, primary_key=True))
"""


def test_a_full_disk_keeps_what_was_saved_and_takes_more_once_there_is_room(store: Store) -> None:
    made = store.create(_with_title("A"))
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # which is taken as the size that it has

    with pytest.raises(NotKeptError, match=r"data: cannot be written \(database or disk is full\); make room"):
        store.save(made, 1, _with_title("B" * 100_000))
    kept = store.version(made, 1).data
    store._engine.dispose()

    assert kept == _with_title("A")
    assert [each.number for each in store.versions(made)] == [1]
    store.save(made, 1, _with_title("B" * 100_000))
    assert [each.number for each in store.versions(made)] == [2, 1]
