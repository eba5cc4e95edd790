"""Import of FHIR R4 Measure resources: the names that the rest of the project uses."""

from __future__ import annotations

from evaluator.proposals.commented import to_commented_yaml
from evaluator.proposals.fhir.coverage import Coverage, coverage, coverage_table
from evaluator.proposals.fhir.files import measures_from, read_measures
from evaluator.proposals.fhir.measure import import_measure
from evaluator.proposals.imported import Imported

__all__ = [
    "Coverage",
    "Imported",
    "coverage",
    "coverage_table",
    "import_measure",
    "measures_from",
    "read_measures",
    "to_commented_yaml",
]
