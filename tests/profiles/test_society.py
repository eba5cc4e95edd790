"""The worked profile of an invented society: everything a profile can do, on the examples."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from reference.agreement import Fallible

from evaluator.advice.examples import proposal_with
from evaluator.api import Evaluator, result_of
from evaluator.errors import ProposalError
from evaluator.model.evaluation import Evaluation
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.rendering.formats import render
from evaluator.rendering.terminal import terminal_summary

EXAMPLES = Path(__file__).parents[2] / "examples"
SOCIETY = str(EXAMPLES / "society" / "profile.toml")
DAY = datetime.date(2026, 11, 22)
REVIEWED = {"registry_review": "reviewed", "registry_reviewed_on": "2026-05-12"}


@cache
def evaluator() -> Evaluator:
    return Evaluator(load_pack(profile=SOCIETY), DAY)


@cache
def ready() -> Proposal:
    return read_proposal(EXAMPLES / "process-ready.yaml", evaluator().pack).proposal


def judged(**changes: Any) -> Evaluation:
    return evaluator().evaluate(ready().model_copy(update=changes))


def finding(evaluation: Evaluation, name: str) -> str:
    return next(one.finding for one in evaluation.criteria if one.id == name)


def test_two_gaps_where_the_pack_alone_finds_none() -> None:
    found = judged()

    assert found.recommendation.engine == "gaps"
    assert [gap.id for one in found.criteria for gap in one.gaps] == ["lengthen-public-comment", "ask-registry-review"]


def test_a_promoted_check_is_conjoined_where_it_is_attached() -> None:
    j = next(one for one in evaluator().pack.criteria if one.id == "J")
    parts = {part.id: part.logic for part in j.parts}

    assert parts["J2"].members == ("J2.two_disciplines", "J2.methodologist", "J2.patient_or_caregiver")
    assert parts["J3"].mode == "all"
    assert "J3.comment_30_days" in parts["J3"].members


def test_a_panel_without_methodologist_and_patient_is_not_met_only_under_the_profile() -> None:
    members = [{"name": f"N{n}", "discipline": f"D{n}", "role": "clinician"} for n in range(8)]
    proposal = proposal_with({"development.members": members})

    alone = Evaluator(load_pack(), DAY).evaluate(proposal)
    under = evaluator().evaluate(proposal)

    assert _part(alone, "J2") == "met"
    assert _part(under, "J2") == "not_met"
    j = next(one for one in under.criteria if one.id == "J")
    assert {"seat-methodologist", "seat-patient"} <= {gap.id for gap in j.gaps}


def test_the_reading_chosen_is_in_force_and_told() -> None:
    found = judged()
    used = {one.id: one for criterion in found.criteria for one in criterion.readings}

    assert (used["vetting"].reading, used["vetting"].ours) == ("scrutiny_and_adoption", False)
    assert used["vetting"].why.startswith("The college has seen")
    assert used["process_parts"].ours


def test_the_number_set_is_compared_with_and_told() -> None:
    checks = {check.id: check for one in judged().criteria for check in one.checks}
    used = checks["J3.comment_30_days"].thresholds[0]

    assert (used.value, used.unit, used.by_profile, used.instead_of) == ("45", "days", True, "30 days")
    assert checks["J3.comment_30_days"].promoted
    assert checks["J3.comment_30_days"].says == "Public comment was open for less than 45 days."


@pytest.mark.parametrize(
    ("answers", "expected", "gaps"),
    [
        ({}, "incomplete", ["ask-registry-review"]),
        (REVIEWED, "met", []),
        ({"registry_review": "reviewed"}, "incomplete", ["date-registry-review"]),
        ({**REVIEWED, "registry_reviewed_on": "2027-01-01"}, "incomplete", ["date-registry-review"]),
        ({"registry_review": "waiting"}, "incomplete", ["ask-registry-review"]),
        ({"registry_review": "declined"}, "not_met", ["ask-registry-review"]),
        ({"registry_review": {"value": "declined", "evidence": []}}, "not_met", ["ask-registry-review"]),
        ({"registry_review": "absent"}, "not_met", ["ask-registry-review"]),
        ({"registry_review": "unknown"}, "incomplete", ["ask-registry-review"]),
    ],
)
def test_the_house_criterion_reads_its_own_fields(answers: dict[str, Any], expected: str, gaps: list[str]) -> None:
    found = judged(extra={"college": answers})

    assert finding(found, "R") == expected
    assert [gap.id for gap in next(one for one in found.criteria if one.id == "R").gaps] == gaps


def test_an_answer_to_a_field_of_ones_own_is_read_shown_and_counted() -> None:
    without, found = judged(), judged(extra={"college": REVIEWED})
    check = next(one for one in found.criteria if one.id == "R").checks[0]

    assert check.says == "The registry reviewed the data elements on 2026-05-12."
    assert [(read.path, read.label, read.value) for read in check.reads] == [
        ("extra.college.registry_review", "Review by the college's registry", "reviewed"),
        ("extra.college.registry_reviewed_on", "Day of the registry's review", "2026-05-12"),
    ]
    assert "extra.college.registry_review" in without.completeness.missing
    assert "extra.college.registry_review" not in found.completeness.missing


@pytest.mark.parametrize(
    ("written", "path", "found", "expected", "next_step"),
    [
        ("registry_review: reviewd", "registry_review", '"reviewd"', "one of reviewed, waiting, declined", "reviewed"),
        ("registry_reviewed_on: 2026", "registry_reviewed_on", "the number 2026", "a date between 1900 and 2200", ""),
        ("registry_reviw: reviewed", "registry_reviw", "the unknown key", "one of registry_review", "registry_review"),
        (
            "registry_review: {value: reviewed, evidence: [E99]}",
            "registry_review.evidence.0",
            'a reference to "E99"',
            "the sources",
            "",
        ),
        ("registry_review: {not_applicable: why not}", "registry_review", "the claim", "this field always", ""),
    ],
)
def test_answers_are_held_to_the_declaration(  # noqa: PLR0913, PLR0917  a fault has four parts
    tmp_path: Path, written: str, path: str, found: str, expected: str, next_step: str
) -> None:
    file = tmp_path / "one.yaml"
    text = (EXAMPLES / "process-ready.yaml").read_text("utf-8")
    file.write_text(f"{text}\nextra:\n  college:\n    {written}\n", encoding="utf-8")

    with pytest.raises(ProposalError) as caught:
        read_proposal(file, evaluator().pack)

    (fault,) = caught.value.faults
    assert fault.where == f"extra.college.{path}"
    assert found in fault.found
    assert expected in fault.expected
    assert next_step in fault.next_step
    assert fault.line == len(text.splitlines()) + 4


def test_the_ruler_names_the_profile() -> None:
    ruler = judged().ruler

    assert ruler.profile == "example-college"
    assert len(ruler.profile_digest) == 64
    assert ruler.digest == load_pack().digest


def test_every_format_says_under_which_profile_was_judged_and_what_it_makes_different() -> None:
    result = result_of(judged())
    head = "Under the profile “House rules of the Example College of Ambulatory Care (invented)”"

    summary = " ".join(terminal_summary(result).split())
    markdown, page = render(result, "md"), render(result, "html")

    assert head in summary
    for text in (markdown, page):
        assert head in text
        assert "What the profile makes different" in text
        assert "Readings used" in text
        assert "This is the reading that the profile chose instead of ours." in text
        assert "The profile in force asks for it; the criteria only recommend it." in text
        assert "instead of 30 days in the criteria pack" in text


@pytest.mark.untraced
@pytest.mark.parametrize("profile", [SOCIETY, "measure-only"])
def test_engine_and_reference_agree_under_profiles(profile: str) -> None:
    pack = load_pack(profile=profile)
    fallible = Fallible.of(pack)
    proposals = [read_proposal(file, pack).proposal for file in sorted(EXAMPLES.glob("*.yaml"))]
    answers: list[dict[str, Any]] = [{}, REVIEWED, {"registry_review": "absent"}]

    for proposal in proposals:
        for own in answers:
            extra = {"college": own} if own else {}
            differing = fallible.disagreements(proposal.model_copy(update={"extra": extra}))
            # The reference looks at what decides only, and not at what is attached.
            assert {key: pair for key, pair in differing.items() if pair[1] is not None} == {}


def _part(evaluation: Evaluation, name: str) -> str:
    return next(part.finding for one in evaluation.criteria for part in one.parts if part.id == name)
