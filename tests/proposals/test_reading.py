"""Every fault of a proposal is told at once: where, with its line, what was found, what was expected, the near miss."""
# ruff: noqa: E501, PLR0913, PLR0917  one case on a line, with as many columns as a message has parts

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from evaluator.errors import Fault, ProposalError
from evaluator.model.criteria import Pack
from evaluator.proposals.reading import ReadProposal, read_proposals
from evaluator.rendering.notices import warned_in_words

Read = Callable[..., ReadProposal]
Faults = Callable[..., tuple[Fault, ...]]
HEAD = "schema: cat2-proposal/1\n"


def _claim(reason: str) -> str:
    return f"{{not_applicable: {reason}}}"


def test_answers_are_read_in_all_five_states(read: Read) -> None:
    proposal = read(f"""{HEAD}
specification:
  denominator: Adults with exampleitis
  numerator: unknown
  exclusions: absent
  missing_data_rule: {{not_applicable: no data can be missing}}
  algorithm:
burden:
  minutes_before: {{value: 4.5, evidence: [E1]}}
evidence:
  sources:
    - id: E1
""").proposal

    specification = proposal.specification
    minutes = proposal.burden.minutes_before
    assert (specification.denominator.state, specification.denominator.value) == ("answered", "Adults with exampleitis")
    assert (specification.numerator.state, specification.exclusions.state) == ("unknown", "absent")
    assert specification.missing_data_rule.state == "not_applicable"
    assert specification.missing_data_rule.reason == "no data can be missing"
    assert specification.algorithm.state == "blank"
    assert (minutes.state, minutes.value, minutes.evidence) == ("answered", Decimal("4.5"), ("E1",))


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_places_are_named_as_the_form_names_them(read: Read, name: str) -> None:
    texts = {
        "a.yaml": f"{HEAD}codes:\n  value:\n    - code:\n        value: 300XF\ntesting:\n  reliability:\n    - value: 1",
        "a.json": '{"schema": "cat2-proposal/1",\n"codes": {\n"value": [\n{"code": {\n"value": "300XF"}}]},\n"testing": {\n'
        '"reliability": [\n{"value": 1}]}}',
    }  # fmt: skip

    lines = dict(read(texts[name], name).source_map)

    assert set(lines) == {
        "",
        "schema",
        "codes",
        "codes.0",
        "codes.0.code",
        "testing",
        "testing.reliability",
        "testing.reliability.0",
        "testing.reliability.0.value",
    }
    assert lines["codes.0.code"] == 4
    assert lines["testing.reliability.0.value"] == 8


@pytest.mark.parametrize(
    ("answers", "where", "line", "found", "expected", "next_step"),
    [
        ("burden:\n  minutes_before: about 5 minutes", "burden.minutes_before", 3, '"about 5 minutes"', "a number without quotes, unit or thousands separator", "Write the number alone; if it is not known, write unknown."),
        ("burden:\n  minutes_before: '5'", "burden.minutes_before", 3, '"5"', "a number without quotes, unit or thousands separator", "Write the number alone"),
        ("burden:\n  minutes_before: 1,000", "burden.minutes_before", 3, '"1,000"', "a number without quotes", "Write the number alone"),
        ("burden:\n  minutes_before: unknwon", "burden.minutes_before", 3, '"unknwon"', "a number without", 'Did you mean "unknown"?'),
        ("burden: {minutes_before: 1e40}", "burden.minutes_before", 2, "the number 1E+40", "a number of at most 28 digits", ""),
        ("burden: {minutes_before: true}", "burden.minutes_before", 2, "the bare word true", "a number without", ""),
        ("measure:\n  last_reviewed: spring 2026", "measure.last_reviewed", 3, '"spring 2026"', "a date between 1900 and 2200, written as YYYY-MM-DD", ""),
        ("measure: {last_reviewed: 2026-02-30}", "measure.last_reviewed", 2, '"2026-02-30"', "a date between 1900 and 2200, written as YYYY-MM-DD", ""),
        ("measure: {last_reviewed: 01/02/2026}", "measure.last_reviewed", 2, '"01/02/2026"', "a date between 1900 and 2200, written as YYYY-MM-DD", ""),
        ("measure: {last_reviewed: 2026}", "measure.last_reviewed", 2, "the number 2026", "a date between 1900 and 2200, written as YYYY-MM-DD", ""),
        ("measure: {last_reviewed: 20260102}", "measure.last_reviewed", 2, "the number 20260102", "a date between 1900 and 2200, written as YYYY-MM-DD", ""),
        ("measure: {last_reviewed: 1899-12-31}", "measure.last_reviewed", 2, '"1899-12-31"', "a date between 1900 and 2200, written as YYYY-MM-DD", "Write the day"),
        ("measure: {last_reviewed: 2201-01-01}", "measure.last_reviewed", 2, '"2201-01-01"', "a date between 1900 and 2200, written as YYYY-MM-DD", "Write the day"),
        ("measure: {type: proces}", "measure.type", 2, '"proces"', "one of process, outcome, ", 'Did you mean "process"?'),
        ("measure: {type: Intermediate outcome}", "measure.type", 2, '"Intermediate outcome"', "one of process, outcome, ", 'Did you mean "intermediate_outcome"?'),
        ("measure: {type: 3}", "measure.type", 2, "the number 3", "one of process, outcome, ", ""),
        ("measure: {type: [process]}", "measure.type", 2, "a list of 1 row", "one of process, outcome, ", ""),
        ("measure: {version: 2.10}", "measure.version", 2, "the number 2.10", "text", "Put it in quotes, exactly as it should read."),
        ("measure: {title: true}", "measure.title", 2, "the bare word true", "text", "Put it in quotes, exactly as it should read."),
        ("measure: {title: {text: a}}", "measure.title", 2, "a group with the keys text", "text", "To add evidence write {value: …, evidence: [E1]}."),
        ("measure:\n  tytle: a", "measure.tytle", 3, 'the unknown key "tytle"', "one of the keys title, description, ", 'Did you mean "title"?'),
        ("minutes_before: 3", "minutes_before", 2, 'the unknown key "minutes_before"', "one of the keys schema, id, note, ", "A key of this name stands in burden.minutes_before."),
        ("codes: [{cod: 300XF}]", "codes.0.cod", 2, 'the unknown key "cod"', "one of the keys code, section, ", 'Did you mean "code"?'),
        ("codes:\n - code: 300XF\n - code: 3001F2", "codes.1.code", 4, '"3001F2"', "four digits and F, with X for digits not yet assigned", ""),
        ("codes: {code: 300XF}", "codes", 2, "a group with the keys code", "a list, each row of it a group with some of the keys code, ", ""),
        ("codes: [300XF]", "codes.0", 2, '"300XF"', "a group with some of the keys code, ", ""),
        ("codes: [null]", "codes.0", 2, "nothing", "a group with some of the keys code, ", ""),
        ("codes: none", "codes", 2, '"none"', "a list, each row", "Write a list, even if it has only one row; absent states that there are none."),
        ("codes: [{channels: [claim]}]", "codes.0.channels.0", 2, '"claim"', "one of claims, registry, ", 'Did you mean "claims"?'),
        ("measure: good", "measure", 2, '"good"', "a group with some of the keys title, ", ""),
        ("specification: {smallest_denominator: 2.5}", "specification.smallest_denominator", 2, "the number 2.5", "a whole number, 0 or more, without quotes or unit", ""),
        ("specification: {smallest_denominator: -1}", "specification.smallest_denominator", 2, "the number -1", "a whole number, 0 or more", ""),
        ("specification: {measurement_period: one year}", "specification.measurement_period", 2, '"one year"', "a group with some of the keys length, unit, description", ""),
        ("specification: {measurement_period: {length: a}}", "specification.measurement_period.length", 2, '"a"', "a number without", ""),
        ("applicant: {funders: [{sole: maybe}]}", "applicant.funders.0.sole", 2, '"maybe"', "yes or no", ""),
        ("evidence: {sources: [{citation: a}]}", "evidence.sources.0.id", 2, "nothing", "an entry for this key: the id of a source", "Add it."),
        ("evidence: {sources: [{id: 1E}]}", "evidence.sources.0.id", 2, '"1E"', "the id of a source, such as E1", ""),
        ("evidence:\n  sources:\n  - id: E1\n    year: '2019'", "evidence.sources.0.year", 5, '"2019"', "a year between 1900 and 2200, without quotes", ""),
        ("evidence: {sources: [{id: E1, year: 19}]}", "evidence.sources.0.year", 2, "the number 19", "a year between 1900 and 2200", ""),
        ("evidence: {sources: [{id: E1, attachment: {sha256: abc}}]}", "evidence.sources.0.attachment.sha256", 2, '"abc"', "the SHA-256 of the file", ""),
        ("note: {value: a, evidence: E1}", "note.evidence", 2, '"E1"', "a list, each row of it the id of a source", "Write [E1], even if there is only one."),
        ("note: {value: a, because: b}", "note", 2, "a group with the keys value, because", "only the keys value and evidence", ""),
        ("note: {not_applicable: }", "note", 2, "a group with the keys not_applicable", "{not_applicable: the reason in words}", ""),
        ("id: 7", "id", 2, "the number 7", "text", "Put it in quotes"),
        (f"id: {'x' * 121}", "id", 2, "a text of 121 characters", "at most 120 characters", ""),
        ('note: "a\\0b"', "note", 2, "the character U+0000 inside a text", "text that can be printed", "Delete this character."),
        ('measure: {"no\\ate": a}', "measure", 2, 'the key "no\\u0007te"', "keys without control characters", ""),
        ('measure: {"title\u00a0": a}', "measure", 2, 'the key "title\\u00a0"', "keys without control characters", "Type the key anew"),
        ("codes: [{code: 300xf}]", "codes.0.code", 2, '"300xf"', "four digits and F", 'Did you mean "300XF"?'),
        ("codes: [{code: \uff13\uff10\uff10XF}]", "codes.0.code", 2, '"\uff13\uff10\uff10XF"', "four digits and F", 'Did you mean "300XF"?'),
        ("codes: [{code: \u0663\u0660\u0660XF}]", "codes.0.code", 2, '"\u0663\u0660\u0660XF"', "four digits and F", 'Did you mean "300XF"?'),
        ("codes: [{code: 300\u00adXF\u200f}]", "codes.0.code", 2, '"300\\u00adXF\\u200f"', "four digits and F", 'Did you mean "300XF"?'),
        ("codes: [{code: 99213}]", "codes.0.code", 2, "the number 99213", "four digits and F", "Write the code alone"),
        ("codes: [{channels: [fax]}]", "codes.0.channels.0", 2, '"fax"', "one of claims, registry, ", "Take one of these words."),
        (f"measure: {{{'t' * 400}: a}}", f"measure.{'t' * 59}…", 2, f'the unknown key "{"t" * 59}…"', "one of the keys title, ", "Mend"),
        ("extra: 3", "extra", 2, "the number 3", "a group of keys", ""),
        ("extra: {test-pac: {colour: red}}", "extra.test-pac", 2, 'fields of the pack "test-pac"', "a pack in force: test-pack", 'Did you mean "test-pack"?'),
        ("extra:\n  test-pack:\n    color: red", "extra.test-pack.color", 4, 'the unknown key "color"', "one of colour", 'Did you mean "colour"?'),
        ("extra: {test-pack: red}", "extra.test-pack", 2, '"red"', "a group of keys", ""),
    ],
)  # fmt: skip
def test_fault(faults: Faults, answers: str, where: str, line: int, found: str, expected: str, next_step: str) -> None:
    (fault,) = faults(HEAD + answers)

    assert (fault.where, fault.line) == (where, line)
    assert fault.file.endswith("proposal.yaml")
    assert fault.found == found
    assert fault.expected.startswith(expected)
    assert fault.next_step.startswith(next_step)
    assert fault.next_step


@pytest.mark.parametrize(
    ("answers", "where", "line", "found", "expected"),
    [
        ("codes:\n- code: 300XF\n- code: 301XF\n- code: 300XF", "codes.2.code", 5, '"300XF" again (first at codes.0.code)', "each code named once"),
        ("evidence:\n  sources:\n  - id: E1\n  - id: E1", "evidence.sources.1.id", 5, '"E1" again (first at evidence.sources.0.id)', "each source named once"),
        ("note:\n  value: a\n  evidence:\n  - E1", "note.evidence.0", 5, 'a reference to "E1"', "a source of the evidence register, which is empty"),
        ("note: {value: unknown, evidence: [E1]}", "note.evidence.0", 2, 'a reference to "E1"', "a source of the"),
        ("evidence: {sources: [{id: E1}], guidelines: [{source: E2}]}", "evidence.guidelines.0.source", 2, 'a reference to "E2"', "one of the sources E1"),
        ("evidence: {sources: absent, reviews: [{source: E2}]}", "evidence.reviews.0.source", 2, 'a reference to "E2"', "a source of the"),
        ("codes: [{related_codes: [{code: {value: a, evidence: [E1]}}]}]", "codes.0.related_codes.0.code.evidence.0", 2, 'a reference to "E1"', "a source of the"),
        ("specification: {measurement_period: {length: 1, evidence: [E1]}}", "specification.measurement_period.evidence.0", 2, 'a reference to "E1"', "a source of the"),
        (f"measure:\n  title: {_claim('we have none')}", "measure.title", 3, "the claim not_applicable", "a value, unknown or absent: this field always applies"),
        (f"codes: [{{section: {_claim('none fits')}}}]", "codes.0.section", 2, "the claim not_applicable", "a value, unknown or absent"),
        (f"codes: {_claim('none')}", "codes", 2, "the claim not_applicable", "a value, unknown or absent"),
    ],
)  # fmt: skip
def test_what_two_fields_say_about_each_other(
    faults: Faults, answers: str, where: str, line: int, found: str, expected: str
) -> None:
    (fault,) = faults(HEAD + answers)

    assert (fault.where, fault.line, fault.found) == (where, line, found)
    assert fault.expected.startswith(expected)
    assert fault.next_step


def test_a_reference_of_nearly_the_right_name_is_recognised(faults: Faults) -> None:
    (fault,) = faults(f"{HEAD}note: {{value: a, evidence: [smith2019]}}\nevidence: {{sources: [{{id: Smith2019}}]}}")

    assert fault.next_step == 'Did you mean "Smith2019"?'


@pytest.mark.parametrize(
    "answers",
    [
        "specification: {missing_data_rule: {not_applicable: nothing can be missing}}",
        "codes: [{code: unknown}, {code: unknown}]",
        "evidence: {sources: [{id: E1}], guidelines: [{source: unknown}, {source: absent}, {source: E1}]}",
        "extra: {test-pack: {colour: red}}",
        "measure:\nextra:\ncodes:\n",
    ],
)
def test_what_is_allowed_is_no_fault(read: Read, answers: str) -> None:
    assert read(HEAD + answers).warnings == ()


@pytest.mark.parametrize(
    ("answers", "where", "said"),
    [
        ("codes: []", "codes", "an empty list. It says nothing. Write absent to state that there are none."),
        ("codes: {value: []}", "codes", "an empty list. It says nothing."),
        ("applicant: {contacts: [{name: a}, {name: }]}", "applicant.contacts.1", "a row without answers. Fill it in"),
        ("note: {value: , evidence: [E1]}\nevidence: {sources: [{id: E1}]}", "note", "evidence without an answer."),
    ],
)
def test_what_is_likely_not_meant_is_a_warning(read: Read, answers: str, where: str, said: str) -> None:
    (warning,) = read(HEAD + answers).warnings

    assert (warning.where, warning.line) == (where, 2)
    assert warned_in_words(warning).startswith(f"{warning.file}:2: {where}: {said}")


MANY_FAULTS = """measure:
  typ: process
  type: proces
  last_reviewed: last spring
codes:
  - code: 300XF
  - code: 300XF
burden:
  minutes_before: about 5 minutes
  minutes_after: {value: 3, evidence: [E9]}
change: {kind: {not_applicable: we do not know}}
"""


@pytest.mark.parametrize("name", ["a.yaml", "a"])
def test_all_faults_of_a_file_are_told_at_once_and_in_its_order(faults: Faults, name: str) -> None:
    found = faults(MANY_FAULTS, name)

    assert [(fault.line, fault.where) for fault in found] == [
        (1, "schema"),
        (2, "measure.typ"),
        (3, "measure.type"),
        (4, "measure.last_reviewed"),
        (7, "codes.1.code"),
        (9, "burden.minutes_before"),
        (10, "burden.minutes_after.evidence.0"),
        (11, "change.kind"),
    ]


def test_a_message_says_all_of_it(read: Read) -> None:
    with pytest.raises(ProposalError) as caught:
        read(f"{HEAD}measure: {{act: avod}}", "grip.yaml")

    head, line = str(caught.value).split("\n")
    assert head == "1 fault in the proposal"
    assert line.endswith('grip.yaml:2: measure.act: found "avod"; expected one of do, avoid. Did you mean "avoid"?')


def test_what_was_found_is_short_and_cannot_steer_a_terminal(faults: Faults) -> None:
    (fault,) = faults(f'{HEAD}measure: {{act: "{"long " * 100}"}}')

    assert fault.found.startswith('"long long ')
    assert len(fault.found) <= 62


@pytest.mark.parametrize("data", ["- a", "text", "12", "[1, 2]"])
def test_what_is_no_group_at_the_top(faults: Faults, data: str) -> None:
    (fault,) = faults(data)

    assert fault.line == 1
    assert fault.expected == "a group of keys that begins with schema: cat2-proposal/1"


def test_yes_and_no_may_be_written_as_true_and_false(read: Read) -> None:
    answers = "applicant: {funders: [{sole: yes}, {sole: true}, {sole: no}, {sole: False}]}"

    funders = read(HEAD + answers).proposal.applicant.funders.value

    assert funders is not None
    assert [each.sole.value for each in funders] == ["yes", "yes", "no", "no"]


def test_a_line_that_is_no_group_is_told_by_its_own_number(tmp_path: Path, pack: Pack) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"schema": "cat2-proposal/1"}\n\n[1]\n"x"\nnull\n', encoding="utf-8")
    found = [each for _, each in read_proposals(path, pack) if isinstance(each, ProposalError)]

    assert [fault.line for error in found for fault in error.faults] == [3, 4, 5]
