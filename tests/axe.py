"""What axe-core finds wrong with a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_SCRIPT = Axe().axe_script
_FOUND = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"


def violations(page: Page) -> list[dict[str, Any]]:
    """Look at a page as it is shown now; its second look at the same page is much faster, at whatever width."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(_FOUND)
    return found
