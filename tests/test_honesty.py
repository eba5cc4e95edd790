"""What may never happen: a placeholder that counts as an answer, or silence that counts as not met."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from evaluator import scoring
from evaluator.api import Evaluator
from evaluator.engine import Run, run
from evaluator.model.evaluation import CheckResult, CriterionResult, Evaluation, RecommendationWord
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.packs.fields import proposal_fields
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.shape import Field, place_of
from evaluator.proposals.writing import written

FOLDER = Path(__file__).parents[1] / "examples"
EXAMPLES = sorted(file.stem for file in FOLDER.glob("*.yaml"))
RANKS = get_args(RecommendationWord)  # from the worst to the best
Steps = tuple[str | int, ...]
every_example = pytest.mark.parametrize("name", EXAMPLES)
planted = pytest.mark.parametrize(
    ("name", "placeholder"),
    [
        ("process-ready", "TBD"),
        ("process-ready", "Unspecified"),
        ("process-ready", "N/A"),
        ("process-ready", "See description"),
        ("outcome-for-judgement", "TBD"),
    ],
)


@cache
def evaluator() -> Evaluator:
    return Evaluator(load_pack("ama-category-ii@2026-11"), datetime.date(2026, 11, 22))


@cache
def data_of(name: str) -> dict[str, Any]:
    return written(read_proposal(FOLDER / f"{name}.yaml", evaluator().pack).proposal)


def evaluated(data: dict[str, Any]) -> Evaluation:
    return evaluator().evaluate(Proposal.model_validate(data))


def derived(data: dict[str, Any]) -> Run:
    """Observe and chain without the report around it, where only outcomes are looked at."""
    return run(evaluator().compiled, Proposal.model_validate(data), evaluator().as_of)


@cache
def decided_with(name: str, steps: Steps, text: str) -> dict[str, object]:
    """Say what is decided when one text is replaced."""
    return decided(changed(data_of(name), steps, text))


def decided(data: dict[str, Any]) -> dict[str, object]:
    found = derived(data)
    observed = (check for criterion in found.criteria for check in criterion.observed.values())
    return {
        "recommendation": found.recommendation,
        "findings": found.findings,
        "checks": {check.key: check.observation for check in observed},
        "completeness": scoring.completeness(*evaluator()._inputs.of(found.context)),
    }


@cache
def texts_of(name: str) -> tuple[Steps, ...]:
    """Find every text that is answered in an example."""
    return tuple(steps for steps, field in fields_of(data_of(name)) if field.kind == "text")


def answers_in(data: object, steps: Steps = ()) -> Iterator[tuple[Steps, object]]:
    """Walk to every single answer; the `value` of an answer with evidence is a step."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from answers_in(value, (*steps, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from answers_in(value, (*steps, place))
    else:
        yield steps, data


def fields_of(data: dict[str, Any]) -> Iterator[tuple[Steps, Field]]:
    """Find every field that has a value, with what it may hold."""
    for steps, value in answers_in(data):
        field = place_of(steps).field
        if field is not None and field.is_answer and value not in {"unknown", "absent"}:
            yield steps, field


def changed(data: dict[str, Any], steps: Steps, value: object) -> dict[str, Any]:
    """Copy a proposal with one answer replaced."""
    copied = copy.deepcopy(data)
    place: Any = copied
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = value
    return copied


def without(data: dict[str, Any], section: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != section}


def criteria_of(evaluation: Evaluation) -> tuple[CriterionResult, ...]:
    return (evaluation.form, *evaluation.criteria)


def checks_of(evaluation: Evaluation) -> dict[str, CheckResult]:
    return {check.key: check for criterion in criteria_of(evaluation) for check in criterion.checks}


def not_met(evaluation: Evaluation) -> set[str]:
    return {criterion.id for criterion in criteria_of(evaluation) if criterion.finding == "not_met"}


def true_checks(found: Run) -> set[str]:
    return checks_with("true", found)


def false_checks(found: Run) -> set[str]:
    return checks_with("false", found)


def checks_with(outcome: str, found: Run) -> set[str]:
    observed = (check for criterion in found.criteria for check in criterion.observed.values())
    return {check.key for check in observed if check.observation.outcome == outcome}


@pytest.mark.slow
@planted
def test_placeholder_in_any_text_counts_as_not_known(name: str, placeholder: str) -> None:
    """Compared with the same proposal with the word `unknown` in that place."""
    differing = [
        place_of(steps).path
        for steps in texts_of(name)
        if decided_with(name, steps, placeholder) != decided_with(name, steps, "unknown")
    ]

    assert differing == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["process-ready", "outcome-for-judgement"])
def test_no_check_reads_a_placeholder_as_an_answer(name: str) -> None:
    read_as_answer, cited = [], []

    for steps in texts_of(name):
        path = place_of(steps).path
        for check in checks_of(evaluated(changed(data_of(name), steps, "TBD"))).values():
            states = {read.state for read in check.reads if read.path == path}
            read_as_answer += [(path, check.key)] if states - {"unknown"} else []
            cited += [(path, check.key, check.says)] if states and "TBD" in check.says else []

    assert read_as_answer == []
    assert cited == []


@pytest.mark.slow
def test_checks_that_rested_on_a_text_fall_without_it() -> None:
    """The two tests above would hold too if no check read any text."""
    before = true_checks(derived(data_of("process-ready")))

    fallen = {
        check.partition("[")[0]
        for steps in texts_of("process-ready")
        for check in before - true_checks(derived(changed(data_of("process-ready"), steps, "TBD")))
    }

    assert {"A.purpose_stated", "C1.method_before", "D1.segment_quantified", "D2.link_evidenced"} <= fallen
    assert {"E1.recommended", "E2.terms", "G.numerator", "J1.convened", "J3.public_comment"} <= fallen


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in EXAMPLES if name != "process-ready"])
def test_placeholder_never_betters_a_recommendation(name: str) -> None:
    before = RANKS.index(derived(data_of(name)).recommendation)
    better = [
        place_of(steps).path
        for steps in texts_of(name)
        if RANKS.index(derived(changed(data_of(name), steps, "TBD")).recommendation) > before
    ]

    assert better == []


def test_source_with_a_placeholder_for_citation_is_no_evidence() -> None:
    uncited = data_of("process-ready")
    for steps in texts_of("process-ready"):
        if steps[:2] == ("evidence", "sources") and steps[-1] == "citation":
            uncited = changed(uncited, steps, "TBD")

    rest_on_sources = {"C1.reduction", "C3.feedback", "D1.segment_quantified", "D2.link_evidenced", "E1.recommended[0]"}
    assert rest_on_sources <= true_checks(derived(data_of("process-ready")))
    assert rest_on_sources.isdisjoint(true_checks(derived(uncited)))


def test_empty_proposal_is_nowhere_not_met() -> None:
    evaluation = evaluated({})

    assert {criterion.finding for criterion in criteria_of(evaluation)}.isdisjoint({"not_met", "met"})
    assert [key for key, check in checks_of(evaluation).items() if check.outcome == "false"] == []
    assert evaluation.recommendation.engine == "form_incomplete"


@every_example
def test_section_left_out_makes_no_criterion_not_met(name: str) -> None:
    data = data_of(name)
    before = not_met(evaluated(data))
    turned = {section: not_met(evaluated(without(data, section))) - before for section in data}

    assert {section: criteria for section, criteria in turned.items() if criteria} == {}


@pytest.mark.slow
@every_example
def test_answer_left_out_makes_no_check_false(name: str) -> None:
    before = false_checks(derived(data_of(name)))
    turned = {
        place_of(steps).path: false_checks(derived(changed(data_of(name), steps, None))) - before
        for steps, _ in fields_of(data_of(name))
    }

    assert {path: checks for path, checks in turned.items() if checks} == {}


@pytest.mark.parametrize(
    "told",
    [{}, {"risk_adjustment": {"strategy": "none"}}, {"risk_adjustment": {"specification": "absent"}}],
    ids=["nothing said", "strategy none", "no specification"],
)
def test_outcome_without_adjustment_and_reason_is_asked_for_the_reason(told: dict[str, Any]) -> None:
    evaluation = evaluated(without(data_of("outcome-for-judgement"), "risk_adjustment") | told)

    adjustment = next(criterion for criterion in evaluation.criteria if criterion.id == "F")
    (gap,) = adjustment.gaps
    assert adjustment.finding == "incomplete"
    assert gap.counted
    assert "risk_adjustment.rationale" in {gap.where, *(option.where for option in gap.options)}
    assert evaluation.recommendation.engine == "gaps"


def test_bare_outcome_measure_is_asked_for_the_reason() -> None:
    evaluation = evaluated({"measure": {"type": "outcome"}})

    adjustment = next(criterion for criterion in evaluation.criteria if criterion.id == "F")
    assert adjustment.finding == "incomplete"
    assert "risk_adjustment.rationale" in {option.where for gap in adjustment.gaps for option in gap.options}


@pytest.mark.parametrize("reason", ["TBD", "n/a", "“To be determined.”"])
def test_a_claim_without_a_reason_is_as_unknown(reason: str) -> None:
    data = data_of("process-ready")
    states = {
        key: evaluated({**data, "specification": {**data["specification"], "exceptions": said}})
        for key, said in {
            "claimed": {"not_applicable": "Everybody can be measured."},
            "placeholder": {"not_applicable": reason},
            "unknown": "unknown",
        }.items()
    }

    assert [claim.path for claim in states["claimed"].claims_not_applicable] == ["specification.exceptions"]
    assert states["placeholder"].claims_not_applicable == ()
    found = {key: [(one.id, one.finding) for one in criteria_of(each)] for key, each in states.items()}
    assert found["placeholder"] == found["unknown"] != found["claimed"]


def test_a_check_that_rests_on_a_claim_says_so_and_nothing_else() -> None:
    data = data_of("process-ready")
    exceptions = {"exceptions": {"not_applicable": "Everybody can be measured."}}
    claimed = evaluated({**data, "specification": {**data["specification"], **exceptions}})

    said = {check.says for check in checks_of(claimed).values() if check.claimed}
    assert said == {evaluator().pack.claim_question}


def test_one_claim_is_asked_about_once_for_each_check_that_it_answers() -> None:
    data = data_of("process-ready")
    exceptions = {"exceptions": {"not_applicable": "Everybody can be measured."}}
    claimed = evaluated({**data, "specification": {**data["specification"], **exceptions}})

    asked = [one.question for each in criteria_of(claimed) for one in each.questions]
    asks = {one.key: one.asks for one in checks_of(claimed).values() if one.claimed and one.standing == "decides"}
    assert asked == [f"{words} {evaluator().pack.claim_question}" for words in asks.values()]
    assert len(set(asked)) == len(asked) > 1


@pytest.mark.parametrize(
    "text", ["T.B.A.", "T B D", "{{numerator}}", "<fill in the numerator>", "____", "• • •", "#N/A", "#REF!"]
)
def test_what_a_form_leaves_to_be_filled_in_is_as_unknown(text: str) -> None:
    steps = ("specification", "numerator")
    replaced = decided_with("process-ready", steps, text)

    assert replaced["findings"] == decided_with("process-ready", steps, "unknown")["findings"]
    assert replaced["recommendation"] == "form_incomplete"


GROUPS = [field.path for field in proposal_fields().values() if field.kind == "object" and "[]" not in field.path]


@pytest.mark.parametrize("path", GROUPS)
def test_a_group_of_which_no_answer_is_known_is_as_unknown(path: str) -> None:
    steps = tuple(path.split("."))
    inner = [name.rpartition(".")[2] for name in proposal_fields() if name.rpartition(".")[0] == path]
    none = decided(changed(data_of("process-ready"), steps, dict.fromkeys(inner, "unknown")))

    assert none | {"checks": {}} == decided_with("process-ready", steps, "unknown") | {"checks": {}}


@pytest.mark.parametrize("scoring", ["ratio", "proportion"])
def test_a_median_that_is_not_stated_is_called_no_percentage(scoring: str) -> None:
    deciles = {"performance_gap": {"lowest_decile": 2, "highest_decile": 1}}

    said = checks_of(evaluated({"measure": {"scoring": scoring}, "significance": deciles}))["D.performance_gap"].says

    assert said.endswith("As stated: median not stated, lowest decile 2, highest decile 1.")
    assert "percent" not in said


def test_what_is_entered_as_a_sample_calculation_is_not_called_one() -> None:
    said = checks_of(evaluated({"specification": {"sample_calculation": "Will be handed in later."}}))

    assert said["G.sample_calculation"].says == "Entered as the sample calculation: Will be handed in later."
