"""The folder of a run: what was planned, the parts that are done, at the end the manifest. Nothing in it is changed.

A part holds the results of a fixed stretch of records. Its tables are written whole and under another name first; the
small file in `parts/` comes last and says that the part is done, so that a run killed at any point loses nothing done.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from evaluator.errors import RunError, cannot_be_written

FORMAT = "cat2-run/1"
TABLES = ("proposals", "gaps", "errors")
_FILES_OF_A_PART = (*(f"{name}/[0-9]*.parquet" for name in TABLES), "evaluations/[0-9]*.ndjson")
PLAN, MANIFEST = "plan.json", "manifest.json"
_ONLY_READ = 0o444
_GO_ON = "go on with --resume; what is done is kept"


class RunFolder:
    """A run on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def plan(self) -> dict[str, Any] | None:
        """Read what was planned; None where nothing was."""
        return _read(self.path / PLAN)

    def manifest(self) -> dict[str, Any] | None:
        """Read the manifest; None as long as the run is not done."""
        return _read(self.path / MANIFEST)

    def begin(self, plan: dict[str, Any]) -> None:
        """Begin a run in a folder that is new or empty.

        Raises:
            RunError: the folder holds something, or cannot be written.
        """
        self.refuse_full()
        with _writing(self.path):
            for name in (*TABLES, "parts"):
                (self.path / name).mkdir(parents=True, exist_ok=True)
            _write(self.path / PLAN, lambda file: file.write(_json(plan)))

    def refuse_full(self) -> None:
        """See that a run may begin here.

        Raises:
            RunError: the folder holds something, or is a file.
        """
        if self.path.exists() and not self.path.is_dir():
            raise RunError(f"{self.path}: this is a file; name a new folder for the run")
        if any(map(_is_something, self.path.rglob("*"))):
            done = self.manifest() is not None
            hint = (
                "name another folder" if done or self.plan() is None else "go on with --resume, or name another folder"
            )
            raise RunError(f"{self.path}: this folder exists and is not empty; {hint}: a run is never written over")

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Keep a second command from writing into the same run, or from beginning another there.

        Raises:
            RunError: another one is at it.
        """
        with _writing(self.path, _GO_ON if (self.path / PLAN).is_file() else ""):
            self.path.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path / ".lock", os.O_CREAT | os.O_RDWR)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise RunError(f"{self.path}: another command is writing this run; wait until it ends") from None
            yield
        finally:
            os.close(handle)

    def parts(self) -> dict[int, dict[str, Any]]:
        """List the parts that are done, by their number."""
        found = {int(path.stem): _read(path) for path in sorted((self.path / "parts").glob("[0-9]*.json"))}
        return {number: part for number, part in found.items() if part is not None}

    def forget_unfinished(self) -> None:
        """Take away the tables of parts that are not done: what comes in their place may have fewer parts.

        Whatever else people keep in the folder is theirs, also where its name begins with a digit.
        """
        done = {f"{number:06}" for number in self.parts()}
        with _writing(self.path, _GO_ON):
            for path in (path for pattern in _FILES_OF_A_PART for path in self.path.glob(pattern)):
                if path.stem not in done:
                    path.unlink()

    def put(self, number: int, writers: dict[str, Callable[[BinaryIO], object]], part: dict[str, Any]) -> None:
        """Write the files of a part, and last of all that it is done.

        Raises:
            RunError: the disk is full or cannot be written.
        """
        with _writing(self.path, _GO_ON):
            for name, write in writers.items():
                (self.path / name).parent.mkdir(parents=True, exist_ok=True)
                _write(self.path / name, write)
            _write(self.path / "parts" / f"{number:06}.json", lambda file: file.write(_json(part)))

    def end(self, manifest: dict[str, Any]) -> None:
        """Write the manifest, which makes the run whole, and keep its files from being changed by mistake."""
        with _writing(self.path, _GO_ON):
            _write(self.path / MANIFEST, lambda file: file.write(_json(manifest)))
            for path in self.path.rglob("*"):
                if path.is_file() and path.name != ".lock":
                    path.chmod(_ONLY_READ)


@contextlib.contextmanager
def _writing(path: Path, then: str = "") -> Iterator[None]:
    """Tell a full or closed disk in words; once a run is begun, `then` says how it goes on."""
    try:
        yield
    except OSError as error:
        if not then:
            raise RunError(cannot_be_written(path, error)) from None
        raise RunError(f"{cannot_be_written(path, error, 'see that you may write to it')} and {then}") from None


def _is_something(path: Path) -> bool:
    """Tell whether a file was there before; a command killed as it began leaves folders and hidden files alone."""
    return path.is_file() and not path.name.startswith(".")


def _write(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file whole or not at all, so that it outlives a power cut."""
    before = path.with_name(f".{path.name}.new")
    try:
        with before.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        before.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            before.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise RunError(f"{path.parent}: this is a file; expected the folder of a run") from None
    except (OSError, ValueError) as error:
        raise RunError(f"{path}: cannot be read ({error}); is this the folder of a run?") from None
    if not isinstance(data, dict):
        raise RunError(f"{path}: this is no part of a run")
    return data


def _json(data: dict[str, Any]) -> bytes:
    # A name of a file that is no UTF-8 has bytes which no text can hold; JSON has them as numbers.
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")
