"""Bytes of a file or of the standard input, never more of them than a proposal may have."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from evaluator.errors import Fault, ProposalError
from evaluator.model.proposal import PROPOSAL_SCHEMA
from evaluator.proposals.document import LARGEST_BYTES, printable

STANDARD_INPUT = "-"
_GET_LEAVE = "See that you may read it, or name another file."
BEGIN_ANEW = "Begin with `cat2 new`."


def file_name(path: Path | str) -> str:
    """Name a file as a message does."""
    return "standard input" if str(path) == STANDARD_INPUT else printable(str(path), 300)


@contextmanager
def opened(path: Path | str) -> Iterator[BinaryIO]:
    """Open a file, or the standard input for `-`.

    Raises:
        ProposalError: there is no such file, or it cannot be read, be it from the start or from some place on.
    """
    if str(path) == STANDARD_INPUT:
        if sys.stdin is None:  # the caller closed it
            fault = Fault("", "nothing to read: it is closed", "a proposal", "Name a file.", file_name(path))
            raise ProposalError([fault])
        with _told_if_unreadable(file_name(path)):
            yield sys.stdin.buffer
        return
    with _open(Path(path), file_name(path)) as stream, _told_if_unreadable(file_name(path)):
        yield stream


def content(stream: BinaryIO, path: Path | str, begun: bytes = b"") -> bytes:
    """Read a whole proposal, of which some bytes may have been read already.

    Raises:
        ProposalError: the file is empty, or larger than a proposal may be; it is not read then.
    """
    size = len(begun) + size_left(stream)
    raw = b"" if size > LARGEST_BYTES else begun + stream.read(LARGEST_BYTES + 1 - len(begun))
    if max(size, len(raw)) > LARGEST_BYTES:
        found = f"a file of {size / 1e6:,.1f} MB" if size > LARGEST_BYTES else "more than 5 MB"
        next_step = "Hand in attachments beside the proposal and name them in it."
        raise ProposalError([Fault("", found, "at most 5 MB", next_step, file_name(path))])
    if not raw.strip():
        raise empty_file(path)
    return raw


def size_left(stream: BinaryIO) -> int:
    """Tell how many bytes are still to come; 0 where the stream cannot tell."""
    if not stream.seekable():
        return 0
    here = stream.tell()
    end = stream.seek(0, io.SEEK_END)
    stream.seek(here)
    return end - here


def empty_file(path: Path | str) -> ProposalError:
    """Say that a file holds nothing."""
    expected = f"a proposal that begins with schema: {PROPOSAL_SCHEMA}"
    return ProposalError([Fault("", "an empty file", expected, BEGIN_ANEW, file_name(path))])


def _open(path: Path, file: str) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise ProposalError([Fault("", "no file of this name", "a proposal", BEGIN_ANEW, file)]) from None
    except IsADirectoryError:
        raise ProposalError(
            [Fault("", "a directory", "a file with a proposal", "Name one file in it.", file)]
        ) from None
    except (OSError, ValueError) as error:
        found = f"a file that cannot be opened ({getattr(error, 'strerror', None) or error})"
        raise ProposalError([Fault("", found, "a file that can be read", _GET_LEAVE, file)]) from None


@contextmanager
def _told_if_unreadable(file: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror or error})"
        raise ProposalError([Fault("", found, "a file that can be read", _GET_LEAVE, file)]) from None
