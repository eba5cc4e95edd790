"""What axe-core finds wrong with a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_SCRIPT = Axe().axe_script
_FOUND = "rules => axe.run({resultTypes: ['violations'], rules}).then(found => found.violations)"


def violations(page: Page, *, colours: bool = True) -> list[dict[str, Any]]:
    """Look at a page as it is shown now; axe is brought to it once, whatever widths it is looked at in.

    Colours take axe three times as long as all else. They are the same at every width, as `test_stylesheets.py` sees
    to, so that the widest is enough, at which no text is put out of sight.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(_FOUND, {"color-contrast": {"enabled": colours}})
    return found
