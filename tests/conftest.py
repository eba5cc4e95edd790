"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses golden files, so that `make golden` runs nothing else."""
    for item in items:
        if "golden" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.golden)


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with a file under tests/golden; under `make golden` rewrite that file instead."""
    return _compare_with_golden


def _compare_with_golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("CAT2_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    assert path.is_file(), f"tests/golden/{name} is not there: run `make golden` and read it"
    assert text == path.read_bytes().decode("utf-8"), f"{name} has changed: if it should, run `make golden`"
