"""YAML 1.2 as its core schema says, the line of every part, and a clear fault for whatever a proposal must not use."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import pytest

from evaluator.errors import Fault, ProposalError
from evaluator.proposals.document import Document
from evaluator.proposals.json_text import json_document
from evaluator.proposals.yaml_text import yaml_document


def _faults(text: str) -> tuple[Fault, ...]:
    with pytest.raises(ProposalError) as caught:
        yaml_document(text, "a.yaml")
    return caught.value.faults


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("off", "off"),
        ("12", 12),
        ("+12", 12),
        ("0o17", 15),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("2.10", Decimal("2.10")),
        (".5", Decimal("0.5")),
        ("0.1", Decimal("0.1")),
        ("1e3", Decimal("1e3")),
        ("2026-01-05", "2026-01-05"),
        ("2026-01-05T10:00:00Z", "2026-01-05T10:00:00Z"),
        ('"12"', "12"),
        ("'null'", "null"),
        ("|\n  12", "12"),
        ("[]", []),
        ("{}", {}),
        ("[1, two]", [1, "two"]),
    ],
)
def test_scalars_are_read_by_the_core_schema(written: str, value: object) -> None:
    data = yaml_document(f"a: {written}").data

    assert data == {"a": value}
    assert isinstance(data, dict)
    assert type(data["a"]) is type(value)
    assert repr(data["a"]) == repr(value)


def test_every_part_has_its_line() -> None:
    text = "# head\na: 1\nb:\n  - x: 1\n    y:\n      - 2\n\n  - {x: 3,\n     z: 4}\nc: >\n  long\n  text\nd: 5\n"

    lines = dict(yaml_document(text).lines)

    expected = {"": 2, "a": 2, "b": 3, "b.0": 4, "b.0.x": 4, "b.0.y": 5, "b.0.y.0": 6}
    assert lines == expected | {"b.1": 8, "b.1.x": 8, "b.1.z": 9, "c": 10, "d": 13}


def test_a_place_without_a_line_has_the_line_of_what_is_around_it() -> None:
    lines = yaml_document("a:\n  b: 1\n").lines

    assert lines.line("a.b.c.0") == 2
    assert lines.line("z") == 1


def test_aliases_repeat_what_they_name() -> None:
    assert yaml_document("a: &x [1, {b: 2}]\nc: *x\nd: &y 3\ne: *y\n").data == {
        "a": [1, {"b": 2}],
        "c": [1, {"b": 2}],
        "d": 3,
        "e": 3,
    }


@pytest.mark.parametrize(
    ("text", "line", "where", "found", "expected"),
    [
        ("a: 1\nb: 2\na: 3", 3, "a", 'the key "a" a second time (first in line 1)', "each key once"),
        ("a:\n  b: 1\n  b: {c: 2}", 3, "a.b", 'the key "b" a second time (first in line 2)', "each key once"),
        ("a: !!python/object:x [ls]", 1, "a", "the tag !!python/object:x", "a value without a tag"),
        ("a: 1\nb: !foo {c: 1}", 2, "b", "the tag !foo", "a value without a tag"),
        ("a: !!str 5", 1, "a", "the tag !!str", "a value without a tag"),
        ("!x a: 1", 1, "a", "the tag !x", "a value without a tag"),
        ("a: {<<: {b: 1}}", 1, "a", "the merge key <<", "every key written out"),
        ("a: &x {b: 1}\nc:\n  <<: *x", 3, "c", "the merge key <<", "every key written out"),
        ("a: 1\n---\nb: 2", 2, "", "a second document", "one document in a file"),
        ("a:\n  b: &x [*x]", 2, "a.b.0", "the alias *x inside itself", "an alias of something that has ended"),
        ("a: *x", 1, "a", "the alias *x", "an anchor &x before it"),
        ("a: &x b\n*x : 1", 2, "", "the alias *x as a key", "a plain key"),
        ("? [a]\n: 1", 1, "", "a list or group as a key", "a plain key"),
        ("a: .inf", 1, "a", ".inf", "a number of at most 28 digits"),
        ("a: [.nan]", 1, "a.0", ".nan", "a number of at most 28 digits"),
        ("a: 1\nb: \x07", 2, "", "the control character U+0007", "text that can be printed"),
        ("a: b: c", 1, "", '"a: b: c"', "one `key: value` on a line"),
        ("a:\n\tb: 1", 2, "", '"b: 1"', "spaces"),
        ("a: 'x", 1, "", "\"a: 'x\"", "the closing quotation mark or bracket"),
        ("a: [1,\nb: 2", 2, "", '"b: 2"', "a comma or the closing bracket"),
        ("a: 1\nb", 2, "", '"b"', "`key: value`"),
        ("a: @b", 1, "", '"a: @b"', "a text in quotes"),
        ("a:\n  - 1\n b: 2", 3, "", '"b: 2"', "the indentation of the lines above"),
        ("a: - b", 1, "", '"a: - b"', "a list on lines of its own"),
        ('a: "\\q"', 1, "", '"a: "\\q""', "YAML 1.2"),
    ],
)  # fmt: skip
def test_fault_is_told_with_its_place(text: str, line: int, where: str, found: str, expected: str) -> None:
    (fault,) = _faults(text)

    assert (fault.file, fault.line, fault.where) == ("a.yaml", line, where)
    assert (fault.found, fault.expected) == (found, expected)
    assert fault.next_step


@pytest.mark.parametrize("text", ['a: "\\UFFFFFFFF"', "%YAML 1\n---\na: 1", "%TAG\n---\na: 1", "%YAML 3.0\n---\na: 1"])
def test_broken_escapes_and_directives_are_no_crash(text: str) -> None:
    (fault,) = _faults(text)

    assert fault.expected == "YAML 1.2"


def test_duplicates_tags_and_merge_keys_are_told_together() -> None:
    assert [fault.line for fault in _faults("a: 1\na: 2\nb: !x 1\nc: {<<: {}}\nd: .nan\n")] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    "text",
    ["[" * 10_000, "{a: " * 10_000, "- " * 10_000, "\n".join(" " * depth + "a:" for depth in range(10_000))],
    ids=["lists", "groups", "dashes", "indented"],
)
def test_ten_thousand_levels_are_told_and_not_followed(text: str) -> None:
    (fault,) = _faults(text)

    assert (fault.found, fault.expected) == ("more than 40 levels of nesting", "at most 40")


def test_forty_levels_are_allowed() -> None:
    yaml_document("[" * 40 + "]" * 40)


def test_aliases_count_for_the_depth_of_what_they_name() -> None:
    text = f"a: &x {'[' * 30}{']' * 30}\nb: {'[' * 20}*x{']' * 20}"

    (fault,) = _faults(text)

    assert (fault.line, fault.found) == (2, "more than 40 levels of nesting")


def test_aliases_without_end_are_counted_before_they_are_written_out() -> None:
    names = "abcdefghij"
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in pairwise(names)
    )

    (fault,) = _faults(bomb)

    assert (fault.line, fault.found) == (5, "more than 100,000 values, aliases written out")


@pytest.mark.parametrize("read", [yaml_document, json_document])
@pytest.mark.parametrize("key", ["k" * 1001, '": {"'.join(["k" * 400] * 5)])
def test_below_keys_without_end_places_stay_short(read: Callable[[str], Document], key: str) -> None:
    rows = ",\n".join(['{"a": 1}'] * 50)
    closing = "}" * key.count("{")

    lines = read(f'{{"{key}": [{rows}]{closing},\n"a":\n"b"}}').lines

    assert max(map(len, lines)) <= 1001
    assert sum(map(len, lines)) < 20_000
    assert lines["a"] == 51
