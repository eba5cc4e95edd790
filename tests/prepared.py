"""Shipped packs that are read and compiled once in a process of tests: nothing changes them afterwards."""

from __future__ import annotations

import os
from pathlib import Path

from evaluator.engine.compile import CompiledPack
from evaluator.engine.plans import CriterionPlan
from evaluator.model.criteria import Criterion, Pack
from evaluator.packs import kept, reading

SHIPPED = Path(__file__).resolve().parents[1] / "criteria"
_read, _compiled = reading._whole, CompiledPack._criterion
_packs: dict[Path, Pack] = {}
_plans: dict[tuple[int, int, str], CriterionPlan] = {}


def prepare_once() -> None:
    """Begin to remember; processes that tests start read and compile anew, and nothing is kept from run to run."""
    os.environ[kept.FOLDER] = ""
    reading._whole = _read_once
    CompiledPack._criterion = _compiled_once  # type: ignore[method-assign]


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
    key = (id(compiled.pack), id(criterion), role)
    if key not in _plans:
        _plans[key] = _compiled(compiled, criterion, role)
    return _plans[key]
