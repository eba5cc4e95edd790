# ruff: noqa: E501  a slip and what is said of it stand side by side
"""Lint says what can never be reached, what nobody uses and what nobody should read, and nothing else."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from evaluator.advice.pack_lint import lint_pack
from evaluator.cli.app import app

CRITERION, GAPS, FIELDS = "x/criterion.toml", "x/gaps.toml", "fields.toml"


def found(folder, before=None):
    return [f"{one.where}: {one.found}" for one in lint_pack(folder, before).findings]


def test_a_sound_pack_is_clean(small):
    assert found(small()) == []


UNREACHED = "a case that can never be reached: those before it cover it"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            [(CRITERION, "count development.members >= @enough", "measure.type is answered or not measure.type is answered")],
            ["X.people case 2: " + UNREACHED, "X.people case 3: " + UNREACHED],
        ),
        (
            [(CRITERION, '  { when = "development.members is answered"', '  { when = "development.members is answered and development.members is absent", then = "true", says = "Both." },\n  { when = "development.members is answered"')],
            ["X.people case 2: " + UNREACHED],
        ),
        (
            [(CRITERION, 'measure.type = structure"', 'measure.type = structure and measure.type = process"')],
            ["X applies, case 1: a case that can never be reached"],
        ),
        ([("thresholds.toml", "", '[other]\nvalue = 1\nunit = "x"\nstatus = "judgement"\nsource = " "\ndate = 2026-01-01\n')],
            ["thresholds.toml other: a threshold that no condition and no sentence uses", "thresholds.toml other: no source"]),
        ([("thresholds.toml", 'url = "https://example.org"\n', "")], ["thresholds.toml enough: status borrowed without url"]),
        ([(CRITERION, '[[check]]\nid = "X.specified"', '[define]\nlost = "measure.type is answered"\n[[check]]\nid = "X.specified"')],
            ["X define lost: a name that no condition uses"]),
        ([(FIELDS, "", '["note"]\nlabel = "Note"\nkind = "fact"\n')],
            ["fields.toml note: a field that no check reads and completeness does not count"]),
        ([(GAPS, "Write the cite.", "Write  the WRITE.")], ["X/write: the remedy of X/cite"]),
        ([(GAPS, "Write the cite.", " ")], ["X/cite remedy: no sentence"]),
        ([(CRITERION, 'says = "Claimed."', 'says = "This is accepted."')], ["X.specified case 2 says: 'accepted'"]),
        ([(CRITERION, 'says = "Claimed."', 'says = "The string is there."')], ["X.specified case 2 says: 'string'"]),
        ([(CRITERION, 'gap = "cite"', 'gap = "write"')], ["X/cite: a gap that no case and no group names"]),
        ([(CRITERION, '{ then = "yes" }', '{ then = "no", says = "Never." }')], ["X: logic that is always not_applicable"]),
    ],
)  # fmt: skip
def test_each_slip_is_named(small, changes, expected):
    assert found(small(*changes)) == expected


def test_a_criterion_that_can_never_be_met_is_named(small):
    folder = small((CRITERION, '{ then = "true", says = "Specified ({evidence})." }', '{ then = "unknown", says = "Specified ({evidence}).", gap = "cite" }'))  # fmt: skip

    assert found(folder) == ["X: a criterion that can only be incomplete, not_applicable, not_met"]


def test_an_at_least_that_cannot_be_filled_is_named(small):
    folder = small(
        (CRITERION, '{ all = ["X.specified", "X.people"] }', '{ any = ["X.specified", { at_least = 2, of = ["X.people", "X.never"], gap = "people" }], gap = "people" }'),
        (CRITERION, "", '\n[[check]]\nid = "X.never"\nforce = "required"\nasks = "Never?"\ncase = [{ then = "unknown", says = "Not {evidence}.", gap = "people" }]\n'),
    )  # fmt: skip

    assert found(folder) == [
        "X.never case 1: {evidence} in a check that reads no field",
        "X/1: an at_least that can never be filled",
    ]


def test_too_many_combinations_are_told_and_are_no_finding(small, monkeypatch):
    monkeypatch.setattr("evaluator.advice.outcomes.MOST", 2)

    result = lint_pack(small())

    assert (result.findings, result.undecided) == ((), ("form.title", "X.specified", "X.people"))


def test_words_can_be_allowed_avoided_and_fields_left_unread(small):
    changes = [(CRITERION, 'says = "Claimed."', 'says = "The string is a thing."'), (FIELDS, "", '["note"]\nlabel = "Note"\nkind = "fact"\n')]  # fmt: skip
    own = '[allow]\nstring = "of pearls"\n[avoid]\nthing = "says nothing"\n[unread]\nnote = "for the reader"\n'

    assert found(small(*changes, ("lint.toml", "", own))) == ["X.specified case 2 says: 'thing'"]


def test_an_id_that_is_gone_must_be_in_the_crosswalk(small):
    before = small(folder="2025-01")
    renamed = [("pack.toml", "2026-01", "2027-01"), (CRITERION, "X.people", "X.authors"), ("x/examples.toml", "X.people", "X.authors")]  # fmt: skip
    lost = small(*renamed, folder="2027-01")
    told = small(*renamed, ("crosswalk.toml", "", '[renamed]\n"X.people" = "X.authors"\n'), folder="2027-02")
    retired = small(*renamed, ("crosswalk.toml", "", 'retired = ["X.people"]\n'), folder="2027-03")

    assert found(lost, before) == [f"X.people: an id of {before} that is gone"]
    assert found(told, before) == []
    assert found(retired, before) == []


def test_exit_codes_tell_clean_from_findings_from_faults(small):
    clean, linted = small(folder="a"), small((GAPS, "Write the cite.", " "), folder="b")
    faulty = small((CRITERION, "X.people", "X.peeple"), ("lint.toml", "", "wrong = 1\n"), folder="c")

    codes = [CliRunner().invoke(app, ["pack", "lint", folder, "-f", "json"]) for folder in (clean, linted)]

    assert [one.exit_code for one in codes] == [0, 1]
    assert json.loads(codes[1].stdout)["findings"][0]["where"] == "X/cite remedy"
    with pytest.raises(Exception, match="unknown key 'wrong'"):
        lint_pack(faulty)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ama-category-ii", "measure-evaluation"])
def test_shipped_packs_are_clean(name):
    assert found(name) == []
