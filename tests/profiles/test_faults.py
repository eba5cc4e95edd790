"""What is wrong with a profile: all at once, with file, key and line, and the near miss; exit code 2."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator.cli import main
from evaluator.errors import Fault, ProfileError
from evaluator.packs import load_pack

Write = Callable[..., str]
THRESHOLD = 'value = 3\nunit = "days"\nstatus = "judgement"\nsource = "Ours"\ndate = 2026-01-01\n'
GAP = (
    'code = "ANSWER_MISSING"\ntitle = "T"\nfixability = "work"\neffort = "low"\nactor = "developer"\n'
    'remedy = "R."\nexample = "E."\n'
)
HOUSE = (
    """
[[criterion]]
id = "Z"
title = "House"
asks = "Is it?"
automation = "automated"
logic = { all = ["Z.one"] }

[[criterion.check]]
id = "Z.one"
force = "required"
asks = "Is it?"
case = [
  { when = "WHEN", then = "true", says = "It is." },
  { then = "unknown", says = "It is not said.", gap = "say" },
]

[criterion.gaps.say]
where = "note"
"""
    + GAP
)


def faults(path: str, pack: str | None = None) -> tuple[Fault, ...]:
    with pytest.raises(ProfileError) as caught:
        load_pack(pack, path)
    return caught.value.faults


@pytest.mark.parametrize(
    ("text", "where", "found", "hint"),
    [
        ('select = ["A", "forn"]\n[not_evaluated]\n', "select", "'forn'", "Did you mean 'form'?"),
        ('[not_evaluated]\nforms = "x"', "not_evaluated", "'forms'", "Did you mean 'form'?"),
        ('[not_evaluated]\nzzz = "x"', "not_evaluated", "'zzz'", "There are form, A, B"),
        ('select = ["form", "A", "B", "C", "D", "E", "F", "G", "H", "I"]', "not_evaluated", "why J is left out", ""),
        (
            'select = ["form", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J"]\n[not_evaluated]\nJ = "x"',
            "not_evaluated",
            "J, which is selected",
            "",
        ),
        (f"[thresholds.comment_perod]\n{THRESHOLD}", "thresholds", "'comment_perod'", "Did you mean 'comment_period'?"),
        (
            f"[thresholds.comment_period]\n{THRESHOLD.replace('days', 'weeks')}",
            "thresholds.comment_period.unit",
            "'weeks'",
            "",
        ),
        ('[readings]\nvetin = "x"', "readings", "'vetin'", "Did you mean 'vetting'?"),
        ('[readings]\nvetting = "one_stp"', "readings.vetting", "'one_stp'", "Did you mean 'one_step'?"),
        ('[readings]\nvetting = "one_step"', "why", "no reason for 'vetting'", ""),
        ('[why]\nvetting = "x"', "why", "'vetting'", ""),
        ('promote = ["J2.methodolgist"]', "promote", "'J2.methodolgist'", "Did you mean 'J2.methodologist'?"),
        ('promote = ["J2.two_disciplines"]', "promote", "'J2.two_disciplines', a required check", ""),
        ('promote = ["J2.methodologist"]', "promote", "'J2.methodologist', which names no gap", ""),
        (
            f'promote = ["J2.methodologist"]\n[gaps."J2.methodologist"]\nwhere = "nowhere"\n{GAP}',
            "gaps.J2.methodologist.where",
            "'nowhere'",
            "",
        ),
        (
            (
                f'promote = ["J2.methodologist"]\n[gaps."J2.methodologist"]\nid = "seat-second-discipline"\n'
                f'where = "note"\n{GAP}'
            ),
            "gaps.J2.methodologist",
            "the id 'seat-second-discipline', which J has already",
            "",
        ),
        (f'[gaps."J2.methodologist"]\nwhere = "note"\n{GAP}', "gaps.J2.methodologist", "that is not promoted", ""),
        ('[fields.note]\nlabel = "x"\nkind = "fact"', "fields.note", "the field 'note'", ""),
        (
            '[fields."extra.house.x"]\nlabel = "x"\nkind = "fact"',
            "fields.extra.house.x",
            "no type",
            "",
        ),
        (
            '[fields."extra.house.x"]\nlabel = "x"\nkind = "fact"\ntype = "choice"',
            "fields.extra.house.x",
            "type = 'choice' with 0 choices",
            "",
        ),
        (
            '[fields."extra.House.x"]\nlabel = "x"\nkind = "fact"\ntype = "text"',
            "fields.extra.House.x",
            "the name 'extra.House.x'",
            "",
        ),
        ("selekt = []", "selekt", "the unknown key 'selekt'", ""),
        ('criterion = "x"', "criterion", "'x'", ""),
        (HOUSE.replace('"Z"', '"J"').replace("WHEN", "note is answered"), "criterion", "the id 'J'", ""),
        (
            HOUSE.replace("Z.one", "J2.methodologist").replace("WHEN", "note is answered"),
            "criterion",
            "the check 'J2.methodologist'",
            "",
        ),
        (HOUSE.replace("WHEN", "extra.house.y is answered"), "Z.one", "the field 'extra.house.y'", ""),
        (HOUSE.replace("WHEN", "codes is answerd"), "Z.one", "'answerd'", ""),
        (
            '[fields."extra.house.x"]\nlabel = "x"\nkind = "fact"\ntype = "text"\nrelevant = "measure.typ = process"',
            "extra.house.x",
            "the field 'measure.typ'",
            "",
        ),
        ("x = ", "", "invalid value", ""),
    ],
)
def test_each_fault_says_where_what_and_what_was_meant(
    profile: Write, text: str, where: str, found: str, hint: str
) -> None:
    said = faults(profile(text))

    assert any(each.where == where and found in each.found and hint in each.next_step for each in said), said
    assert all(each.file.endswith("house.toml") for each in said)


def test_all_faults_at_once_with_their_lines(profile: Write) -> None:
    text = 'promote = ["J2.methodolgist"]\n[readings]\nvetin = "one_step"\n'

    said = {(each.where, each.line) for each in faults(profile(text))}

    assert {("promote", 6), ("readings", 8)} <= said


@pytest.mark.parametrize(
    "pack", ["ama-category-ii@2030-01", "ama-category-ii@2027..", "ama-category-ii@..2025", "other"]
)
def test_a_profile_for_another_pack_is_refused(profile: Write, pack: str) -> None:
    head = f'id = "h"\ntitle = "H"\nauthor = "A"\npack = "{pack}"\n'

    (fault,) = faults(profile("", head), "ama-category-ii@2026-11")

    assert fault.found == f"a profile for {pack}"


@pytest.mark.parametrize(
    "pack", ["ama-category-ii", "ama-category-ii@2026-11", "ama-category-ii@2026..", "ama-category-ii@..2026-12"]
)
def test_a_profile_may_be_for_an_edition_or_a_range(profile: Write, pack: str) -> None:
    head = f'id = "h"\ntitle = "H"\nauthor = "A"\npack = "{pack}"\n'

    assert load_pack(profile=profile("", head)).edition == "2026-11"


def test_the_command_line_leaves_with_2_and_without_a_traceback(
    profile: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    example = Path(__file__).parents[2] / "examples" / "process-ready.yaml"
    for name in (profile('promote = ["J2.methodolgist"]'), "measure-onyl"):
        monkeypatch.setattr(sys, "argv", ["cat2", "check", str(example), "--profile", name])

        with pytest.raises(SystemExit) as left:
            main()

        said = capsys.readouterr()
        assert left.value.code == 2
        assert "Did you mean" in said.err
        assert "Traceback" not in said.err
        assert said.out == ""


@pytest.mark.parametrize("words", [["pack", "show"], ["guide", "R"]])
def test_other_commands_take_a_profile(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    society = Path(__file__).parents[2] / "examples" / "society" / "profile.toml"
    monkeypatch.setattr(sys, "argv", ["cat2", *words, "--profile", str(society)])

    with pytest.raises(SystemExit) as left:
        main()

    assert left.value.code in (0, None)
    assert "Registry review" in capsys.readouterr().out


def test_a_profile_that_cannot_be_looked_at_is_told_as_that(tmp_path: Path) -> None:
    circle = tmp_path / "circle.toml"
    circle.symlink_to(circle)

    with pytest.raises(ProfileError) as caught:
        load_pack(profile=str(circle))

    (fault,) = caught.value.faults
    assert fault.where == "--profile"
    assert "circle.toml', which cannot be looked at" in fault.found
