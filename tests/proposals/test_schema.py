"""The published schema of a proposal allows what the reader reads, and refuses what the reader refuses."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from proposals.drafts import drafts

from evaluator.model.criteria import FieldGuide, Pack
from evaluator.proposals.document import Document, SourceMap
from evaluator.proposals.reading import proposal_of
from evaluator.proposals.schema import proposal_schema
from evaluator.proposals.writing import written

VALIDATOR = jsonschema.Draft202012Validator(proposal_schema())
HEAD = {"schema": "cat2-proposal/1"}


def _is_read(data: dict[str, Any], pack: Pack) -> bool:
    try:
        proposal_of(Document(data, SourceMap(dict)), pack)
    except Exception:  # noqa: BLE001  whatever the reason, it is not read
        return False
    return True


def test_schema_is_a_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(proposal_schema())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(drafts())
def test_every_proposal_is_valid_as_typed_and_as_written(pack: Pack, draft: dict[str, Any]) -> None:
    proposal = proposal_of(Document(draft, SourceMap(dict)), pack).proposal

    assert list(VALIDATOR.iter_errors(draft)) == []
    assert list(VALIDATOR.iter_errors(written(proposal))) == []


@pytest.mark.parametrize(
    ("answers", "is_valid"),
    [
        ({"measure": None}, True),
        ({"measure": {}}, True),
        ({"extra": None}, True),
        ({"measure": {"type": "process"}}, True),
        ({"measure": {"type": "proces"}}, False),
        ({"measure": {"type": {"value": "process", "evidence": []}}}, True),
        ({"measure": {"type": {"value": "process", "because": "x"}}}, False),
        ({"measure": {"typ": "process"}}, False),
        ({"measure": {"maintenance_interval_years": "3"}}, False),
        ({"measure": {"maintenance_interval_years": 3}}, True),
        ({"measure": {"last_reviewed": "March"}}, False),
        ({"codes": [{"code": "300XF"}]}, True),
        ({"codes": {"value": [{"code": "300XF"}]}}, True),
        ({"codes": [{"code": "300X"}]}, False),
        ({"codes": {"code": "300XF"}}, False),
        ({"use": {"purposes": ["payment"]}}, True),
        ({"use": {"purposes": ["paying"]}}, False),
        ({"specification": {"missing_data_rule": {"not_applicable": "none is missing"}}}, True),
        ({"specification": {"missing_data_rule": {"not_applicable": " "}}}, False),
        ({"specification": {"measurement_period": {"length": 1, "evidence": []}}}, True),
        ({"specification": {"measurement_period": {"length": 1, "evidenc": []}}}, False),
        ({"specification": {"smallest_denominator": -1}}, False),
        ({"applicant": {"funders": [{"sole": True}]}}, True),
        ({"applicant": {"funders": [{"sole": 1}]}}, False),
        ({"evidence": {"sources": [{"id": "E1", "year": 2020}]}}, True),
        ({"evidence": {"sources": [{"year": 2020}]}}, False),
        ({"evidence": {"sources": [{"id": "E1", "year": 20}]}}, False),
        ({"id": 7}, False),
        ({"schema": "cat2-proposal/0"}, False),
    ],
)
def test_schema_and_reader_agree(pack: Pack, answers: dict[str, Any], is_valid: bool) -> None:  # noqa: FBT001
    data = HEAD | answers

    assert VALIDATOR.is_valid(data) is is_valid
    assert _is_read(data, pack) is is_valid


def test_the_version_of_the_form_is_required() -> None:
    assert not VALIDATOR.is_valid({})


def test_a_pack_lends_its_labels() -> None:
    guide = FieldGuide(label="Minutes", help="Why.", kind="fact")
    pack = Pack.model_construct(id="a", fields={"codes[].related_codes[].why_not_enough": guide})

    schema = proposal_schema(pack)

    labelled = schema["$defs"]["RelatedCode"]["properties"]["why_not_enough"]
    assert (labelled["title"], labelled["description"]) == ("Minutes", "Why.")
