"""A proposal: everything an applicant says about a code to add, revise or delete, section by section."""

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
    # Sections with nothing in them are made without validation, which would have to be prepared for each of them.
    change: Change = Change.model_construct()
    applicant: Applicant = Applicant.model_construct()
    codes: Answer[tuple[Code, ...]] = BLANK
    measure: Measure = Measure.model_construct()
    use: Use = Use.model_construct()
    specification: Specification = Specification.model_construct()
    significance: Significance = Significance.model_construct()
    evidence: Evidence = Evidence.model_construct()
    influence: Influence = Influence.model_construct()
    burden: Burden = Burden.model_construct()
    risk_adjustment: RiskAdjustment = RiskAdjustment.model_construct()
    reporting: Reporting = Reporting.model_construct()
    testing: Testing = Testing.model_construct()
    development: Development = Development.model_construct()
    disclosures: Disclosures = Disclosures.model_construct()
    extra: dict[str, dict[str, Any]] = {}
