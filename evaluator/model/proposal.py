"""A proposal: everything an applicant says about a code to add, revise or delete, section by section."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import Field

from evaluator.model.answers import BLANK, Answer, Frozen, Text
from evaluator.model.measure_detail import Evidence, Influence, Significance, Specification
from evaluator.model.process import Burden, Development, Disclosures, Reporting, RiskAdjustment, Testing
from evaluator.model.sections import Applicant, Change, Code, Measure, Use

PROPOSAL_SCHEMA: Final = "cat2-proposal/1"


class Proposal(Frozen):
    """One proposal. Every section may be left out; every field then counts as blank."""

    schema_: Literal["cat2-proposal/1"] = Field(default=PROPOSAL_SCHEMA, alias="schema")
    id: str = Field(default="", max_length=120)
    note: Answer[Text] = BLANK
    change: Change = Change()
    applicant: Applicant = Applicant()
    codes: Answer[tuple[Code, ...]] = BLANK
    measure: Measure = Measure()
    use: Use = Use()
    specification: Specification = Specification()
    significance: Significance = Significance()
    evidence: Evidence = Evidence()
    influence: Influence = Influence()
    burden: Burden = Burden()
    risk_adjustment: RiskAdjustment = RiskAdjustment()
    reporting: Reporting = Reporting()
    testing: Testing = Testing()
    development: Development = Development()
    disclosures: Disclosures = Disclosures()
    extra: dict[str, dict[str, Any]] = {}
