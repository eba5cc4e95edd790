"""What is asked of a proposal, and what is read through the register of evidence."""

from __future__ import annotations

import datetime

import pytest

from evaluator.api import Evaluator
from evaluator.engine.answers import Answers, context_of
from evaluator.engine.inputs import Inputs
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.proposals.document import Document, SourceMap
from evaluator.proposals.reading import proposal_of

PACK = load_pack()
DAY = datetime.date(2026, 11, 22)


def _context(data):
    document = Document({"schema": "cat2-proposal/1", **data}, SourceMap(dict))
    return context_of(proposal_of(document, PACK).proposal, DAY)


def _counting(kind):
    return {"measure": {"type": kind}, "significance": {"outcome_link_kind": "counts_the_outcome"}}


def _claimed(*minutes):
    claim = {"not_applicable": "The pharmacy's claim needs no work on a case"}
    return {"burden": {"abstraction_avoided": "no", **dict.fromkeys(minutes, claim)}}


@pytest.mark.parametrize(("kind", "asked"), [("revise", True), ("add", False), (None, False)])
def test_a_field_of_a_revision_is_asked_of_a_revision(kind, asked):
    relevance = Inputs(PACK, Answers(PACK)).relevance(_context({"change": {"kind": kind}}))

    path = next(path for path, guide in PACK.fields.items() if guide.relevant.endswith("change.kind = revise"))
    assert relevance[path] is asked


@pytest.mark.parametrize(
    ("path", "stated", "asked"),
    [
        ("specification.thresholds", {"measure": {"type": "patient_reported_outcome"}}, True),
        ("specification.thresholds", {"measure": {"type": "intermediate_outcome"}}, True),
        ("specification.thresholds", {"measure": {"type": "outcome"}}, False),
        ("specification.thresholds", {"measure": {"type": "composite"}}, False),
        ("significance.outcome_link", {"measure": {"type": "process"}}, True),
        ("significance.outcome_link", {"measure": {"type": "outcome"}}, False),
        ("significance.outcome_link", {"measure": {"type": "composite"}}, None),
        ("significance.outcome_link", _counting("composite"), False),
        ("significance.outcome_link", _counting("process"), True),
        ("significance.outcome_link_kind", {"measure": {"type": "composite"}}, True),
        ("significance.outcome_link_kind", {"measure": {"type": "patient_reported_outcome"}}, False),
        ("burden.minutes_are", _claimed("minutes_before", "minutes_after"), False),
        ("burden.minutes_are", _claimed("minutes_before"), True),
        ("burden.minutes_are", _claimed(), True),
    ],
)
def test_a_field_is_asked_where_a_check_waits_for_it(path, stated, asked):
    relevance = Inputs(PACK, Answers(PACK)).relevance(_context({"change": {"kind": "add"}, **stated}))

    assert relevance[path] is asked


def test_a_field_that_nothing_in_force_reads_is_not_asked():
    inputs = Inputs(PACK, Answers(PACK), unasked=frozenset({"burden.pilot"}))

    assert inputs.relevance(_context({}))["burden.pilot"] is False


def test_what_is_read_through_a_source_that_is_not_named_is_blank():
    proposal = {"evidence": {"guidelines": [{"stance": "recommends"}]}}
    context = _context(proposal)
    guideline = context.proposal.evidence.guidelines.value[0]

    answer = Answers(PACK).reader(("item", "source", "grade"), "evidence.guidelines")(context.with_item(guideline))

    assert answer.state == "blank"


def test_a_source_that_is_not_in_the_register_is_cited_nowhere():
    title = {"value": "A measure", "evidence": ["E9"]}
    numerator = {"value": "Patients weighed", "evidence": ["E9"]}
    data = {"schema": "cat2-proposal/1", "measure": {"title": title}, "specification": {"numerator": numerator}}

    found = Evaluator(PACK, DAY).evaluate(Proposal.model_validate(data))

    assert [cited for criterion in (found.form, *found.criteria) for cited in criterion.evidence] == []
