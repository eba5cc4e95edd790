"""What typists do to a form does not change what they said, or is told with its cell."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping
from functools import reduce

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from proposals.xlsx import workbooks as w

from evaluator.advice.what_if import with_answers
from evaluator.proposals.writing import written
from evaluator.proposals.xlsx.layout import MAIN
from evaluator.rendering.notices import warned_in_words

TITLE = "measure.title"
# To write, open and read a workbook takes half a second, so what does not get in each other's way is in one.
TEXTS = (TITLE, "measure.description", "measure.setting", "measure.steward", "use.purpose", "specification.numerator")
NUMBERS = tuple(f"significance.{name}.number" for name in ("segment", "prevalence", "cost", "risk"))
DATES = ("change.target_deadline", "measure.last_reviewed", "development.public_comment.opened")


def _typed(path: str, value: object, heading: str = "Answer") -> w.Work:
    return _all_typed({path: value}, heading)


def _all_typed(values: Mapping[str, object], heading: str = "Answer") -> w.Work:
    def work(book: Workbook) -> None:
        for path, value in values.items():
            w.cell(book, path, heading).value = value

    return work


def _answers(values: Mapping[str, object]) -> dict[str, object]:
    data = written(w.read(_all_typed(values)).proposal)
    return {path: reduce(lambda held, step: held[step], path.split("."), data) for path in values}


def _answer(path: str, value: object) -> object:
    return _answers({path: value})[path]


@pytest.mark.parametrize("name", sorted(path.stem for path in w.EXAMPLES.glob("*.yaml")))
def test_every_example_comes_back_whole(name: str) -> None:
    assert written(w.read(lambda _: None, w.filled(name)).proposal) == written(w.example(name))


def test_an_empty_form_says_nothing() -> None:
    read = w.read(lambda _: None)

    assert written(read.proposal) == {"schema": "cat2-proposal/1"}
    assert read.warnings == ()


def test_text_stays_as_it_was_typed() -> None:
    texts = (
        "“Smart” quotes, an em dash — and an ellipsis…",
        "First line\nsecond line\n\nafter an empty one",
        "a\ttab",
        "<b>markup</b> & {{ braces }}",
        "Ends with brackets [as a writer may]",
        "A last line in brackets\n[Smith 2019]",
    )
    typed = dict(zip(TEXTS, texts, strict=True))

    assert _answers(typed) == typed


def test_a_text_that_looks_like_a_formula_is_written_as_text() -> None:
    texts = ("=1+1", '=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "'quoted")
    said = dict(zip(TEXTS, texts, strict=True))
    proposal = with_answers(w.example(), said.items(), w.pack())

    raw = w.workbook_of(w.pack(), proposal)

    assert written(w.proposal_in(raw, w.pack(), "form.xlsx").proposal) == written(proposal)
    book = load_workbook(io.BytesIO(raw))
    cells = {path: w.cell(book, path) for path in TEXTS}
    assert {path: (cell.value, cell.data_type) for path, cell in cells.items()} == {
        path: (text, "s") for path, text in said.items()
    }


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


def test_the_guidance_may_be_named_anew_too_and_is_nobodys_answer() -> None:
    def work(book: Workbook) -> None:
        book.worksheets[0].title = "Read me first"

    assert w.read(work, w.filled()).warnings == ()


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


def test_dates_may_be_dates_or_text() -> None:
    typed = ("2026-03-31", datetime.date(2026, 3, 31), datetime.datetime(2026, 3, 31))  # noqa: DTZ001  Excel has none

    assert _answers(dict(zip(DATES, typed, strict=True))) == dict.fromkeys(DATES, "2026-03-31")


@pytest.mark.parametrize("last", ["35.0", 35])
def test_numbers_may_be_numbers_or_text(last: object) -> None:
    typed = (35.0, "35", " 35 ", last)

    assert _answers(dict(zip(NUMBERS, typed, strict=True))) == dict.fromkeys(NUMBERS, 35)


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


def test_each_fault_names_its_cell() -> None:
    spoiled = {
        TITLE: ("=1+1", "found a formula"),
        "change.target_deadline": ("31/03/2026", 'found "31/03/2026"; expected a date between'),
        "significance.prevalence.number": ("12,5 %", "expected a number"),
        "measure.type": ("proces", 'Did you mean "process"?'),
        "codes": ("300XF", "Its answers have cells or a sheet of their own"),
        "measure.last_reviewed": (datetime.datetime(2026, 3, 31, 12, 5), "with a time of day"),  # noqa: DTZ001
    }

    told = w.faults(_all_typed({path: value for path, (value, _) in spoiled.items()}))

    by_path = {path: [fault for fault in told if f": {path}: " in fault] for path in spoiled}
    assert sorted(fault for faults in by_path.values() for fault in faults) == sorted(told)
    for path, (_, said) in spoiled.items():
        (fault,) = by_path[path]
        assert re.match(r"form\.xlsx:Proposal!E\d+: ", fault)
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
