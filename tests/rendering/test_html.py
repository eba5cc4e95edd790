"""The page is well-formed, loads nothing, shows everything, and takes no text for markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from html_pages import elements_of, text_of
from pydantic import BaseModel
from report_samples import deletion, everything, nothing_open, rewritten

from evaluator.model.evaluation import CheckResult, GapOption, GapResult, Result
from evaluator.model.scope import Scope
from evaluator.rendering.formats import render
from evaluator.rendering.values import sentence_in_words, shortened, value_in_words

SAMPLES = [everything, nothing_open, deletion]
PLANTED = """<script>alert(1)</script>"'><img src=x onerror=alert(1)>&amp;{{ 7 * 7 }}"""
# Keys that lead from one piece of data to another, and texts that a report says in its own words.
UNSEEN = {"key", "of", "items", "needs", "part", "kind", "path", "where"}
# What an id leads to is shown. Of a check behind a gap there is its id, with the question of its part.
UNSEEN_OF = {
    (GapResult, "id"),
    (GapResult, "checks"),
    (GapOption, "id"),
    (GapOption, "checks"),
    (Scope, "id"),
    (CheckResult, "asks"),
}


@pytest.fixture(params=SAMPLES, ids=lambda sample: sample.__name__)
def page(request: pytest.FixtureRequest) -> str:
    return render(request.param(), "html")


def test_page_has_language_title_and_landmarks(page: str) -> None:
    elements = elements_of(page)
    tags = Counter(each.tag for each in elements)

    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert [tags[each] for each in ("html", "header", "main", "footer", "nav", "h1")] == [1] * 6
    assert tags["title"] == 1 + tags["svg"]
    assert elements[[each.tag for each in elements].index("body") + 1].attributes["href"] == "#main"


def test_headings_step_down_one_at_a_time(page: str) -> None:
    levels = [int(each.tag[1]) for each in elements_of(page) if re.fullmatch(r"h[1-6]", each.tag)]

    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] - pair[0] > 1] == []


def test_no_id_stands_twice_and_every_link_in_the_page_leads_somewhere(page: str) -> None:
    elements = elements_of(page)
    ids = Counter(each.attributes["id"] for each in elements if "id" in each.attributes)
    targets = {each.attributes["href"][1:] for each in elements if each.attributes.get("href", "").startswith("#")}
    named = {each.attributes["aria-labelledby"] for each in elements if "aria-labelledby" in each.attributes}

    assert [name for name, times in ids.items() if times > 1] == []
    assert (targets | named) - set(ids) == set()


def test_page_loads_nothing(page: str) -> None:
    elements = elements_of(page)
    style = "".join(next(each for each in elements if each.tag == "style").text)

    assert {each.tag for each in elements} & {
        "script",
        "img",
        "link",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
    } == set()
    assert [
        each for each in elements if "src" in each.attributes or any(name.startswith("on") for name in each.attributes)
    ] == []
    assert re.findall(r"url\(|@import|expression\(", style) == []


def test_links_lead_to_the_page_itself_or_to_cited_sources() -> None:
    links = {each.attributes["href"] for each in elements_of(render(everything(), "html")) if "href" in each.attributes}

    assert {link for link in links if not link.startswith("#")} == {
        "https://example.org/calendar",
        "https://example.org/criteria",
        "https://example.org/foot-care",
        "https://example.org/orphan-drug-act",
    }


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "https://a b", 'https://x"onclick="y', "//x"]
)
def test_an_address_that_is_no_plain_web_address_is_no_link(address: str) -> None:
    result = everything()
    planted = rewritten(result, lambda text: address if text.startswith("https://") else text)

    links = {each.attributes["href"] for each in elements_of(render(planted, "html")) if "href" in each.attributes}

    assert {link for link in links if not link.startswith("#")} == set()


def test_every_text_of_the_result_can_be_read() -> None:
    result = everything()
    page = render(result, "html")
    # clauses have their symbols between the words: without them the words stand as they were written
    unmarked = re.sub(r'&nbsp;\[<span class="symbol" role="img".*?</span>\]', "", page)
    seen = f"{text_of(page)} {text_of(unmarked)}".lower()

    unread = {text for name, text in _texts("", result.evaluation) if name not in UNSEEN and not _is_shown(text, seen)}

    assert unread == set()


def test_markup_in_any_text_is_shown_and_never_obeyed() -> None:
    planted = rewritten(everything(), lambda text: f"{text}{PLANTED}")

    page = render(planted, "html")

    before, after = (Counter(each.tag for each in elements_of(each)) for each in (render(everything(), "html"), page))
    assert after - before == Counter()
    assert after["script"] == after["img"] == 0
    assert PLANTED in text_of(page)
    assert "49" not in text_of(page)


def test_characters_that_steer_are_replaced() -> None:
    planted = rewritten(everything(), lambda text: f"{text}\x1b[31m\u202e\x00")

    page = render(planted, "html")

    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    assert "�[31m��" in page


def test_a_long_text_is_shortened_and_says_so() -> None:
    seen = text_of(render(everything(), "html"))

    assert "… (shortened; 1,280 characters in all)" in seen


def test_a_title_and_a_steward_without_end_are_shortened_too() -> None:
    endless = everything().evaluation.proposal.model_copy(update={"title": "Title " * 900, "steward": "Board " * 900})
    result = everything()
    changed = result.model_copy(update={"evaluation": result.evaluation.model_copy(update={"proposal": endless})})

    seen = text_of(render(changed, "html"))

    assert seen.count("(shortened; 5,400 characters in all)") >= 2
    assert "Title " * 60 not in seen
    assert "Board " * 60 not in seen


def _texts(name: str, data: Any) -> Iterator[tuple[str, str]]:
    if isinstance(data, BaseModel):
        for each in type(data).model_fields:
            # Inside the trace and the groups of the logic everything is a key.
            if each not in {"trace", "groups"} and (type(data), each) not in UNSEEN_OF:
                yield from _field(data, each)
    elif isinstance(data, tuple):
        for each in data:
            yield from _texts(name, each)
    elif isinstance(data, str) and data:
        yield name, data


def _field(data: BaseModel, name: str) -> Iterator[tuple[str, str]]:
    annotation = type(data).model_fields[name].annotation
    if annotation is str or not isinstance(getattr(data, name), str):
        yield from _texts(name, getattr(data, name))


def _is_shown(text: str, seen: str) -> bool:
    ways: list[Callable[[str], str]] = [str, sentence_in_words, value_in_words, _as_a_name, _with_separators]
    return any(" ".join(shortened(way(text)).split()).lower() in seen for way in ways)


def _as_a_name(text: str) -> str:
    return text.replace("_", " ").replace("-", " ").lower()


def _with_separators(text: str) -> str:
    return f"{int(text):,}" if text.isdecimal() else text


def test_a_result_says_the_same_in_every_order_of_its_source_map() -> None:
    result = everything()
    turned = Result.model_validate(
        result.model_dump(by_alias=True) | {"source_map": dict(reversed(result.source_map.items()))}
    )

    assert render(turned, "html") == render(result, "html")
