"""The commands and files in the pages about wording, codes and the calendar work as they stand there."""

from __future__ import annotations

import shlex
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("wording.md", "codes-and-calendar.md")
FOUND = 1


def blocks(page: str, language: str) -> list[str]:
    fenced = (ROOT / "docs" / page).read_text(encoding="utf-8").split("```")[1::2]
    return [text for first, _, text in (block.partition("\n") for block in fenced) if first == language]


COMMANDS = [line for page in PAGES for block in blocks(page, "") for line in block.splitlines()]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch) -> Path:
    codes, calendar = blocks("codes-and-calendar.md", "toml")
    (tmp_path / "codes.toml").write_text(codes, encoding="utf-8")
    (tmp_path / "calendar.toml").write_text(calendar, encoding="utf-8")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("workplace")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs(cat2, command: str) -> None:
    program, *words = shlex.split(command)

    code, out, err = cat2(*words)

    assert program == "cat2"
    assert code in (0, FOUND), err
    assert out


def test_the_page_about_wording_names_every_detector_and_shows_valid_toml() -> None:
    from typing import get_args

    from evaluator.model.wording import Detector, ShapeName

    page = (ROOT / "docs" / "wording.md").read_text(encoding="utf-8")

    assert all(f"`{name}`" in page for name in (*get_args(Detector), *get_args(ShapeName)))
    assert all(tomllib.loads(block) for block in blocks("wording.md", "toml"))
