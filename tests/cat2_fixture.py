"""Run the command line as a person does, without starting a process each time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from evaluator.cli import main


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def cat2(capsys, monkeypatch) -> Callable[..., Ran]:
    def run(*words: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["cat2", *map(str, words)])
        code = 0
        try:
            main()
        except SystemExit as left:
            code = int(left.code or 0)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run
