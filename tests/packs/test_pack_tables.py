"""Tables whose rows lack a column, name none or hold something else than texts: told before anything is looked up."""

from __future__ import annotations

import pytest

from evaluator.errors import PackError
from evaluator.packs import load_pack
from evaluator.packs.reading import load_examples

T = "tables/grades.toml"
X, EXAMPLES = "x/criterion.toml", "x/examples.toml"
FIRST = 'scheme = ["USPSTF", "Task Force"]\ngrade = "A"\nstrength = "strong"\n'
SECOND = 'scheme = "GRADE"\ngrade = "1A"\nstrength = "weak"\n'
TABLE = f'title = "Grades"\nkeys = ["scheme", "grade"]\nresult = "strength"\n[[row]]\n{FIRST}[[row]]\n{SECOND}'
USED = (X, "measure.type = structure", "grades(measure.title, measure.type) in [weak]")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'grade = "1A"\n',
            "",
            {("row.2.grade", "nothing", "the column 'grade', which keys or result name")},
        ),
        (
            'strength = "weak"\n',
            "",
            {
                ("row.2.strength", "nothing", "the column 'strength', which keys or result name"),
            },
        ),
        ('"scheme", "grade"]', '"scheme", "grad"]', {("keys", "'grad', which no row has", "'grade'")}),
        ('"scheme", "grade"]', '"scheme", "qqqq"]', {("keys", "'qqqq', which no row has", "a column of the rows")}),
        (
            'result = "strength"',
            'result = "strenght"',
            {
                ("result", "'strenght', which no row has", "'strength'"),
            },
        ),
        (
            'strength = "strong"',
            'strength = ["strong"]',
            {("row.1.strength", "['strong']", "one text, the result")},
        ),
        (
            'keys = ["scheme", "grade"]',
            "keys = []",
            {
                ("keys", "no column", "the columns that are looked up"),
            },
        ),
    ],
)
def test_a_row_without_its_columns_is_a_fault_of_the_pack(small, cat2, old, new, told):
    folder = small((T, "", TABLE.replace(old, new)), USED)

    with pytest.raises(PackError) as caught:
        load_pack(folder)

    # That a word of a condition is no result of the table any more follows from it.
    noted = {(one.where, one.found, one.expected) for one in caught.value.faults if one.where != "applies"}
    assert noted == told
    ran = cat2("pack", "lint", folder)
    assert (ran.code, "Traceback" in ran.err) == (2, False)


@pytest.mark.parametrize("cell", ["3", "[3]", '[["A"]]', "{ a = 1 }", "true"])
def test_a_cell_is_a_text_or_some_texts(small, cell):
    folder = small((T, "", TABLE.replace('grade = "A"', f"grade = {cell}")), USED)

    with pytest.raises(PackError) as caught:
        load_pack(folder)

    assert {(one.file, one.where.rpartition("row.0.grade")[1]) for one in caught.value.faults} == {
        (f"small/{T}", "row.0.grade")
    }


def test_a_table_that_fits_is_read(small):
    assert load_pack(small((T, "", TABLE), USED)).tables["grades"].result == "strength"


@pytest.mark.parametrize(
    ("tables", "where", "found", "expected"),
    [
        (
            '{ grades = [{ scheme = "GRADE", strength = "weak" }] }',
            "grades.row.1.grade",
            "nothing",
            "the column 'grade', which keys or result name",
        ),
        ('{ greads = [{ scheme = "GRADE" }] }', "greads", "'greads'", "a table of tables/: grades"),
    ],
)
def test_rows_that_an_example_gives_are_held_to_the_same(small, tables, where, found, expected):
    folder = small((T, "", TABLE), (EXAMPLES, 'finding = "met"', f'finding = "met"\ntables = {tables}'))
    pack = load_pack(folder)

    with pytest.raises(PackError) as caught:
        load_examples(folder, pack)

    (fault,) = caught.value.faults
    assert (fault.file, fault.where) == (f"small/{EXAMPLES}", f"example.enough.tables.{where}")
    assert (fault.found, fault.expected) == (found, expected)


def test_rows_of_an_example_that_fit_are_read(small):
    rows = f"[{{ {', '.join(SECOND.split(chr(10))[:-1])} }}]"
    changed = (EXAMPLES, 'finding = "met"', f'finding = "met"\ntables = {{ grades = {rows} }}')
    folder = small((T, "", TABLE), changed)

    assert any(one.tables for one in load_examples(folder, load_pack(folder))["X"])
