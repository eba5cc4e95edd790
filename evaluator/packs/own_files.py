"""A user's own files beside a pack, a list of codes and a meeting calendar: read whole, with all their faults."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

import tomli

from evaluator.errors import Fault, FaultyFileError, toml_fault

Toml = dict[str, Any]
_LONGEST = 200


class OwnFile(NamedTuple):
    """The text of a user's file, with its digest."""

    name: str
    text: str
    digest: str

    def line_of(self, words: str, after: int = 0) -> int | None:
        """Find the first line from `after` on that holds these words; lines count from 1."""
        lines = self.text.splitlines()
        return next((n for n, line in enumerate(lines[after:], after + 1) if words in line), None)


class Faults:
    """Gathers what is wrong with one file, and raises it all at once."""

    def __init__(self, file: OwnFile, error: type[FaultyFileError]) -> None:
        self.file, self._error, self._found = file, error, list[Fault]()

    def note(self, where: str, found: str, expected: str, next_step: str = "", line: int | None = None) -> None:
        """Note one fault."""
        self._found.append(Fault(where, found, expected, next_step, self.file.name, line))

    def known_keys(self, data: Toml, known: Iterable[str], where: str = "", line: int | None = None) -> None:
        """Note keys that the file does not have."""
        names = list(known)
        for key in data:
            if key not in names:
                self.note(
                    f"{where}.{key}" if where else key,
                    "an unknown key",
                    "one of " + ", ".join(names),
                    "Mend its spelling or take it out.",
                    line or self.file.line_of(key),
                )

    def raise_any(self) -> None:
        """Raise what was noted.

        Raises:
            FaultyFileError: with every fault, if there is one.
        """
        if self._found:
            raise self._error(self._found)


def is_there(path: Path, where: str, error: type[FaultyFileError]) -> bool:
    """Tell whether a file is there.

    Raises:
        FaultyFileError: if that cannot be told, as of a file in a folder that is closed to us.
    """
    try:
        return S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # a name with a null character is a ValueError
        return False
    except OSError as reason:
        found = f"'{str(path)[:_LONGEST]}', which cannot be looked at ({reason.strerror})"
        step = "See that you may read it, or name another."
        raise error([Fault(where, found, "a place that can be read", step)]) from None


def own_file(path: str, error: type[FaultyFileError]) -> OwnFile:
    """Read a user's file as UTF-8.

    Raises:
        FaultyFileError: if there is no such file, or it is not text.
    """
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except OSError as reason:
        fault = Fault(
            "", f"a file that cannot be read ({reason.strerror})", "a file", "Name a file that is there.", path
        )
        raise error([fault]) from None
    except UnicodeDecodeError:
        raise error([Fault("", "bytes that are not UTF-8", "UTF-8 text", "Save the file as UTF-8.", path)]) from None
    text = text.replace("\r\n", "\n")
    return OwnFile(path, text, hashlib.sha256(text.encode()).hexdigest())


def toml_of(file: OwnFile, error: type[FaultyFileError]) -> Toml:
    """Read a user's file as TOML.

    Raises:
        FaultyFileError: if it is not.
    """
    try:
        return tomli.loads(file.text)
    except tomli.TOMLDecodeError as reason:
        raise error([toml_fault(reason, file.name, "Mend the syntax; the file was not read.")]) from None
    except RecursionError:
        found = "brackets or names too deep inside each other"
        raise error([Fault("", found, "TOML", "Look for brackets that do not close.", file.name)]) from None
