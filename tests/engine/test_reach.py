"""What a condition reaches: fields and thresholds, of the proposal and of the items of its lists."""

from __future__ import annotations

import re

import pytest

from evaluator.engine.reach import Reach, walk
from evaluator.packs import load_pack
from evaluator.packs.condition_parser import parse

DEFINE = {
    "asked": "change.kind = add",
    "others": "measure.since >= item.year",
    "recent": "item.year within @recent_years",
    "supported": "some evidence.sources: (recent and item.year >= measure.since)",
}
FIELDS = [
    ("asked and measure.title is answered", ["change.kind", "measure.title"]),
    ("not (measure.type in [outcome, measure.scoring])", ["measure.type", "measure.scoring"]),
    ("supported and supported", ["evidence.sources", "measure.since", "evidence.sources", "measure.since"]),
    ("recent", ["item.year"]),
    ("some codes: (item.id is answered and asked)", ["codes", "change.kind"]),
    ("some codes: (measure.title = item.descriptor)", ["codes", "measure.title"]),
    ("some codes: (measure.type in [item.content_type, process])", ["codes", "measure.type"]),
    ("count codes: (measure.title = item.descriptor and others) >= 1", ["codes", "measure.title", "measure.since"]),
    ("some codes: (some item.related_codes: (measure.title = item.code))", ["codes", "measure.title"]),
    ("some codes: (days_between(measure.last_reviewed, item.retrieved) > 3)", ["codes", "measure.last_reviewed"]),
    ("some codes: (grades(measure.type, item.grade) in [none])", ["codes", "measure.type"]),
    ("measure.title = item.descriptor", ["measure.title", "item.descriptor"]),
    ("count codes >= 2 or count codes: (item.id = measure.title) = 1", ["codes", "codes", "measure.title"]),
]


@pytest.mark.parametrize(("text", "paths"), FIELDS)
def test_of_a_list_within_it_a_condition_reads_the_list_and_not_the_fields_of_its_items(text, paths):
    assert [str(path) for path in Reach(DEFINE).paths(parse(text))] == paths


@pytest.mark.parametrize(
    ("inside", "paths"),
    [(True, ["evidence.sources", "item.year", "item.year"]), (False, ["evidence.sources"])],
)
def test_walking_follows_names(inside, paths):
    nodes = list(walk(parse("supported"), DEFINE, inside=inside))

    assert [node.name for node in nodes if hasattr(node, "name")] == ["supported", "recent"]
    assert [str(node.path) for node in nodes if hasattr(node, "path")] == paths


def test_walking_leaves_out_what_compares_the_proposal_with_an_item_of_a_list_within():
    nodes = walk(parse("some codes: (measure.title = item.code and measure.since = 2020)"), DEFINE)

    assert [str(node.path) for node in nodes if hasattr(node, "path")] == ["codes", "measure.since"]


@pytest.mark.parametrize("name", ["ama-category-ii", "measure-evaluation"])
def test_the_thresholds_of_a_condition_are_those_that_its_text_names(name):
    pack = load_pack(name)

    for criterion in pack.criteria:
        define = {**pack.define, **criterion.define}
        reach = Reach(define)
        for when in (case.when for check in criterion.checks for case in check.cases if case.when):
            assert set(reach.thresholds(parse(when))) == set(re.findall(r"@(\w+)", _spelled_out(when, define)))


def _spelled_out(text: str, define: dict[str, str]) -> str:
    """Put the words of each named condition in its place."""
    return re.sub(
        r"(?<![\w.@-])[a-z]\w*(?![\w.-])",
        lambda word: f"({_spelled_out(define[word[0]], define)})" if word[0] in define else word[0],
        text,
    )
