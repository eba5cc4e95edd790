"""What typists do to a form does not change what they said, or is told with its cell."""

from __future__ import annotations

import datetime
import re

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from proposals.xlsx import workbooks as w

from evaluator.proposals.writing import written
from evaluator.proposals.xlsx.layout import MAIN
from evaluator.rendering.notices import warned_in_words

TITLE = "measure.title"


def _typed(path: str, value: object, heading: str = "Answer") -> w.Work:
    def work(book: Workbook) -> None:
        w.cell(book, path, heading).value = value

    return work


def _answer(path: str, value: object) -> object:
    data: object = written(w.read(_typed(path, value)).proposal)
    for step in path.split("."):
        assert isinstance(data, dict)
        data = data[step]
    return data


@pytest.mark.parametrize("name", sorted(path.stem for path in w.EXAMPLES.glob("*.yaml")))
def test_every_example_comes_back_whole(name: str) -> None:
    assert written(w.read(lambda _: None, w.filled(name)).proposal) == written(w.example(name))


def test_an_empty_form_says_nothing() -> None:
    read = w.read(lambda _: None)

    assert written(read.proposal) == {"schema": "cat2-proposal/1"}
    assert read.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "“Smart” quotes, an em dash — and an ellipsis…",
        "First line\nsecond line\n\nafter an empty one",
        "a\ttab",
        "<b>markup</b> & {{ braces }}",
        "Ends with brackets [as a writer may]",
        "A last line in brackets\n[Smith 2019]",
    ],
)
def test_text_stays_as_it_was_typed(text: str) -> None:
    assert _answer(TITLE, text) == text


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "'quoted"])
def test_a_text_that_looks_like_a_formula_is_written_as_text(text: str) -> None:
    proposal = w.example()
    title = proposal.measure.title.__class__("answered", text)
    changed = proposal.model_copy(update={"measure": proposal.measure.model_copy(update={"title": title})})

    raw = w.workbook_of(w.pack(), changed)

    assert w.proposal_in(raw, w.pack(), "form.xlsx").proposal.measure.title.value == text
    w.after(lambda book: _is_plain_text(book, text), raw)


def _is_plain_text(book: Workbook, text: str) -> None:
    cell = w.cell(book, TITLE)
    assert (cell.value, cell.data_type) == (text, "s")


def test_rows_may_be_moved() -> None:
    def work(book: Workbook) -> None:
        sheet = book[MAIN]
        sheet.insert_rows(8, 3)
        sheet.move_range("A5:I7", rows=300)

    assert written(w.read(work, w.filled()).proposal) == written(w.example())


def test_columns_may_be_moved() -> None:
    def work(book: Workbook) -> None:
        book[MAIN].insert_cols(2)
        book[MAIN].move_range("F1:F400", cols=20)
        book["Members of the panel"].move_range("B1:B60", cols=20)

    assert written(w.read(work, w.filled()).proposal) == written(w.example())


def test_sheets_may_be_moved_and_named_anew() -> None:
    def work(book: Workbook) -> None:
        book.move_sheet("Members of the panel", -10)
        book["Members of the panel"].title = "Panel"

    assert written(w.read(work, w.filled()).proposal) == written(w.example())


@pytest.mark.parametrize(("lost", "cell"), [("Answer", "E4"), ("Field", "I4")])
def test_a_heading_that_was_changed_is_named(lost: str, cell: str) -> None:
    def work(book: Workbook) -> None:
        book[MAIN][cell] = "My words"

    (said,) = w.faults(work)

    assert f'{MAIN}!{cell}: found "My words"; expected the heading {lost}. Give the headings back' in said


def test_a_column_that_was_deleted_is_named() -> None:
    (said,) = w.faults(lambda book: book[MAIN].delete_cols(9))

    assert "found no heading Field; expected the heading Field" in said


def test_a_list_whose_sheet_was_deleted_is_told() -> None:
    read = w.read(lambda book: book.remove(book["Members of the panel"]), w.filled())

    (warning,) = read.warnings
    assert "development.members" in warned_in_words(warning)
    assert (
        "there is no sheet for this list, although it says: Answered on the sheet “Members of the panel”"
        in warned_in_words(warning)
    )


def test_a_column_of_a_list_that_was_deleted_is_told() -> None:
    def work(book: Workbook) -> None:
        column = w.list_cell(book, "Members of the panel", "development.members[].role").column
        book["Members of the panel"].delete_cols(column)

    read = w.read(work, w.filled())

    (warning,) = read.warnings
    told = warned_in_words(warning)
    assert told.startswith('form.xlsx:Members of the panel!A5: development.members[].role: there is no column "')
    assert "If it held answers, take it from the form as it was" in told
    assert all(member.role.state == "blank" for member in read.proposal.development.members.value or ())


def test_a_question_and_a_column_of_states_that_were_deleted_are_told() -> None:
    def work(book: Workbook) -> None:
        book[MAIN].delete_rows(w.cell(book, TITLE).row)
        book[MAIN].delete_cols(w.cell(book, "measure.type", "State").column)

    first, second = map(warned_in_words, w.read(work).warnings)

    assert 'Proposal!A4: there is no column "State", which the form has.' in first
    assert 'measure.title: there is no row "' in second


def test_what_stands_in_the_column_of_row_numbers_is_told() -> None:
    def work(book: Workbook) -> None:
        book["Proposed codes"].cell(40, 1, "See the annex")

    (warning,) = w.read(work).warnings
    assert 'Proposed codes!A40: the text "See the annex" was not read' in warned_in_words(warning)


@pytest.mark.parametrize("value", ["2026-03-31", datetime.date(2026, 3, 31), datetime.datetime(2026, 3, 31)])  # noqa: DTZ001
def test_dates_may_be_dates_or_text(value: object) -> None:
    assert _answer("change.target_deadline", value) == "2026-03-31"


@pytest.mark.parametrize("value", [35, 35.0, "35", " 35 ", "35.0"])
def test_numbers_may_be_numbers_or_text(value: object) -> None:
    assert _answer("significance.prevalence.number", value) == 35


@pytest.mark.parametrize(
    "value", ["Patient-reported outcome", "patient_reported_outcome", "patient\u2011reported  outcome"]
)
def test_choices_may_be_spelled_freely(value: str) -> None:
    assert _answer("measure.type", value) == "patient_reported_outcome"


@pytest.mark.parametrize("value", ["quality improvement; public reporting", "quality_improvement\npublic_reporting"])
def test_several_choices_may_be_parted_by_semicolons_or_lines(value: str) -> None:
    words = value.replace("_", " ").replace("\n", "; ")
    answer = _answer("use.purposes", value)
    assert isinstance(answer, list)
    assert [each.replace("_", " ") for each in answer] == words.split("; ")


def test_states_reasons_and_evidence_have_cells_of_their_own() -> None:
    def work(book: Workbook) -> None:
        w.cell(book, "specification.missing_data_rule", "State").value = "Not known yet"
        w.cell(book, "codes", "State").value = "there is none"
        w.cell(book, "measure.title").value = "Grip strength"
        w.cell(book, "measure.title", "Evidence").value = "E1"
        w.list_cell(book, "Evidence register", "evidence.sources[].id").value = "E1"

    data = written(w.read(work).proposal)

    assert data["specification"]["missing_data_rule"] == "unknown"
    assert data["codes"] == "absent"
    assert data["measure"]["title"] == {"value": "Grip strength", "evidence": ["E1"]}


def test_cells_merged_across_one_answer_are_one_answer() -> None:
    def work(book: Workbook) -> None:
        answer = w.cell(book, TITLE)
        answer.value = "Grip strength"
        book[MAIN].merge_cells(start_row=answer.row, end_row=answer.row, start_column=answer.column, end_column=7)

    assert w.read(work).proposal.measure.title.value == "Grip strength"


def test_cells_merged_over_two_answers_are_refused() -> None:
    def work(book: Workbook) -> None:
        answer = w.cell(book, TITLE)
        answer.value = "Grip strength"
        book[MAIN].merge_cells(
            start_row=answer.row, end_row=answer.row + 1, start_column=answer.column, end_column=answer.column
        )

    (fault,) = w.faults(work)
    assert re.search(r"form\.xlsx:Proposal!E\d+: found merged cells .* Unmerge them", fault)


def test_what_is_written_beside_the_questions_is_told() -> None:
    def work(book: Workbook) -> None:
        book[MAIN]["L20"] = "Ask Dr Example"
        w.cell(book, TITLE).comment = Comment("Is this the final title?", "A typist")
        book.create_sheet("My notes")["A1"] = "call the registry"

    told = "\n".join(warned_in_words(warning) for warning in w.read(work).warnings)

    assert 'Proposal!L20: the text "Ask Dr Example" was not read' in told
    assert 'the note "Is this the final title?"' in told
    assert 'My notes!A1: a sheet that is no part of the form, with "call the registry"' in told


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (TITLE, "=1+1", "found a formula"),
        ("change.target_deadline", "31/03/2026", 'found "31/03/2026"; expected a date written as YYYY-MM-DD'),
        ("significance.prevalence.number", "12,5 %", "expected a number"),
        ("measure.type", "proces", 'Did you mean "process"?'),
        ("codes", "300XF", "Its answers have cells or a sheet of their own"),
        ("change.target_deadline", datetime.datetime(2026, 3, 31, 12, 5), "with a time of day"),  # noqa: DTZ001
    ],
)
def test_a_fault_names_its_cell(path: str, value: object, said: str) -> None:
    (fault,) = w.faults(_typed(path, value))

    assert re.match(r"form\.xlsx:Proposal!E\d+: ", fault)
    assert path in fault
    assert said in fault


def test_a_percentage_is_refused_since_the_workbook_keeps_another_number() -> None:
    def work(book: Workbook) -> None:
        answer = w.cell(book, "significance.prevalence.number")
        answer.value, answer.number_format = 0.35, "0%"

    (fault,) = w.faults(work)
    assert "found a percentage, which the workbook keeps as 0.35" in fault


def test_all_faults_come_at_once() -> None:
    def work(book: Workbook) -> None:
        w.cell(book, "measure.type").value = "proces"
        w.cell(book, "change.kind", "State").value = "maybe"
        w.list_cell(book, "Members of the panel", "development.members[].role").value = "chairman of all"
        w.list_cell(book, "Related and existing codes", "codes[].related_codes[].code").value = "1234F"

    said = "\n".join(w.faults(work))

    for part in ("measure.type", 'change.kind: found "maybe"', "Members of the panel!", "row that this row belongs to"):
        assert part in said


def test_a_state_beside_an_answer_is_a_contradiction() -> None:
    def work(book: Workbook) -> None:
        w.cell(book, TITLE).value = "Grip strength"
        w.cell(book, TITLE, "State").value = "not known yet"

    (fault,) = w.faults(work)
    assert "found an answer, and beside it “not known yet”; expected one of the two" in fault


def test_grey_words_that_were_changed_are_told() -> None:
    (fault,) = w.faults(_typed(TITLE, "measure.titel", "Field"))

    assert 'found the unknown field "measure.titel"' in fault
    assert 'Did you mean "measure.title"?' in fault


def test_a_question_twice_is_refused() -> None:
    (fault,) = w.faults(_typed(TITLE, "measure.steward", "Field"))

    assert "this field a second time" in fault
