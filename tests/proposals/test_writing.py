"""What is written reads back as the same proposal, and equal proposals are the same bytes."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from proposals.drafts import TRICKY, drafts

from evaluator.model.criteria import Pack
from evaluator.model.proposal import Proposal
from evaluator.proposals import writing
from evaluator.proposals.document import Document, SourceMap, tidy_text
from evaluator.proposals.json_text import json_document
from evaluator.proposals.reading import ReadProposal, proposal_of
from evaluator.proposals.writing import canonical_json, digest, to_json, to_json_line, to_yaml, written
from evaluator.proposals.yaml_text import yaml_document

Reader = Callable[..., ReadProposal]
GENEROUS = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def _read(data: dict[str, Any], pack: Pack) -> Proposal:
    return proposal_of(Document(data, SourceMap(dict)), pack).proposal


def _with_note(text: str) -> dict[str, Any]:
    return {"schema": "cat2-proposal/1", "note": text}


@GENEROUS
@given(drafts())
def test_yaml_reads_back_as_the_same_proposal(pack: Pack, draft: dict[str, Any]) -> None:
    proposal = _read(draft, pack)

    text = to_yaml(proposal)

    assert proposal_of(yaml_document(text), pack).proposal == proposal


@GENEROUS
@given(drafts())
def test_json_reads_back_as_the_same_proposal(pack: Pack, draft: dict[str, Any]) -> None:
    proposal = _read(draft, pack)

    assert proposal_of(json_document(to_json(proposal)), pack).proposal == proposal
    assert proposal_of(json_document(to_json_line(proposal)), pack).proposal == proposal


@GENEROUS
@given(drafts(), st.randoms(use_true_random=False))
def test_order_and_format_leave_the_digest_alone(pack: Pack, draft: dict[str, Any], chance: random.Random) -> None:
    proposal = _read(draft, pack)
    shuffled = _read(_shuffled(draft, chance), pack)

    from_yaml = proposal_of(yaml_document(to_yaml(shuffled)), pack).proposal
    from_json = proposal_of(json_document(to_json(shuffled)), pack).proposal

    assert digest(proposal) == digest(shuffled) == digest(from_yaml) == digest(from_json)


@pytest.mark.parametrize("text", TRICKY)
def test_text_that_yaml_could_misread_comes_back(pack: Pack, text: str) -> None:
    proposal = _read(_with_note(text), pack)

    assert proposal_of(yaml_document(to_yaml(proposal)), pack).proposal.note.value == tidy_text(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("measure: {maintenance_interval_years: 3}", "measure: {maintenance_interval_years: 3.0}"),
        ("measure: {maintenance_interval_years: 3}", "measure: {maintenance_interval_years: 3e0}"),
        ("measure: {maintenance_interval_years: 0.5}", "measure: {maintenance_interval_years: .50}"),
        ("specification: {smallest_denominator: 20}", "specification: {smallest_denominator: 20.0}"),
        ("note: Caf\u00e9", "note: Cafe\u0301"),
        ("note: one text", "note: |\n  one text\n"),
        ("note: one text", "note: >\n  one\n  text\n"),
        ("note: one text", "note: {value: one text}"),
        ("note: one text", "note: {value: one text, evidence: []}"),
        ("note: one text", "note: one text\nchange: {reason: , kind: ''}"),
        ("note: one text", "note: one text\nspecification: {measurement_period: {length: , unit: }}"),
        ("note: one text", "note: one text\nspecification: {measurement_period: {length: {value: , evidence: []}}}"),
        ("note: one text", "note: one text\nmeasure:\nextra:\n"),
        ("note: one text", "note: one text\nextra: {test-pack: }\n"),
        ("note: unknown", "note: {value: unknown}"),
        ("note: unknown", "note: ' unknown '"),
        ("applicant: {funders: [{sole: yes}]}", "applicant: {funders: [{sole: true}]}"),
        ("codes: [{code: 300XF}]", "codes: {value: [{code: 300XF}]}"),
    ],
)
def test_the_same_answer_is_the_same_bytes(read: Reader, one: str, other: str) -> None:
    proposals = [read(f"schema: cat2-proposal/1\n{text}").proposal for text in (one, other)]

    assert proposals[0] == proposals[1]
    assert canonical_json(proposals[0]) == canonical_json(proposals[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("note: unknown", "note: absent"),
        ("note: unknown", ""),
        ("codes: []", "codes: absent"),
        ("codes: [{code: 300XF}, {code: 301XF}]", "codes: [{code: 301XF}, {code: 300XF}]"),
        ("measure: {maintenance_interval_years: 3}", "measure: {maintenance_interval_years: 3.01}"),
        ("specification: {missing_data_rule: absent}", "specification: {missing_data_rule: {not_applicable: none}}"),
    ],
)
def test_another_answer_is_another_digest(read: Reader, one: str, other: str) -> None:
    proposals = [read(f"schema: cat2-proposal/1\n{text}").proposal for text in (one, other)]

    assert digest(proposals[0]) != digest(proposals[1])


@pytest.mark.parametrize(
    "text",
    [
        "note: plain",
        'note: "Caf\u00e9 \u2013 \\"quoted\\" \\t and /"',
        'note: "Cafe\u0301"',
        "measure: {maintenance_interval_years: 2.5}",
        "measure: {maintenance_interval_years: 3}",
        "id: z\nnote: a\nextra: {test-pack: {colour: red}}",
    ],
)
def test_the_quick_way_to_the_canonical_bytes_is_the_careful_one(read: Reader, text: str) -> None:
    proposal = read(f"schema: cat2-proposal/1\n{text}").proposal

    assert canonical_json(proposal) == writing._json(written(proposal), sorted).encode()


def test_digest_does_not_change_between_releases(read: Reader) -> None:
    proposal = read(
        "schema: cat2-proposal/1\nid: a\nmeasure: {title: Caf\u00e9, maintenance_interval_years: 2.50}"
    ).proposal

    canonical = canonical_json(proposal)

    expected = '{"id":"a","measure":{"maintenance_interval_years":2.5,"title":"Caf\u00e9"},"schema":"cat2-proposal/1"}'
    assert canonical == expected.encode("utf-8")
    assert digest(proposal) == hashlib.sha256(canonical).hexdigest()


def test_what_is_written_leaves_blanks_out_and_keeps_states(read: Reader) -> None:
    proposal = read(FULL).proposal

    assert written(proposal) == {
        "schema": "cat2-proposal/1",
        "change": {"kind": "add"},
        "specification": {
            "denominator": {"value": "Adults", "evidence": ["E1"]},
            "missing_data_rule": {"not_applicable": "no data can be missing"},
            "measurement_period": {"length": Decimal("0.5"), "unit": "years", "evidence": ["E1"]},
            "exclusions": "absent",
        },
        "evidence": {"sources": [{"id": "E1", "year": 2019}]},
        "burden": {"minutes_before": "unknown"},
        "extra": {"test-pack": {"colour": "red"}},
    }


def test_yaml_carries_comments_where_they_belong(read: Reader) -> None:
    text = to_yaml(
        read(FULL).proposal, {"evidence.sources.0": "From the register", "change": "What is asked"}, "Imported"
    )

    assert text.startswith("# Imported\nschema: cat2-proposal/1\n# What is asked\nchange:\n  kind: add\n")
    assert "  sources:\n    # From the register\n    - id: E1\n      year: 2019\n" in text
    assert read(text).proposal == read(FULL).proposal


def test_a_line_of_json_lines_is_one_line(read: Reader) -> None:
    line = to_json_line(read(FULL).proposal)

    assert line.count("\n") == 1
    assert json.loads(line)["change"] == {"kind": "add"}


FULL = """
schema: cat2-proposal/1
extra: {test-pack: {colour: red}}
change: {kind: add, reason: ""}
specification:
  denominator: {value: Adults, evidence: [E1]}
  missing_data_rule: {not_applicable: no data can be missing}
  measurement_period: {length: 0.50, unit: years, evidence: [E1], description: }
  exclusions: absent
evidence:
  sources:
    - id: E1
      year: 2019
burden: {minutes_before: unknown}
"""


def _shuffled(data: Any, chance: random.Random) -> Any:
    if isinstance(data, list):
        return [_shuffled(row, chance) for row in data]
    if not isinstance(data, dict):
        return data
    keys = list(data)
    chance.shuffle(keys)
    return {key: _shuffled(data[key], chance) for key in keys}
