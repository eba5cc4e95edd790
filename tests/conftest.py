"""Fixtures that every test may use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cat2_fixture import cat2  # noqa: F401  a fixture for every test
from playwright.sync_api import Browser, sync_playwright

# Without windows it is the same Chromium, and the tests of the form take three tenths less of the processors.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
OFFLINE = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
GOLDEN = Path(__file__).parent / "golden"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses golden files or a browser, so that these tests can be run or left out together."""
    for item in items:
        for name in {"browser", "golden"}.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(name)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium of this machine; where there is none, skip."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here (Debian: apt-get install chromium-headless-shell)")
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
