"""Results are made without validation, so here they are validated."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from pydantic import BaseModel

from evaluator.advice.examples import proposal_with
from evaluator.api import Evaluator
from evaluator.engine import run
from evaluator.engine.tables import rows_of_examples
from evaluator.engine.trusted import trusted
from evaluator.model.answers import Answer
from evaluator.model.evaluation import Evaluation, Scope
from evaluator.model.notices import Found, Notice, as_written
from evaluator.packs import available_packs, load_pack
from evaluator.packs.reading import load_examples
from evaluator.proposals.reading import read_proposal

ROOT = Path(__file__).parents[2]
DAY = datetime.date(2026, 11, 21)
WARNINGS = (
    as_written("A warning."),
    Notice(code="no_text", where="a.b", values={"value": (Found(kind="list", text="2"),)}),
)
PACKS = [
    *(pytest.param(str(folder), None, id=name) for name, _, folder in available_packs()),
    pytest.param(None, str(ROOT / "examples" / "society" / "profile.toml"), id="society"),
]


def assert_valid(evaluation: Evaluation) -> None:
    """Compare with what validation makes of the same data, value by value and with the types of all values."""
    again = Evaluation.model_validate(evaluation.model_dump(by_alias=True))
    assert again == evaluation
    assert repr(again) == repr(evaluation)
    assert again.model_dump_json(by_alias=True) == evaluation.model_dump_json(by_alias=True)


@pytest.mark.untraced
@pytest.mark.parametrize(("pack", "profile"), PACKS)
def test_what_is_made_without_validation_is_what_validation_makes(pack: str | None, profile: str | None) -> None:
    evaluator = Evaluator(load_pack(pack, profile), DAY)

    for path in sorted((ROOT / "examples").glob("*.yaml")):
        assert_valid(evaluator.evaluate(read_proposal(path, evaluator.pack).proposal, WARNINGS))


@pytest.mark.slow
def test_the_examples_of_the_criteria_give_valid_results() -> None:
    evaluator = Evaluator(load_pack(), DAY)

    for examples in load_examples(None, evaluator.pack).values():
        for example in examples[::4]:
            proposal = proposal_with(example.answers)
            own = rows_of_examples(evaluator.pack, example.tables)
            assert_valid(evaluator.assemble(proposal, run(evaluator.compiled, proposal, DAY, own=own)))


def test_what_is_left_out_has_its_default_in_its_place() -> None:
    made = trusted(Scope, {"label": "a code", "kind": "codes"})

    assert made == Scope(kind="codes", label="a code")
    assert list(vars(made)) == ["kind", "id", "label"]
    assert isinstance(made, BaseModel)
    assert made.model_copy(update={"id": "1"}) == Scope(kind="codes", id="1", label="a code")


def test_an_answer_that_is_blank_in_another_way_reads_the_same() -> None:
    evaluator = Evaluator(load_pack(), DAY)
    blank = proposal_with({})
    also = blank.model_copy(update={"measure": blank.measure.model_copy(update={"title": Answer(state="blank")})})

    assert evaluator.evaluate(also) == evaluator.evaluate(blank)
