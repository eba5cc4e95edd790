"""Numbers that cannot be and that no criterion asks about: told, and never a reason to refuse a proposal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from told import told

from evaluator.proposals.reading import ReadProposal

Read = Callable[..., ReadProposal]

HEAD = "schema: cat2-proposal/1\n"
WHOLE = "found 38.4, where people, clinicians or entities are counted whole."
NOTHING = "where only a number above 0 says something."


@pytest.mark.parametrize(
    ("answers", "where", "said"),
    [
        ("significance: {segment: {number: 38.4, unit: people}}", "significance.segment.number", WHOLE),
        ("significance: {prevalence: {number: 38.4, unit: entities}}", "significance.prevalence.number", WHOLE),
        ("significance: {cost: {number: 38.4, unit: people}}", "significance.cost.number", WHOLE),
        ("significance: {risk: {number: {value: 38.4}, unit: clinicians}}", "significance.risk.number", WHOLE),
        ("significance: {segment: {value: {number: 38.4, unit: people}}}", "significance.segment.number", WHOLE),
        ("specification: {reporting_interval: {length: 0}}", "specification.reporting_interval.length", NOTHING),
        ("specification: {reporting_interval: {length: -0.5}}", "specification.reporting_interval.length", NOTHING),
        ("testing: {reliability: [{sample: 9}, {sample: 0}]}", "testing.reliability.1.sample", NOTHING),
        ("testing: {validity: [{sample: 0}]}", "testing.validity.0.sample", NOTHING),
        ("influence: {expert_rating: {raters: 0}}", "influence.expert_rating.raters", NOTHING),
    ],
)
def test_a_number_that_cannot_be_is_told_with_its_line(read: Read, answers: str, where: str, said: str) -> None:
    (warning,) = read(HEAD + answers).warnings

    assert (warning.where, warning.line) == (where, 2)
    assert said in told([warning.notice])[0]


@pytest.mark.parametrize(
    "answers",
    [
        "significance: {segment: {number: 38, unit: people}, risk: {number: 38.4, unit: deaths_per_year}}",
        "significance: {segment: {number: 38.0, unit: people}, prevalence: {number: 38.4, unit: percent}}",
        "significance: {segment: {number: 38.4}, prevalence: {number: unknown, unit: people}, risk: unknown}",
        "specification: {reporting_interval: {length: 0.5}, thresholds: [{number: -2.5}]}",
        "testing: {reliability: [{sample: 1, value: -0.2}, {sample: unknown}]}",
        "influence: {expert_rating: {raters: 1}}",
    ],
)
def test_a_number_that_can_be_is_not_told(read: Read, answers: str) -> None:
    assert read(HEAD + answers).warnings == ()
