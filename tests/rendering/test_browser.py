"""The page in a real browser: on a telephone, on a desk, on paper, without colour and without a mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from report_samples import deletion, everything, nothing_open, rewritten

from evaluator.model.evaluation import Result
from evaluator.rendering.formats import render


def _long() -> Result:
    """Make a result whose every text holds a word that no line is wide enough for."""
    return rewritten(
        everything(), lambda text: text if text.startswith("https:") else f"{text} {'0f' * 60}_{'long.' * 30}"
    )


SAMPLES = [everything, nothing_open, deletion, _long]
# Text against the nearest ground behind it, as WCAG 2 computes it.
CONTRAST = """() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = element => {
    for (let each = element; each; each = each.parentElement) {
      const colour = channels(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  return [...document.body.querySelectorAll("*")]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .map(e => {
      const [a, b] = [light(channels(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
      return {text: e.textContent.trim().slice(0, 40), ratio: (a + 0.05) / (b + 0.05)};
    });
}"""
SHOWN_IN_DETAILS = """() => [...document.querySelectorAll("details:not(.trace) > :not(summary) *")]
  .filter(each => each.textContent.trim())
  .map(each => each.checkVisibility() && each.getBoundingClientRect().height > 0)"""
OUTSIDE = """() => [...document.body.querySelectorAll(":not(.skip):not(thead):not(thead *)")]
  .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(each => each.tagName + " " + each.textContent.trim().slice(0, 40))"""

CUT = """() => [...document.querySelectorAll("svg.picture text")]
  .filter(text => {
    const [inner, outer] = [text.getBoundingClientRect(), text.ownerSVGElement.getBoundingClientRect()];
    return inner.right > outer.right + 1 || inner.left < outer.left - 1 || inner.bottom > outer.bottom + 1;
  })
  .map(text => text.textContent)"""


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[[Result, int], Page]]:
    contexts = []

    def open_page(result: Result, width: int) -> Page:
        file = tmp_path / "report.html"
        file.write_text(render(result, "html"), encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}))
        page = contexts[-1].new_page()
        page.requests = []  # type: ignore[attr-defined]
        page.on("request", lambda request: page.requests.append(request.url))  # type: ignore[attr-defined]
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__)
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_out_of_the_page(
    sample: Callable[[], Result], width: int, opened: Callable[[Result, int], Page]
) -> None:
    page = opened(sample(), width)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize(("low", "high", "of"), [(8, 9, 9), (0, 1, 1), (0, 10, 10), (9, 10, 10), (10, 10, 10)])
def test_no_text_of_a_picture_is_cut(opened: Callable[[Result, int], Page], low: int, high: int, of: int) -> None:
    result = everything()
    readiness = result.evaluation.readiness.model_copy(update={"low": low, "high": high, "of": of})
    page = opened(
        result.model_copy(update={"evaluation": result.evaluation.model_copy(update={"readiness": readiness})}), 1280
    )

    assert page.locator("svg.readiness text").count() == 1
    assert page.evaluate(CUT) == []


def test_only_the_page_itself_is_asked_for(opened: Callable[[Result, int], Page]) -> None:
    page = opened(everything(), 1280)

    assert page.requests == [page.url]  # type: ignore[attr-defined]


def test_what_is_folded_on_screen_is_printed(opened: Callable[[Result, int], Page]) -> None:
    page = opened(everything(), 1280)
    on_screen = page.evaluate(SHOWN_IN_DETAILS)

    page.emulate_media(media="print")

    on_paper = page.evaluate(SHOWN_IN_DETAILS)
    assert len(on_paper) > 50
    assert not any(on_screen)
    assert all(on_paper)


def test_paper_says_that_the_trace_is_not_on_it(opened: Callable[[Result, int], Page]) -> None:
    page = opened(everything(), 1280)
    page.emulate_media(media="print")

    assert page.locator(".paper-only").is_visible()
    assert not page.locator("details.trace").is_visible()


def test_a_gap_is_cut_between_pages_at_its_rows_only(opened: Callable[[Result, int], Page]) -> None:
    page = opened(everything(), 1280)
    page.emulate_media(media="print")

    cut = page.evaluate(
        "[...document.querySelectorAll('article dl.why > div:not(:has(ul, ol)), article dl.why li')]"
        ".filter(each => getComputedStyle(each).breakInside !== 'avoid').map(each => each.innerText)"
    )

    assert cut == []
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.mark.parametrize("media", ["screen", "print"])
def test_every_text_stands_out_from_its_ground(media: str, opened: Callable[[Result, int], Page]) -> None:
    page = opened(everything(), 1280)
    page.emulate_media(media=media, color_scheme="dark")  # type: ignore[arg-type]

    texts = page.evaluate(CONTRAST)

    assert len(texts) > 100
    assert [text for text in texts if text["ratio"] < 4.5] == []


def test_the_keyboard_reaches_the_report_and_shows_where_it_is(opened: Callable[[Result, int], Page]) -> None:
    page = opened(everything(), 1280)

    page.keyboard.press("Tab")

    skip = page.locator(".skip")
    assert skip.evaluate("each => each === document.activeElement && getComputedStyle(each).outlineStyle") == "solid"
    assert skip.bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_criterion_in_the_strip_leads_to_its_gap(opened: Callable[[Result, int], Page]) -> None:
    page = opened(everything(), 360)

    page.locator(".strip a", has_text="Reduces burden").click()

    assert page.locator(":target h3").inner_text().startswith("C Reduces burden")
