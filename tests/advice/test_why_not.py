"""Why not: what is told to be lacking is lacking, and nobody is told to alter a stated fact."""

from __future__ import annotations

import datetime
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pack import small  # noqa: F401  a fixture

from evaluator.advice.what_if import replaced
from evaluator.advice.why_not import why_not
from evaluator.api import Evaluator
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import written

EXAMPLES = Path(__file__).parents[2] / "examples"
GAPS = EXAMPLES / "process-with-gaps.yaml"
DAY = datetime.date(2026, 11, 22)
EVALUATOR = Evaluator(load_pack(), DAY)
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
SECTIONS = ["use", "burden", "influence", "significance", "evidence", "risk_adjustment", "reporting", "development"]
RANKS = ["false", "unknown", "judgement", "true"]


@cache
def proposal(name):
    return read_proposal(EXAMPLES / f"{name}.yaml", EVALUATOR.pack).proposal


def criterion(name, letter):
    return why_not(EVALUATOR, proposal(name), letter).criteria[0]


def leaves(need):
    return [need] if need.kind == "leaf" else [leaf for one in need.members for leaf in leaves(one)]


def every_leaf(found):
    return [leaf for one in found.criteria for check in one.open for way in check.ways for leaf in leaves(way.need)]


drafts = st.builds(
    lambda name, left: Proposal.model_validate({k: v for k, v in written(proposal(name)).items() if k not in left}),
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(SECTIONS), max_size=3),
)


@settings(max_examples=25, deadline=None)
@given(drafts)
def test_open_checks_are_those_of_the_evaluation_and_ways_are_better(draft):
    evaluation = EVALUATOR.evaluate(draft)
    outcomes = {
        check.key: (check.outcome, check.claimed, check.standing)
        for one in (evaluation.form, *evaluation.criteria)
        for check in one.checks
        if check.force == "required"
    }

    for one in why_not(EVALUATOR, draft).criteria:
        for check in one.open:
            assert outcomes[check.key][:2] == (check.outcome, check.claimed)
            for way in check.ways:
                rank = 2 if check.claimed else RANKS.index(check.outcome)
                assert way.then in ("judgement", "true")
                assert RANKS.index(way.then) > rank
        assert {outcomes[key][2] for key in one.moot} <= {"moot"}
        assert {outcomes[held.key][0] for held in one.holds_up} <= {"true"}


@settings(max_examples=25, deadline=None)
@given(drafts)
def test_nobody_is_told_to_alter_a_stated_fact(draft):
    fields = EVALUATOR.pack.fields
    for leaf in every_leaf(why_not(EVALUATOR, draft)):
        stated = [read for read in leaf.reads if read.state not in ("blank", "unknown")]
        plain = [read for read in stated if not leaf.words.startswith(("for ", "the number"))]
        guides = [fields.get(read.path) for read in plain]
        facts_only = len(plain) == len(leaf.reads) > 0 and all(guide and guide.kind == "fact" for guide in guides)
        if facts_only and "source of the register" not in leaf.words:
            assert leaf.closed, leaf.words
        if leaf.closed and leaf.nature == "stated_fact":
            assert stated == list(leaf.reads)


def test_what_is_lacking_is_told_with_its_value_and_line(cat2):
    (check,) = [one for one in criterion("process-with-gaps", "C").open if one.key == "C1.reduction"]
    way = next(way for way in check.ways if way.case == 13)
    ran = cat2("explain", GAPS, "C", "--why-not")

    assert way.need.words == "“Chart abstraction avoided” is yes"
    assert [(read.path, read.state) for read in way.need.reads] == [("burden.abstraction_avoided", "blank")]
    assert way.need.nature == "open_fact"
    assert "◇ Case 13 would make it “For the panel”" in ran.out
    assert "now: burden.abstraction_avoided: not answered. Find it out and state it as it is" in " ".join(
        ran.out.split()
    )
    assert "read burden.usual_care, line 133" in ran.out


def test_doing_what_is_lacking_makes_the_case_hold():
    data = replaced(written(proposal("process-with-gaps")), ["burden", "abstraction_avoided"], "yes")

    after = why_not(EVALUATOR, Proposal.model_validate(data), "C").criteria[0]

    check = next(one for one in after.open if one.key == "C1.reduction")
    assert (check.case, check.outcome) == (13, "judgement")


def test_a_way_that_rests_on_stated_facts_is_closed(cat2):
    ran = cat2("explain", GAPS, "G", "--why-not")

    said = " ".join(ran.out.split())
    assert "This way is closed" in said
    assert "line 71: no. This is a stated fact; it is what it is" in said
    assert "would make it “Incomplete”" not in ran.out


def test_a_way_that_the_reading_closes_says_so(cat2):
    ran = cat2("explain", EXAMPLES / "separately-payable-service.yaml", "E", "--why-not")

    assert "The reading in force; no answer changes it" in ran.out


def test_what_is_met_says_what_holds_it_up(cat2):
    found = criterion("process-ready", "A")

    assert (found.finding, found.open) == ("met", ())
    assert {held.key for held in found.holds_up} >= {"A.use_declared", "A.purpose_stated"}
    assert all(held.reads for held in found.holds_up)
    assert "What holds it up:" in cat2("explain", EXAMPLES / "process-ready.yaml", "a", "--why-not").out


def test_what_does_not_apply_says_why(cat2):
    out = cat2("explain", EXAMPLES / "process-ready.yaml", "F", "--why-not").out

    assert "Applies: no." in out


def test_what_has_to_be_known_first_is_named():
    draft = Proposal.model_validate({"change": {"kind": "add"}})

    found = why_not(EVALUATOR, draft, "F").criteria[0]

    assert (found.applicability.outcome, found.applicability.needs_label) == ("undecided", "Type of measure")


def test_a_claim_is_told_as_a_claim(small, cat2, tmp_path):  # noqa: F811  the fixture
    claimed = tmp_path / "claimed.json"
    claimed.write_text('{"schema": "cat2-proposal/1", "development": {"members": {"not_applicable": "One author."}}}')

    out = cat2("explain", claimed, "X", "--why-not", "--pack", small()).out

    assert "X.people: ◇ Claimed not to apply." in out
    assert "claimed not to apply: One author." in out


def test_the_document_is_printed_as_json(cat2):
    data = json.loads(cat2("explain", GAPS, "--why-not", "-f", "json").out)

    assert data["format"] == "cat2-why-not/1"
    assert len(data["criteria"]) == len(EVALUATOR.pack.criteria) + 1


def test_a_saved_result_holds_no_answers(cat2, tmp_path):
    cat2("evaluate", GAPS, "-f", "json", "-o", tmp_path)

    ran = cat2("explain", tmp_path / "process-with-gaps.evaluation.json", "--why-not")

    assert ran.code == 2
    assert "name the proposal" in ran.err


def test_an_unknown_criterion_is_told(cat2):
    ran = cat2("explain", GAPS, "Z", "--why-not")

    assert ran.code == 2
    assert "found 'Z'; expected one of form, A" in ran.err


@pytest.mark.parametrize("name", NAMES)
def test_every_example_can_be_explained(cat2, name):
    assert cat2("explain", EXAMPLES / f"{name}.yaml", "--why-not").code == 0
