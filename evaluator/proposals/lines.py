"""The lines of a file with one record each; what cannot be one is told once for each stretch, and costs no other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, NamedTuple

from evaluator.proposals.document import LARGEST_BYTES
from evaluator.proposals.encoding import PIECE_OF_UTF16, UTF16, other_than_utf8

TOO_LONG = f"a line of more than {LARGEST_BYTES // 1_000_000} MB"
_BREAKS = b"\0\r\n"
_EMPTY = (b"\n", b"\r\n")


class Line(NamedTuple):
    """One line that holds something, or a stretch of lines that cannot be read with what was found there."""

    number: int
    raw: bytes
    found: str = ""
    last: int = 0

    @property
    def place(self) -> str:
        """Name it as a message does."""
        return f"lines {self.number} to {self.last}" if self.last > self.number else f"line {self.number}"


def lines_of(stream: BinaryIO, first: bytes = b"") -> Iterator[Line]:
    """Give line after line; `first` is the first one if it has been read already.

    Of a line that is too long no more is read than a record may have.
    """
    further = iter(lambda: stream.readline(LARGEST_BYTES + 1), b"")
    stretch: Line | None = None
    for number, read in enumerate(chain([first] if first else [], further), start=1):
        if read in _EMPTY and stretch is None:  # millions of them may stand in a few bytes of an archive
            continue
        raw = _without_half(read) if stretch else read
        if not raw:  # what is left of the break behind the last line is no line
            continue
        if len(raw) > LARGEST_BYTES:
            _skip_rest(raw, stream)
        found = other_than_utf8(raw)
        if found in (UTF16, PIECE_OF_UTF16) or (stretch and not raw.strip(_BREAKS)):
            stretch = stretch._replace(last=number) if stretch else Line(number, b"", found, number)
            continue
        if stretch:
            yield stretch
            stretch = None
        if len(raw) > LARGEST_BYTES:
            yield Line(number, b"", TOO_LONG)
        elif raw.strip():
            yield Line(number, raw)
    if stretch:
        yield stretch


def _without_half(raw: bytes) -> bytes:
    """Take off the half of a line break in UTF-16 that stands before a line of plain text."""
    return raw[1:] if raw.startswith(b"\0") and b"\0" not in raw[1:] else raw


def _skip_rest(line: bytes, stream: BinaryIO) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(LARGEST_BYTES)
