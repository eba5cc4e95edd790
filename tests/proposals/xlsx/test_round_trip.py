"""A proposal goes into a workbook and comes back whole, whatever it says."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from proposals.drafts import drafts

from evaluator.model.criteria import Pack
from evaluator.proposals.document import Document, SourceMap
from evaluator.proposals.reading import proposal_of
from evaluator.proposals.writing import written
from evaluator.proposals.xlsx.reading import proposal_in
from evaluator.proposals.xlsx.writing import workbook_of

# A workbook of all questions takes a while to write and to read.
PATIENT = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@PATIENT
@given(drafts())
def test_a_workbook_reads_back_as_the_same_proposal(pack: Pack, draft: dict[str, Any]) -> None:
    proposal = proposal_of(Document(draft, SourceMap(dict)), pack).proposal

    read = proposal_in(workbook_of(pack, proposal), pack, "form.xlsx")

    assert written(read.proposal) == written(proposal)
