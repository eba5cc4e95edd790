"""A server for each test file, and people who ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from web_server import Person, Served, running

from evaluator.store.proposals import Store


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
