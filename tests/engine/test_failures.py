"""What becomes of a fault: it is an error where it arose, never anything else, and the rest stands."""

from __future__ import annotations

import builtins
import datetime
import sys
from pathlib import Path

import pytest

from evaluator.api import Evaluator
from evaluator.cli.options import ended_in_error
from evaluator.engine import chain as chain_module
from evaluator.engine.chain import Chain
from evaluator.engine.checks import CompiledCheck
from evaluator.engine.derive import Derivation
from evaluator.engine.facts import COLUMNS, counts_fact
from evaluator.engine.predicates import _years_before
from evaluator.engine.rules import definitions, place
from evaluator.errors import ChainError, EngineMissingError
from evaluator.model.evaluation import Evaluation
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal

EXAMPLE = Path(__file__).parents[2] / "examples" / "process-ready.yaml"
AS_OF = datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def evaluator() -> Evaluator:
    return Evaluator(load_pack(), AS_OF)


@pytest.fixture(scope="module")
def proposal(evaluator):
    return read_proposal(EXAMPLE, evaluator.pack).proposal


@pytest.fixture
def unused(evaluator) -> Evaluator:
    """Give one that has met no pattern of outcomes yet, so that all rules have to fire."""
    return Evaluator(evaluator.pack, AS_OF)


def findings(evaluation: Evaluation) -> dict[str, str]:
    return {one.id: one.finding for one in (evaluation.form, *evaluation.criteria)}


def test_a_check_that_raises_is_an_error_of_its_criterion_alone(evaluator, proposal, monkeypatch):
    sound = findings(evaluator.evaluate(proposal))
    observe = CompiledCheck.observe

    def broken(self, context):
        if self.check.id == "A.purpose_stated":
            raise ZeroDivisionError("planted")
        return observe(self, context)

    monkeypatch.setattr(CompiledCheck, "observe", broken)
    evaluation = evaluator.evaluate(proposal)

    assert findings(evaluation) == {**sound, "A": "error"}
    assert evaluation.recommendation.engine == "undetermined"
    assert [error.where for error in evaluation.errors] == ["A.purpose_stated"]
    assert "planted" in evaluation.errors[0].message
    assert ended_in_error(evaluation)


def test_applicability_that_raises_is_an_error_of_its_criterion_alone(evaluator, proposal, monkeypatch):
    sound = findings(evaluator.evaluate(proposal))
    original = evaluator.compiled.criteria
    target = next(n for n, plan in enumerate(original) if plan.criterion.id == "F")

    def raises(_context):
        raise ZeroDivisionError("planted")

    case = original[target].applies[0]
    broken = type(case)(case.case, raises, case.says)
    plan = type(original[target])(**{**vars(original[target]), "applies": (broken,)})
    monkeypatch.setattr(evaluator.compiled, "criteria", (*original[:target], plan, *original[target + 1 :]))
    evaluation = evaluator.evaluate(proposal)

    assert findings(evaluation) == {**sound, "F": "error"}


def test_rules_that_fail_in_one_criterion_leave_the_others_standing(evaluator, unused, proposal, monkeypatch):
    sound = findings(evaluator.evaluate(proposal))
    act = Derivation.act

    def broken(self, rule, matched):
        if any(fact["of"] == "G" and fact["kind"] == "all" for fact in matched):
            raise ZeroDivisionError("planted")
        return act(self, rule, matched)

    monkeypatch.setattr(Derivation, "act", broken)
    evaluation = unused.evaluate(proposal)

    assert findings(evaluation) == {**sound, "G": "error"}
    assert evaluation.recommendation.engine == "undetermined"

    monkeypatch.setattr(Derivation, "act", act)
    assert findings(unused.evaluate(proposal)) == sound  # what failed is not remembered


def test_rules_that_fail_everywhere_are_not_hidden(unused, proposal, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(Derivation, "act", broken)

    with pytest.raises(ZeroDivisionError, match="planted"):
        unused.evaluate(proposal)


def group(name: str) -> dict:
    return counts_fact(name, "all", 0, {**dict.fromkeys(COLUMNS, 0), "true": 1, "flagged": 0})


def derivation(*names: str) -> Derivation:
    return Derivation({name: {"parent": "above", "place": place(1, 0)} for name in names})


def test_a_fact_that_no_rule_wants_is_an_error_and_the_next_run_is_sound():
    chain = Chain(definitions())

    with pytest.raises(ChainError, match="no rule"):
        chain.run([group("A"), {"id": "roster:B", "kind": "roster", "of": "B", "gathers": 99}], derivation("A").act)

    again = derivation("A")
    chain.run([group("A")], again.act)
    assert again.findings["A"]["finding"] == "met"


def test_a_fact_asserted_twice_is_an_error():
    chain = Chain(definitions())

    with pytest.raises(ChainError, match="asserted before"):
        chain.run([group("A"), group("A")], derivation("A").act)


def test_a_fact_that_the_engine_cannot_read_is_an_error():
    chain = Chain(definitions())
    fact = {**group("A"), "true": float("nan")}

    with pytest.raises(ChainError):
        chain.run([fact], derivation("A").act)


def test_rules_without_end_are_stopped(monkeypatch):
    monkeypatch.setattr(chain_module, "_MOST_FIRINGS", 1)
    chain = Chain(definitions())

    with pytest.raises(ChainError, match="do not come to an end"):
        chain.run([group("A"), group("B")], derivation("A", "B").act)


def test_a_run_without_facts_fires_nothing():
    assert Chain(definitions()).run([], derivation().act) == []


def test_a_closed_chain_frees_its_rules():
    for _ in range(50):
        Chain(definitions()).close()


def test_a_missing_engine_is_one_sentence_with_the_command_that_rebuilds_it(monkeypatch):
    load = builtins.__import__

    def without(name, *rest, **named):
        if name == "durable_rules_engine":
            raise ImportError("undefined symbol")
        return load(name, *rest, **named)

    chain_module._engine.cache_clear()
    monkeypatch.delitem(sys.modules, "durable_rules_engine", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)

    with pytest.raises(EngineMissingError, match=r"pip install .* durable-rules==2\.0\.28"):
        chain_module._engine()
    chain_module._engine.cache_clear()


def test_a_library_without_that_option_is_left_alone(monkeypatch):
    monkeypatch.setattr(chain_module.ctypes, "CDLL", lambda _name: object())

    chain_module._keep_heap()


def test_five_years_before_a_leap_day_is_the_last_of_february():
    assert _years_before(datetime.date(2028, 2, 29), 5) == datetime.date(2023, 2, 28)


def test_years_that_reach_before_the_first_begin_with_it():
    assert _years_before(datetime.date(2028, 3, 1), 200000) == datetime.date(1, 3, 1)
    assert _years_before(datetime.date(2028, 2, 28), 4) == datetime.date(2024, 2, 28)


def test_elsewhere_than_on_linux_the_heap_is_left_alone(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")

    chain_module._keep_heap()
