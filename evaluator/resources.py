"""Where the folders `criteria/` and `templates/` are, in a checkout and in an installed package."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def criteria_folder() -> Traversable:
    """Find the rule author's folder: one folder per pack."""
    return _folder("criteria")


def templates_folder() -> Traversable:
    """Find the report designer's folder."""
    return _folder("templates")


def _folder(name: str) -> Traversable:
    packaged = files("evaluator") / f"_{name}"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / name
