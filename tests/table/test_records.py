"""Tables as people hand them over: encodings, odd headers, cut-off files."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from pathlib import Path

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest

import evaluator.proposals.table.workbook
from evaluator.errors import SourceError
from evaluator.model.mapping import Mapping
from evaluator.proposals.table.records import read_records


def rows(raw: bytes, name: str = "t.csv", mapping: Mapping | None = None) -> list[tuple[dict[str, object], str]]:
    return [(record.data, record.fault) for record in read_records(io.BytesIO(raw), name, mapping)]


def test_a_csv_with_mark_semicolons_and_a_line_break_in_a_header() -> None:
    raw = '\ufeff"Measure\r\ntitle";Type\r\n"Foot; check";process\r\n\r\n'.encode()

    assert rows(raw) == [({"Measure title": "Foot; check", "Type": "process"}, "")]


def test_one_row_in_another_encoding_does_not_stop_the_others() -> None:
    found = rows(b"title\nFoot\nCaf\xe9\nHand\n")

    assert [data.get("title") for data, _ in found] == ["Foot", None, "Hand"]
    assert "not UTF-8" in found[1][1]


def test_a_row_with_too_many_or_too_few_cells_is_a_fault_of_its_own() -> None:
    found = rows(b"a,b,\n1,2,3,4\n4,5\n6\n7,8,,\n")

    assert "found 4 cells; expected 3" in found[0][1]
    assert found[1] == ({"a": "4", "b": "5"}, "")
    assert "found 1 cells; expected 3" in found[2][1]
    assert found[3] == ({"a": "7", "b": "8", "column 3": None}, "")


def test_two_columns_of_one_name_are_told_apart() -> None:
    assert rows(b"a,a,\n1,2,3\n")[0][0] == {"a": "1", "a (2)": "2", "column 3": "3"}


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("t.csv", "a,b".encode("utf-16")),
        ("t.csv", b""),
        ("t.json", b"{"),
        ("t.json", b"[]"),
        ("t.parquet", b"PAR1 cut off"),
        ("t.xlsx", b"PK\x03\x04 cut off"),
        ("t.txt", b"a"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(name: str, raw: bytes) -> None:
    with pytest.raises(SourceError, match=name):
        rows(raw, name)


def test_lines_of_json_are_judged_one_by_one() -> None:
    found = rows(b'\xef\xbb\xbf{"a": 1}\n[1]\n{"a"\n\n{"a": 2}', "t.jsonl")

    assert [data for data, fault in found if not fault] == [{"a": 1}, {"a": 2}]
    assert [fault for _, fault in found if fault] != []


def test_a_line_that_is_far_too_long_is_told_and_passed_over() -> None:
    found = rows(b'{"a": "' + b"x" * 6_000_000 + b'"}\n{"a": 2}\n', "t.jsonl")

    assert [data for data, _ in found] == [{}, {"a": 2}]
    assert "more than 5 MB" in found[0][1]


def test_records_lie_where_the_mapping_says() -> None:
    raw = json.dumps({"measures": [{"a": 1}, 2]}).encode()
    found = rows(raw, "t.json", Mapping(id="m", title="M", rows="measures[]"))

    assert found == [({"a": 1}, ""), ({}, "found a plain value; expected an object")]


def test_excel_and_parquet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Title", "Year"])
    book.active.append(["Foot", 2020])
    book.save(tmp_path / "t.xlsx")
    pyarrow.parquet.write_table(pyarrow.table({"Title": ["Foot"], "Uses": [["a", "b"]]}), tmp_path / "t.parquet")

    assert rows((tmp_path / "t.xlsx").read_bytes(), "t.xlsx") == [({"Title": "Foot", "Year": 2020}, "")]
    assert rows((tmp_path / "t.parquet").read_bytes(), "t.parquet") == [({"Title": "Foot", "Uses": ["a", "b"]}, "")]


def parquet(**columns: pyarrow.Array) -> bytes:
    stream = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), stream)
    return stream.getvalue()


def test_a_damaged_cell_of_parquet_is_a_fault_of_its_row() -> None:
    ends = pyarrow.array([0, 2, 4], pyarrow.int32()).buffers()[1]
    text = pyarrow.StringArray.from_buffers(2, ends, pyarrow.py_buffer(b"ok\xff\xfe"))
    far = pyarrow.array([2**62, 0], pyarrow.timestamp("us"))

    damaged = rows(parquet(No=pyarrow.array([1, 2]), Title=text), "t.parquet")
    distant = rows(parquet(No=pyarrow.array([1, 2]), Seen=far), "t.parquet")

    assert damaged[0] == ({"No": 1, "Title": "ok"}, "")
    assert "a cell that cannot be read in 'Title'" in damaged[1][1]
    assert "a cell that cannot be read in 'Seen' (date value out of range)" in distant[0][1]
    assert distant[1] == ({"No": 2, "Seen": "1970-01-01"}, "")


def test_two_columns_of_one_name_are_told_apart_in_parquet_too() -> None:
    stream = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table([pyarrow.array(["1"]), pyarrow.array(["2"])], names=["a", "a"]), stream)

    assert rows(stream.getvalue(), "t.parquet") == [({"a": "1", "a (2)": "2"}, "")]


def test_an_open_quotation_mark_is_told_with_the_lines_it_took_and_ends_no_table() -> None:
    whole = 'No,Title,Type\n1,"Foot, check",Process\n'
    swallowed = '2,"Eye check,Process\n3,Hand check,Process\n4,"Ear, nose",Process\n'
    found = list(read_records(io.BytesIO((whole + swallowed + "5,Skin,Process\n").encode()), "t.csv"))
    to_the_end = list(read_records(io.BytesIO((whole + '2,"Eye check\n3,Hand\n').encode()), "t.csv"))

    assert [record.data.get("No") for record in found] == ["1", None, "5"]
    assert "lines 3 to 5, of which no row is read" in found[1].fault
    assert [record.data.get("No") for record in to_the_end] == ["1", None]
    assert "lines 3 to 4, of which no row is read" in to_the_end[1].fault


def test_marks_within_a_cell_that_begins_without_one_are_text() -> None:
    assert rows(b'No,Title\n1,a 5" tube\n2,"said ""no"""\n') == [
        ({"No": "1", "Title": 'a 5" tube'}, ""),
        ({"No": "2", "Title": 'said "no"'}, ""),
    ]


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, cells in sheets.items():
        sheet = book.create_sheet(title)
        for row in cells:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_every_sheet_of_a_workbook_is_read_or_told() -> None:
    raw = workbook(
        A=[["No", "Title"], [1, "Foot"]], B=[["No", "Title", None], [2, "Eye", "new"]], C=[["Note"], ["later"]], D=[]
    )
    found = list(read_records(io.BytesIO(raw), "t.xlsx"))

    assert [(record.place, record.data) for record in found if not record.fault] == [
        ("row 2", {"No": 1, "Title": "Foot"}),
        ("sheet 'B', row 2", {"No": 2, "Title": "Eye", "column 3": "new"}),
    ]
    assert [record.place for record in found if record.fault] == ["sheet 'C'"]


def test_empty_cells_at_the_end_of_a_row_are_cells() -> None:
    found = rows(workbook(A=[["No", "Title", "Status"], [1, "Foot"], [2, None, "draft"]]), "t.xlsx")

    assert [data for data, _ in found] == [
        {"No": 1, "Title": "Foot", "Status": None},
        {"No": 2, "Title": None, "Status": "draft"},
    ]


def test_a_formula_whose_result_is_not_there_is_a_fault_of_its_row() -> None:
    found = rows(workbook(A=[["No", "Title"], [1, '=A2&" check"'], [2, "Eye"]]), "t.xlsx")

    assert "a formula without its result in 'Title'" in found[0][1]
    assert found[1] == ({"No": 2, "Title": "Eye"}, "")


def test_a_workbook_that_unpacks_to_too_much_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluator.proposals.table.workbook, "MOST_UNPACKED", 1000)

    with pytest.raises(SourceError, match="unpacks to more than"):
        rows(workbook(A=[["No"], [1]]), "t.xlsx")


def test_what_is_no_json_of_numbers_and_keys_is_told() -> None:
    raw = b'{"a": NaN}\n{"a": 1, "a": 2}\n{"a": "b"}\n{"a": 1e400}\n'
    found = rows(raw, "t.jsonl")

    assert "NaN, which is no number of JSON" in found[0][1]
    assert 'the key "a" twice in one object' in found[1][1]
    assert found[2] == ({"a": "b"}, "")
    assert "larger than any number" in found[3][1]


def test_a_key_that_comes_late_a_second_time_costs_no_more_than_the_reading() -> None:
    keys = "".join(f'"{number}": 1, ' for number in range(60_000))
    begun = time.process_time()
    found = rows(f'{{{keys}"59999": 2}}\n'.encode(), "t.jsonl")

    assert 'the key "59999" twice' in found[0][1]
    assert time.process_time() - begun < 10  # it took forty where every key was counted


def test_headers_in_another_encoding_are_told() -> None:
    with pytest.raises(SourceError, match="headers with bytes that are not UTF-8"):
        rows(b"caf\xe9,id\n1,2\n")


def changed(raw: bytes, pattern: str, by: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, re.sub(pattern.encode(), by.encode(), text) if "sheet1.xml" in name else text)
    return stream.getvalue()


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    raw = workbook(A=[["No", "Title"], [1, "Foot"], [2, "Eye"]])

    for size in ("A1", "A1:B2", "A1:Z900"):
        found = rows(changed(raw, r'<dimension ref="[^"]*"', f'<dimension ref="{size}"'), "t.xlsx")
        assert [data["No"] for data, _ in found] == [1, 2]


def test_a_formula_whose_result_is_an_empty_text_is_no_fault() -> None:
    raw = workbook(A=[["No", "Title"], [1, "=A2"], [2, "Eye"]])
    kept = changed(raw, r'<c r="B2"[^>]*>.*?</c>', '<c r="B2" t="str"><f>IF(A2="","",A2)</f><v></v></c>')

    assert rows(kept, "t.xlsx")[0] == ({"No": 1, "Title": None}, "")


def test_a_workbook_in_any_other_disorder_is_told() -> None:
    raw = workbook(A=[["No"], [1]])

    with pytest.raises(SourceError, match="cannot be read as an Excel workbook"):
        rows(changed(raw, r"<sheetData>", "<sheetData><row r='x'>"), "t.xlsx")


def test_records_that_nobody_reaches_for_a_fault_are_told_by_that_fault() -> None:
    mapping = Mapping(id="x", title="X", rows="a[]")

    with pytest.raises(SourceError) as caught:
        list(read_records(io.BytesIO(b'{"a": [{"b": 1}], "a": []}'), "t.json", mapping))

    assert 'the key "a" twice in one object' in str(caught.value.faults[0])
    [(_, fault)] = rows(b'{"a": {"rows": [], "rows": []}}', "t.json", mapping)
    assert 'the key "rows" twice in one object' in fault
