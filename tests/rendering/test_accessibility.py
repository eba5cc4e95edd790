"""Reports for people who read by other means: axe-core finds nothing, a keyboard reaches all, no script is needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from playwright.sync_api import Browser, Page
from report_samples import deletion, documents, everything, nothing_open

from evaluator.rendering.audiences import AUDIENCES, Audience, Reader
from evaluator.rendering.formats import render, render_packet

SAMPLES = {"everything": everything, "nothing-open": nothing_open, "deletion": deletion}
REPORTS = [(audience, sample) for audience in AUDIENCES for sample in SAMPLES]
VIEWS: list[tuple[int, Any]] = [(360, "screen"), (1280, "screen"), (1280, "print")]
REACHABLE = """() => [...document.querySelectorAll("a[href], summary, button, input, select, textarea, [tabindex='0']")]
  .filter(each => each.checkVisibility()).length"""
# Names an element by where it stands, so that two links of one wording differ.
FOCUSED = """() => {
  const each = document.activeElement;
  return each === document.body ? "" : String([...document.querySelectorAll("*")].indexOf(each));
}"""
SHOWS_FOCUS = "() => getComputedStyle(document.activeElement).outlineStyle"


def _report(audience: Audience, sample: str) -> str:
    if audience == "panel":
        return str(render_packet([SAMPLES[sample](), nothing_open()], "html"))
    return render(SAMPLES[sample](), "html", reader=Reader(audience, documents()))


@pytest.fixture(scope="module")
def reports(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], Page]]:
    """Open every report once."""
    folder: Path = tmp_path_factory.mktemp("reports")
    context = browser.new_context()
    opened = {}
    for audience, sample in REPORTS:
        file = folder / f"{audience}-{sample}.html"
        file.write_text(_report(audience, sample), encoding="utf-8")
        opened[audience, sample] = context.new_page()
        opened[audience, sample].goto(file.as_uri())
    yield opened
    context.close()


@pytest.mark.parametrize(("audience", "sample"), REPORTS)
def test_axe_finds_nothing(audience: str, sample: str, reports: dict[tuple[str, str], Page]) -> None:
    page, found = reports[audience, sample], []

    for width, media in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media=media)
        wrong = violations(page, colours=width == 1280)
        found += [(width, media, each["id"], [node["html"][:90] for node in each["nodes"][:3]]) for each in wrong]

    page.emulate_media(media="screen")
    assert found == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_keyboard_reaches_everything_and_shows_where_it_is(
    audience: str, reports: dict[tuple[str, str], Page]
) -> None:
    page = reports[audience, "everything"]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate("document.body.focus()")
    wanted = page.evaluate(REACHABLE)

    reached, shown = set(), set()
    for _ in range(wanted):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(FOCUSED))
        shown.add(page.evaluate(SHOWS_FOCUS))

    assert wanted > 10
    assert len(reached - {""}) == wanted
    assert shown == {"solid"}


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_out_of_the_page(audience: str, width: int, reports: dict[tuple[str, str], Page]) -> None:
    page = reports[audience, "everything"]
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("audience", AUDIENCES)
def test_without_script_nothing_is_lost(audience: Audience, browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(_report(audience, "everything"), encoding="utf-8")
    texts = []

    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto(file.as_uri())
        texts.append(page.locator("body").inner_text())
        context.close()

    assert texts[0] == texts[1]
    assert len(texts[0]) > 1000
