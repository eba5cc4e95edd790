"""What the commands that compare evaluations say."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.advice.changes import changes_between
from evaluator.api import Evaluator
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
READY = Path(__file__).parents[2] / "examples" / "process-ready.yaml"
GAPS = READY.with_name("process-with-gaps.yaml")
TURNED = {"improvement": "regression", "regression": "improvement", "neutral": "neutral"}

PACK = load_pack()


@cache
def evaluation(path):
    return Evaluator(PACK).evaluate(read_proposal(path, PACK).proposal)


examples = st.sampled_from(EXAMPLES)  # evaluated in the test: to draw a case must take no time


@given(examples)
def test_nothing_changes_between_an_evaluation_and_itself(path):
    one = evaluation(path)
    changes = changes_between(one, one)

    assert (changes.findings, changes.gaps, changes.numbers, changes.direction) == ((), (), (), "neutral")


@given(examples, examples)
def test_improvement_and_regression_swap_with_the_sides(path, other_path):
    one, other = evaluation(path), evaluation(other_path)
    forth, back = changes_between(one, other), changes_between(other, one)

    assert {(c.id, c.direction) for c in forth.findings} == {(c.id, TURNED[c.direction]) for c in back.findings}
    assert {(c.id, c.scope, c.direction) for c in forth.gaps} == {
        (c.id, c.scope, TURNED[c.direction]) for c in back.gaps
    }
    assert forth.direction == TURNED[back.direction]


def test_diff_of_two_drafts_names_what_got_better(cat2, tmp_path):
    draft = tmp_path / "draft.yaml"
    draft.write_text(READY.read_text("utf-8").replace("purpose:", "feedback_planned:"), "utf-8")

    ran = cat2("diff", draft, READY)

    assert ran.code == 0
    assert "+ A" in ran.out
    assert "→ ✓ Documented" in ran.out


def test_numbers_across_rulers_are_refused(cat2, tmp_path):
    cat2("evaluate", READY, "-f", "json", "-o", tmp_path)
    saved = tmp_path / "process-ready.evaluation.json"
    one = evaluation(READY)
    other = one.model_copy(update={"ruler": one.ruler.model_copy(update={"digest": "other"})})

    changes = changes_between(one, other)
    ran = cat2("diff", saved, GAPS, "--rescore")

    assert not changes.same_ruler
    assert changes.numbers == ()
    assert ran.code == 2
    assert "--rescore" in ran.err


def test_what_if_saves_nothing(cat2):
    before = GAPS.read_bytes()

    ran = cat2(
        "whatif", READY, "--set", "use.intended_use=accountability", "--set", "codes.0.descriptor=Another wording"
    )

    assert ran.code == 0
    assert "- A" in ran.out
    assert GAPS.read_bytes() == before


def test_what_if_of_a_field_that_does_not_exist_offers_the_near_miss(cat2):
    ran = cat2("whatif", READY, "--set", "measure.typ=outcome")

    assert ran.code == 2
    assert "measure.type" in ran.err or "'type'" in ran.err or '"type"' in ran.err


def test_what_if_of_a_wrong_value_says_what_is_expected(cat2):
    ran = cat2("whatif", READY, "--set", "burden.minutes_before=many")

    assert ran.code == 2
    assert "number" in ran.err


def test_what_if_without_a_sign_or_a_row_is_a_usage_error(cat2):
    assert cat2("whatif", READY, "--set", "measure.type").code == 2
    assert cat2("whatif", READY, "--set", "codes.9.code=300XF").code == 2


@pytest.mark.parametrize(
    "written",
    [
        "significance.segment={number: 12, unit: people, year: 2024, evidence: [E3]}",
        'significance.segment={"number": 12, "unit": "people", "year": 2024, "evidence": ["E3"]}',
    ],
)
def test_an_answer_to_try_is_written_as_in_a_proposal_or_as_json(cat2, written):
    ran = cat2("whatif", READY, "--set", written, "-f", "json")

    assert ran.code == 0
    assert json.loads(ran.out)["after"] == "for_judgement"


def test_a_list_to_try_is_no_text(cat2):
    assert "eCQM" in cat2("whatif", READY, "--set", "codes.0.channels=[ecqm]").out
    assert "such as [E1, E2]" in cat2("whatif", READY, "--set", "significance.effect_size={value: a: b}").err
    assert cat2("whatif", READY, "--set", "significance.effect_size={value: a: b}").code == 2
    assert "expected a list" in cat2("whatif", READY, "--set", "use.purposes=[research").err
    assert cat2("whatif", READY, "--set", "significance.effect_size={value: a}\nother: {value: b}").code == 2


def test_a_text_to_try_may_begin_with_a_bracket(cat2):
    assert cat2("whatif", READY, "--set", "use.purpose=[sic] to compare practices").code == 0
    assert cat2("whatif", READY, "--set", 'use.purpose="[sic]"').code == 0


def test_diff_prints_json(cat2):
    data = json.loads(cat2("diff", GAPS, READY, "-f", "json").out)

    assert data["direction"] == "improvement"


def test_a_list_of_codes_counts_for_advice_as_it_does_for_findings(cat2, tmp_path):
    proposal = tmp_path / "proposal.yaml"
    proposal.write_text(Path(READY).read_text(encoding="utf-8").replace("300XF", "9999F"), encoding="utf-8")
    (tmp_path / "codes.txt").write_text("9999F\n", encoding="utf-8")
    codes = ("--codes", tmp_path / "codes.txt", "--as-of", "2026-11-22")

    planned = cat2("plan", proposal, *codes)
    tried = cat2("whatif", proposal, "--set", "codes.0.code=300XF", *codes)
    compared = cat2("diff", proposal, READY, *codes)

    assert "The goal is reached already" in cat2("plan", proposal, *codes[2:]).out
    assert "The goal is reached already" not in planned.out
    assert "A code that is not assigned" in tried.out
    assert "A code that is not assigned" in compared.out
