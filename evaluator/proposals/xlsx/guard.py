"""Workbooks that are too large or too cunning to be opened: looked for before any of their XML is read."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import NoReturn

from evaluator.errors import Fault, ProposalError

MOST_MEMBERS = 1_000
MOST_UNPACKED = 60_000_000
_PIECE = 1 << 16
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_EXPECTED = "an Excel workbook (.xlsx)"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def checked(raw: bytes, file: str, most: int = 0) -> io.BytesIO:
    """Give the bytes of a workbook back as a stream, once nothing in it can do harm; 0 is as much as a form may hold.

    Raises:
        ProposalError: it is no workbook, unpacks to too much, or declares entities of its own.
    """
    if raw.startswith(_OLD_EXCEL):
        _refuse("a workbook of old Excel (.xls), or one with a password", file, "Save it as .xlsx, without a password.")
    stream = io.BytesIO(raw)
    try:
        with zipfile.ZipFile(stream) as archive:
            _look_through(archive, file, most or MOST_UNPACKED)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        _refuse(f"a file that is no workbook, or a damaged one ({error})", file)
    stream.seek(0)
    return stream


def _look_through(archive: zipfile.ZipFile, file: str, most: int) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        _refuse(f"{len(members)} files in one workbook", file, f"At most {MOST_MEMBERS} are read.")
    if "xl/workbook.xml" not in archive.namelist():
        _refuse("an archive without a workbook in it", file)
    left = most
    for member in members:
        left = _read_through(archive, member, left, file)
        if left < 0:
            found = f"a workbook that unpacks to more than {most / 1e6:,.0f} MB"
            _refuse(found, file, "Part it, or take out what does not belong to it.")


def _read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, file: str) -> int:
    # What an archive says of its sizes may be a lie, so what comes out of it is counted.
    before = b""
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            left -= len(piece)
            if left < 0:
                break
            plain = before + piece.replace(b"\0", b"")  # whatever the encoding of the XML
            if any(word in plain.upper() for word in _DECLARATIONS):
                _refuse("a workbook whose XML declares entities of its own", file, "Excel writes none: save it anew.")
            before = plain[-len(_DECLARATIONS[0]) :]
    return left


def _refuse(found: str, file: str, next_step: str = "") -> NoReturn:
    raise ProposalError([Fault("", found, _EXPECTED, next_step, file)])
