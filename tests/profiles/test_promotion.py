"""Where a promoted check is conjoined, and what that makes of findings."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from reference.agreement import Fallible
from reference.building import case, check, criterion, gap, group, pack, part, proposal

from evaluator.errors import ProfileError
from evaluator.model.criteria import Check, Criterion, Group, Pack
from evaluator.packs.profile_file import read_profile
from evaluator.packs.profiles import with_profile
from evaluator.packs.promotion import needs_gap, promoted

STATED = check("A.one", case("note is answered", "true"), case(None, "unknown", "A.gap"))
OTHER = check("A.two", case("measure.title is answered", "true"), case(None, "unknown", "A.gap"))
TODAY = datetime.date(2026, 11, 21)


def attached(to: str, name: str = "A.three", gap: str = "") -> Check:
    """Make a supporting check that holds where the steward is stated."""
    cases = (case("measure.steward is answered", "true"), case(None, "unknown", gap))
    return Check(id=name, force="supporting", asks="Is it?", attach=to, cases=cases)


def made(logic: Group, *checks: Check, **rest: object) -> Criterion:
    return criterion("A", logic, [STATED, OTHER, *checks], **rest)


@pytest.mark.parametrize(
    ("logic", "to", "expected"),
    [
        (group("all", "A.one", "A.two"), "A", group("all", "A.one", "A.two", "A.three")),
        (group("all", "A.one", "A.two"), "A.one", group("all", "A.one", "A.two", "A.three")),
        (
            group("any", "A.one", "A.two", gap="A.gap"),
            "A",
            group("all", group("any", "A.one", "A.two", gap="A.gap"), "A.three"),
        ),
        (
            group("any", "A.one", "A.two", gap="A.gap"),
            "A.two",
            group("any", "A.one", group("all", "A.two", "A.three"), gap="A.gap"),
        ),
        (
            group("at_least", "A.one", "A.two", k=1, gap="A.gap"),
            "A.one",
            group("at_least", group("all", "A.one", "A.three"), "A.two", k=1, gap="A.gap"),
        ),
        (
            group("any", group("all", "A.one", "A.two")),
            "A.one",
            group("any", group("all", "A.one", "A.two", "A.three")),
        ),
    ],
)
def test_the_check_is_conjoined_where_it_is_attached(logic: Group, to: str, expected: Group) -> None:
    three = attached(to)

    changed = promoted(made(logic, three), three, "A.gap")

    assert changed is not None
    assert changed.logic == expected
    moved = changed.checks[-1]
    assert (moved.force, moved.attach, moved.cases[-1].gap) == ("required", "", "A.gap")


def test_at_a_part_it_joins_the_logic_of_the_part() -> None:
    three = attached("A.part")
    held = made(group("all", "A.part", "A.two"), three, parts=(part("A.part", group("any", "A.one", gap="A.gap")),))

    changed = promoted(held, three, "A.gap")

    assert changed is not None
    assert changed.logic == held.logic
    assert changed.parts[0].logic == group("all", group("any", "A.one", gap="A.gap"), "A.three")


def test_every_reading_takes_it_in() -> None:
    three = attached("A")
    readings = {"wide": group("all", "A.one", "A.two"), "narrow": group("any", "A.one", "A.two", gap="A.gap")}
    held = made(readings["wide"], three, reading="middle", alternatives=readings)

    changed = promoted(held, three, "A.gap")

    assert changed is not None
    assert changed.alternatives["wide"].members == ("A.one", "A.two", "A.three")
    assert changed.alternatives["narrow"] == group("all", readings["narrow"], "A.three")


def test_what_stands_in_no_logic_gives_no_place() -> None:
    three, four = attached("A"), attached("A.three", "A.four")

    assert promoted(made(group("all", "A.one", "A.two"), three, four), four, "A.gap") is None


def test_a_gap_of_the_pack_is_kept() -> None:
    three = attached("A", gap="A.gap")

    assert needs_gap(attached("A"))
    assert not needs_gap(three)


def profiled(held: Criterion, *names: str, tmp_path: Path) -> Pack:
    gaps = "".join(
        f'[gaps."{name}"]\n{gap("x").model_dump_json(exclude={"id"})[1:-1]}\n'.replace('":', '" =').replace(',"', '\n"')
        for name in names
    )
    why = "".join(f'"{name}" = "So."\n' for name in names)
    written = f'id = "h"\ntitle = "H"\nauthor = "A"\npack = "trial"\npromote = {list(names)}\n[why]\n{why}\n{gaps}'
    path = tmp_path / "h.toml"
    path.write_text(written.replace("'", '"'), encoding="utf-8")
    return with_profile(pack(held), read_profile(str(path)))


def test_a_check_attached_to_a_promoted_one_follows_it(tmp_path: Path) -> None:
    three, four = attached("A"), attached("A.three", "A.four")
    held = made(group("all", "A.one", "A.two"), three, four)

    found = profiled(held, "A.four", "A.three", tmp_path=tmp_path)

    assert found.criteria[0].logic.members == ("A.one", "A.two", "A.three", "A.four")


def test_alone_it_finds_no_place_and_says_so(tmp_path: Path) -> None:
    three, four = attached("A"), attached("A.three", "A.four")

    with pytest.raises(ProfileError) as caught:
        profiled(made(group("all", "A.one", "A.two"), three, four), "A.four", tmp_path=tmp_path)

    (fault,) = caught.value.faults
    assert fault.found == "'A.four', attached to 'A.three', which decides nothing itself"


@pytest.mark.parametrize("to", ["A", "A.one"])
@pytest.mark.parametrize("mode", ["all", "any", "at_least"])
def test_engine_and_reference_agree_on_promoted_checks(mode: str, to: str, tmp_path: Path) -> None:
    k, name = (2, "A.gap") if mode == "at_least" else (0, "" if mode == "all" else "A.gap")
    fallible = Fallible.of(
        profiled(made(group(mode, "A.one", "A.two", k=k, gap=name), attached(to)), "A.three", tmp_path=tmp_path)
    )
    words = ("note", "measure.title", "measure.steward")

    for number in range(2 ** len(words)):
        answers = {word: "Said." for place, word in enumerate(words) if number >> place & 1}
        assert fallible.disagreements(proposal(answers)) == {}
