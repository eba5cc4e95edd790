"""Files that only call themselves workbooks, and workbooks made to do harm."""

from __future__ import annotations

import io
import zipfile

import pytest
from proposals.xlsx import workbooks as w

from evaluator.errors import ProposalError
from evaluator.proposals.xlsx import guard
from evaluator.proposals.xlsx.reading import proposal_in
from evaluator.rendering.notices import warned_in_words


def _refused(raw: bytes) -> str:
    with pytest.raises(ProposalError) as caught:
        proposal_in(raw, w.pack(), "form.xlsx")
    return str(caught.value)


def _with_member(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(w.blank())) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
        if name not in old.namelist():
            new.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"not a workbook", "no workbook, or a damaged one"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel (.xls), or one with a password"),
        (b"PK\x03\x04" + b"\0" * 50, "no workbook, or a damaged one"),
    ],
)
def test_what_is_no_workbook_is_refused(raw: bytes, said: str) -> None:
    assert said in _refused(raw)


def test_half_a_workbook_is_refused() -> None:
    assert "damaged" in _refused(w.blank()[: len(w.blank()) // 2])


def test_an_archive_without_a_workbook_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "hello")

    assert "an archive without a workbook" in _refused(stream.getvalue())


def test_a_workbook_without_the_form_says_how_to_get_one() -> None:
    from openpyxl import Workbook

    stream = io.BytesIO()
    Workbook().save(stream)

    assert "cat2 new --form xlsx" in _refused(stream.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_its_own_are_refused(encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'

    assert "declares entities of its own" in _refused(_with_member("xl/workbook.xml", bomb.encode(encoding)))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_UNPACKED", 5_000_000)

    assert "unpacks to more than 5 MB" in _refused(_with_member("xl/bomb.bin", b"\0" * 6_000_000))


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_MEMBERS", 3)

    assert "files in one workbook" in _refused(w.blank())


def test_damaged_xml_is_refused() -> None:
    assert "cannot be read" in _refused(_with_member("xl/workbook.xml", b"<workbook><sheets>"))


def test_a_cell_in_the_last_row_costs_nothing() -> None:
    def work(book: object) -> None:
        book["Proposal"].cell(1_048_576, 16_384, "far away")  # type: ignore[index]

    (warning,) = w.read(work).warnings
    assert "Proposal!XFD1048576" in warned_in_words(warning)
