"""A clause comes to what its checks come to together, joined as the logic joins them."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pytest
from small_pack import small  # noqa: F401  a fixture

from evaluator.api import Evaluator
from evaluator.engine.checks import CompiledCheck
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal

DAY = datetime.date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[2] / "examples"
SAME = {"true": "met", "false": "not_met", "unknown": "incomplete", "judgement": "needs_judgement"}


@cache
def evaluator():
    return Evaluator(load_pack(), DAY)


@cache
def evaluated(name):
    return evaluator().evaluate(read_proposal(EXAMPLES / f"{name}.yaml", evaluator().pack).proposal)


def clauses(evaluation, criterion):
    found = next(one for one in evaluation.criteria if one.id == criterion)
    return {one.words: (one.finding, one.needed) for one in found.clauses}


@pytest.mark.untraced
@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_clause_of_one_check_or_part_is_what_that_came_to(path):
    for criterion in evaluated(path.stem).criteria:
        findings = {part.key: part.finding for part in criterion.parts}
        findings |= {one.id: SAME.get(one.outcome, one.outcome) for one in criterion.checks if one.key == one.id}
        single = {one.checks[0]: one.finding for one in criterion.clauses if len(one.checks) == 1}

        assert {name: word for name, word in single.items() if findings.get(name, word) != word} == {}


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_clause_of_all_parts_is_what_the_criterion_is(path):
    for criterion in evaluated(path.stem).criteria:
        for clause in criterion.clauses:
            if len(clause.checks) > 1 and set(clause.checks) == {part.id for part in criterion.parts}:
                assert clause.finding == criterion.finding


def test_alternatives_within_a_clause_count_as_the_better_one():
    assert clauses(evaluated("process-with-gaps"), "B")["is substantially influenced by"] == ("met", True)


def test_a_clause_that_another_way_has_settled_is_not_needed():
    found = clauses(evaluated("outcome-for-judgement"), "F")

    assert found["Risk adjustment specifications"] == ("met", True)
    assert found["compelling evidence as to why risk adjustment is not relevant"] == ("incomplete", False)


def test_words_that_no_check_decides_about_have_no_finding():
    assert clauses(evaluated("outcome-for-judgement"), "F")["for all outcome measures submitted"] == (None, True)


def test_where_a_criterion_does_not_apply_its_clauses_do_not():
    found = clauses(evaluated("process-ready"), "F")

    assert {word for word, _ in found.values()} == {"not_applicable", None}


def test_a_check_of_no_clause_is_told_besides():
    content = next(one for one in evaluated("separately-payable-service").criteria if one.id == "I")

    besides = {one.checks: one.finding for one in content.besides}
    assert besides["I.not_separate",] == "not_met"
    assert {one.finding for one in content.clauses} == {"met"}


def test_an_empty_list_says_for_all_checks_of_its_items():
    found = evaluator().evaluate(Proposal())

    assert clauses(found, "I")["to support performance measurements"] == ("incomplete", True)
    assert clauses(found, "H")["Facilitates reporting of performance measure(s)"][0] == "incomplete"


def test_what_could_not_be_evaluated_is_an_error_unless_the_others_settle_it(monkeypatch):
    def broken_for(*names):
        observe = CompiledCheck.observe

        def broken(self, context):
            if self.check.id in names:
                raise ValueError("broken")
            return observe(self, context)

        monkeypatch.setattr(CompiledCheck, "observe", broken)
        found = evaluator().evaluate(read_proposal(EXAMPLES / "process-ready.yaml", evaluator().pack).proposal)
        monkeypatch.undo()
        return found

    influenced, detailed = "is substantially influenced by", "Sufficiently detailed"
    assert clauses(broken_for("B.influence"), "B")[influenced][0] == "met"
    assert clauses(broken_for("B.action_described"), "B")[influenced][0] == "error"
    assert clauses(broken_for("G.level"), "G")[detailed][0] == "error"


START = '[[check]]\nid = "X.specified"'
QUOTE = '[quote]\nwords = "Specified, by enough people"\nof = "Nobody"\nread = 2026-01-01\n'
BOTH = '[[clause]]\nwords = "by enough people"\nchecks = ["X.specified", "X.people"]\n'
LOGIC = 'logic = { all = ["X.specified", "X.people"] }'
CLAIM = {"development": {"members": {"not_applicable": "One author."}}}
DENIED = {"risk_adjustment": {"specification": "absent"}}


@pytest.mark.parametrize(
    ("logic", "answers", "expected"),
    [
        (LOGIC, {}, "incomplete"),
        (LOGIC, CLAIM, "incomplete"),
        (LOGIC, DENIED | CLAIM, "not_met"),
        ('logic = { any = ["X.specified", "X.people"], gap = "write" }', DENIED | CLAIM, "not_met"),
        ('logic = { any = ["X.specified", "X.people"], gap = "write" }', DENIED, "incomplete"),
        ('logic = { at_least = 1, of = ["X.specified", "X.people"], gap = "write" }', DENIED, "incomplete"),
        ('logic = { at_least = 2, of = ["X.specified", "X.people"], gap = "write" }', DENIED | CLAIM, "not_met"),
    ],
)
def test_a_clause_of_every_check_is_what_the_rules_derive(small, logic, answers, expected):  # noqa: F811  the fixture
    pack = load_pack(small(("x/criterion.toml", LOGIC, logic), ("x/criterion.toml", START, QUOTE + BOTH + START)))
    (criterion,) = Evaluator(pack, DAY).evaluate(Proposal.model_validate(answers)).criteria

    assert criterion.finding == expected
    assert criterion.clauses[0].finding == expected


def test_a_claim_alone_is_for_the_panel(small):  # noqa: F811  the fixture
    people = '[[clause]]\nwords = "by enough people"\nchecks = ["X.people"]\n'
    pack = load_pack(small(("x/criterion.toml", START, QUOTE + people + START)))
    (criterion,) = Evaluator(pack, DAY).evaluate(Proposal.model_validate(CLAIM)).criteria

    assert criterion.clauses[0].finding == "needs_judgement"
