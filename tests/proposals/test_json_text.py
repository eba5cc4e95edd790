"""JSON with exact numbers, the line of every part, and a clear fault for whatever a proposal must not use."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from evaluator.errors import Fault, ProposalError
from evaluator.proposals.json_text import json_document


def _faults(text: str) -> tuple[Fault, ...]:
    with pytest.raises(ProposalError) as caught:
        json_document(text, "a.json")
    return caught.value.faults


def test_numbers_keep_their_digits() -> None:
    data = json_document('{"a": 2.10, "b": 12, "c": 1e3, "d": 0.1}').data

    assert repr(data) == repr({"a": Decimal("2.10"), "b": 12, "c": Decimal("1e3"), "d": Decimal("0.1")})


def test_every_part_has_its_line() -> None:
    text = '\n{"a": 1,\n "b": [\n  {"x": [], "\\u0079": {}},\n  [2,\n   "}],"],\n  3\n ], "c":\n true}'

    assert dict(json_document(text).lines) == {
        "": 2,
        "a": 2,
        "b": 3,
        "b.0": 4,
        "b.0.x": 4,
        "b.0.y": 4,
        "b.1": 5,
        "b.1.0": 5,
        "b.1.1": 6,
        "b.2": 7,
        "c": 8,
    }


@pytest.mark.parametrize(
    ("text", "line", "where", "found", "expected"),
    [
        ('{"a": 1,\n"a": 2}', 2, "a", 'the key "a" a second time (first in line 1)', "each key once"),
        ('{"b": [{"c": 1, "c": 2}]}', 1, "b.0.c", 'the key "c" a second time (first in line 1)', "each key once"),
        ('{"a":\n NaN}', None, "", "NaN", "a number of at most 28 digits"),
        ('{"a": -Infinity}', 1, "", "-Infinity", "a number of at most 28 digits"),
        ('{"a": %s}' % ("9" * 5000), 1, "", "a number of very many digits", "a number of at most 28 digits"),
        ('{"a": 1e%s}' % ("9" * 30), 1, "", "a number of very many digits", "a number of at most 28 digits"),
        ('{"a": 1,\n\'b\': 2}', 2, "", "`'b': 2}`", "a key in double quotes"),
        ('{"a" 1}', 1, "", "`1}`", "a colon after the key"),
        ('{"a": 1 "b": 2}', 1, "", '`"b": 2}`', "a comma or the closing bracket"),
        ('{"a": [1, 2', 1, "", "the end of the file", "a comma or the closing bracket"),
        ('{"a": ', 1, "", "the end of the file", "a value"),
        ('{"a": "b', 1, "", '`"b`', "the closing quotation mark"),
        ('{"a": "b\nc"}', 1, "", "the end of the line", "a text on one line"),
        ('{"a": "\\q"}', 1, "", '`\\q"}`', "an escape that JSON knows"),
        ('{"a": 1}\n{"b": 2}', 2, "", '`{"b": 2}`', "the end of the file"),
        ('{"a": 1\x07}', 1, "", "the control character U+0007", "text that can be printed"),
    ],
)  # fmt: skip
def test_fault_is_told_with_its_place(text: str, line: int | None, where: str, found: str, expected: str) -> None:
    (fault,) = _faults(text)

    assert (fault.file, fault.line, fault.where) == ("a.json", line, where)
    assert (fault.found, fault.expected) == (found, expected)


@pytest.mark.parametrize("text", ['{"a": 1,}', '{"a": [1,]}'])
def test_a_comma_too_many_is_told(text: str) -> None:
    (fault,) = _faults(text)

    assert "comma" in fault.next_step + fault.expected


def test_every_repeated_key_is_told() -> None:
    assert [fault.where for fault in _faults('{"a": 1, "b": {"c": 1, "c": 2}, "a": 3}')] == ["b.c", "a"]


@pytest.mark.parametrize(
    "text",
    ["[" * 10_000, "[" * 10_000 + "]" * 10_000, '{"a":' * 10_000 + "1" + "}" * 10_000, "[" * 100 + "]" * 100],
    ids=["open", "lists", "groups", "a hundred"],
)
def test_ten_thousand_levels_are_told_and_not_followed(text: str) -> None:
    (fault,) = _faults(text.replace("[", "[\n") if text.startswith("[[") else text)

    assert (fault.found, fault.expected) == ("more than 40 levels of nesting", "at most 40")
    assert fault.line == (41 if text.startswith("[[") else 1)


def test_forty_levels_are_allowed() -> None:
    json_document("[" * 40 + "]" * 40)


def test_too_many_values_are_told() -> None:
    (fault,) = _faults(f"[{'1,' * 100_000}1]")

    assert fault.found == "more than 100,000 values"


def test_reading_json_imports_no_yaml() -> None:
    code = "import sys, evaluator.proposals.reading; sys.exit(any(name in sys.modules for name in ('ruamel', 'yaml')))"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
