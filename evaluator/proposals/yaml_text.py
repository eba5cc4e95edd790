"""YAML 1.2 text into plain data, in one pass over the parser's events that no nesting or alias can blow up."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn

from evaluator.errors import Fault, ProposalError
from evaluator.proposals.document import (
    DEEPEST,
    FEWER_VALUES,
    MOST_NODES,
    TOO_DEEP,
    Document,
    SourceMap,
    below,
    printable,
    unprintable_fault,
)
from evaluator.proposals.numbers import NUMBER_EXPECTED
from evaluator.proposals.yaml_events import OtherwiseError, alike_events, events

# The core schema of YAML 1.2, section 10.3.2. Everything else is text: dates, yes and no, sexagesimal numbers.
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WRITE_THE_KEY = "Write one of the form's keys here."
_WRITE_OUT = "Write out what is meant, or put a text that begins with * in quotes."
_LONGEST_NUMBER = 60


def yaml_document(text: str, file: str = "") -> Document:
    """Read one YAML document.

    Raises:
        ProposalError: the text is not YAML 1.2, or uses what a proposal must not use (tags, merge keys, several
            documents, too much nesting, aliases without end).
    """
    if fault := unprintable_fault(text, file):
        raise ProposalError([fault])
    tree = _read_alike(text) or _read(text, file)
    if tree.faults:
        raise ProposalError(tree.faults)
    return Document(tree.root, SourceMap(lambda: tree.lines))


def _read_alike(text: str) -> _Tree | None:
    """Read a text without a fault that both parsers read alike, by the faster one."""
    tree = _Tree("")
    try:
        for event in alike_events(text):
            tree.take(event)
            if tree.faults:
                return None
    except (OtherwiseError, ProposalError):
        return None
    return tree if isinstance(tree.root, dict | list) else None


def _read(text: str, file: str) -> _Tree:
    tree = _Tree(file)
    for event in events(text, file):
        tree.take(event)
    return tree


@dataclass
class _Anchored:
    """What an alias may repeat, with what the repetition costs."""

    value: object
    nodes: int
    height: int


@dataclass
class _Open:
    """A mapping or list that has begun and not ended."""

    value: dict[str, Any] | list[Any]
    path: str
    anchor: str | None
    nodes_before: int
    height: int = 0
    key: str | None = None
    skip: bool = False
    key_lines: dict[str, int] = field(default_factory=dict)


class _Tree:
    """Plain data that grows with each event; what is open lies on a list and not on the call stack."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: object = None
        self.lines: dict[str, int] = {}
        self.faults: list[Fault] = []
        self._open: list[_Open] = []
        self._anchors: dict[str, _Anchored | None] = {}
        self._nodes = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        """Grow by one event of the parser."""
        act: Callable[[Any, int], None] | None = getattr(self, f"_{type(event).__name__}", None)
        if act is not None:
            act(event, event.start_mark.line + 1)

    def _DocumentStartEvent(self, _: Any, line: int) -> None:  # noqa: N802  named as the parser names it
        self._documents += 1
        if self._documents > 1:
            self._stop(
                "", "a second document", "one document in a file", line, "Remove the line `---` or split the file."
            )

    def _MappingStartEvent(self, event: Any, line: int) -> None:  # noqa: N802
        self._begin({}, event, line)

    def _SequenceStartEvent(self, event: Any, line: int) -> None:  # noqa: N802
        self._begin([], event, line)

    def _MappingEndEvent(self, _: Any, __: int) -> None:  # noqa: N802
        self._end()

    def _SequenceEndEvent(self, _: Any, __: int) -> None:  # noqa: N802
        self._end()

    def _ScalarEvent(self, event: Any, line: int) -> None:  # noqa: N802
        if self._wants_key():
            self._take_key(event, line)
            return
        path = self._path(line)
        self._refuse_tag(event, path, line)
        value = self._scalar(event.value, path, line) if not event.style and event.implicit[0] else event.value
        self._count(1, path, line)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value, 1, 0)
        self._place(value, 0)

    def _AliasEvent(self, event: Any, line: int) -> None:  # noqa: N802
        if self._wants_key():
            self._stop(self._here(), f"the alias *{event.anchor} as a key", "a plain key", line, _WRITE_THE_KEY)
        path, name = self._path(line), printable(event.anchor)
        if event.anchor not in self._anchors:
            self._stop(path, f"the alias *{name}", f"an anchor &{name} before it", line, _WRITE_OUT)
        anchored = self._anchors[event.anchor]
        if anchored is None:
            found, expected = f"the alias *{name} inside itself", "an alias of something that has ended"
            self._stop(path, found, expected, line, _WRITE_OUT)
        self._count(anchored.nodes, path, line)
        if len(self._open) + anchored.height > DEEPEST:
            self._too_deep(path, line)
        self._place(anchored.value, anchored.height)

    def _begin(self, value: dict[str, Any] | list[Any], event: Any, line: int) -> None:
        if self._wants_key():
            self._stop(self._here(), "a list or group as a key", "a plain key", line, _WRITE_THE_KEY)
        path = self._path(line)
        self._refuse_tag(event, path, line)
        if len(self._open) >= DEEPEST:
            self._too_deep(path, line)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open.append(_Open(value, path, event.anchor, self._nodes))
        self._count(1, path, line)

    def _end(self) -> None:
        done = self._open.pop()
        if done.anchor:
            self._anchors[done.anchor] = _Anchored(done.value, self._nodes - done.nodes_before, done.height + 1)
        self._place(done.value, done.height + 1)

    def _wants_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].value, dict) and self._open[-1].key is None

    def _take_key(self, event: Any, line: int) -> None:
        group = self._open[-1]
        key = event.value
        path = below(group.path, key)
        self._refuse_tag(event, path, line)
        if key == "<<" and not event.style:
            self._fault(group.path, "the merge key <<", "every key written out", line, "Write the keys here instead.")
        group.skip = key in group.key_lines
        if group.skip:
            found = f'the key "{printable(key)}" a second time (first in line {group.key_lines[key]})'
            self._fault(path, found, "each key once", line, "Keep one of the two.")
        else:
            self.lines.setdefault(path, line)
        group.key = key
        group.key_lines.setdefault(key, line)

    def _path(self, line: int) -> str:
        """Name the place that the next value goes to, and note the line of a row."""
        if not self._open:
            self.lines.setdefault("", line)
            return ""
        path = self._here()
        if isinstance(self._open[-1].value, list):
            self.lines.setdefault(path, line)
        return path

    def _here(self) -> str:
        around = self._open[-1]
        step = str(len(around.value)) if isinstance(around.value, list) else around.key
        return below(around.path, step) if step else around.path

    def _place(self, value: object, height: int) -> None:
        if not self._open:
            self.root = value
            return
        around = self._open[-1]
        around.height = max(around.height, height)
        if isinstance(around.value, list):
            around.value.append(value)
        else:
            if around.key is not None and not around.skip:
                around.value[around.key] = value
            around.key = None

    def _scalar(self, text: str, path: str, line: int) -> object:
        if text in _NOTHING:
            return None
        if text in _TRUTH:
            return _TRUTH[text]
        is_number = _WHOLE.fullmatch(text) or _OTHER_BASE.fullmatch(text) or _DECIMAL.fullmatch(text)
        if _ENDLESS.fullmatch(text) or (is_number and len(text) > _LONGEST_NUMBER):
            self._fault(path, printable(text), NUMBER_EXPECTED, line, "Put it in quotes if it is a text.")
            return None
        return _number(text) if is_number else text

    def _refuse_tag(self, event: Any, path: str, line: int) -> None:
        if event.tag is not None:
            tag = printable(str(event.tag).replace("tag:yaml.org,2002:", "!!"))
            self._fault(path, f"the tag {tag}", "a value without a tag", line, "Remove the word that begins with !.")

    def _count(self, nodes: int, path: str, line: int) -> None:
        self._nodes += nodes
        if self._nodes > MOST_NODES:
            found = f"more than {MOST_NODES:,} values, aliases written out"
            self._stop(path, found, f"at most {MOST_NODES:,}", line, FEWER_VALUES)

    def _too_deep(self, path: str, line: int) -> NoReturn:
        found, expected, next_step = TOO_DEEP
        self._stop(printable(path), found, expected, line, next_step)

    def _fault(self, path: str, found: str, expected: str, line: int, next_step: str = "") -> None:
        self.faults.append(Fault(printable(path, 200), found, expected, next_step, self.file, line))

    def _stop(self, path: str, found: str, expected: str, line: int, next_step: str = "") -> NoReturn:
        self._fault(path, found, expected, line, next_step)
        raise ProposalError(self.faults)


def _number(text: str) -> int | Decimal:
    if _WHOLE.fullmatch(text):
        return int(text)
    return int(text, 0) if _OTHER_BASE.fullmatch(text) else Decimal(text)
