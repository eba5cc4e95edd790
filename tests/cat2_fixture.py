"""Run the command line as a person does, without starting a process and preparing the shipped packs each time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from evaluator.cli import main
from evaluator.engine.compile import CompiledPack
from evaluator.engine.plans import CriterionPlan
from evaluator.model.criteria import Criterion, Pack
from evaluator.packs import reading

SHIPPED = Path(__file__).parents[1] / "criteria"
_read, _compiled = reading._whole, CompiledPack._criterion
_packs: dict[Path, Pack] = {}
_plans: dict[tuple[int, str], CriterionPlan] = {}


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def cat2(capsys, monkeypatch) -> Callable[..., Ran]:
    # No command changes a pack or what was compiled of it; each process that a test starts reads and compiles anew.
    monkeypatch.setattr(reading, "_whole", _read_once)
    monkeypatch.setattr(CompiledPack, "_criterion", _compiled_once)

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


def _read_once(folder: Path, trail: tuple[Path, ...]) -> Pack:
    place = folder.resolve()
    if not place.is_relative_to(SHIPPED):
        return _read(folder, trail)
    if place not in _packs:
        _packs[place] = _read(folder, trail)
    return _packs[place]


def _compiled_once(compiled: CompiledPack, criterion: Criterion, role: str) -> CriterionPlan:
    if not any(compiled.pack is pack for pack in _packs.values()):
        return _compiled(compiled, criterion, role)
    key = (id(compiled.pack), criterion.id)
    if key not in _plans:
        _plans[key] = _compiled(compiled, criterion, role)
    return _plans[key]
