"""Tables as people save them, read record by record: nothing of them is lost, and what cannot be read has its place."""

from __future__ import annotations

import io
import json
import tracemalloc
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from evaluator.archive.mappings_by_source import MappingsBySource
from evaluator.archive.splitting import Raw, Splitter

OURS = """
id = "ours"
title = "Ours"
[[field]]
to = "measure.title"
from = "Name of the measure"
"""


@pytest.fixture
def split(tmp_path: Path):
    mapping = tmp_path / "ours.toml"
    mapping.write_text(OURS, encoding="utf-8")

    def read(name: str, content: bytes) -> list[Raw]:
        (tmp_path / name).write_bytes(content)
        return list(
            Splitter([str(tmp_path / name)], MappingsBySource((f"*.csv={mapping}",)), (tmp_path / "run",)).records()
        )

    return read


def _told(rows: list[Raw]) -> list[str]:
    return [row.fault or row.data.decode() for row in rows]


def test_a_mark_at_the_start_and_line_breaks_in_headers_are_no_part_of_a_name(split) -> None:
    rows = split("a.csv", b'\xef\xbb\xbf"Name of\r\nthe measure";No\r\n"Foot\nexam";1\r\n\r\nEye exam;2\r\n')

    assert _told(rows) == [
        '{"Name of the measure": "Foot\\nexam", "No": "1"}',
        '{"Name of the measure": "Eye exam", "No": "2"}',
    ]
    assert [row.place for row in rows] == ["row 2", "row 4"]


def test_a_row_in_another_encoding_costs_no_other(split) -> None:
    found = _told(split("a.csv", b"Name of the measure\nFoot\n" + b"Caf\xe9\n" + "Œil\n".encode()))

    assert found[0] == '{"Name of the measure": "Foot"}'
    assert "Windows-1252" in found[1]
    assert found[2] == '{"Name of the measure": "Œil"}'


def test_a_whole_file_in_another_encoding_is_one_error(split) -> None:
    (found,) = split("a.csv", "Name of the measure\nFoot\n".encode("utf-16"))

    assert "UTF-16" in found.fault
    assert "UTF-8" in found.fault


def _text(count: int, title: str = "Foot") -> str:
    return "".join(f'{{"schema": "cat2-proposal/1", "id": "{n}", "note": "{title}"}}\n' for n in range(count))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_lines_in_utf_16_are_one_error_that_names_it_and_cost_no_others(split, encoding) -> None:
    plain = _text(2).encode()
    whole, among = (
        split("a.jsonl", _text(9).encode(encoding)),
        split("b.jsonl", plain + _text(3).encode(encoding) + plain),
    )

    said = "found text in UTF-16; expected text in UTF-8"
    assert [one.fault for one in whole] == [said]
    assert whole[0].place == "lines 1 to 9"
    assert [one.fault for one in among if one.fault] == [said]
    assert [json.loads(one.data)["id"] for one in among if one.data] == ["0", "1", "0", "1"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_cell_in_utf_16_among_utf_8_is_named_once_for_each_stretch_of_lines(split, encoding) -> None:
    cell = _text(3, "@").encode().replace(b"@", "Foot exam".encode(encoding))
    found = split("a.jsonl", cell + _text(1).encode() + cell[: len(cell) // 3])

    assert [(one.place, one.fault) for one in found] == [
        ("lines 1 to 3", "found a piece of text in UTF-16; expected text in UTF-8"),
        ("line 4", ""),
        ("line 5", "found a piece of text in UTF-16; expected text in UTF-8"),
    ]


def test_one_record_of_very_many_bytes_is_passed_by_and_the_next_is_read(split) -> None:
    row = b'{"schema": "cat2-proposal/1"}\n'
    found = split("a.jsonl", row + b'{"id": "' + b"x" * 20_000_000 + b'"}\n' + row)

    assert [(one.place, len(one.data), one.fault[:30]) for one in found] == [
        ("line 1", 30, ""),
        ("line 2", 0, "found a line of more than 5 MB"),
        ("line 3", 30, ""),
    ]


_LONG = b"x" * 6_000_000


@pytest.mark.parametrize(
    "row",
    [
        _LONG,
        b'"' + _LONG + b'"',
        b'"' + _LONG + b"\nand " + _LONG + b'\nmore"',
        b'"a ""cell""\n' + _LONG + b'"",""\n"',
        b'"' + b"a line\n" * 900_000 + b'"',
    ],
    ids=["plain", "in marks", "on several lines", "with marks inside", "of short lines"],
)
def test_a_cell_of_very_many_bytes_costs_no_other_row(split, row: bytes) -> None:
    found = split("a.csv", b'Name of the measure\nFoot\n"a 5 "" tube"\n' + row + b'\n"Eye\nexam"\na "bare\nHand\n')

    assert [(one.place, bool(one.fault)) for one in found] == [
        ("row 2", False),
        ("row 3", False),
        ("row 4", True),
        ("row 5", False),
        ("row 6", False),
        ("row 7", False),
    ]
    assert "found a row of more than 5 MB" in found[2].fault


def test_lines_are_counted_behind_a_cell_of_very_many_of_them(split) -> None:
    found = split("a.csv", b'Name of the measure\n"' + b"a line\n" * 900_000 + b'"\n"Eye" exam\n')

    assert "(line 900003)" in found[1].fault


def _mostly_nothing(path: Path, head: bytes, tail: bytes) -> None:
    """Write a file of 200 MB that takes no room on the disk."""
    with path.open("wb") as file:
        file.write(head)
        file.seek(200_000_000)
        file.write(tail)


ROW = b'{"schema": "cat2-proposal/1"}\n'


@pytest.mark.parametrize(
    ("name", "ends", "read", "said"),
    [
        ("a.jsonl", (ROW + b'{"id": "', b'"}\n' + ROW), ["line 1", "", "line 3"], "a line of more than 5 MB"),
        ("a.json", (b'{"id": "', b'"}'), [""], "expected less, or JSON lines (.jsonl), one record a line"),
        ("a.yaml", (b"id: ", b"x"), [""], "a record of more than 5 MB"),
        ("a.csv", (b"Name of the measure\nFoot\n", b"\nEye\n"), ["row 2", "", "row 4"], "a row of more than 5 MB"),
        ("a.tsv", (b"Name of the measure\tNo", b"\nEye\t1\n"), [""], "a line of headers of 100,000 characters"),
        ("a.xlsx", (b"PK\x03\x04", b"PK"), [""], "more than 200 MB in one workbook"),
    ],
)
def test_a_record_of_200_mb_is_one_error_and_never_lies_in_memory(tmp_path, name, ends, read, said) -> None:
    _mostly_nothing(tmp_path / name, *ends)
    mapping = tmp_path / "ours.toml"
    mapping.write_text(OURS, encoding="utf-8")
    mappings = MappingsBySource((f"*.[cx]*={mapping}",))

    tracemalloc.start()
    rows = list(Splitter([str(tmp_path / name)], mappings, (tmp_path / "run",)).records())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [row.place if not row.fault else "" for row in rows] == read
    assert [said in row.fault for row in rows if row.fault] == [True]
    assert peak < 60_000_000


def test_a_row_of_very_many_bytes_in_a_parquet_table_costs_no_other(split) -> None:
    sink = io.BytesIO()
    texts = ["{}", "x" * 6_000_000, "{}"]
    pyarrow.parquet.write_table(pyarrow.table({"proposal": texts}), sink, compression="zstd")
    found = split("a.parquet", sink.getvalue())

    assert [one.place for one in found] == ["row 1", "row 2", "row 3"]
    assert [one.fault[:33] for one in found] == ["", "found a row of more than 5 MB; ex", ""]


def test_damage_within_a_parquet_table_is_one_error(split) -> None:
    sink = io.BytesIO()
    texts = pyarrow.array([b"Foot", b"Caf\xe9"], pyarrow.binary()).view(pyarrow.string())
    pyarrow.parquet.write_table(pyarrow.table({"Name of the measure": texts}), sink)
    whole = sink.getvalue()

    for content in (whole[:-40], whole[:20] + b"\xff" * 40 + whole[60:], b"PAR1"):
        (found,) = split("a.parquet", content)
        assert "cannot be read as a Parquet table" in found.fault
    sound, damaged = split("a.parquet", whole)
    assert (sound.place, sound.fault, damaged.place) == ("row 1", "", "row 2")
    assert "a cell that cannot be read in 'Name of the measure'" in damaged.fault
