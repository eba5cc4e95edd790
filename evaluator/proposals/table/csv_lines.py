"""The lines of a CSV table; where one is longer than a record may be, a word stands in its place and costs its row."""

from __future__ import annotations

from typing import Self, TextIO

from evaluator.proposals.document import LARGEST_BYTES

TOO_LONG = "\ufdd0\ufdd1"  # which no text has: these are no characters
_BREAKS = ("\n", "\r")


class ShortLines:
    """Gives line after line, and knows whether a cell within quotation marks goes on beyond the last of them."""

    def __init__(self, first: list[str], raw: TextIO) -> None:
        """Begin with the lines that were read already."""
        self._first, self._raw = iter(first), raw
        self._is_open = False

    def begin_row(self) -> None:
        """Forget a mark that stood within the text of the row before."""
        self._is_open = False

    def end_cell(self) -> int:
        """Pass by the lines of a cell that is too large, and count them."""
        passed = 0
        while self._is_open and next(self, ""):
            passed += 1
        return passed

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = next(self._first, "") or self._raw.readline(LARGEST_BYTES + 1)
        if not line:
            raise StopIteration
        was_open, marks = self._is_open, line.count('"')
        is_long = len(line) > LARGEST_BYTES
        rest = line
        while is_long and rest and not rest.endswith(_BREAKS):
            rest = self._raw.readline(LARGEST_BYTES)
            marks += rest.count('"')
        self._is_open = was_open ^ bool(marks % 2)
        if not is_long:
            return line
        if self._is_open == was_open:
            return f"{TOO_LONG}\n"
        return f'{TOO_LONG}"\n' if was_open else f'"{TOO_LONG}\n'
