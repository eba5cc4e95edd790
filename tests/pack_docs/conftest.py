"""The second pack, and copies of it to change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

SECOND = Path(__file__).parents[2] / "criteria" / "measure-evaluation" / "2026-11"


@pytest.fixture
def second() -> Path:
    return SECOND


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """Copy the second pack and replace texts in its files; each must stand there."""

    def change(*replacements: tuple[str, str, str], folder: str = "2027-01") -> Path:
        copy = tmp_path / "measure-evaluation" / folder
        shutil.copytree(SECOND, copy)
        for file, old, new in replacements:
            path = copy / file
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            assert old in text, f"{file} does not hold {old!r}"
            path.write_text(text.replace(old, new) if old else new, encoding="utf-8")
        return copy

    return change
