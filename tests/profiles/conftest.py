"""Profiles and packs written for one test, over the shipped pack."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator.packs.finding import pack_folder

Write = Callable[[str], str]
HEAD = """
id = "house"
title = "House"
author = "A society (invented)"
pack = "ama-category-ii"
"""


@pytest.fixture
def profile(tmp_path: Path) -> Write:
    """Write a profile with the usual head, and give its path."""

    def write(text: str, head: str = HEAD) -> str:
        path = tmp_path / "house.toml"
        path.write_text(head + text, encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def pack_copy(tmp_path: Path) -> Path:
    """Copy the AMA pack, to be changed."""
    return Path(shutil.copytree(pack_folder(None), tmp_path / "ama" / "2026-11"))
