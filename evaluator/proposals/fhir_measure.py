"""Import of FHIR R4 Measure resources: the names that the rest of the project uses."""

from __future__ import annotations

from evaluator.proposals.commented import to_commented_yaml
from evaluator.proposals.fhir.coverage import Coverage, coverage, coverage_table
from evaluator.proposals.fhir.files import ENDINGS, measures_from, read_measures, resources_of
from evaluator.proposals.fhir.measure import import_measure
from evaluator.proposals.imported import Imported

__all__ = [
    "ENDINGS",
    "Coverage",
    "Imported",
    "coverage",
    "coverage_table",
    "import_measure",
    "measures_from",
    "read_measures",
    "resources_of",
    "to_commented_yaml",
]
