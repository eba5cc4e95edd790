"""The synthetic proposals of `examples/`: each gives what its README says, and none can be mistaken for a real one."""

from __future__ import annotations

import datetime
import re
from functools import cache
from pathlib import Path

import pytest

from evaluator.api import Evaluator
from evaluator.model.evaluation import Evaluation
from evaluator.model.scope import Scope
from evaluator.packs import load_pack
from evaluator.proposals.reading import ReadProposal, read_proposal

EXAMPLES = Path(__file__).parents[1] / "examples"
FILES = sorted(EXAMPLES.glob("*.yaml"))
ROW = re.compile(r"^\| \[([^\]]+)\]\(([^)]+)\) \| `([a-z_]+)` \| (.+) \|$", re.MULTILINE)
RECOMMENDED = {name: word for name, _, word, _ in ROW.findall((EXAMPLES / "README.md").read_text("utf-8"))}
every_example = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@cache
def evaluator() -> Evaluator:
    return Evaluator(load_pack("ama-category-ii@2026-11"), datetime.date(2026, 11, 22))


@cache
def read(file: Path) -> ReadProposal:
    return read_proposal(file, evaluator().pack)


@cache
def evaluated(name: str) -> Evaluation:
    return evaluator().evaluate(read(EXAMPLES / name).proposal)


def test_readme_lists_every_example() -> None:
    assert sorted(RECOMMENDED) == [file.name for file in FILES]


def test_readme_links_where_it_says() -> None:
    for name, target, _, _ in ROW.findall((EXAMPLES / "README.md").read_text("utf-8")):
        assert target == name


@every_example
def test_example_loads_without_warning(file: Path) -> None:
    assert read(file).warnings == ()


@every_example
def test_example_gives_the_recommendation_that_the_readme_names(file: Path) -> None:
    recommendation = evaluated(file.name).recommendation

    assert recommendation.engine == RECOMMENDED[file.name], recommendation.sentence


@every_example
def test_example_says_that_it_is_invented(file: Path) -> None:
    first, *_ = file.read_text("utf-8").splitlines()
    note = read(file).proposal.note.value or ""

    assert first.startswith("# SYNTHETIC EXAMPLE.")
    assert note.startswith("Synthetic example.")
    assert "invented" in note


@every_example
def test_codes_are_placeholders_and_addresses_lead_nowhere(file: Path) -> None:
    text = re.sub(r"number: [0-9]+", "", file.read_text("utf-8"))  # a quantity, not a code

    assert all("X" in code for code in re.findall(r"\b[0-9X]{4}[FTU]\b", text))
    assert re.findall(r"\b(?:[0-9]{5}|[A-Z][0-9]{4})\b(?!-)", text) == []  # the shapes of Category I and HCPCS codes
    assert set(re.findall(r"https?://([^/\s\"}]+)", text)) <= {"example.org"}
    assert set(re.findall(r"@([\w.-]+)", text)) == {"example.org"}


@every_example
def test_cited_sources_are_marked_as_invented(file: Path) -> None:
    for source in read(file).proposal.evidence.sources.value or ():
        cited = f"{source.citation.value} {source.body.value}".lower()
        assert "invented" in cited or "example" in cited, source.id


def test_every_criterion_that_applies_is_met_where_ready() -> None:
    findings = {criterion.id: criterion.finding for criterion in evaluated("process-ready.yaml").criteria}

    assert findings.pop("F") == "not_applicable"
    assert set(findings.values()) == {"met"}


def test_outcome_documents_its_risk_adjustment_and_asks_the_panel() -> None:
    evaluation = evaluated("outcome-for-judgement.yaml")
    findings = {criterion.id: criterion.finding for criterion in evaluation.criteria}

    assert findings["F"] == "met"
    assert evaluation.recommendation.gaps == 0
    assert evaluation.recommendation.questions >= 5


def test_typical_gaps_are_found() -> None:
    gaps = {gap.id for criterion in evaluated("process-with-gaps.yaml").criteria for gap in criterion.gaps}

    assert gaps == {
        "show-reduction",
        "reference-segment",
        "define-terms",
        "complete-code-sets",
        "move-to-exclusions",
        "map-not-met",
        "show-one-vetting-step",
    }


def test_separately_payable_service_cannot_be_mended() -> None:
    content = next(each for each in evaluated("separately-payable-service.yaml").criteria if each.id == "I")

    assert content.inherent
    assert [(gap.code, gap.fixability, gap.scope.label) for gap in content.gaps] == [
        ("NOT_CATEGORY_II", "inherent", "307XF")
    ]


@pytest.mark.parametrize("name", ["revision.yaml", "deletion.yaml"])
def test_change_of_an_existing_code_has_a_complete_form(name: str) -> None:
    assert evaluated(name).form.gaps == ()


def test_deletion_is_judged_by_no_criterion() -> None:
    evaluation = evaluated("deletion.yaml")

    assert {criterion.finding for criterion in evaluation.criteria} == {"not_applicable"}
    assert [question.check for question in evaluation.form.questions] == ["form.deletion_question"]


def test_one_code_of_three_has_a_gap_of_its_own() -> None:
    evaluation = evaluated("three-codes.yaml")
    scopes: list[Scope] = [gap.scope for criterion in evaluation.criteria for gap in criterion.gaps]

    assert evaluation.proposal.codes == ("330XF", "331XF", "332XF")
    assert [(scope.kind, scope.label) for scope in scopes] == [("codes", "332XF")]
