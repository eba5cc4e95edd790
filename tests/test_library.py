"""The names that a program uses."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import evaluator

EXAMPLE = Path(__file__).parents[1] / "examples" / "process-ready.yaml"


def test_load_evaluate_and_render() -> None:
    proposal = evaluator.load_proposal(EXAMPLE)

    evaluation = evaluator.evaluate(proposal, as_of=datetime.date(2026, 11, 21))

    assert evaluation.recommendation.engine == "ready"
    assert evaluator.render(evaluation, "html").startswith("<!doctype html>")
    assert evaluator.render(evaluation, "json").startswith("{")


def test_a_pack_is_found_by_name() -> None:
    assert evaluator.load_pack().id == evaluator.load_pack("ama-category-ii").id


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'score'"):
        evaluator.score  # noqa: B018  looking is the test
