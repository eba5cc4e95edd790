"""The folders are found where the package carries them, and else in the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evaluator import resources

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parent.parent


def test_a_checkout_uses_the_folders_that_people_edit() -> None:
    assert resources.criteria_folder() == ROOT / "criteria"
    assert resources.templates_folder() == ROOT / "templates"


def test_an_installed_package_uses_the_folders_it_carries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "_criteria").mkdir()
    (tmp_path / "_templates").mkdir()
    monkeypatch.setattr(resources, "files", lambda _package: tmp_path)

    assert resources.criteria_folder() == tmp_path / "_criteria"
    assert resources.templates_folder() == tmp_path / "_templates"
