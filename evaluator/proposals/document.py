"""A document as plain data with the line of each of its parts; the limits that every format keeps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from evaluator.errors import Fault
from evaluator.model.notices import Found, FoundKind

DEEPEST = 40
MOST_NODES = 100_000
LARGEST_BYTES = 5_000_000
LONGEST_PATH = 1_000
TOO_DEEP = f"more than {DEEPEST} levels of nesting", f"at most {DEEPEST}", "Look for brackets that do not close."
FEWER_VALUES = "Keep to what the form asks for; attachments are named in it and handed in beside it."
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


# For faults, which are told in English alone; what a report tells stands in its catalogue.
_IN_ENGLISH: dict[FoundKind, str] = {
    "text": '"{}"',
    "blank_text": "an empty text",
    "word": "the bare word {}",
    "number": "the number {}",
    "list": "a list of {} rows",
    "empty_list": "an empty list",
    "group": "a group with the keys {}",
    "empty_group": "an empty group",
    "nothing": "nothing",
}


class SourceMap(Mapping[str, int]):
    """The line of each dotted path, found out only when somebody asks, since most proposals have no fault."""

    def __init__(self, locate: Callable[[], dict[str, int]]) -> None:
        self._locate = locate
        self._lines: dict[str, int] | None = None

    def line(self, path: str) -> int | None:
        """Say in which line a path stands, or else the nearest part around it."""
        while path and path not in self:
            path = path.rpartition(".")[0]
        return self.get(path)

    def __getitem__(self, path: str) -> int:
        return self._located()[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._located())

    def __len__(self) -> int:
        return len(self._located())

    def _located(self) -> dict[str, int]:
        if self._lines is None:
            self._lines = self._locate()
        return self._lines


def below(path: str, name: str) -> str:
    """Name a place within another; all that lies deeper than a path may be long has one name.

    Each row is noted with its path: with keys without end a small file would take all memory.
    """
    place = f"{path}.{name}" if path else name
    return place if len(place) <= LONGEST_PATH else f"{place[:LONGEST_PATH]}…"


@dataclass(frozen=True)
class Document:
    """Plain data (mappings, lists, texts, numbers, true, false, nothing) and where its parts stand."""

    data: object
    lines: SourceMap


def shown(value: object, longest: int = 60) -> str:
    """Name a value in the words of a message: short, quoted, without characters that a terminal would obey."""
    found = found_in(value, longest)
    words = "a list of {} row" if found.text == "1" and found.kind == "list" else _IN_ENGLISH[found.kind]
    return words.format(found.text)


def found_in(value: object, longest: int = 60) -> Found:
    """Describe a value by its kind, and short."""
    if isinstance(value, str):
        return Found(kind="text", text=printable(value, longest)) if value.strip() else Found(kind="blank_text")
    if isinstance(value, bool):
        return Found(kind="word", text=str(value).lower())
    if isinstance(value, int | Decimal):
        return Found(kind="number", text=printable(str(value), longest))
    if isinstance(value, list):
        return Found(kind="list", text=str(len(value))) if value else Found(kind="empty_list")
    if isinstance(value, dict):
        return Found(kind="group", text=_few(list(value), longest // 2)) if value else Found(kind="empty_group")
    return Found(kind="nothing")


def _few(keys: list[str], longest: int, most: int = 4) -> str:
    words = ", ".join(printable(str(key), longest) for key in keys[:most])
    return f"{words}, …" if len(keys) > most else words


def printable(text: str, longest: int = 60) -> str:
    """Shorten a text to one line of characters that can be printed anywhere."""
    line = " ".join(text[: 4 * longest].split())
    short = line if len(line) <= longest else f"{line[: longest - 1]}…"
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in short)


def tidy_text(text: str) -> str:
    """Bring a text into one form, so that the same answer is the same bytes whoever typed it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return (lines if lines.isascii() else unicodedata.normalize("NFC", lines)).strip()


def unprintable_fault(text: str, file: str, first_line: int = 1) -> Fault | None:
    """Find the first character that no text file of this kind may hold."""
    found = None if text.isprintable() else UNPRINTABLE.search(text)
    if found is None:
        return None
    line = first_line + text.count("\n", 0, found.start())
    return Fault("", _named(found.group()), "text that can be printed", "Delete this character.", file, line)


def _named(character: str) -> str:
    return f"the control character U+{ord(character):04X}"
