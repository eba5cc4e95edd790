"""Errors a user can act on, each with its exit code; anything else that is raised is a bug and keeps its traceback."""

from __future__ import annotations

import errno
import re
import shlex
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tomli


# What the validator calls a kind of value, and what people call it.
_PLAIN = (
    (r"a valid dictionary( or instance of \w+)?", "a group of keys"),
    (r"a valid (list|tuple)", "a list"),
    (r"a valid string", "a text"),
    (r"a valid integer.*", "a whole number"),
    (r"a valid (number|decimal).*", "a number"),
    (r"a valid boolean.*", "true or false"),
    (r"a valid (date.*)", r"a \1"),
    (r"String should match pattern", "a text that matches"),
    (r"(String|List|Tuple) should have", "an entry with"),
)


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a file: where it is, what was found, what was expected and what to do next."""

    where: str
    found: str
    expected: str
    next_step: str = ""
    file: str = ""
    line: int | None = None
    cell: str = ""

    def __str__(self) -> str:
        spot = self.cell or self.line
        place = f"{self.file}:{spot}" if spot else self.file
        head = ": ".join(part for part in (place, self.where) if part)
        text = ": ".join(part for part in (head, f"found {self.found}; expected {self.expected}.") if part)
        return f"{text} {self.next_step}" if self.next_step else text


def toml_fault(error: tomli.TOMLDecodeError, file: str, next_step: str) -> Fault:
    """Say on which line a text stops being TOML."""
    found = f"what is no TOML at character {error.colno} ({error.msg[:1].lower()}{error.msg[1:]})"
    return Fault("", found, "TOML", next_step, file, error.lineno)


def expected_by(message: str) -> str:
    """Turn a sentence of the validator, such as "Input should be a valid string", into what follows on "expected"."""
    words = re.sub(r"^(Input should be|Value error,|Assertion failed,) ", "", message)
    for technical, plain in _PLAIN:
        words = re.sub(rf"^{technical}", plain, words)
    return f"{words[:1].lower()}{words[1:]}"


def cannot_be_written(place: object, error: OSError, otherwise: str = "name a folder that you may write to") -> str:
    """Say why a place cannot be written, and what to do: make room on a full disk, or else the other thing."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return f"{place}: cannot be written ({error.strerror or error}); {'make room' if full else otherwise}"


# What the place is to blame for and not the program: it is closed to us, its name is too long, it leads in a circle,
# its disk is broken or full.
_OF_THE_PLACE = frozenset(
    {errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.ELOOP, errno.EIO, errno.EROFS, errno.ENOSPC, errno.EDQUOT}
)
_LONGEST_NAME = 300


def cannot_be_used(error: OSError) -> str:
    """Say why a file or folder cannot be looked at; nothing where it is not the place that is to blame."""
    if error.filename is None or error.errno not in _OF_THE_PLACE:
        return ""
    name = str(error.filename)
    place = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
    return f"{place}: this cannot be used ({error.strerror}); see that you may use it, or name another place"


class UserError(Exception):
    """An error that the user can act on; the command line prints it without a traceback."""

    exit_code = 2


class UsageError(UserError):
    """The command was called with words that do not fit together."""


class FaultyFileError(UserError):
    """A file holds one or more faults; all of them are reported at once."""

    subject = "file"

    def __init__(self, faults: list[Fault] | tuple[Fault, ...]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        head = f"{count} {'fault' if count == 1 else 'faults'} in the {self.subject}"
        super().__init__("\n".join([head, *(f"  {fault}" for fault in self.faults)]))


class ProposalError(FaultyFileError):
    """A proposal cannot be read, or says something that its form does not allow."""

    subject = "proposal"


class PackError(FaultyFileError):
    """A criteria pack cannot be used; this never counts as a criterion not met."""

    subject = "criteria pack"


class ProfileError(PackError):
    """A profile cannot be used, or not with the pack in force."""

    subject = "profile"


class ResultError(FaultyFileError):
    """A saved evaluation cannot be used."""

    subject = "evaluation"


class ReviewError(FaultyFileError):
    """A review file cannot be used, or not with this proposal."""

    subject = "review"


class CodeListError(FaultyFileError):
    """A user's list of codes cannot be used."""

    subject = "list of codes"


class CalendarError(FaultyFileError):
    """A user's calendar cannot be used."""

    subject = "calendar"


class MappingError(FaultyFileError):
    """A mapping cannot be used; records are never read by half of one."""

    subject = "mapping"


class SourceError(FaultyFileError):
    """A file of records cannot be read."""

    subject = "source"


class CatalogueError(FaultyFileError):
    """A translation of the reports cannot be used; half of one would be a silent mixture of languages."""

    subject = "catalogue of words"


class TemplateError(FaultyFileError):
    """A society's template cannot be used, or does what none may."""

    subject = "template"


class RunError(UserError):
    """A run of an archive cannot be begun, gone on with or read."""


class MissingInputError(UserError):
    """What was named to work on is not there, or cannot be looked at."""


class NoInputError(UserError):
    """Nothing was given to work on: nothing was named, or a folder or pattern that holds nothing."""

    exit_code = 4


class NotInstalledError(UserError):
    """What this needs is not on this machine; the message says how to get it, and what to do without it."""


class MissingExtraError(NotInstalledError):
    """A library of an extra is not installed; the message names the extra."""

    def __init__(self, what: str, library: str, extra: str) -> None:
        """Say what needs which library, by the name of its package, and how to get it for the Python that runs."""
        package = _PACKAGES.get(library.partition(".")[0], library)
        python = shlex.quote(sys.executable or "python")
        super().__init__(
            f"{what} needs {package}, which is not installed; "
            f"in the folder of the project, install its extra: {python} -m pip install -e '.[{extra}]'"
        )


# Modules that are not called as the package that brings them.
_PACKAGES = {"docx": "python-docx", "python_multipart": "python-multipart"}


class EngineMissingError(UserError):
    """The rules engine cannot be imported; the message holds the command that rebuilds it."""


class ChainError(Exception):
    """The rules engine failed on facts that this project made; recorded as a finding of `error`."""
