"""Ids that stand for two things, and parts that stand in each other: told with both places, and never judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluator.errors import Fault, PackError, ProfileError
from evaluator.packs import load_pack

X, FORM, HEAD = "x/criterion.toml", "form/criterion.toml", "pack.toml"
LOGIC = 'logic = { all = ["X.specified", "X.people"] }'
UNIQUE = "ids of criteria, parts and checks that are unique in the pack"
ELSE = "an id without '/', '[', ']' and '~', and not 'summary'"


def part(name: str, *members: str, rest: str = "") -> str:
    named = ", ".join(f'"{member}"' for member in members)
    return f'\n[[part]]\nid = "{name}"\nasks = "Is it?"\nlogic = {{ all = [{named}] }}\n{rest}'


def faults(small, *changes: tuple[str, str, str]) -> list[Fault]:
    with pytest.raises(PackError) as caught:
        load_pack(small(*changes))
    return list(caught.value.faults)


def told(noted: list[Fault]) -> list[tuple[str, str, str]]:
    return [(one.file, one.where, one.found) for one in noted if one.expected == UNIQUE]


@pytest.mark.parametrize(
    ("changes", "where", "found"),
    [
        (
            [(X, 'id = "X.people"', 'id = "form.title"')],
            "form.title",
            "the id of a check that is also that of a check in form/criterion.toml",
        ),
        (
            [(X, LOGIC, 'logic = { all = ["form"] }'), (X, "", part("form", "X.specified", "X.people"))],
            "form",
            "the id of a part that is also that of a criterion in form/criterion.toml",
        ),
        (
            [(X, LOGIC, 'logic = { all = ["form.title"] }'), (X, "", part("form.title", "X.specified", "X.people"))],
            "form.title",
            "the id of a part that is also that of a check in form/criterion.toml",
        ),
        (
            [
                (X, LOGIC, 'logic = { all = ["X.part"] }'),
                (X, "", part("X.part", "X.specified") + part("X.part", "X.people")),
            ],
            "X.part",
            "the id of a part that is also that of a part in x/criterion.toml",
        ),
        (
            [(X, 'id = "X"', 'id = "form"')],
            "form",
            "the id of a criterion that is also that of a criterion in form/criterion.toml",
        ),
    ],
)
def test_an_id_of_two_things_is_a_fault_that_names_both_places(small, changes, where, found):
    noted = told(faults(small, *changes))

    assert noted == [(f"small/{X}", where, found)]


def test_a_part_with_the_id_of_its_own_criterion_is_a_fault(small):
    noted = faults(small, (X, LOGIC, 'logic = { all = ["X"] }'), (X, "", part("X", "X.specified", "X.people")))

    assert told(noted) == [(f"small/{X}", "X", "the id of a part that is also that of a criterion in x/criterion.toml")]


@pytest.mark.parametrize("name", ["", "X/1", "X[0]", "X~1.1", " ", "summary"])
def test_an_id_that_a_group_could_have_is_a_fault(small, name):
    noted = faults(
        small, (X, LOGIC, f'logic = {{ all = ["{name}", "X.people"] }}'), (X, '"X.specified"\nf', f'"{name}"\nf')
    )

    assert (name, f"the id '{name}' of a check", ELSE) in [(one.where, one.found, one.expected) for one in noted]


def test_a_folder_that_is_listed_twice_is_a_fault(small):
    (fault,) = faults(small, (HEAD, 'order = ["x"]', 'order = ["x", "x"]'))

    assert (fault.file, fault.where, fault.found) == ("small/pack.toml", "order", "'x' twice")


@pytest.mark.parametrize(
    ("logic", "parts", "circles"),
    [
        (LOGIC, part("X.a", "X.b") + part("X.b", "X.a"), {"X.a → X.b → X.a"}),
        (LOGIC, part("X.a", "X.a"), {"X.a → X.a"}),
        (
            'logic = { all = ["X.a", "X.people"] }',
            part("X.a", "X.b", "X.specified") + part("X.b", "X.c") + part("X.c", "X.a"),
            {"X.a → X.b → X.c → X.a"},
        ),
        (
            LOGIC,
            part("X.a", "X.b") + part("X.b", "X.a") + part("X.c", "X.d") + part("X.d", "X.c"),
            {"X.a → X.b → X.a", "X.c → X.d → X.c"},
        ),
        (
            LOGIC,
            part("X.a", "X.b")
            + '[[part]]\nid = "X.b"\nasks = "Is it?"\n'
            + 'logic = { by_reading = "people", both = { all = ["X.specified"] }, '
            + 'one = { all = [{ any = ["X.a"] }] } }\n',
            {"X.a → X.b → X.a"},
        ),
    ],
)
def test_parts_in_a_circle_are_named(small, logic, parts, circles):
    noted = faults(small, (X, LOGIC, logic), (X, "", parts))

    assert {one.found.removeprefix("a circle of parts: ") for one in noted} == circles
    assert {one.file for one in noted} == {f"small/{X}"}
    assert all(one.line and one.next_step for one in noted)


HOUSE = """
id = "mine"
title = "Mine"
author = "Me"
pack = "small"
[[criterion]]
id = "H"
title = "House"
asks = "Is it?"
automation = "automated"
logic = {{ all = ["H.one"] }}
{part}
[[criterion.check]]
id = "H.one"
force = "required"
asks = "Is it?"
case = [{{ then = "judgement", says = "So.", question = "Is it?" }}]
"""


@pytest.mark.parametrize(
    ("logic", "parts", "found"),
    [
        ("", part("H.a", "H.b") + part("H.b", "H.a"), "a circle of parts: H.a → H.b → H.a"),
        ('["form"]', part("form", "H.one"), "the id of a part that is also that of a criterion in small@2026-01"),
    ],
)
def test_a_house_criterion_of_a_profile_is_held_to_the_same(small, tmp_path, logic, parts, found):
    text = HOUSE.format(part=parts.replace("[[part]]", "[[criterion.part]]"))
    path = Path(tmp_path, "mine.toml")
    path.write_text(text.replace('["H.one"] }', logic + " }", 1) if logic else text)

    with pytest.raises(ProfileError) as caught:
        load_pack(small(), str(path))

    assert [one for one in caught.value.faults if one.found.startswith(found)], str(caught.value)
