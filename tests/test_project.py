"""The project keeps its own promises: licence, layers, pinned versions, folders without code."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"), key=lambda path: path.name)
PINNED = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[0-9][0-9A-Za-z.]*)( ; (?P<marker>[a-z_]+ [!=<>]+ '[^']+'))?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@cache
def _pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _requirements(path: Path) -> list[list[str]]:
    """Split a requirements file into entries of one pin and its hashes."""
    joined = path.read_text(encoding="utf-8").replace("\\\n", " ")
    return [re.split(r"\s{2,}", line.strip()) for line in joined.splitlines()]


def _pins(path: Path) -> dict[str, str]:
    pins = [PINNED.fullmatch(entry[0]) for entry in _requirements(path)]
    return {pin["name"]: pin["version"] for pin in pins if pin}


def _layers() -> list[str]:
    contract = next(each for each in _pyproject()["tool"]["importlinter"]["contracts"] if each["id"] == "layers")
    return [name.strip(" ()") for layer in contract["layers"] for name in layer.split("|")]


def test_licence_is_apache_2_in_full() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert "Apache License\n                           Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    assert _pyproject()["project"]["license"] == "Apache-2.0"


@pytest.mark.parametrize(
    "promise",
    [
        "CPT is a registered trademark of the American Medical Association",
        "not affiliated with the AMA",
        "not covered by the licence of this software",
        "contains no CPT descriptor",
        "must hold the licence from the AMA",
        "predicts, represents or replaces a decision of the AMA",
    ],
)
def test_notice_says(promise: str) -> None:
    notice = " ".join((ROOT / "NOTICE").read_text(encoding="utf-8").split())

    assert promise in notice


def test_licence_and_notice_travel_with_the_package() -> None:
    assert _pyproject()["project"]["license-files"] == ["LICENSE", "NOTICE"]


def test_every_package_has_its_layer() -> None:
    packages = {
        path.stem
        for path in (ROOT / "evaluator").iterdir()
        if not path.name.startswith("_") and (path.suffix == ".py" or any(path.glob("*.py")))
    }

    assert packages <= set(_layers())


def test_contributing_names_every_layer_and_every_dependency() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    project = _pyproject()["project"]
    extras = project["optional-dependencies"].values()
    dependencies = [re.split(r"[\[<>=]", each)[0] for each in sum(extras, project["dependencies"])]

    unnamed = [name for name in [*_layers(), *dependencies] if f"`{name}`" not in contributing]

    assert unnamed == []


@pytest.mark.parametrize("folder", ["criteria", "templates"])
def test_folder_holds_no_python(folder: str) -> None:
    assert list((ROOT / folder).rglob("*.py")) == []


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_hashed_and_nothing_else_stands_there(path: Path) -> None:
    entries = _requirements(path)

    assert entries
    assert [pin for pin, *_ in entries if not PINNED.fullmatch(pin)] == []
    assert [pin for pin, *hashes in entries if not hashes] == []
    assert [each for _, *hashes in entries for each in hashes if not HASH.fullmatch(each)] == []


def test_core_and_dev_pin_the_same_versions() -> None:
    core = _pins(ROOT / "requirements" / "core.txt")
    dev = _pins(ROOT / "requirements" / "dev.txt")

    assert core
    assert core.items() <= dev.items()


def test_the_engine_is_pinned_as_the_project_asks_for_it() -> None:
    pin = _pins(ROOT / "requirements" / "core.txt")["durable-rules"]

    assert f"durable-rules=={pin}" in _pyproject()["project"]["dependencies"]
    assert f"durable-rules=={pin}" in (ROOT / "scripts" / "setup.sh").read_text(encoding="utf-8")


def test_the_engine_module_is_there() -> None:
    engine = import_module("durable_rules_engine")

    assert callable(engine.create_ruleset)
