"""What the rules derived is remembered by the outcomes it came from: that never changes what an evaluation says."""

from __future__ import annotations

import datetime
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator.api import Evaluator
from evaluator.engine import known_patterns
from evaluator.engine.chain import Chain
from evaluator.engine.known_patterns import KnownPatterns
from evaluator.engine.run import concluded, run
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import to_json_line, written

AS_OF = datetime.date(2026, 11, 21)
PACK = load_pack()
SEASONED, FORGETFUL = Evaluator(PACK, AS_OF), Evaluator(PACK, AS_OF)
EXAMPLES = [
    read_proposal(path, PACK).proposal for path in sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
]


_KEPT = ("schema", "id", "value", "not_applicable")  # without these it would be no proposal


def thinned(proposal: Proposal, rng: random.Random, share: float) -> Proposal:
    """Take answers out, some at every level."""

    def without(data: object) -> object:
        if isinstance(data, dict):
            return {key: without(held) for key, held in data.items() if key in _KEPT or rng.random() > share}
        return [without(row) for row in data] if isinstance(data, list) else data

    return Proposal.model_validate(without(written(proposal)))


@pytest.mark.untraced
@settings(max_examples=40, deadline=None)
@given(st.sampled_from(range(len(EXAMPLES))), st.integers(0, 10_000), st.sampled_from([0.02, 0.1, 0.3]))
def test_what_is_remembered_says_what_is_derived_anew(example, seed, share):
    proposal = thinned(EXAMPLES[example], random.Random(seed), share)  # noqa: S311  to choose examples
    FORGETFUL.compiled.patterns = KnownPatterns(FORGETFUL.compiled.plans)

    assert SEASONED.evaluate(proposal) == FORGETFUL.evaluate(proposal)
    assert SEASONED.summary(proposal) == FORGETFUL.summary(proposal)
    found = run(SEASONED.compiled, proposal, AS_OF)
    assert found.recommendation == found.recommended.word  # known by counts, and derived from these very findings


def test_what_is_derived_of_criteria_is_not_derived_again():
    compiled = Evaluator(PACK, AS_OF).compiled
    found = run(compiled, EXAMPLES[0], AS_OF)
    patterns = [criterion.pattern for criterion in found.criteria]
    compiled.patterns = KnownPatterns(compiled.plans)

    again = concluded(compiled, found.context, found.criteria)

    assert all(criterion.pattern is pattern for criterion, pattern in zip(again.criteria, patterns, strict=True))
    assert (again.findings, again.recommendation) == (found.findings, found.recommendation)


def test_equal_outcomes_are_given_to_the_rules_once(monkeypatch):
    evaluator, runs, chain_run = Evaluator(PACK, AS_OF), [], Chain.run

    def counted(self, facts, act):
        runs.append(act)
        return chain_run(self, facts, act)

    monkeypatch.setattr(Chain, "run", counted)
    first = evaluator.evaluate(EXAMPLES[0])
    fired = len(runs)
    renamed = json.loads(to_json_line(EXAMPLES[0]).replace("blood pressure", "pulse"))
    second = evaluator.evaluate(Proposal.model_validate({k: v for k, v in renamed.items() if k != "schema"}))

    assert fired == len(PACK.criteria) + 2  # each criterion, the form check and the recommendation
    assert len(runs) == fired
    assert second.trace == first.trace


def test_what_is_remembered_has_a_bound(monkeypatch):
    monkeypatch.setattr(known_patterns, "MOST_KEPT", 6)
    evaluator = Evaluator(PACK, AS_OF)
    told = [evaluator.evaluate(proposal) for proposal in EXAMPLES]

    known = evaluator.compiled.patterns
    assert 3 <= max(map(len, (known.patterns, known.derivations, known.recommendations))) <= 6
    assert told == [SEASONED.evaluate(proposal) for proposal in EXAMPLES]


def test_a_fault_of_the_rules_is_not_remembered(monkeypatch):
    evaluator, chain_run = Evaluator(PACK, AS_OF), Chain.run

    def broken(self, facts, act):
        if any(fact["id"] == "counts:A" for fact in facts):
            raise RuntimeError("planted")
        return chain_run(self, facts, act)

    with monkeypatch.context() as patch:
        patch.setattr(Chain, "run", broken)
        assert evaluator.run(EXAMPLES[1]).word("A") == "error"

    assert evaluator.evaluate(EXAMPLES[1]) == SEASONED.evaluate(EXAMPLES[1])
    assert evaluator.summary(EXAMPLES[1]) == SEASONED.summary(EXAMPLES[1])


def test_the_trace_of_an_evaluation_is_that_of_the_run():
    """What is told of patterns once is in the order in which the rules fired, and nothing is left out."""
    for proposal in EXAMPLES:
        found = SEASONED.run(proposal)
        nodes = SEASONED.evaluate(proposal).trace.nodes

        put_in, derived = nodes[: len(found.facts)], nodes[len(found.facts) :]
        assert [{"id": node.id, **node.fact} for node in put_in] == list(found.facts)
        told = [(node.rule, node.because, {"id": node.id, **node.fact}) for node in derived]
        assert told == list(found.firings)


@pytest.mark.parametrize("outcome", ["met", "not_met"])
def test_what_people_prefer_is_remembered_apart(outcome):
    own, preferred = SEASONED.run(EXAMPLES[0]), SEASONED.run(EXAMPLES[0], disposed={"A": outcome})

    assert preferred.word("A") == outcome
    assert SEASONED.run(EXAMPLES[0]).findings == own.findings
