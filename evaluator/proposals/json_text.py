"""JSON text into plain data with exact numbers; the line of each part is looked for only when somebody asks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any, BinaryIO

from evaluator.errors import Fault, ProposalError
from evaluator.proposals.document import (
    DEEPEST,
    LARGEST_BYTES,
    MOST_NODES,
    Document,
    SourceMap,
    printable,
    unprintable_fault,
)
from evaluator.proposals.encoding import decoded, other_than_utf8
from evaluator.proposals.numbers import NUMBER_EXPECTED

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|\n', re.DOTALL)
_EXPECTED = (
    ("Expecting value", "a value", "Texts stand in double quotes; a comma before a closing bracket is not allowed."),
    ("Expecting property name", "a key in double quotes", "A comma after the last entry is not allowed."),
    ("Illegal trailing comma", "no comma before a closing bracket", "Delete the comma."),
    ("Expecting ':'", "a colon after the key", ""),
    ("Expecting ','", "a comma or the closing bracket", ""),
    ("Unterminated string", "the closing quotation mark", ""),
    ("Invalid control character", "a text on one line", r"Write a line break inside a text as \n."),
    ("Invalid \\", "an escape that JSON knows", r"Write a backslash as \\."),
    ("Extra data", "the end of the file", "One file holds one proposal; one proposal a line is .jsonl."),
)


class _Endless(ValueError):
    """NaN or Infinity, which are no numbers of JSON."""


class _KeyTwice(ValueError):
    """Some key stands twice in one group; the scanner finds out where."""


def json_document(text: str, file: str = "", first_line: int = 1) -> Document:
    """Read one JSON document.

    Raises:
        ProposalError: the text is not JSON, has a key twice, is nested too deeply or holds endless numbers.
    """
    if fault := unprintable_fault(text, file):
        raise ProposalError([fault])
    data = _loaded(text, file, first_line)
    _refuse_size(data, text, file, first_line)
    return Document(data, SourceMap(partial(_lines, text, first_line)))


def json_lines(stream: BinaryIO, file: str = "") -> Iterator[tuple[int, Document | ProposalError]]:
    """Read one document a line; a line that cannot be read is a fault of its own and does not stop the others.

    Raises:
        ProposalError: the file is in another encoding, or holds no text.
    """
    number = 0
    while line := stream.readline(LARGEST_BYTES + 1):
        number += 1
        if number == 1 and other_than_utf8(line):
            decoded(line, file)
        if len(line) > LARGEST_BYTES:
            _skip_line(stream)
            yield number, ProposalError([_too_long(file, number)])
        elif line.strip():
            yield number, _line_document(line, file, number)


def _line_document(line: bytes, file: str, number: int) -> Document | ProposalError:
    try:
        return json_document(decoded(line, file, number).strip(), file, number)
    except ProposalError as error:
        return error


def _too_long(file: str, line: int) -> Fault:
    return Fault(
        "",
        "a line of more than 5 MB",
        "at most 5 MB for one proposal",
        "Check that each proposal ends its line.",
        file,
        line,
    )


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(LARGEST_BYTES)) and not rest.endswith(b"\n"):
        pass


def _loaded(text: str, file: str, first_line: int) -> object:
    try:
        return json.loads(text, object_pairs_hook=_group, parse_float=Decimal, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise ProposalError([_syntax_fault(text, error, file, first_line)]) from None
    except _KeyTwice:
        raise ProposalError(_repeated_keys(text, file, first_line)) from None
    except RecursionError:
        raise ProposalError([_depth_fault(text, file, first_line)]) from None
    except _Endless as error:
        fault = Fault(
            "",
            str(error),
            NUMBER_EXPECTED,
            "Leave the field out or write unknown.",
            file,
            first_line if "\n" not in text else None,
        )
        raise ProposalError([fault]) from None
    except (ValueError, ArithmeticError):
        # Python refuses to convert numbers of thousands of digits.
        raise ProposalError([Fault("", "a number of very many digits", NUMBER_EXPECTED, "", file)]) from None


def _refuse_size(data: object, text: str, file: str, first_line: int) -> None:
    level, nodes = [data], 1
    for _ in range(DEEPEST + 1):
        groups = [each.values() if isinstance(each, dict) else each for each in level if isinstance(each, dict | list)]
        level = [inner for each in groups for inner in each]
        nodes += len(level)
        if nodes > MOST_NODES:
            raise ProposalError(
                [Fault("", f"more than {MOST_NODES:,} values", f"at most {MOST_NODES:,}", "", file, first_line)]
            )
        if not level:
            return
    raise ProposalError([_depth_fault(text, file, first_line)])


def _group(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    group = dict(pairs)
    if len(group) != len(pairs):
        raise _KeyTwice
    return group


def _refuse_constant(name: str) -> None:
    raise _Endless(name)


def _syntax_fault(text: str, error: json.JSONDecodeError, file: str, first_line: int) -> Fault:
    rest = text[error.pos :].split("\n", 1)[0].strip()
    found = (
        f'"{printable(rest, 40)}"'
        if rest
        else "the end of the line"
        if text[error.pos :].strip()
        else "the end of the file"
    )
    line = first_line + error.lineno - 1
    for words, expected, next_step in _EXPECTED:
        if error.msg.startswith(words):
            return Fault("", found, expected, next_step, file, line)
    return Fault("", found, "JSON", f"The parser says: {error.msg}.", file, line)


def _depth_fault(text: str, file: str, first_line: int) -> Fault:
    line = next((line for line, depth in _depths(text, first_line) if depth > DEEPEST), first_line)
    return Fault("", f"more than {DEEPEST} levels of nesting", f"at most {DEEPEST}", "", file, line)


def _depths(text: str, line: int) -> Iterator[tuple[int, int]]:
    depth = 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        depth += (token in "[{") - (token in "]}")
        line += token.count("\n")
        yield line, depth


def _repeated_keys(text: str, file: str, first_line: int) -> list[Fault]:
    faults: list[Fault] = []

    def note(path: str, line: int, first: int) -> None:
        key = printable(path.rpartition(".")[2])
        found = f'the key "{key}" a second time (first in line {first})'
        faults.append(Fault(printable(path, 200), found, "each key once", "Keep one of the two.", file, line))

    _lines(text, first_line, note)
    return faults


def _lines(text: str, line: int, repeated: Callable[[str, int, int], None] | None = None) -> dict[str, int]:
    """Find the line of every part of a text that is known to be JSON, without a call for each level."""
    lines: dict[str, int] = {"": line}
    around: list[tuple[str, int | None]] = []
    path, row = "", None  # row: the number of the current row in a list, None in a group
    key: str | None = None
    expects_key = False
    here = ""
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token == "\n":
            line += 1
        elif token in "{[":
            around.append((path, row))
            path, row, expects_key = here, (0 if token == "[" else None), token == "{"
            here = _join(path, "0") if token == "[" else path
            if token == "[" and not _is_empty_list(text, match.end()):
                lines.setdefault(here, _value_line(text, match.end(), line))
        elif token in "}]":
            path, row = around.pop()
            expects_key = False
        elif token == ",":
            if row is None:
                expects_key = True
            else:
                row += 1
                here = _join(path, str(row))
                lines.setdefault(here, _value_line(text, match.end(), line))
        elif expects_key and token[0] == '"':
            key = json.loads(token)
            here = _join(path, str(key))
            expects_key = False
            if here in lines and repeated is not None:
                repeated(here, line, lines[here])
            lines.setdefault(here, line)
    return lines


def _join(path: str, step: str) -> str:
    return f"{path}.{step}" if path else step


_SPACE = re.compile(r"\s*")


def _is_empty_list(text: str, start: int) -> bool:
    space = _SPACE.match(text, start)
    return space is not None and text[space.end() : space.end() + 1] == "]"


def _value_line(text: str, start: int, line: int) -> int:
    space = _SPACE.match(text, start)
    return line + (space.group().count("\n") if space is not None else 0)
