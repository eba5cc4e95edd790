"""One set of answers that conditions are judged on by hand."""

from __future__ import annotations

from typing import Any

from reference.answers import Situation
from reference.building import TODAY, guide, pack, proposal

SOURCES = [
    {"id": "E1", "citation": "A trial", "year": 2020, "grade": "a", "scheme": "uspstf"},
    {"id": "E2", "citation": "TBD", "year": 2020},
    {"id": "E3", "citation": "A cohort", "grade": "D", "scheme": "USPSTF"},
]
SAID: dict[str, Any] = {
    "measure.type": "outcome",
    "measure.title": {"value": "Falls", "evidence": ["E1", "E3"]},
    "measure.version": "  tbd ",
    "measure.developer": "Draft: the society",
    "measure.setting": {"value": "Home", "evidence": ["E2", "E9"]},
    "measure.steward": "absent",
    "measure.description": "absent",
    "measure.act": {"not_applicable": "It has none."},
    "measure.improvement": {"not_applicable": "It may not say so."},
    "measure.last_reviewed": "2024-05-01",
    "measure.maintenance_interval_years": 3,
    "measure.parts": [{"type": "outcome"}, {"type": "process", "name": "A"}, {"name": "a"}],
    "measure.identifiers": "absent",
    "use.purposes": ["payment", "research"],
    "specification.measurement_period": {"length": 1, "unit": "years"},
    "specification.numerator_window": "absent",
    "specification.exclusions": "absent",
    "specification.exceptions": "unknown",
    "specification.terms": {"not_applicable": "No terms."},
    "significance.segment": {"number": 300000, "unit": "people", "year": 2021, "evidence": ["E1"]},
    "development.members": [{"name": "Ann", "affiliation": "absent"}, {"name": "Ben", "affiliation": "A clinic"}],
    "applicant.funders": [{"name": "A ministry"}, {"name": "a clinic"}],
    "evidence.sources": SOURCES,
    "evidence.guidelines": [{"source": "E1", "standing": "national"}, {"source": "E2"}, {"standing": "local"}],
    "codes": [{"code": "300XF", "channels": ["claims"]}, {"code": "301XF"}],
    "reporting.states": [{"code": "300XF", "modifier": "1P"}, {"code": "301XF"}, {"code": "300XF"}],
}
FIELDS = {
    "measure.steward": guide(absent="denial"),
    "measure.act": guide(may_claim_not_applicable=True),
    "specification.numerator_window": guide(absent="denial"),
    "specification.exclusions": guide(absent="answer"),
    "specification.terms": guide(may_claim_not_applicable=True),
    "development.members[].affiliation": guide(absent="answer"),
    "evidence.guidelines[].source": guide(evidence=("citation", "year")),
}


def situation(answers: dict[str, Any] = SAID, **define: str) -> Situation:
    return Situation(pack(fields=FIELDS), proposal(answers), TODAY, define)
