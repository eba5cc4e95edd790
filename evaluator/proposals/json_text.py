"""JSON text into plain data with exact numbers; the line of each part is looked for only when somebody asks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any, BinaryIO

from evaluator.errors import Fault, ProposalError
from evaluator.proposals.document import (
    DEEPEST,
    FEWER_VALUES,
    LARGEST_BYTES,
    MOST_NODES,
    TOO_DEEP,
    Document,
    SourceMap,
    printable,
    unprintable_fault,
)
from evaluator.proposals.encoding import PIECE_OF_UTF16, decoded, other_than_utf8
from evaluator.proposals.json_places import first_line_deeper_than, json_places
from evaluator.proposals.lines import TOO_LONG, Line, lines_of
from evaluator.proposals.numbers import NUMBER_EXPECTED

_CONTAINERS = (dict, list)
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


class _EndlessError(ValueError):
    """NaN or Infinity, which are no numbers of JSON."""


class _KeyTwiceError(ValueError):
    """Some key stands twice in one group; a second look finds out where."""


def json_document(text: str, file: str = "", first_line: int = 1) -> Document:
    """Read one JSON document.

    Raises:
        ProposalError: the text is not JSON, has a key twice, is nested too deeply or holds endless numbers.
    """
    if fault := unprintable_fault(text, file, first_line):
        raise ProposalError([fault])
    data = _loaded(text, file, first_line)
    _refuse_size(data, text, file, first_line)
    return Document(data, SourceMap(partial(_lines, text, first_line)))


def json_lines(stream: BinaryIO, file: str = "", first: bytes = b"") -> Iterator[tuple[int, Document | ProposalError]]:
    """Read one document a line; a line that cannot be read is a fault of its own and does not stop the others.

    `first` is the first line if it has been read already.

    Raises:
        ProposalError: the file is in another encoding, or holds no text.
    """
    if other_than_utf8(first := first or stream.readline(LARGEST_BYTES + 1)) not in ("", PIECE_OF_UTF16):
        decoded(first, file)
    for line in lines_of(stream, first):
        if line.found:
            yield line.number, ProposalError([_no_document(line, file)])
        else:
            yield line.number, _line_document(line.raw, file, line.number)


def _line_document(line: bytes, file: str, number: int) -> Document | ProposalError:
    try:
        return json_document(decoded(line, file, number).strip(), file, number)
    except ProposalError as error:
        return error


def _no_document(line: Line, file: str) -> Fault:
    if line.found == TOO_LONG:
        next_step = "Check that each proposal ends its line."
        return Fault("", line.found, "at most 5 MB for one proposal", next_step, file, line.number)
    found = f"{line.found} in the {line.place}" if line.last > line.number else line.found
    return Fault("", found, "text in UTF-8", "Save the file as text with the encoding UTF-8.", file, line.number)


def _lines(text: str, first_line: int) -> dict[str, int]:
    return json_places(text, first_line).lines


def _loaded(text: str, file: str, first_line: int) -> object:
    try:
        return json.loads(text, object_pairs_hook=_group, parse_float=Decimal, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise ProposalError([_syntax_fault(text, error, file, first_line)]) from None
    except _KeyTwiceError:
        raise ProposalError(_repeated_keys(text, file, first_line)) from None
    except RecursionError:
        raise ProposalError([_depth_fault(text, file, first_line)]) from None
    except _EndlessError as error:
        raise ProposalError([_number_fault(str(error), text, file, first_line)]) from None
    except (ValueError, ArithmeticError):
        # Python refuses to convert numbers of thousands of digits.
        raise ProposalError([_number_fault("a number of very many digits", text, file, first_line)]) from None


def _group(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    group = dict(pairs)
    if len(group) != len(pairs):
        raise _KeyTwiceError
    return group


def _refuse_constant(name: str) -> None:
    raise _EndlessError(name)


def _refuse_size(data: object, text: str, file: str, first_line: int) -> None:
    level: list[Any] = [data] if isinstance(data, _CONTAINERS) else []
    nodes = 1
    for _ in range(DEEPEST + 1):
        groups = [each.values() if isinstance(each, dict) else each for each in level]
        held = sum(map(len, groups))
        nodes += held
        level = [inner for each in groups for inner in each if isinstance(inner, _CONTAINERS)]
        if nodes > MOST_NODES:
            fault = Fault(
                "", f"more than {MOST_NODES:,} values", f"at most {MOST_NODES:,}", FEWER_VALUES, file, first_line
            )
            raise ProposalError([fault])
        if not held:
            return
    raise ProposalError([_depth_fault(text, file, first_line)])


def _syntax_fault(text: str, error: json.JSONDecodeError, file: str, first_line: int) -> Fault:
    rest = text[error.pos :]
    end = "the end of the line" if rest.strip() else "the end of the file"
    snippet = printable(rest.split("\n", 1)[0], 40)
    line = first_line + error.lineno - 1
    for words, expected, next_step in _EXPECTED:
        if error.msg.startswith(words):
            return Fault("", f"`{snippet}`" if snippet else end, expected, next_step, file, line)
    return Fault("", f"`{snippet}`" if snippet else end, "JSON", f"The parser says: {error.msg}.", file, line)


def _number_fault(found: str, text: str, file: str, first_line: int) -> Fault:
    # The parser does not say where; in a file of one line that does not matter.
    line = first_line if "\n" not in text else None
    return Fault("", found, NUMBER_EXPECTED, "If it is not known, write unknown.", file, line)


def _depth_fault(text: str, file: str, first_line: int) -> Fault:
    line = first_line_deeper_than(DEEPEST, text, first_line)
    return Fault("", *TOO_DEEP, file, line)


def _repeated_keys(text: str, file: str, first_line: int) -> list[Fault]:
    return [
        Fault(
            printable(each.path, 200),
            f'the key "{printable(each.key)}" a second time (first in line {each.first})',
            "each key once",
            "Keep one of the two.",
            file,
            each.line,
        )
        for each in json_places(text, first_line).repeated
    ]
