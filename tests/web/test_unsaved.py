"""What is typed and could not be saved: it stays on the page, and is there for whoever comes back to it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from web_server import Served

from evaluator.web import form_routes

expect.set_options(timeout=30_000)  # a busy machine is slow, and that is no fault of a page


def test_what_is_typed_stays_while_the_server_does_not_answer(opened: Callable[..., Page], served: Served) -> None:
    made = served.store.create({})
    page = opened(f"/proposals/{made}/form/measure")

    page.route("**/form/**", lambda route: route.abort())
    page.locator('[id="v-measure.steward"]').fill("Somebody")

    expect(page.locator("[data-status]")).to_contain_text("Not saved")
    expect(page.locator('[id="v-measure.steward"]')).to_have_value("Somebody")


def test_save_leaves_the_page_once_the_server_answers_again_and_no_sooner(
    opened: Callable[..., Page], served: Served
) -> None:
    made = served.store.create({})
    page = opened(f"/proposals/{made}/form/measure")
    steward, save = page.locator('[id="v-measure.steward"]'), page.locator(".buttons button").first

    page.route("**/form/**", lambda route: route.abort())
    steward.fill("Somebody")
    save.click()
    expect(page.locator("[data-status]")).to_contain_text("Not saved: the server does not answer")
    with page.expect_event("requestfailed"):
        save.click()
    expect(steward).to_have_value("Somebody")

    page.unroute("**/form/**")
    with page.expect_navigation():
        save.click()
    expect(page.locator("#saved")).to_be_visible()
    assert served.store.version(made).data == {"measure": {"steward": "Somebody"}}


def test_what_the_server_does_not_take_is_there_after_going_back(opened: Callable[..., Page], served: Served) -> None:
    made = served.store.create({})
    page = opened("/")
    page.goto(f"/proposals/{made}/form/measure")
    steward, title = (page.locator(f'[id="v-measure.{name}"]') for name in ("steward", "title"))

    title.fill("x" * 2_100_000)
    steward.fill("Somebody")
    expect(page.locator("[data-status]")).to_contain_text("Not saved: the server does not take this page")
    with page.expect_navigation():
        page.locator(".buttons button").first.click()
    expect(page.locator("main")).to_contain_text("Too large: an answer has at most 2 MB")
    page.go_back()

    expect(steward).to_have_value("Somebody")
    title.fill("Short")
    expect(page.locator("[data-status]")).to_contain_text("saved as a draft")
    assert served.store.version(made).data == {"measure": {"steward": "Somebody", "title": "Short"}}


def test_what_was_typed_in_an_old_session_is_there_after_going_back(
    opened: Callable[..., Page], served: Served
) -> None:
    made = served.store.create({})
    page = opened("/")
    page.goto(f"/proposals/{made}/form/measure")
    page.context.clear_cookies()

    page.locator('[id="v-measure.steward"]').fill("Somebody")
    expect(page.locator("[data-status]")).to_contain_text("Not saved: the server does not take this page")
    with page.expect_navigation():
        page.locator(".buttons button").first.click()
    expect(page.locator("main")).to_contain_text("go back")
    page.go_back()

    expect(page.locator('[id="v-measure.steward"]')).to_have_value("Somebody")


def test_what_is_typed_while_a_draft_is_on_its_way_is_sent_by_whoever_leaves_after_save(
    opened: Callable[..., Page], served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, answered, told = served.store.create({}), form_routes._fragment, threading.Event()
    monkeypatch.setattr(form_routes, "_fragment", lambda *given: told.wait(30) and answered(*given))
    page = opened(f"/proposals/{made}/form/measure")
    steward, save = page.locator('[id="v-measure.steward"]'), page.locator(".buttons button").first

    with page.expect_request("**/form/measure"):
        steward.fill("Some")
    steward.fill("Somebody")
    save.click()
    page.goto("/")
    told.set()

    for _ in range(300):
        if served.store.version(made).data == {"measure": {"steward": "Somebody"}}:
            break
        page.wait_for_timeout(100)
    assert served.store.version(made).data == {"measure": {"steward": "Somebody"}}
