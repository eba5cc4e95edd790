"""Every example of the shipped packs, judged by hand before it was run."""

from __future__ import annotations

import datetime

import pytest

from evaluator.advice.examples import differences
from evaluator.api import Evaluator
from evaluator.packs import available_packs, load_pack
from evaluator.packs.reading import load_examples

EVALUATORS = {
    f"{name}@{edition}": Evaluator(load_pack(str(folder)), datetime.date(2026, 11, 22))
    for name, edition, folder in available_packs()
}
EXAMPLES = [
    pytest.param(name, criterion, example, id=f"{criterion}-{example.id}")
    for name, evaluator in EVALUATORS.items()
    for criterion, examples in load_examples(name, evaluator.pack).items()
    for example in examples
]


@pytest.mark.parametrize(("name", "criterion", "example"), EXAMPLES)
def test_engine_and_hand_agree(name, criterion, example):
    assert differences(EVALUATORS[name], criterion, example) == []


def test_every_criterion_has_examples_met_and_silent():
    for name, evaluator in EVALUATORS.items():
        for criterion, examples in load_examples(name, evaluator.pack).items():
            assert len(examples) >= 3, f"{name} {criterion}"
