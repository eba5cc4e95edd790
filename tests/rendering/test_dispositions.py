"""A report under a review shows what was found and what people decided side by side, and what lapsed."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from html_pages import text_of
from review_files import CONDITION, RESOLVED, example, overridden, review_of, under

from evaluator.api import result_of
from evaluator.model.evaluation import Result
from evaluator.rendering.explanation import explanation
from evaluator.rendering.formats import render, render_packet
from evaluator.rendering.page import page_of
from evaluator.rendering.terminal import terminal_summary

LATER = datetime.date(2027, 3, 2)
SAID = {
    "A": {"disposition": "affirmed", "expires": "2027-01-01"},
    "B.influence": {**RESOLVED, "reason": "evidence", "vote": {"for": 7, "against": 1, "abstained": 1, "eligible": 12}},
    "E": CONDITION,
    "F": {"disposition": "affirmed", "basis": "The appendix of the proposal."},
    "C1.reduction": {"disposition": "affirmed"},
    "C": {"disposition": "deferred", "rationale": "Until the pilot is over."},
    "J": {"comment": "Who pays the <contractor>?"},
}


@cache
def result() -> Result:
    proposal = example("outcome-for-judgement")
    with TemporaryDirectory() as folder:
        return result_of(under(review_of(proposal, Path(folder), SAID), proposal, LATER))


def test_the_recommendation_stands_beside_that_of_the_program():
    page = page_of(result())

    assert page.mark.word == "Gaps to close"
    assert page.recommendation == (
        "Gaps to close (still open: C, D, E, G and J): 5 dispositions in force; 1 lapsed; 1 condition is open."
    )
    assert page.by_engine.startswith("By the program alone: For the panel: no gap is left")
    assert [(row.id, row.found.word, row.now.word) for row in page.dispositions.rows] == [
        ("B", "For the panel", "Documented"),
        ("E", "Documented", "Incomplete"),
    ]
    assert [fact.name for fact in page.counts][:2] == ["Readiness", "With dispositions"]


def test_each_disposition_is_told_with_all_that_was_said():
    said = {each.subject.partition(" ")[0] + each.word: each for each in page_of(result()).dispositions.decisions}

    resolved = {fact.name: fact.value for fact in said["BResolved"].facts}
    assert resolved["Vote"] == "7 for, 1 against, 1 abstained, 12 could vote"
    assert resolved["Reason"] == "the evidence was weighed"
    assert said["FAffirmed"].found is None
    assert said["EConditional"].remark == "The condition was due on 1 March 2027 and is not fulfilled."
    assert said["CAffirmed"].remark == "It has no effect: what is said of C as a whole prevails."


def test_without_a_review_there_is_nothing_of_it():
    plain = result().model_copy(update={"evaluation": result().evaluation.model_copy(update={"review": None})})

    page = page_of(plain)

    assert page.dispositions is None
    assert page.by_engine == ""
    assert "dispositions" not in [entry.target for entry in page.contents]


@pytest.mark.parametrize("form", ["html", "md"])
def test_reports_show_both_recommendations_and_what_lapsed(form):
    text = render(result(), form)

    shown = text_of(text) if form == "html" else text
    for words in ("By the program alone", "Decided beside the findings", "Until the pilot is over", "2027"):
        assert words in shown
    assert "Lapsed: it has no effect any more" in shown
    assert "<contractor>" not in text


def test_the_terminal_and_the_explanation_show_them_too():
    summary, explained = terminal_summary(result()), explanation(result(), None)

    assert "! Lapsed: A Purpose and intended use (Affirmed). It was to count until" in summary
    assert "◇ For the panel, now ✓ Documented." in summary
    assert "Resolved: ◇ For the panel, now ✓ Documented." in " ".join(explained.split())
    assert "With dispositions: ✓ Documented" in explained
    assert "gaps, by the rule recommend_gaps" in explained
    assert "for_judgement, by the rule recommend_for_judgement" in explained
    assert "Lapsed: A (affirmed)." in explained


def test_what_lapsed_names_the_answers_that_changed():
    proposal = example("process-ready")
    changed = proposal.model_copy(
        update={"use": proposal.use.model_copy(update={"purpose": example("deletion").use.purpose})}
    )
    with TemporaryDirectory() as folder:
        read = review_of(proposal, Path(folder), {"A": overridden("not_met")})
    page = page_of(result_of(under(read, changed)))

    (lapsed,) = page.dispositions.lapsed
    assert lapsed.word == "Overridden: Not met"
    assert any("(use.purpose)" in each for each in lapsed.changed)
    assert "The proposal has changed since" in page.dispositions.about


def test_a_condition_that_lapsed_is_told_with_owner_day_and_vote():
    proposal = example("process-ready")
    changed = proposal.model_copy(
        update={"use": proposal.use.model_copy(update={"purpose": example("deletion").use.purpose})}
    )
    with TemporaryDirectory() as folder:
        read = review_of(proposal, Path(folder), {"A": {**CONDITION, "vote": {"for": 5, "against": 3}}})
    (lapsed,) = page_of(result_of(under(read, changed))).dispositions.lapsed

    assert {fact.name: fact.value for fact in lapsed.facts} == {
        "Condition": CONDITION["condition"],
        "Owner": CONDITION["owner"],
        "Due": "1 March 2027",
        "Vote": "5 for, 3 against",
        "Decided by": "Reviewer 1, 22 November 2026",
    }


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_annex_of_a_packet_shows_both_and_its_sheets_show_neither(form):
    text = str(render_packet([result()], form))

    shown = text_of(text) if form == "html" else text
    sheets, annex = shown[: shown.rindex("By the program alone")], shown[shown.rindex("By the program alone") :]
    assert "For the panel, now ✓ Documented" in annex
    assert "Until the pilot is over" not in sheets
    assert "Resolved" not in sheets
