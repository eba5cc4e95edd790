"""The page about why and what next: its commands run."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "why-and-what-next.md").read_text(encoding="utf-8")
BLOCKS = [block.partition("\n")[2].splitlines() for block in PAGE.split("```")[1::2]]


@pytest.mark.parametrize("commands", BLOCKS, ids=lambda commands: commands[-1])
def test_the_commands_run(cat2, commands, tmp_path, monkeypatch):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)

    for command in commands:
        ran = cat2(*shlex.split(command)[1:])
        assert (ran.code, ran.err) == (0, "")
        assert ran.out


def test_the_page_has_commands():
    assert len(BLOCKS) == 4
