"""Fixtures that every test may use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cat2_fixture import cat2  # noqa: F401  a fixture for every test
from prepared import prepare_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser

prepare_once()  # before the tests are imported, which prepare packs too

# Without windows it is the same Chromium, and the tests of the form take three tenths less of the processors.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
OFFLINE = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--traced", default="", help="files and folders whose tests ran with coverage: leave those out")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what uses golden files or a browser, so that these tests can be run or left out together."""
    for item in items:
        for name in {"browser", "golden"}.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(name)
    traced = [config.rootpath / place for place in config.getoption("traced").split()]
    left_out = [item for item in items if _is_traced(item, traced)] if traced else []
    config.hook.pytest_deselected(items=left_out)
    known = set(left_out)
    items[:] = [item for item in items if item not in known]


def _is_traced(item: pytest.Item, places: list[Path]) -> bool:
    is_not = item.get_closest_marker("slow") or item.get_closest_marker("untraced")
    return not is_not and any(item.path.is_relative_to(place) for place in places)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium of this machine; where there is none, skip."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here (Debian: apt-get install chromium-headless-shell)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)
        yield chromium
        chromium.close()


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with a file under tests/golden; under `make golden` rewrite that file instead."""
    return _compare_with_golden


def _compare_with_golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("CAT2_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    assert path.is_file(), f"tests/golden/{name} is not there: run `make golden` and read it"
    assert text == path.read_bytes().decode("utf-8"), f"{name} has changed: if it should, run `make golden`"
