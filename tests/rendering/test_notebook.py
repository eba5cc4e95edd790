"""An evaluation in a notebook: readable on light and dark ground and on a telephone, and twice on one page."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe import violations
from playwright.sync_api import Browser, Page
from report_samples import deletion, everything, nothing_open

from evaluator.rendering.notebook import as_html

GROUNDS = {"light": ("#fff", "#1b1f24"), "dark": ("#111", "#e0e0e0")}
# As notebooks style what a cell puts out.
NOTEBOOK = """<!doctype html><html lang="en"><head><title>A notebook</title><style>
body {{ background: {ground}; color: {ink}; font: 14px/1.5 sans-serif; margin: 8px; }}
.out td, .out th, .out tr {{ text-align: right; border: none; padding: .5em; white-space: normal; }}
.out tbody tr:nth-child(odd) {{ background: rgba(130, 130, 130, .1); }}
.out code {{ background: none; }}
</style></head><body><main class="out"><h1>A notebook</h1>{outputs}</main></body></html>"""


@pytest.fixture(params=[1280, 360])
def page(request: pytest.FixtureRequest, browser: Browser):
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


def _show(page: Page, folder: Path, ground: str, *outputs: str) -> None:
    paper, ink = GROUNDS[ground]
    file = folder / f"{ground}.html"
    file.write_text(NOTEBOOK.format(ground=paper, ink=ink, outputs="".join(outputs)), encoding="utf-8")
    page.goto(file.as_uri())


@pytest.mark.parametrize("ground", GROUNDS)
def test_nothing_keeps_a_person_from_reading_it(page: Page, tmp_path: Path, ground: str) -> None:
    _show(page, tmp_path, ground, *(as_html(sample()) for sample in (everything, nothing_open, deletion, everything)))

    found = violations(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert [(each["id"], [node["html"] for node in each["nodes"]][:2]) for each in found] == []
    assert wide <= 0


def test_the_notebook_keeps_its_own_looks(page: Page, tmp_path: Path) -> None:
    own = "<p id=own>Text of the notebook</p><table id=table><tr><td>1</td></tr></table>"
    looks = """() => [...document.querySelectorAll("#own, #table td")].map(each =>
      { const s = getComputedStyle(each); return [s.fontSize, s.textAlign, s.margin, s.maxWidth, s.color]; })"""

    _show(page, tmp_path, "light", own)
    before = page.evaluate(looks)
    _show(page, tmp_path, "light", own, as_html(everything()))

    assert page.evaluate(looks) == before
