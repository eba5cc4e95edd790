"""A server for each test file, and people who ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from web_server import Person, Served, running

from evaluator.store.proposals import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    store = Store(tmp_path_factory.mktemp("data"))
    with running(store) as url:
        yield Served(url, store)
    store.close()


@pytest.fixture
def person(served: Served) -> Iterator[Person]:
    with Person(served.url) as client:
        client.get("/")
        yield client


@pytest.fixture
def another(served: Served) -> Iterator[Callable[[], Person]]:
    clients: list[Person] = []

    def make() -> Person:
        clients.append(Person(served.url))
        clients[-1].get("/")
        return clients[-1]

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def opened(browser: Browser, served: Served) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_page(path: str = "/", width: int = 1280, *, script: bool = True) -> Page:
        context = browser.new_context(
            base_url=served.url, viewport={"width": width, "height": 900}, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.troubles = []  # type: ignore[attr-defined]
        page.on("console", lambda told: page.troubles.append(told.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.troubles.append(str(error)))  # type: ignore[attr-defined]
        page.on("dialog", lambda dialog: page.troubles.append(dialog.message))  # type: ignore[attr-defined]
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
