"""The second pack is only data: it judges the shipped examples and real measures, and no word of the first shows."""

from __future__ import annotations

import datetime
import re
from functools import cache
from pathlib import Path

import pytest

from evaluator.api import Evaluator, result_of
from evaluator.model.criteria import Group
from evaluator.model.evaluation import Evaluation
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.packs.condition_parser import parse
from evaluator.packs.fields import proposal_fields
from evaluator.proposals.fhir_measure import import_measure, read_measures
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.scaffold import scaffold
from evaluator.rendering.formats import render
from evaluator.rendering.terminal import terminal_summary

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
MEASURES = ROOT.parent / "shared" / "data" / "fhir"
FIRST = re.compile(r"\bAMA\b|Category II|\bCPT\b|American Medical")

# Judged by hand: what each example says of its measure, apart from its codes.
RECOMMENDED = {
    "deletion.yaml": "undetermined",
    "outcome-for-judgement.yaml": "gaps",
    "process-ready.yaml": "for_judgement",
    "process-with-gaps.yaml": "gaps",
    "revision.yaml": "gaps",
    "separately-payable-service.yaml": "gaps",
    "three-codes.yaml": "gaps",
}


@cache
def evaluator() -> Evaluator:
    return Evaluator(load_pack("measure-evaluation@2026-11"), datetime.date(2026, 11, 22))


@cache
def judged(name: str) -> Evaluation:
    return evaluator().evaluate(read_proposal(EXAMPLES / name, evaluator().pack).proposal)


@pytest.mark.parametrize("name", sorted(RECOMMENDED))
def test_an_example_written_for_the_first_pack_is_judged(name: str) -> None:
    evaluation = judged(name)

    assert evaluation.errors == ()
    assert evaluation.recommendation.engine == RECOMMENDED[name], evaluation.recommendation.sentence


def test_a_deletion_asks_nothing_of_anyone() -> None:
    evaluation = judged("deletion.yaml")

    assert {one.finding for one in (evaluation.form, *evaluation.criteria)} == {"not_applicable"}
    assert evaluation.recommendation.gaps == 0


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_no_word_of_the_first_pack_shows_in_a_report(form: str) -> None:
    # An example whose applicant does not speak of codes where this pack reads.
    result = result_of(judged("process-with-gaps.yaml"))

    report = terminal_summary(result, verbose=True) if form == "text" else render(result, form)

    assert evaluator().pack.title in report or form == "text"
    assert FIRST.findall(report) == []


def test_criteria_with_longer_names_are_shown_in_full_in_a_terminal() -> None:
    evaluation = judged("process-ready.yaml")
    longer = tuple(one.model_copy(update={"id": f"criterion{one.id}"}) for one in evaluation.criteria)

    summary = terminal_summary(result_of(evaluation.model_copy(update={"criteria": longer})))

    assert "criterionM1 " in summary
    assert max(map(len, summary.splitlines())) <= 80


def test_the_form_asks_for_the_fields_of_the_pack_and_no_others(tmp_path: Path) -> None:
    form = scaffold(evaluator().pack)
    path = tmp_path / "form.yaml"
    path.write_text(form, encoding="utf-8")

    sections = re.findall(r"^([a-z_]+):", form, re.MULTILINE)
    assert "codes" not in sections
    assert "development" not in sections
    assert {"measure", "evidence", "testing"} <= set(sections)
    assert FIRST.findall(form) == []
    assert read_proposal(path, evaluator().pack).warnings == ()


def test_every_field_that_is_asked_is_read_and_every_field_read_is_asked() -> None:
    pack = evaluator().pack
    read = _fields_read()

    asked = set(pack.fields)
    named_by_a_row = {"specification.exclusions[].what", "specification.data_elements[].name", "use.programmes[].name"}
    assert read - asked == set()
    assert asked - read - named_by_a_row == {"evidence.sources[].citation"}


def _fields_read() -> set[str]:
    pack = evaluator().pack
    every = (pack.form, *pack.criteria)
    texts = [case.when for case in pack.applies]
    texts += [case.when for one in every for case in one.applies]
    texts += [case.when for one in every for check in one.checks for case in check.cases]
    texts += [case.when for one in every for part in one.parts for case in part.empty]
    texts += list(pack.define.values())
    overs = {part.over for one in every for part in one.parts if part.over}
    words = {word for text in texts if text for word in re.findall(r"[a-z_]+(?:\.[a-z_]+)+", repr(parse(text)) + text)}
    lists = [*overs, "specification.exclusions", "specification.data_elements", "evidence.sources"]
    inside = {word.removeprefix("item.") for word in words if word.startswith("item.")}
    rows = {f"{each}[].{name}" for each in lists for name in inside}
    sources = {f"evidence.sources[].{name.partition('.')[2]}" for name in inside if name.startswith("source.")}
    known = proposal_fields()
    found = {word for word in words if word in known} | overs | sources
    return found | {row for row in rows if row in known and row in pack.fields}


def test_a_group_of_two_out_of_three_is_shipped_and_decides() -> None:
    groups = [part.logic for one in evaluator().pack.criteria for part in one.parts]

    assert [(group.k, len(group.members)) for group in groups if _is_at_least(group)] == [(2, 3)]
    shown = [group for one in judged("process-ready.yaml").criteria for group in one.groups if group.mode == "at_least"]
    assert [group.finding for group in shown] == ["met"]


def _is_at_least(group: Group) -> bool:
    return group.mode == "at_least"


def test_no_two_gaps_share_a_remedy() -> None:
    every = [gap for one in (evaluator().pack.form, *evaluator().pack.criteria) for gap in one.gaps]

    assert len({gap.remedy for gap in every}) == len(every)


def test_every_number_names_its_source_and_only_published_ones_contradict() -> None:
    for name, threshold in evaluator().pack.thresholds.items():
        assert threshold.source, name
        assert threshold.status in ("borrowed", "judgement"), name
        assert threshold.url or threshold.status == "judgement", name


def test_a_claim_in_a_field_that_is_not_asked_is_no_fault() -> None:
    assert "burden.minutes_before" not in evaluator().pack.fields
    assert "not_applicable" in (EXAMPLES / "separately-payable-service.yaml").read_text("utf-8")
    assert judged("separately-payable-service.yaml").claims_not_applicable == ()


def test_real_measures_are_judged_and_asked_for_what_their_records_leave_out() -> None:
    files = sorted(MEASURES.rglob("*.json"))
    if not files:
        pytest.skip("the public measures are not here")

    judged_measures = [
        evaluator().evaluate(Proposal.model_validate(import_measure(data).written))
        for file in files
        for data in read_measures(file)
    ]

    assert len(judged_measures) >= 44
    assert {each.recommendation.engine for each in judged_measures} == {"form_incomplete"}
    assert [each.errors for each in judged_measures if each.errors] == []
    gaps = {gap.id for each in judged_measures for one in (each.form, *each.criteria) for gap in one.gaps}
    assert {"entity", "interval", "describe-reliability-test", "two-signs-of-feasibility"} <= gaps


def test_lint_finds_nothing_and_every_case_is_shown(cat2) -> None:
    linted, tried = cat2("pack", "lint", "measure-evaluation"), cat2("pack", "test", "measure-evaluation")

    assert (linted.code, tried.code) == (0, 0), linted.out + tried.out
    assert "0 findings, 0 not decided" in linted.out
    assert "0 cases and findings not shown" in tried.out
