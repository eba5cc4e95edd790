"""The panel packet: blind sheets that say what the proposal says, whatever the checks made of it."""

from __future__ import annotations

import html
import itertools
from pathlib import Path
from typing import get_args

import pytest
from html_pages import text_of
from report_samples import deletion, everything, nothing_open

from evaluator.api import Evaluator, result_of
from evaluator.model.criteria import Outcome
from evaluator.model.evaluation import CriterionResult, FindingWord, Result
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.rendering.audience_shapes import Sheet
from evaluator.rendering.formats import render_packet
from evaluator.rendering.packet import packet_of

FINDINGS = [finding for finding in get_args(FindingWord) if finding != "not_evaluated"]


def _sheets(result: Result) -> dict[str, Sheet]:
    return {sheet.id: sheet for sheet in packet_of([result]).dossiers[0].sheets}


def _found(result: Result, finding: FindingWord, outcome: Outcome) -> Result:
    """Let the checks of every criterion come to something else, with other sentences, gaps and questions."""

    def changed(criterion: CriterionResult) -> CriterionResult:
        checks = [
            check.model_copy(update={"outcome": outcome, "says": "Changed.", "question": "Changed?"})
            for check in criterion.checks
        ]
        parts = [part.model_copy(update={"finding": finding}) for part in criterion.parts]
        clauses = [clause.model_copy(update={"finding": finding}) for clause in criterion.clauses]
        nothing = {"gaps": (), "questions": (), "advisories": ()}
        also = {"finding": finding, "checks": tuple(checks), "parts": tuple(parts), "clauses": tuple(clauses)}
        return criterion.model_copy(update={**nothing, **also})

    evaluation = result.evaluation
    criteria = tuple(each if each.finding == "not_evaluated" else changed(each) for each in evaluation.criteria)
    return result.model_copy(update={"evaluation": evaluation.model_copy(update={"criteria": criteria})})


@pytest.mark.parametrize(("one", "other"), [*itertools.pairwise(["met", "not_met", "incomplete"])])
def test_a_sheet_is_the_same_whatever_was_found(one: FindingWord, other: FindingWord) -> None:
    first, second = (
        _sheets(_found(everything(), finding, outcome)) for finding, outcome in [(one, "true"), (other, "false")]
    )

    assert first == second
    assert first == _sheets(everything())


def test_every_criterion_of_the_profile_has_a_sheet() -> None:
    evaluation = everything().evaluation

    sheets = _sheets(everything())

    assert list(sheets) == [each.id for each in evaluation.criteria if each.finding != "not_evaluated"]
    assert {each.finding for each in evaluation.criteria if each.id in sheets} == set(FINDINGS)
    left_out = packet_of([everything()]).dossiers[0].left_out
    assert all(each.id in left_out for each in evaluation.criteria if each.finding == "not_evaluated")


@pytest.mark.parametrize("kind", ["md", "html"])
def test_what_a_profile_leaves_out_within_a_criterion_is_named_on_its_sheet(kind: str) -> None:
    path = Path(__file__).parents[2] / "examples" / "process-with-gaps.yaml"
    pack = load_pack(None, "measure-only")
    result = result_of(Evaluator(pack).evaluate(read_proposal(path, pack).proposal))
    left_out = {each.id: [one.asks for one in each.left_out] for each in result.evaluation.criteria if each.left_out}

    packet = packet_of([result], annex=False)
    text = html.unescape(render_packet([result], kind, annex=False))

    assert packet.dossiers[0].left_out == (
        "Under the profile in force these are not part of the packet: C, H, I, J. "
        "These are asked in part only, and each sheet says what is left out: B, D, E, G."
    )
    assert packet.dossiers[0].left_out in text
    assert list(left_out) == ["B", "D", "E", "G"]
    for sheet in packet.dossiers[0].sheets:
        assert all(asks in sheet.not_asked for asks in left_out.get(sheet.id, ()))
        assert bool(sheet.not_asked) == (sheet.id in left_out)
        assert sheet.not_asked in text


def test_nothing_outside_the_annex_names_a_finding() -> None:
    sheets, _, annex = render_packet([everything()], "md").partition("Annex: what the checks found\n")
    blind = render_packet([everything()], "md", annex=False)

    said = ["✓", "✕", "◔", "◇", "Documented", "Not met", "Incomplete", "Not applicable", "Gap ", "dvisor", "Readiness"]
    assert [
        word for word in said if word in blind.replace("nothing documented", "").replace("all documented", "")
    ] == []
    assert all(word in annex + sheets for word in said[:4])


def test_where_the_criteria_do_not_ask_the_form_is_what_there_is_to_rate() -> None:
    dossier = packet_of([deletion()]).dossiers[0]

    assert [sheet.id for sheet in dossier.sheets] == [""]
    assert dossier.remark


def test_several_proposals_are_numbered_through() -> None:
    packet = packet_of([everything(), nothing_open()])

    assert packet.title == "2 proposals"
    assert [dossier.number for dossier in packet.dossiers] == ["Proposal 1", "Proposal 2"]
    assert packet.dossiers[1].sheets[0].number == "2.1"
    assert [annex.heading for annex in packet.annexes] == [
        "Annex 1: what the checks found",
        "Annex 2: what the checks found",
    ]


def test_a_rating_that_runs_on_to_a_page_of_its_own_says_of_which_sheet_it_is() -> None:
    packet = [everything(), nothing_open()]
    sheets = [sheet for dossier in packet_of(packet).dossiers for sheet in dossier.sheets]
    named = [f"Your rating · Sheet {sheet.number} · {sheet.id} {sheet.title}" for sheet in sheets]

    page, text = text_of(str(render_packet(packet, "html"))), str(render_packet(packet, "md"))

    assert [name for name in named if f"{name} 1: nothing" in page] == named
    assert [name for name in named if f"**{name}** (1: nothing" in text] == named
