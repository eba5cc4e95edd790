"""Whatever a file holds, it is read or refused with faults; nothing else is ever raised."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from proposals.drafts import TRICKY, drafts

from evaluator.errors import ProposalError
from evaluator.model.criteria import Pack
from evaluator.proposals.document import Document, SourceMap
from evaluator.proposals.encoding import decoded
from evaluator.proposals.json_text import json_document
from evaluator.proposals.reading import proposal_of
from evaluator.proposals.shape import guide_names
from evaluator.proposals.yaml_text import yaml_document

pytestmark = pytest.mark.slow

MANY = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
SIGNS = st.text("{}[]:,-#&*!|>%@`'\"\\?<= \n\tab01.~\u00e9\ufeff\x00\x85", max_size=60)
WORDS = sorted(
    {word for name in guide_names() for word in name.replace("[]", "").split(".")} | {"schema", "extra", "value"}
)
JUNK = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.decimals(allow_nan=False, allow_infinity=False),
        st.sampled_from(TRICKY),
        st.sampled_from(["unknown", "absent", "E1", "300XF", "2026-01-05", "\x00", "\ud800", "process"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from([*WORDS, "evidence", "not_applicable", "a.b", "\x1b[1m"]), inner, max_size=4),
    ),
    max_leaves=12,
)


def _read(text: str, pack: Pack, is_json: bool) -> None:  # noqa: FBT001
    document = json_document(text) if is_json else yaml_document(text)
    dict(document.lines)  # the search for lines must stand it too
    proposal_of(document, pack)


def _only_faults(error: ProposalError) -> None:
    assert error.faults
    assert all(fault.found and fault.expected for fault in error.faults)
    str(error).encode("utf-8")  # can be printed anywhere, whatever the file held


@pytest.mark.parametrize("is_json", [True, False])
@MANY
@given(st.one_of(st.text(), SIGNS, SIGNS.map("schema: cat2-proposal/1\nnote: {}".format)))
def test_any_text(pack: Pack, is_json: bool, text: str) -> None:  # noqa: FBT001
    try:
        _read(text, pack, is_json)
    except ProposalError as error:
        _only_faults(error)


@MANY
@given(st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-16", "surrogatepass"))))
def test_any_bytes(pack: Pack, raw: bytes) -> None:
    try:
        _read(decoded(raw, "a"), pack, is_json=False)
    except ProposalError as error:
        _only_faults(error)


@MANY
@given(st.dictionaries(st.sampled_from([*WORDS, "junk"]), JUNK, max_size=6))
def test_any_data(pack: Pack, data: dict[str, Any]) -> None:
    try:
        proposal_of(Document({"schema": "cat2-proposal/1"} | data, SourceMap(dict)), pack)
    except ProposalError as error:
        _only_faults(error)


@settings(MANY, max_examples=150)
@given(drafts(), st.data())
def test_a_good_proposal_with_one_place_spoiled(pack: Pack, draft: dict[str, Any], data: st.DataObject) -> None:
    groups = [each for each in _groups(draft) if each]
    group = data.draw(st.sampled_from(groups))
    key = data.draw(st.sampled_from(list(group) if isinstance(group, dict) else list(range(len(group)))))
    group[key] = data.draw(JUNK)

    try:
        proposal_of(Document(draft, SourceMap(dict)), pack)
    except ProposalError as error:
        _only_faults(error)


@settings(MANY, max_examples=100)
@given(drafts(), st.data())
def test_a_good_file_with_one_character_spoiled(pack: Pack, draft: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(draft, default=str, indent=1, ensure_ascii=False)
    place = data.draw(st.integers(0, len(text) - 1))
    spoiled = text[:place] + data.draw(SIGNS) + text[place + 1 :]

    for is_json in (True, False):
        try:
            _read(spoiled, pack, is_json)
        except ProposalError as error:
            _only_faults(error)


def _groups(data: Any) -> list[Any]:
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    found = [each for value in inner for each in _groups(value)]
    return [data, *found] if isinstance(data, dict | list) else found
