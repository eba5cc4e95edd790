"""A form of another version is brought to the current one, or it is said why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaluator.errors import Fault
from evaluator.proposals.migrations import MIGRATIONS, migrated

Faults = Callable[..., tuple[Fault, ...]]


def _from_minus_one(data: dict[str, Any]) -> dict[str, Any]:
    return data | {"schema": "cat2-proposal/0", "name": data["title"]}


def _from_zero(data: dict[str, Any]) -> dict[str, Any]:
    return {"schema": "cat2-proposal/1", "measure": {"title": data["name"]}}


def test_migrations_are_taken_one_after_the_other() -> None:
    steps = {"cat2-proposal/-1": _from_minus_one, "cat2-proposal/0": _from_zero}

    data, fault = migrated({"schema": "cat2-proposal/-1", "title": "Grip"}, steps)

    assert (data, fault) == ({"schema": "cat2-proposal/1", "measure": {"title": "Grip"}}, None)


def test_a_reader_uses_the_registry(monkeypatch: pytest.MonkeyPatch, read: Callable[..., Any]) -> None:
    monkeypatch.setitem(MIGRATIONS, "cat2-proposal/0", _from_zero)

    assert read("schema: cat2-proposal/0\nname: Grip\n").proposal.measure.title.value == "Grip"


def test_migrations_that_turn_in_a_circle_end() -> None:
    steps = {"cat2-proposal/0": lambda data: data}

    _, fault = migrated({"schema": "cat2-proposal/0"}, steps)

    assert fault is not None


@pytest.mark.parametrize(
    ("written", "found", "next_step"),
    [
        ("cat2-proposal/0", '"cat2-proposal/0", an older version of the form', "No migration leads from it"),
        ("cat2-proposal/2", '"cat2-proposal/2", a newer version of the form', "Update cat2"),
    ],
)
def test_another_version_is_the_only_fault(faults: Faults, written: str, found: str, next_step: str) -> None:
    (fault,) = faults(f"# comment\nschema: {written}\nmeasure: {{typ: 1}}")

    assert (fault.where, fault.line, fault.found) == ("schema", 2, found)
    assert fault.expected == "schema: cat2-proposal/1"
    assert fault.next_step.startswith(next_step)


@pytest.mark.parametrize("head", ["", "schema:\n", "schema: ''\n"])
def test_a_missing_version_is_told_with_all_else(faults: Faults, head: str) -> None:
    missing, unknown = faults(f"{head}measure:\n  typ: 1")

    assert missing.where == "schema"
    assert missing.next_step == "Add `schema: cat2-proposal/1` as the first line."
    assert unknown.where == "measure.typ"


@pytest.mark.parametrize(
    ("written", "near"), [("cat2-proposl/1", True), ("1", False), ("[1]", False), ("other", False)]
)
def test_what_is_no_version_is_told_with_the_near_miss(faults: Faults, written: str, near: bool) -> None:  # noqa: FBT001
    (fault,) = faults(f"schema: {written}")

    assert fault.where == "schema"
    assert (fault.next_step == 'Did you mean "cat2-proposal/1"?') is near
