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


@pytest.mark.parametrize(("kind", "asked"), [("revise", True), ("add", False), (None, False)])
def test_a_field_of_a_revision_is_asked_of_a_revision(kind, asked):
    relevance = Inputs(PACK, Answers(PACK)).relevance(_context({"change": {"kind": kind}}))

    path = next(path for path, guide in PACK.fields.items() if guide.relevant.endswith("change.kind = revise"))
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
