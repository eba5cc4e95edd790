# ruff: noqa: E501  a slip and what is said of it stand side by side
"""Examples are measured by what they notice: cases, findings, and small changes of the pack."""

from __future__ import annotations

import datetime
import json

import pytest
from typer.testing import CliRunner

from evaluator.advice.condition_mutants import condition_mutants
from evaluator.advice.pack_report import report_on
from evaluator.cli.app import app
from evaluator.errors import PackError, UsageError

DAY = datetime.date(2026, 11, 22)
CRITERION, EXAMPLES = "x/criterion.toml", "x/examples.toml"


def report(folder, only="", *, mutate=False):
    return report_on(folder, DAY, only, mutate=mutate)


def test_examples_that_show_everything_hold(small):
    shown = report(small())

    assert shown.holds
    assert [(one.id, one.examples, one.cases, one.findings) for one in shown.tests] == [
        ("form", 2, (2, 2), (2, 2)),
        ("X", 7, (10, 10), (5, 5)),
    ]


def test_what_is_not_shown_is_listed(small):
    shown = report(small((EXAMPLES, '{ not_applicable = "One author" }', '[{ name = "A" }]'), (EXAMPLES, 'checks = { "X.people" = "claimed" }', "")))  # fmt: skip

    assert shown.tests[1].missing == (("X.people", "claimed"),)
    assert not shown.holds


def test_an_answer_that_no_proposal_may_hold_is_told_with_its_example(small):
    with pytest.raises(
        PackError, match=r'X: example structure: measure\.type: found "proces"; expected one of .*Did you'
    ):
        report(small((EXAMPLES, '"measure.type" = "structure"', '"measure.type" = "proces"')))


def test_a_difference_between_hand_and_engine_is_listed(small):
    shown = report(small((EXAMPLES, 'finding = "met"', 'finding = "incomplete"')))

    assert shown.tests[1].differences == (("enough", ("X: expected incomplete, found met",)),)


def test_what_cannot_be_shown_may_be_excused_and_only_that(small):
    unshown = [(EXAMPLES, '{ not_applicable = "One author" }', '[{ name = "A" }]'), (EXAMPLES, 'checks = { "X.people" = "claimed" }', "")]  # fmt: skip
    excuse = '[unshown]\n"X.people: claimed" = "Nobody claims it."\n'

    assert report(small(*unshown, ("survivors.toml", "", excuse), folder="a")).holds
    stale = report(small(("survivors.toml", "", excuse), folder="b"))
    assert (stale.stale, stale.holds) == (("X.people: claimed",), False)


def test_sharp_examples_notice_every_mutant(small):
    shown = report(small(), mutate=True)

    assert [(one.id, one.survivors) for one in shown.mutation] == [("form", ()), ("X", ()), ("pack", ())]
    assert shown.score == 100
    assert shown.mutation[1].equivalent == ("X.specified cases 2 and 3 change places",)


def test_a_blunt_example_lets_mutants_live(small):
    blunt = small((EXAMPLES, '{ name = "B" }, { name = "C" }', '{ name = "B" }, { name = "C" }, { name = "D" }'))

    survivors = report(blunt, "x", mutate=True).mutation[0].survivors

    assert survivors == ("X.people case 1: >= becomes >", "X threshold enough up")


def test_a_survivor_may_be_excused_with_a_reason(small):
    blunt = (EXAMPLES, '{ name = "B" }, { name = "C" }', '{ name = "B" }, { name = "C" }, { name = "D" }')
    excuse = '[mutant]\n"X.people case 1: >= becomes >" = "a"\n"X threshold enough up" = "b"\n"X gone" = "c"\n'

    shown = report(small(blunt, ("survivors.toml", "", excuse)), mutate=True)

    assert shown.mutation[1].excused == ("X.people case 1: >= becomes >", "X threshold enough up")
    assert shown.stale == ("X gone",)


def test_a_mutant_that_changes_no_outcome_is_proven_alike(small):
    twice = (CRITERION, '{ when = "development.members is answered", then = "judgement"', '{ when = "development.members is answered and measure.type is answered", then = "judgement", says = "Some.", question = "Enough?" },\n  { when = "development.members is answered", then = "judgement"')  # fmt: skip

    mutation = report(small(twice), "X", mutate=True).mutation[0]

    assert "X.people cases 2 and 3 change places" in mutation.equivalent
    assert "X.people case 2: and becomes or" not in mutation.equivalent


@pytest.mark.parametrize(
    ("state", "mutant", "alike"),
    [("answered", "answered becomes absent", True), ("claimed", "claimed becomes blank", False)],
)
def test_a_claim_is_an_outcome_of_its_own(small, state, mutant, alike):
    same = (
        CRITERION,
        '{ when = "development.members is answered", then = "judgement", says = "Few took part.", question = "Enough?" }',
        f'{{ when = "development.members is {state}", then = "unknown", says = "Few.", gap = "people" }}',
    )

    mutation = report(small(same), "X", mutate=True).mutation[0]

    assert (f"X.people case 2: {mutant}" in mutation.equivalent) is alike


def test_an_excuse_without_a_reason_is_a_fault(small):
    folder = small(("survivors.toml", "", '[mutant]\n"X" = ""\n[other]\n"X" = "y"\n'))

    with pytest.raises(PackError) as fault:
        report(folder)

    assert len(fault.value.faults) == 2


def test_an_unknown_criterion_is_a_fault_of_the_call(small):
    with pytest.raises(UsageError, match="expected one of form, X"):
        report(small(), "Q")


@pytest.mark.parametrize(
    ("condition", "changed"),
    [
        ("a.b = c", ["a.b != c"]),
        ("a.b >= 3 and c.d is answered", ["a.b >= 3 or c.d is answered", "a.b > 3 and c.d is answered", "a.b >= 4 and c.d is answered", "a.b >= 3 and c.d is absent"]),
        ("a.b is evidenced with [year, grade]", ["a.b is evidenced"]),
        ("a.b is evidenced", ["a.b is answered"]),
        ("some a.b: (not item.c in [x, y])", ["each a.b: (not item.c in [x, y])", "some a.b: (item.c in [x, y])", "some a.b: (not not item.c in [x, y])"]),
        ("reading.x = y", ["not reading.x = y"]),
        ('a.b = "and or not"', ['a.b != "and or not"']),
        ("grades(item.a, item.b) in [x]", ["not grades(item.a, item.b) in [x]"]),
        ("a.b <= 200000", ["a.b < 200000", "a.b <= 220000"]),
    ],
)  # fmt: skip
def test_conditions_change_one_word_at_a_time(condition, changed):
    assert [mutated for _, mutated in condition_mutants(condition)] == changed


def test_the_command_prints_figures_and_fails_when_something_is_missing(small):
    whole, blunt = small(folder="a"), small((EXAMPLES, ', { name = "C" }', ', { name = "C" }, { name = "D" }'), folder="b")  # fmt: skip

    results = [CliRunner().invoke(app, ["pack", "test", folder, "--mutate"]) for folder in (whole, blunt)]

    assert [one.exit_code for one in results] == [0, 1]
    assert "mutation score 100.0 %, 0 survivors unexplained" in results[0].stdout
    assert "survives: X threshold enough up" in results[1].stdout


def test_the_same_pack_gives_the_same_report(small):
    folder = small()

    first, second = (CliRunner().invoke(app, ["pack", "test", folder, "--mutate", "-f", "json"]) for _ in range(2))

    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["mutation"][1]["id"] == "X"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ama-category-ii", "measure-evaluation"])
def test_the_examples_of_shipped_packs_show_everything_and_notice_every_change(name):
    found = report(name, mutate=True)

    assert [(one.id, one.differences, one.missing) for one in found.tests if not one.complete] == []
    assert found.holds
