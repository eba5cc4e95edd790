"""The reference language on conditions judged by hand."""

from __future__ import annotations

import pytest
from reference.grammar import fields_read, parse
from reference.language import truth
from reference.said import situation


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("measure.type is answered", True),
        ("measure.version is unknown", True),
        ("measure.developer is unknown", True),
        ("measure.steward is absent", True),
        ("measure.description is absent", False),
        ("measure.description is unknown", True),
        ("measure.act is claimed", True),
        ("measure.improvement is claimed", False),
        ("measure.scoring is blank", True),
        ("measure.title is evidenced", True),
        ("measure.title is evidenced with [year, grade]", True),
        ("measure.title is evidenced with [year, quote]", False),
        ("measure.setting is evidenced", False),
        ("measure.type is evidenced", False),
        ("specification.measurement_period.length is answered", True),
        ("specification.measurement_period.description is blank", True),
        ("specification.numerator_window.length is absent", True),
        ("significance.segment is evidenced", True),
        ("significance.segment.number is evidenced", False),
        ("use.purposes is answered", True),
        ("specification.exclusions is answered", False),
        ("specification.exclusions is absent", True),
    ],
)
def test_a_state_is_always_decided(condition: str, expected: bool) -> None:  # noqa: FBT001
    assert truth(condition, situation()) is expected
    assert truth(f"not {condition}", situation()) is not expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("measure.type = outcome", True),
        ('measure.type = " OUTCOME "', True),
        ("measure.type != outcome", False),
        ("measure.type in [process, outcome]", True),
        ("measure.scoring = ratio", None),
        ("measure.scoring in [ratio]", None),
        ("measure.scoring != ratio", None),
        ("not measure.scoring = ratio", None),
        ("measure.steward = anyone", None),
        ("measure.maintenance_interval_years <= 3", True),
        ("measure.maintenance_interval_years < 3.0", False),
        ("measure.maintenance_interval_years <= specification.measurement_period.length", False),
        ("significance.segment.number >= @large", True),
        ("significance.segment.year within @years", True),
        ("significance.segment.year within @few", False),
        ("most evidence.guidelines: (item.source is answered)", True),
        ("most codes: (item.channels is answered)", False),
        ("most codes: (item.content_type = structure)", None),
        ("most specification.exclusions: (item.what is answered)", False),
        ("most measure.identifiers: (item.number is answered)", None),
        ("days_between(measure.last_reviewed, measure.last_reviewed) = 0", True),
        ("days_between(measure.last_reviewed, change.target_deadline) >= 30", None),
        ("measure.last_reviewed within @few", False),
        ("measure.last_reviewed within @years", True),
        ("measure.last_reviewed <= as_of", True),
        ("change.target_deadline <= as_of", None),
        ("change.target_deadline within @few", None),
        ("reading.middle = wide", True),
        ("reading.middle = narrow", False),
    ],
)
def test_a_comparison_on_an_unanswered_field_is_undecided(condition: str, expected: bool | None) -> None:  # noqa: FBT001
    assert truth(condition, situation()) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("some measure.parts: (item.type = outcome)", True),
        ("some measure.parts: (item.type = structure)", None),
        ("each measure.parts: (item.type = outcome)", False),
        ("each measure.parts: (item.type in [outcome, process])", None),
        ("some measure.parts: (not item.type is answered)", True),
        ("some measure.identifiers: (item.number = 1)", None),
        ("each specification.exclusions: (item.what is answered)", False),
        ("some specification.exclusions: (item.what is answered)", False),
        ("some specification.exceptions: (item.what is answered)", None),
        ("each specification.terms: (item.term is answered)", None),
        ("some use.programmes: (item.kind = payment)", None),
        ("some use.purposes: (item = payment)", True),
        ("each use.purposes: (item in [payment, certification])", False),
        ("some codes: (some item.channels: (item = claims))", True),
        ("count measure.parts >= 3", True),
        ("count measure.parts: (item.type = outcome) >= 2", None),
        ("count measure.parts: (item.type = outcome) >= 3", False),
        ("count measure.parts: (item.type = outcome) >= 1", True),
        ("count specification.exclusions >= 1", False),
        ("count specification.exclusions = 0", True),
        ("count use.programmes = 0", None),
        ("distinct measure.parts.type >= 2", True),
        ("distinct measure.parts.type >= 3", None),
        ("distinct measure.parts.type >= 4", False),
        ("distinct measure.parts.name >= 2", None),
        ("distinct measure.parts.name >= 3", False),
        ("all_distinct measure.parts by [name]", False),
        ("all_distinct measure.parts by [name, type]", None),
        ("all_distinct reporting.states by [code, modifier]", None),
        ("all_distinct codes by [code]", True),
        ("all_distinct specification.exclusions by [what]", False),
        ("all_distinct use.programmes by [name]", None),
        ("reporting.states.code covers codes.code", True),
        ("codes.code covers reporting.states.code", True),
        ("specification.exclusions.what covers codes.code", False),
        ("codes.code covers specification.exclusions.what", True),
        ("codes.code covers use.programmes.name", None),
        ("use.programmes.name covers specification.exclusions.what", True),
        ("use.programmes.name covers codes.code", None),
        ("specification.exclusions.what covers measure.parts.name", False),
        ("development.members.affiliation covers applicant.funders.name", False),
        ("development.members.affiliation covers development.members.affiliation", None),
        ("applicant.funders.name covers development.members.affiliation", None),
        ("measure.parts.type covers measure.parts.type", None),
        ("evidence.guidelines.source covers evidence.sources.url", None),
    ],
)
def test_a_list_is_judged_by_its_items(condition: str, expected: bool | None) -> None:  # noqa: FBT001
    assert truth(condition, situation()) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("some evidence.guidelines: (item.source is evidenced)", True),
        ("count evidence.guidelines: (item.source is evidenced) >= 2", False),
        ("some evidence.guidelines: (strength(item.source.scheme, item.source.grade) in [strong])", True),
        ("count evidence.guidelines: (strength(item.source.scheme, item.source.grade) in [strong]) >= 2", None),
        ("some evidence.sources: (strength(item.scheme, item.grade) in [against])", True),
        ("some evidence.sources: (strength(item.scheme, item.grade) in [none])", None),
        ("some evidence.guidelines: (item.source.grade = A)", True),
        ("some evidence.guidelines: (item.source.citation is unknown)", True),
    ],
)
def test_a_field_that_names_a_source_leads_to_it(condition: str, expected: bool | None) -> None:  # noqa: FBT001
    assert truth(condition, situation()) is expected


def test_a_look_up_without_a_row_gives_none() -> None:
    said = {"evidence.sources": [{"id": "E1", "grade": "Z", "scheme": "USPSTF"}]}

    assert truth("each evidence.sources: (strength(item.scheme, item.grade) in [none])", situation(said)) is True


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("measure.scoring = ratio and measure.type = process", False),
        ("measure.scoring = ratio and measure.type = outcome", None),
        ("measure.scoring = ratio or measure.type = outcome", True),
        ("measure.scoring = ratio or measure.type = process", None),
        ("(measure.scoring = ratio or measure.type = outcome) and not measure.act is answered", True),
        ("like_outcome and not named", True),
    ],
)
def test_and_or_and_not_keep_what_is_undecided(condition: str, expected: bool | None) -> None:  # noqa: FBT001
    names = {"like_outcome": "measure.type in [outcome]", "named": "measure.scoring is answered"}

    assert truth(condition, situation(**names)) is expected


@pytest.mark.parametrize(
    "text", ["", "measure.type =", "a and b or c", "(a", "a)", "some x (a)", "a is", "a in b", "count a b", "a ~ b"]
)
def test_what_is_not_a_condition_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|cannot be read"):
        parse(text)


def test_a_condition_reads_the_fields_it_names() -> None:
    text = "named and some codes: (item.code is answered or measure.type = use.kind) and count use.purposes >= burden.n"
    names = {"named": "item.source.grade = A or reading.middle = wide"}

    read = fields_read(text, names)

    assert read == {"item.source.grade", "codes", "measure.type", "use.kind", "use.purposes", "burden.n"}
