"""A record becomes a proposal by a mapping: what is said, what only holds a place, and where each answer stood."""

from __future__ import annotations

from typing import Any

import pytest
from told import told

from evaluator.errors import ProposalError
from evaluator.model.mapping import Mapping
from evaluator.model.proposal import Proposal
from evaluator.proposals.commented import to_commented_yaml
from evaluator.proposals.table.paths import Found, PathError, found_at, rows_at, steps_of
from evaluator.proposals.table.record import import_record, is_wanted
from evaluator.proposals.yaml_text import yaml_document


def mapping(*fields: dict[str, Any], lists: tuple[dict[str, Any], ...] = (), **more: Any) -> Mapping:
    return Mapping.model_validate({"id": "m", "title": "M", "field": list(fields), "list": list(lists), **more})


def answer(record: dict[str, Any], **field: Any) -> Any:
    written = import_record(record, mapping(field)).written
    section, _, name = field["to"].partition(".")
    return written.get(section, {}).get(name)


@pytest.mark.parametrize("text", ["", "   ", None, [], {}])
def test_silence_stays_blank(text: object) -> None:
    assert answer({"a": text}, **{"to": "use.purpose", "from": "a"}) is None


@pytest.mark.parametrize("text", ["TBD", "Unspecified", "n/a", "None", "See description", "Draft: soon", "-"])
def test_a_placeholder_is_unknown_and_never_a_denial(text: str) -> None:
    found = answer({"a": text}, **{"to": "risk_adjustment.specification", "from": "a"})

    assert found == "unknown"


def test_none_is_a_denial_only_where_the_mapping_says_so() -> None:
    record = {"a": "None"}

    assert answer(record, **{"to": "specification.exclusions", "from": "a"} | {"to": "use.purpose"}) == "unknown"
    assert answer(record, **{"to": "use.purpose", "from": "a", "absent": ["none"]}) == "absent"
    assert answer(record, **{"to": "use.purpose", "from": "a", "answers": "None"}) == "None"


def test_a_denial_beside_a_placeholder_is_no_denial() -> None:
    assert answer({"a": ["None", "TBD"]}, **{"to": "use.purpose", "from": "a", "absent": "None"}) == "unknown"


def test_a_false_is_a_denial_only_under_its_condition() -> None:
    field = {"to": "risk_adjustment.specification", "from": "adj", "absent": "false", "when": {"type": ["outcome"]}}

    assert answer({"type": "outcome", "adj": False}, **field) == "absent"
    assert answer({"type": "process", "adj": False}, **field) is None


def test_a_date_that_no_proposal_may_hold_is_told_and_left_blank() -> None:
    field = {"to": "measure.last_reviewed", "from": "a"}

    results = [import_record({"a": day}, mapping(field)) for day in ("0001-01-01", "2201-01-01", "1900-01-01")]

    assert ["measure" in result.written for result in results] == [False, False, True]
    assert [len(result.warnings) for result in results] == [1, 1, 0]
    assert "full date between 1900 and 2200" in told(results[0].warnings)[0]


def test_a_word_that_no_list_knows_is_told_and_left_blank() -> None:
    imported = import_record({"t": "odd"}, mapping({"to": "measure.type", "from": "t", "values": {"P": "process"}}))

    assert "measure" not in imported.written
    assert told(imported.warnings) == ['t: "odd" is no word that the mapping knows; left blank.']


def test_two_words_for_one_answer_are_unknown() -> None:
    entry = {"to": "measure.type", "from": "t", "values": {"P": "process", "O": "outcome"}}
    imported = import_record({"t": ["P", "O"]}, mapping(entry))

    assert imported.written["measure"]["type"] == "unknown"
    assert imported.sources["measure.type"] == ("t[0]", "t[1]")


def test_a_number_has_the_unit_of_the_mapping() -> None:
    entry = {"to": "significance.segment", "from": "n", "unit": "people"}

    assert answer({"n": "1,200"}, **entry) == {"number": 1200, "unit": "people"}
    assert answer({"n": "many"}, **entry) == {"description": "many"}
    assert answer({"n": 12}, **{"to": "specification.measurement_period", "from": "n", "unit": "months"}) == {
        "length": 12,
        "unit": "months",
    }


def test_a_number_that_is_none_is_told() -> None:
    imported = import_record({"n": "ten"}, mapping({"to": "burden.minutes_before", "from": "n"}))

    assert imported.written == {"schema": "cat2-proposal/1"}
    assert "cannot be read as a number" in told(imported.warnings)[0]


def test_several_values_choose_one_word() -> None:
    entry = {
        "to": "use.intended_use",
        "from": "u",
        "choose": [
            {"has": "QI", "and_has": ["pay"], "then": "quality_improvement_and_accountability"},
            {"has": "QI", "then": "quality_improvement"},
        ],
    }

    assert answer({"u": ["qi", "Pay"]}, **entry) == "quality_improvement_and_accountability"
    assert answer({"u": ["QI"]}, **entry) == "quality_improvement"
    assert answer({"u": ["pay"]}, **entry) is None


def test_rows_see_the_records_around_them_and_stand_once() -> None:
    rows = {
        "to": "reporting.states",
        "each": "options[].codes[]",
        "where": {"code": r"\d{4}F"},
        "needs": "state",
        "columns": {
            "code": {"from": "code"},
            "state": {"from": "kind", "values": {"met": "met"}},
        },
    }
    record = {"options": [{"kind": "met", "codes": [{"code": "0000F"}, {"code": "G1"}, {"code": "0000F"}]}]}
    imported = import_record(record, mapping(lists=(rows,)))

    assert imported.written["reporting"]["states"] == [{"code": "0000F", "state": "met"}]
    assert imported.sources["reporting.states.0.code"] == ("options[0].codes[0].code", "options[0].codes[2].code")
    assert imported.unmapped == ("options[0].codes[1].code",)


def test_a_statement_names_the_sources_that_the_record_gives_for_it() -> None:
    rows = {
        "to": "evidence.sources",
        "each": "refs[]",
        "needs": "citation",
        "numbered": "id",
        "columns": {"citation": {"from": ""}},
    }
    field = {"to": "significance.statement", "from": "why", "supported_by": "refs"}
    written = import_record({"why": "It kills.", "refs": ["A 2001", "TBD", "B"]}, mapping(field, lists=(rows,))).written

    assert [row["id"] for row in written["evidence"]["sources"]] == ["E1", "E2"]
    assert written["significance"]["statement"] == {"value": "It kills.", "evidence": ["E1", "E2"]}
    assert Proposal.model_validate(written).significance.statement.evidence == ("E1", "E2")


def test_several_values_in_one_text_are_parted_where_the_mapping_says_so() -> None:
    rows = {"to": "specification.exclusions", "each": "out", "needs": "what", "columns": {"what": {"from": ""}}}
    parted = rows | {"split": [";", "\n"]}
    kind = {"to": "measure.type", "from": "kind", "split": ["/"], "values": {"P": "process"}}

    def excluded(text: str, entry: dict[str, Any]) -> Any:
        written = import_record({"out": text, "No": "1"}, mapping({"to": "id", "from": "No"}, lists=(entry,))).written
        return written["specification"]["exclusions"]

    assert excluded("Hospice; dialysis &amp; care;;\nTBD", parted) == [{"what": "Hospice"}, {"what": "dialysis & care"}]
    assert excluded("Hospice; dialysis", rows) == [{"what": "Hospice; dialysis"}]
    assert excluded("TBD; n/a", parted) == "unknown"
    assert answer({"kind": "P / p"}, **kind) == "process"
    assert answer({"kind": "P / Outcome"}, **kind) == "unknown"


def test_every_answer_names_its_place_in_the_written_proposal() -> None:
    entry = {"to": "measure.title", "from": "A. B"}
    text = to_commented_yaml(import_record({"A. B": "Foot check", "C": "x"}, mapping({**entry, "from": '"A. B"'})), ())

    assert 'title: Foot check  # "A. B"' in text
    assert "# - C" in text


def test_an_answer_of_several_words_or_parts_names_its_place_at_its_head() -> None:
    uses = {"to": "use.purposes", "from": "u", "values": {"P": "payment", "R": "research"}}
    period = {"to": "specification.measurement_period", "from": "m", "unit": "months"}
    text = to_commented_yaml(import_record({"u": ["P", "R"], "m": 12}, mapping(uses, period)), ())

    assert "purposes:  # u[0], u[1]\n    - payment\n" in text
    assert "measurement_period:  # m\n" in text
    Proposal.model_validate(yaml_document(text).data)


def test_records_that_are_no_measures_are_passed_over() -> None:
    only = mapping({"to": "measure.title", "from": "t"}, only={"category": ["quality"]})

    assert is_wanted({"category": "Quality"}, only)
    assert not is_wanted({"category": "cost"}, only)
    assert not is_wanted({}, only)


@pytest.mark.parametrize("text", ["", "  ", None, [], {}, [{"b": None}]])
def test_a_record_that_says_its_id_alone_is_a_sum_or_a_note_and_no_measure(text: object) -> None:
    ours = mapping({"to": "id", "from": '"No."'}, {"to": "measure.title", "from": "a"})
    noted = {"No.": "Total: 3 measures", "a": text, "Rate": 4}

    with pytest.raises(ProposalError, match="reads but its id; expected one of a"):
        import_record(noted, ours)
    assert import_record(noted | {"a": "TBD"}, ours).written["measure"] == {"title": "unknown"}
    assert import_record(noted | {"No.": ""}, ours).written == {"schema": "cat2-proposal/1"}


def test_paths() -> None:
    record = Found("", {"a": [{"b": 1}, {"b": [2, None, 3]}], "x.y": 4})

    assert steps_of('"x.y".b') == ("x.y", "b")
    assert [found.path for found in found_at([record], "a[].b")] == ["a[0].b", "a[1].b[0]", "a[1].b[2]"]
    assert [found.path for found in found_at([record], '"x.y"')] == ['"x.y"']
    assert found_at([record], "missing") == []
    assert [around[-1].path for around in rows_at([record], "a[]")] == ["a[0]", "a[1]"]
    with pytest.raises(PathError, match="character 2"):
        steps_of("a]b")
