"""Measures for the tests: made up by us, or the public ones beside the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from evaluator.proposals.fhir_measure import import_measure, read_measures

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluator.proposals.fhir_measure import Imported

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "fhir"


@pytest.fixture
def imported() -> Callable[..., Imported]:
    """Import a Measure made of these elements."""

    def from_elements(**elements: Any) -> Imported:
        return import_measure({"resourceType": "Measure", "status": "draft", "title": "Foot check", **elements})

    return from_elements


@pytest.fixture(scope="session")
def real_measures() -> list[dict[str, Any]]:
    """Read the public Measures; the tests over them are skipped where the folder is absent."""
    if not REAL.is_dir():
        pytest.skip("the folder ../shared/data with public Measures is absent")
    measures = [measure for file in sorted(REAL.rglob("*.json")) for measure in read_measures(file)]
    assert len(measures) == 44
    return measures
