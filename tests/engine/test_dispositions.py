"""What people say of a criterion is preferred to its finding, by the same rules; an error stays an error."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from evaluator.engine import CompiledPack, run
from evaluator.engine.checks import CompiledCheck
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal

AS_OF = datetime.date(2026, 11, 21)
EXAMPLES = Path(__file__).parents[2] / "examples"
COMPILED = CompiledPack(load_pack())


def proposal(name: str):
    return read_proposal(EXAMPLES / f"{name}.yaml", COMPILED.pack).proposal


def found_in(name: str, **disposed: str):
    return run(COMPILED, proposal(name), AS_OF, disposed=disposed)


@pytest.mark.untraced
@pytest.mark.parametrize("word", ["met", "not_met", "incomplete", "needs_judgement", "not_applicable"])
@pytest.mark.parametrize("criterion", ["A", "E", "F"])
def test_a_disposed_criterion_is_what_was_said_and_the_finding_stands_below(word, criterion):
    plain = found_in("process-with-gaps")

    found = found_in("process-with-gaps", **{criterion: word})

    assert found.findings[criterion]["finding"] == word
    assert found.findings[f"{criterion}/found"]["finding"] == plain.findings[criterion]["finding"]
    others = [one.plan.criterion.id for one in found.criteria if one.plan.criterion.id != criterion]
    assert all(found.findings[one] == plain.findings[one] for one in others)


def test_the_recommendation_follows_what_was_said():
    assert found_in("process-ready").recommendation == "ready"
    assert found_in("process-ready", E="not_met").recommendation == "gaps"
    assert found_in("process-ready", E="needs_judgement").recommendation == "for_judgement"
    assert found_in("process-ready", E="not_applicable").recommendation == "ready"


def test_what_could_not_be_evaluated_stays_so_whatever_was_said(monkeypatch):
    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(CompiledCheck, "observe", broken)

    found = found_in("process-ready", E="met")

    assert found.findings["E"]["finding"] == "error"
    assert found.recommendation == "undetermined"


def test_nothing_is_said_of_a_criterion_that_was_not_evaluated():
    compiled = CompiledPack(load_pack(profile="measure-only"))
    aside = [plan.criterion.id for plan in compiled.plans if plan.aside]

    found = run(compiled, proposal("process-ready"), AS_OF, disposed=dict.fromkeys(aside, "met"))

    assert {found.findings[name]["finding"] for name in aside} == {"not_evaluated"}
