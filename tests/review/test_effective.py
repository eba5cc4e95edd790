"""What follows from dispositions: the findings stand, and beside them the effective ones, by the same rules."""

from __future__ import annotations

import datetime
import random
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from review_files import (
    AS_OF,
    CONDITION,
    EVALUATOR,
    EXAMPLES,
    RESOLVED,
    begun,
    example,
    filled,
    overridden,
    review_of,
    saved,
    under,
)
from told import told

from evaluator.api import evaluation_digest
from evaluator.errors import ReviewError
from evaluator.model.evaluation import CriterionResult, Evaluation
from evaluator.review.effective import ReviewedEvaluator
from evaluator.review.reading import ReadReview, read_review

FOR_JUDGEMENT = "outcome-for-judgement"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
QUESTIONS = (
    "B.influence",
    "C1.reduction",
    "C3.use_described",
    "D1.segment_quantified",
    "D3.cost",
    "G.window_in_period",
    "J1.convened",
)


evaluated = cache(lambda name: EVALUATOR.evaluate(example(name)))


def criteria(evaluation: Evaluation) -> dict[str, CriterionResult]:
    return {one.id: one for one in (evaluation.form, *evaluation.criteria)}


def words(evaluation: Evaluation) -> tuple[str, str]:
    return evaluation.recommendation.engine, evaluation.recommendation.effective


def test_a_review_that_decides_nothing_changes_nothing(tmp_path):
    proposal = example(FOR_JUDGEMENT)
    plain = EVALUATOR.evaluate(proposal)

    found = under(review_of(proposal, tmp_path, {}), proposal)

    assert [one.finding for one in found.criteria] == [one.finding for one in plain.criteria]
    assert [one.effective for one in found.criteria] == [one.finding for one in plain.criteria]
    assert words(found) == ("for_judgement", "for_judgement")
    assert found.review.dispositions == found.review.lapsed == found.review.trace == ()
    assert found.trace == plain.trace


def test_questions_that_are_resolved_make_it_ready_and_the_findings_stand(tmp_path):
    proposal = example(FOR_JUDGEMENT)

    found = under(review_of(proposal, tmp_path, dict.fromkeys(QUESTIONS, RESOLVED)), proposal)

    by_id = criteria(found)
    assert words(found) == ("for_judgement", "ready")
    assert {by_id[name].finding for name in "BCDGJ"} == {"needs_judgement"}
    assert {by_id[name].effective for name in "BCDGJ"} == {"met"}
    assert found.review.readiness.low == found.readiness.low + len("BCDGJ")
    assert any(node.id == "recommendation" and node.rule == "recommend_ready" for node in found.review.trace)


def test_one_question_resolved_to_not_met_leaves_gaps(tmp_path):
    proposal = example(FOR_JUDGEMENT)

    found = under(review_of(proposal, tmp_path, {"B.influence": {**RESOLVED, "to": "not_met"}}), proposal)

    assert words(found) == ("for_judgement", "gaps")
    check = next(check for check in criteria(found)["B"].checks if check.key == "B.influence")
    assert (check.outcome, check.disposition.found, check.disposition.effective) == (
        "judgement",
        "needs_judgement",
        "not_met",
    )


@pytest.mark.parametrize(
    ("said", "effective"),
    [
        ({"disposition": "affirmed"}, "for_judgement"),
        ({"disposition": "deferred", "rationale": "At the next meeting."}, "for_judgement"),
        (overridden("not_met"), "gaps"),
        (overridden("not_applicable"), "for_judgement"),
        (CONDITION, "gaps"),
        ({**CONDITION, "fulfilled": "2026-11-20"}, "for_judgement"),
    ],
    ids=["affirmed", "deferred", "not met", "not applicable", "condition open", "condition fulfilled"],
)
def test_what_each_disposition_of_a_criterion_makes_of_the_whole(said, effective, tmp_path):
    proposal = example(FOR_JUDGEMENT)

    found = under(review_of(proposal, tmp_path, {"E": said}), proposal)

    assert criteria(found)["E"].finding == "met"
    assert words(found) == ("for_judgement", effective)
    assert criteria(found)["E"].disposition.disposition == said["disposition"]


def test_a_condition_fulfilled_after_the_day_is_still_open_and_one_past_its_day_is_overdue(tmp_path):
    proposal = example("process-ready")
    read = review_of(proposal, tmp_path, {"E": {**CONDITION, "fulfilled": "2027-04-01"}})

    found = {day: under(read, proposal, datetime.date.fromisoformat(day)) for day in ("2027-03-02", "2027-04-01")}

    said = {day: criteria(each)["E"].disposition for day, each in found.items()}
    assert (said["2027-03-02"].effective, said["2027-03-02"].overdue) == ("incomplete", True)
    assert (said["2027-04-01"].effective, said["2027-04-01"].overdue) == ("met", False)


def test_a_day_after_the_one_as_of_which_is_judged_is_told(tmp_path):
    proposal = example("process-ready")
    said = {
        "E": {**CONDITION, "when": "2026-11-23", "fulfilled": "2027-04-01"},
        "F": {"disposition": "affirmed", "when": "2026-11-22"},
        "G": {"disposition": "affirmed"},
        "H": {"comment": "Nothing decided.", "when": ""},
    }
    data = {**filled(begun(proposal), said), "date": "2062-11-22"}
    read = read_review(saved(data, tmp_path / "review.json"))

    found = under(read, proposal)

    as_of = "after 22 November 2026, the day as of which is judged."
    counts = "It counts all the same; check the day, or judge as of a later one."
    open_until = "Until then the condition counts as open."
    assert told(found.warnings) == [
        f"date: the review dates the decision 22 November 2062, {as_of} {counts}",
        f"entries.E.when: the review dates the decision 23 November 2026, {as_of} {counts}",
        f"entries.E.fulfilled: the review dates the fulfilment 1 April 2027, {as_of} {open_until}",
    ]
    assert under(read, proposal, datetime.date(2062, 11, 22)).warnings == ()
    assert criteria(found)["E"].effective == "incomplete"


def test_the_date_of_a_file_that_decides_nothing_is_not_told(tmp_path):
    proposal = example("process-ready")
    data = {**begun(proposal), "date": "2062-11-22"}

    assert under(read_review(saved(data, tmp_path / "review.json")), proposal).warnings == ()


def test_what_is_said_of_a_criterion_prevails_over_its_checks(tmp_path):
    proposal = example(FOR_JUDGEMENT)
    said = {"B.influence": RESOLVED, "B": {"disposition": "deferred", "rationale": "B needs the cardiologists."}}

    found = under(review_of(proposal, tmp_path, said), proposal)

    assert criteria(found)["B"].effective == "needs_judgement"
    assert [one.prevails for one in found.review.dispositions if one.key == "B.influence"] == [False]


def test_a_criterion_that_no_work_would_close_stays_so_when_affirmed_and_may_be_overridden(tmp_path):
    proposal = example("separately-payable-service")
    inherent = next(one.id for one in EVALUATOR.evaluate(proposal).criteria if one.inherent)

    affirmed = under(review_of(proposal, tmp_path, {inherent: {"disposition": "affirmed"}}), proposal)
    overruled = under(review_of(proposal, tmp_path, {inherent: overridden("met")}), proposal)

    assert words(affirmed) == ("not_ready", "not_ready")
    assert words(overruled)[0] == "not_ready"
    assert words(overruled)[1] != "not_ready"


def test_a_check_overridden_to_not_met_is_never_beyond_repair(tmp_path):
    proposal = example("process-ready")
    keys = [
        check.key
        for one in EVALUATOR.evaluate(proposal).criteria
        for check in one.checks
        if check.standing == "decides"
    ]

    found = under(review_of(proposal, tmp_path, {key: overridden("not_met") for key in keys}), proposal)

    assert words(found) == ("ready", "gaps")


def test_an_error_stays_an_error_and_lists_what_was_said(tmp_path, monkeypatch):
    proposal = example("process-ready")
    read = review_of(proposal, tmp_path, {"E": overridden("not_applicable"), "A": {"disposition": "affirmed"}})
    evaluator = ReviewedEvaluator(EVALUATOR.pack, AS_OF, read)
    plan = next(plan for plan in evaluator.compiled.plans if plan.criterion.id == "E")

    def broken(*_: object) -> None:
        raise ValueError("broken")

    member = next(check for group in plan.logic.groups for check in group.checks)
    whole = type(member).observe
    monkeypatch.setattr(
        type(member), "observe", lambda check, context: broken() if check.check.id[0] == "E" else whole(check, context)
    )

    found = evaluator.evaluate(proposal)

    assert criteria(found)["E"].effective == "error"
    assert words(found) == ("undetermined", "undetermined")
    assert [(one.key, one.code) for one in found.review.lapsed] == [("E", "not_evaluated")]


def test_the_same_review_gives_the_same_bytes_whatever_its_layout(tmp_path):
    proposal = example(FOR_JUDGEMENT)
    data = filled(begun(proposal), {"B.influence": RESOLVED, "E": CONDITION, "A": {"comment": "Clear."}})
    keys = list(data["entries"])
    random.Random(7).shuffle(keys)  # noqa: S311  not a secret
    other = {**data, "entries": {key: {k: v for k, v in data["entries"][key].items() if v} for key in keys}}
    other = dict(reversed(other.items()))

    one, two = (
        under(read_review(saved(each, tmp_path / f"{n}.json")), proposal) for n, each in enumerate((data, other))
    )

    assert evaluation_digest(one) == evaluation_digest(two)
    assert one.model_dump_json(by_alias=True) == two.model_dump_json(by_alias=True)


def test_another_review_is_another_ruler(tmp_path):
    proposal = example("process-ready")

    plain = EVALUATOR.evaluate(proposal)
    one = under(review_of(proposal, tmp_path, {}), proposal)
    two = under(review_of(proposal, tmp_path, {"A": {"comment": "Clear."}}), proposal)

    assert len({each.ruler.review for each in (plain, one, two)}) == 3
    assert plain.ruler.review == ""


def test_a_comment_stands_without_a_disposition(tmp_path):
    proposal = example("process-ready")

    found = under(review_of(proposal, tmp_path, {"A": {"comment": "Clear."}}), proposal)

    assert [(one.key, one.text) for one in found.review.comments] == [("A", "Clear.")]
    assert found.review.dispositions == ()


def test_a_review_of_another_proposal_is_refused(tmp_path):
    read = review_of(example("process-ready"), tmp_path, {})

    with pytest.raises(ReviewError, match=r"record\.proposal.*example-leg-ulcer-healed"):
        under(read, example(FOR_JUDGEMENT))


def test_a_blind_round_decides_nothing_and_is_refused(tmp_path):
    proposal = example("process-ready")
    read = read_review(saved(begun(proposal, blind=True), tmp_path / "blind.json"))

    with pytest.raises(ReviewError, match="a blind round"):
        under(read, proposal)


SAID = st.sampled_from(
    [
        None,
        {"disposition": "affirmed"},
        {"disposition": "deferred", "rationale": "Later."},
        CONDITION,
        {**CONDITION, "fulfilled": "2026-11-01"},
        *[overridden(word) for word in ("met", "not_met", "incomplete", "needs_judgement", "not_applicable")],
    ]
)


def swiftly(read: ReadReview) -> ReviewedEvaluator:
    """Take another review into an evaluator that is there: compiling the pack takes longest."""
    if not _EVALUATORS:
        _EVALUATORS.append(ReviewedEvaluator(EVALUATOR.pack, AS_OF, read))
    _EVALUATORS[0]._read = read
    return _EVALUATORS[0]


_EVALUATORS: list[ReviewedEvaluator] = []


def recommended(found: Evaluation) -> str:
    """Recommend from effective findings by the words of the design, without the rules."""
    form, every = found.form.effective, [one.effective for one in found.criteria]
    stands = [
        one
        for one in found.criteria
        if one.disposition is None or one.disposition.disposition in ("affirmed", "deferred")
    ]
    if any(one.inherent and one.effective == "not_met" for one in stands):
        return "not_ready"
    if form in ("not_met", "incomplete"):
        return "form_incomplete"
    if {"not_met", "incomplete"} & set(every):
        return "gaps"
    if "needs_judgement" in [form, *every]:
        return "for_judgement"
    return "ready" if "met" in every else "undetermined"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(NAMES), said=st.dictionaries(st.sampled_from("ABCDEFGHIJ"), SAID, max_size=10))
def test_what_follows_is_what_the_design_says_of_the_effective_findings(name, said, tmp_path):
    proposal = example(name)
    data = begun(example(name))
    entries = {
        key: one
        for key, one in said.items()
        if one and one.get("to") != data["record"]["entries"][key]["found"]  # to override to what was found is a fault
    }

    found = swiftly(read_review(saved(filled(data, entries), tmp_path / "r.json"))).evaluate(proposal)

    assert [one.finding for one in found.criteria] == [one.finding for one in evaluated(name).criteria]
    for one in found.criteria:
        assert one.effective == (one.disposition.effective if one.disposition else one.finding)
    assert found.recommendation.engine == evaluated(name).recommendation.engine
    assert found.recommendation.effective == recommended(found)
