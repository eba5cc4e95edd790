from __future__ import annotations

import re

import pytest
from html_pages import text_of
from web_server import Person, Served

from evaluator.api import Evaluator
from evaluator.errors import ChainError

EXAMPLES = ("process-ready", "deletion", "process-with-gaps")


@pytest.fixture(scope="module")
def made(served: Served) -> dict[str, str]:
    return {name: served.example(name) for name in EXAMPLES}


def _shown(person: Person, made: dict[str, str], address: str) -> list[str]:
    return [name for name, each in made.items() if f'href="/proposals/{each}"' in person.page(address)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", list(EXAMPLES)),
        ("finding=ready", ["process-ready"]),
        ("finding=for_judgement", ["deletion"]),
        ("change=delete", ["deletion"]),
        ("change=add", ["process-ready", "process-with-gaps"]),
        ("change=add&finding=ready", ["process-ready"]),
        ("change=revise", []),
        ("finding=%3Cscript%3E", []),
        ("change=add&q=nothing+like+it", []),
    ],
)
def test_the_list_is_narrowed_by_its_address(
    person: Person, made: dict[str, str], asked: str, expected: list[str]
) -> None:
    assert _shown(person, made, f"/?{asked}") == expected


def test_what_was_chosen_stays_in_sight_and_can_be_taken_back(person: Person, made: dict[str, str]) -> None:
    page = person.page("/?change=delete&q=unlike")

    assert re.findall(r'<option value="([^"]+)" selected', page) == ["delete"]
    assert 'value="unlike"' in page
    assert '<details class="narrow" open>' in page
    assert f"0 proposals shown. All {len(made)} proposals" in text_of(page)
    assert '<a href="/">' in page


def test_stewards_are_told_apart_whatever_their_capitals(served: Served, person: Person, made: dict[str, str]) -> None:
    one, other = (served.store.create({"measure": {"steward": each}}) for each in ("A  Society", "a society"))

    page = person.page("/?steward=a+society")

    assert all(f'href="/proposals/{each}"' in page for each in (one, other))
    assert not any(f'href="/proposals/{each}"' in page for each in made.values())
    assert f'href="/proposals/{one}"' not in person.page("/?steward=-")


def test_a_proposal_that_cannot_be_judged_is_listed_all_the_same(
    served: Served, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ChainError("told to fail")

    monkeypatch.setattr(Evaluator, "summary", fails)
    served.store.create({"measure": {"title": "Nobody can tell"}})

    assert "Nobody can tell ! Undetermined" in text_of(person.page("/?q=Nobody+can"))
