"""Markup, formulas and steering characters in every text of a whole proposal run nowhere, whatever the format."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from html_pages import elements_of
from report_samples import everything, rewritten

from evaluator.api import Evaluator, result_of
from evaluator.errors import ProposalError
from evaluator.model.evaluation import Place, Result
from evaluator.packs import load_pack
from evaluator.proposals.document import Document, SourceMap
from evaluator.proposals.reading import proposal_of, read_proposal
from evaluator.proposals.writing import written
from evaluator.rendering.formats import TOGETHER, render
from evaluator.rendering.notebook import as_html, as_text, one_line

ROOT = Path(__file__).parents[2]
# A proposal may hold no control character; a saved result is only as good as who wrote it.
STEERING = "\x1b[31m\x07\x00\x9b\u2066"
BY_HAND = "by hand"
EXAMPLES = ["process-with-gaps", "outcome-for-judgement", "separately-payable-service", "revision"]
MARK = "planted"
ACTIVE = (
    f"""{MARK}<script>alert(1)</script>"'><img src=x onerror=alert(1)><!-- ]]> {{{{ 7 * 191 }}}} {{0}} """
    "[link](javascript:alert(2)) `code` |cell| ; =1+1 \u202e &lt;b&gt; https://example.org/$(id)"
)
STARTS = {"formula": "=", "plus": "+", "minus": "-", "at": "@", "tab": "\t", "space": "  =", "markup": "<"}


@cache
def _evaluator() -> Evaluator:
    return Evaluator(load_pack(), datetime.date(2026, 11, 21))


@cache
def _free_texts(name: str) -> tuple[tuple[str | int, ...], ...]:
    """Find every text of an example in which anything may stand."""
    data = _data(name)
    return tuple(path for path in _texts(data) if _accepted(_with(data, [path], ACTIVE)))


def _data(name: str) -> Any:
    return written(read_proposal(ROOT / "examples" / f"{name}.yaml", _evaluator().pack).proposal)


def _texts(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    rows = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list | tuple) else ()
    for key, value in rows:
        if isinstance(value, str):
            yield (*path, key)
        else:
            yield from _texts(value, (*path, key))


def _with(data: Any, paths: list[tuple[str | int, ...]], text: str) -> Any:
    copy = json.loads(json.dumps(data, default=float))
    for path in paths:
        holder = copy
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = text
    return copy


def _accepted(data: Any) -> bool:
    try:
        proposal_of(Document(data, SourceMap(dict)), _evaluator().pack)
    except ProposalError:
        return False
    return True


@cache
def _planted(name: str, start: str) -> Result:
    paths = _free_texts(name)
    data = _with(_data(name), list(paths), f"{start}{ACTIVE}")
    proposal = proposal_of(Document(data, SourceMap(dict)), _evaluator().pack).proposal
    places = {".".join(map(str, path)): Place(file=f"{MARK}<b>.yaml", line=7) for path in paths}
    return result_of(_evaluator().evaluate(proposal), places)


@cache
def _result(name: str, start: str = "=") -> Result:
    if name == BY_HAND:
        return rewritten(everything(), lambda text: f"{start}{text[:3]}{ACTIVE}{STEERING}")
    return _planted(name, start)


@pytest.fixture(params=[*EXAMPLES, BY_HAND])
def result(request: pytest.FixtureRequest) -> Result:
    return _result(request.param)


def _steers(text: str) -> list[str]:
    bidirectional = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return [each for each in set(text) - set("\n\r\t") if unicodedata.category(each) == "Cc" or each in bidirectional]


def test_many_texts_are_planted() -> None:
    assert all(len(_free_texts(name)) > 40 for name in EXAMPLES)


def test_a_planted_text_reaches_every_format(result: Result) -> None:
    every = [as_html(result), as_text(result), *(render(result, form) for form in ("html", "md", *TOGETHER))]

    assert [MARK in text for text in every] == [True] * len(every)
    assert [_steers(text) for text in every] == [[]] * len(every)
    assert [text for text in every if str(7 * 191) in text] == []


@pytest.mark.parametrize("form", ["page", "fragment"])
def test_in_html_it_is_text(result: Result, form: str) -> None:
    elements = elements_of(render(result, "html") if form == "page" else as_html(result))
    tags = Counter(each.tag for each in elements)
    attributes = {name for each in elements for name in each.attributes}

    assert [tag for tag in ("script", "img", "b-") if tags[tag]] == []
    assert [name for name in attributes if name.startswith("on") or name == "src"] == []
    assert [each for each in elements if "javascript:" in each.attributes.get("href", "")] == []


def test_in_markdown_it_is_text(result: Result) -> None:
    text = render(result, "md")

    assert re.findall(r"<(?:script|img|!--|b>)", text) == []
    assert re.findall(r"(?<!\\)\]\((?:javascript|http)", text) == []
    assert re.findall(r"(?<!\\)`code(?<!\\)`", text) == []


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
@pytest.mark.parametrize("name", [EXAMPLES[0], BY_HAND])
@pytest.mark.parametrize("form", ["csv", "csv-gaps"])
def test_in_a_table_it_is_no_formula(form: str, name: str, start: str) -> None:
    text = render(_result(name, start), form)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    cells = [cell for row in rows for cell in row]

    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for cell in cells if re.match(r"\s*[=+@\t]|\s*-(?!\d+(\.\d+)?$)", cell)] == []
    assert [cell for cell in cells if re.search(r";\s*[=+@]", cell)] == []


@pytest.mark.parametrize("form", ["sarif", "sarif-gaps"])
def test_in_sarif_it_is_neither_link_nor_placeholder(result: Result, form: str) -> None:
    log = json.loads(render(result, form))
    schema = ROOT / "tests" / "schemas" / "sarif-2.1.0-rtm.5.json"
    (run,) = log["runs"]
    messages = [each["message"]["text"] for each in run["results"]]
    addresses = re.findall(r'"uri": "([^"]*)"', render(result, form))

    jsonschema.Draft4Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(log)
    assert [each for each in messages if "](" in each or re.search(r"(?<!\{)\{\d+\}(?!\})", each)] == []
    assert [each for each in addresses if re.search(r"[<>\s\"']", each)] == []


def test_at_a_prompt_it_stays_on_its_line(result: Result) -> None:
    assert one_line(result).count("\n") == 0
    assert max(map(len, as_text(result).splitlines())) < 1000
