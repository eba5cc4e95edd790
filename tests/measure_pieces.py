"""Pieces of FHIR Measures, made up for tests."""

from __future__ import annotations

from typing import Any

CQFM = "http://hl7.org/fhir/us/cqfmeasures/StructureDefinition"


def concept(code: str, display: str = "") -> dict[str, Any]:
    return {"coding": [{"code": code, **({"display": display} if display else {})}]}


def extension(name: str, code: str, display: str = "") -> dict[str, Any]:
    return {"url": f"{CQFM}/{name}", "valueCodeableConcept": concept(code, display)}


def population(code: str, description: str | None = None) -> dict[str, Any]:
    said = {} if description is None else {"description": description}
    return {"code": concept(code), "criteria": {"language": "text/cql-identifier", "expression": code}, **said}


def risk_factor(**said: Any) -> dict[str, Any]:
    return {"usage": [concept("risk-adjustment-factor")], **said}
