"""Questions to ask next: open ones only, those that settle most first, and each claim holds in the engine."""

from __future__ import annotations

import datetime
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator.advice.ask_next import next_questions
from evaluator.advice.possible_answers import SOURCE, PossibleAnswers
from evaluator.advice.what_if import replaced
from evaluator.api import Evaluator
from evaluator.engine import run
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import written
from evaluator.rendering.readings import label_with_rows

EXAMPLES = Path(__file__).parents[2] / "examples"
GAPS = EXAMPLES / "process-with-gaps.yaml"
EVALUATOR = Evaluator(load_pack(), datetime.date(2026, 11, 22))
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
WAITS = "incomplete"


@cache
def proposal(name):
    return read_proposal(EXAMPLES / f"{name}.yaml", EVALUATOR.pack).proposal


def questions(one):
    return next_questions(EVALUATOR, one).questions


def plain_run(data):
    return run(EVALUATOR.compiled, Proposal.model_validate(data), EVALUATOR.as_of)


def with_source(one):
    data = written(one)
    evidence = data.get("evidence", {})
    held = evidence.get("sources", [])
    rows = held["value"] if isinstance(held, dict) else held
    source = PossibleAnswers(EVALUATOR.pack, EVALUATOR.as_of).source()
    return {**data, "evidence": {**evidence, "sources": [*rows, source]}}


def held_at(data, path):
    for step in path.split("."):
        data = data["value"] if isinstance(data, dict) and set(data) <= {"value", "evidence"} else data
        if data in (None, "unknown"):
            return None
        data = data[int(step)] if isinstance(data, list) else data.get(step)
    return data


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(NAMES), st.lists(st.sampled_from(["use", "burden", "development", "codes", "measure"]), max_size=3)
)
def test_only_what_nobody_has_answered_is_asked(name, left_out):
    data = {key: value for key, value in written(proposal(name)).items() if key not in left_out}

    for one in questions(Proposal.model_validate(data)):
        assert held_at(data, one.path) in (None, "unknown")


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_what_a_question_can_settle_some_answer_settles(data):
    left_out = data.draw(st.sampled_from(["burden", "use", "measure", "development", "significance"]))
    kept = {key: value for key, value in written(proposal("process-ready")).items() if key != left_out}
    base = with_source(Proposal.model_validate(kept))
    before = plain_run(base)
    asked = questions(Proposal.model_validate(base))
    one = data.draw(st.sampled_from([each for each in asked if each.criteria or each.parts]))

    answers = PossibleAnswers(EVALUATOR.pack, EVALUATOR.as_of).of(one.path, "")
    after = [plain_run(replaced(base, one.path.split("."), answer)) for answer in answers]

    for name in one.criteria:
        assert before.findings[name]["finding"] == WAITS
        assert any(found.findings[name]["finding"] != WAITS for found in after)


def test_those_that_settle_most_come_first_and_then_those_of_least_effort():
    asked = questions(proposal("process-with-gaps"))
    settled = [(len(one.criteria), bool(one.recommendations), len(one.parts), len(one.checks)) for one in asked]
    efforts = [["low", "medium", "high"].index(one.effort) for one in asked]

    assert settled == sorted(settled, reverse=True)
    for number in range(len(asked) - 1):
        assert settled[number] != settled[number + 1] or efforts[number] <= efforts[number + 1]


def test_the_kind_of_change_comes_first_in_an_empty_proposal():
    asked = questions(Proposal())

    assert asked[0].path == "change.kind"
    assert len(asked[0].criteria) == len(EVALUATOR.pack.criteria)


def test_whether_a_criterion_applies_is_asked():
    data = written(proposal("process-ready"))
    data["measure"] = {key: value for key, value in data["measure"].items() if key != "type"}

    asked = {one.path: one for one in questions(Proposal.model_validate(data))}

    assert "F" in asked["measure.type"].criteria


def test_a_row_that_lacks_a_field_is_asked_for_that_field():
    asked = {one.path: one for one in questions(proposal("process-with-gaps"))}

    one = asked["specification.code_sets.0.version"]
    assert label_with_rows(one.label, one.path) == "Version or date (row 1)"


@pytest.mark.parametrize("kind", ["process", "outcome", "composite", None])
def test_what_the_kind_of_measure_makes_needless_is_not_asked(kind):
    measure = {"type": kind} if kind else {}
    one = Proposal.model_validate({"schema": "cat2-proposal/1", "change": {"kind": "add"}, "measure": measure})

    asked = {question.path for question in questions(one)}

    assert ("measure.parts" in asked) is (kind in ("composite", None))
    assert ("change.existing_code" in asked) is False


def test_a_way_that_is_not_asked_for_and_could_close_a_gap_stays():
    asked = {one.path: one for one in questions(proposal("process-with-gaps"))}

    assert EVALUATOR.relevance(proposal("process-with-gaps"))["development.external_review"] is False
    assert asked["development.external_review"].criteria == ("J",)


def test_an_answer_takes_its_question_away():
    data = written(proposal("process-with-gaps"))
    answered = replaced(data, ["burden", "abstraction_avoided"], "yes")

    asked = {one.path for one in questions(Proposal.model_validate(answered))}

    assert "burden.abstraction_avoided" not in asked


def test_nothing_is_asked_where_nothing_waits(cat2):
    assert questions(proposal("process-ready")) == ()
    assert "No check that decides waits" in cat2("next", EXAMPLES / "process-ready.yaml").out


def test_possible_answers_can_be_written_in_a_proposal():
    answers = PossibleAnswers(EVALUATOR.pack, EVALUATOR.as_of)
    base = with_source(Proposal())

    assert [row["id"] for row in base["evidence"]["sources"]] == [SOURCE]
    for path in ("codes", "measure.type", "significance.segment", "development.members", "burden.minutes_before"):
        tried = list(answers.of(path, "burden.minutes_before < 5"))
        assert tried
        for answer in tried:
            Proposal.model_validate(replaced(base, path.split("."), answer))


def test_the_command_says_what_an_answer_settles(cat2):
    ran = cat2("next", GAPS)
    told = cat2("next", GAPS, "--all")

    assert ran.code == 0
    assert "An answer can settle criterion C; part C1; check C1.reduction." in ran.out
    assert "Settles nothing by itself; with other answers it counts for C1.reduction." in ran.out
    assert "1 more: cat2 next FILE --all" in ran.out
    assert "more: cat2 next" not in told.out


def test_the_command_prints_the_document(cat2):
    data = json.loads(cat2("next", GAPS, "-f", "json").out)

    assert data["format"] == "cat2-next/1"
    assert data["questions"][0]["path"] == "burden.abstraction_avoided"


def test_a_question_of_a_society_is_asked_and_tried():
    pack = load_pack(profile=str(EXAMPLES / "society" / "profile.toml"))
    evaluator = Evaluator(pack, datetime.date(2026, 11, 22))
    answers = PossibleAnswers(pack, evaluator.as_of)

    asked = {one.path: one for one in next_questions(evaluator, proposal("process-with-gaps")).questions}

    assert asked["extra.college.registry_review"].checks
    assert list(answers.of("extra.college.registry_reviewed_on", "")) == ["2026-11-22"]


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_report_says_words_of_the_form_without_the_marks_of_source_text(cat2, form):
    told = cat2("report", GAPS, "-f", form).out

    assert "“absent” says that there is none" in told
    assert "`absent`" not in told.replace("\\`", "`")
