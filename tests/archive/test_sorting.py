"""The rows of a dashboard, sorted by a click as people sort."""

from __future__ import annotations

from pathlib import Path

from archive_runs import lines, proposal, scored
from playwright.sync_api import Browser, Page

from evaluator.archive.dashboard import dashboard


def _names(page: Page) -> list[str]:
    return [text.split("\n")[0] for text in page.locator(".matrix tbody th").all_inner_texts()]


def _first_page(run: Path, browser: Browser, *, titles: bool = True) -> Page:
    name, text = next(iter(dashboard([run], "confidential", titles=titles)))
    (run.parent / name).write_text(text, encoding="utf-8")
    page = browser.new_context().new_page()
    page.goto((run.parent / name).as_uri())
    return page


def test_a_heading_sorts_numbers_in_names_as_numbers(browser: Browser, tmp_path: Path) -> None:
    scored(tmp_path / "run", lines(tmp_path / "a.jsonl", (proposal(f"{n}") for n in range(12))))
    page = _first_page(tmp_path / "run", browser, titles=False)
    heading = page.locator(".matrix thead button").first

    heading.click()
    up = _names(page)
    heading.click()
    down = _names(page)

    assert up == [f"Proposal {n}" for n in range(1, 13)]
    assert down == up[::-1]


def test_a_heading_begins_with_a_and_with_the_highest_number(browser: Browser, tmp_path: Path) -> None:
    words = ["Zoster", "Élan", "aspirin", "Foot"]
    more = {"use": {"purpose": "To find ulcers early.", "intended_use": "quality_improvement", "programmes": "absent"}}
    rows = [proposal(word, **(more if word == "Foot" else {})) for word in words]
    scored(tmp_path / "run", lines(tmp_path / "a.jsonl", rows))
    page = _first_page(tmp_path / "run", browser)
    headings = page.locator(".matrix thead button")

    headings.nth(0).click()
    by_name = _names(page)
    headings.nth(2).click()
    by_gaps = page.locator(".matrix tbody td:nth-child(3)").all_inner_texts()

    assert by_name == [f"Measure {word}" for word in ("aspirin", "Élan", "Foot", "Zoster")]
    assert by_gaps == sorted(by_gaps, key=int, reverse=True)
    assert len(set(by_gaps)) > 1
