"""Bytes into text: UTF-8, and a clear word about everything else."""

from __future__ import annotations

import codecs

from evaluator.errors import Fault, ProposalError

_SAVE = "Save the file as text with the encoding UTF-8."
_WORKBOOK = (
    "If it is a filled-in form, read it with `cat2 import xlsx`; else save the file as text with the encoding UTF-8."
)
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_ZIP = b"PK\x03\x04"
_BINARY = (
    (_ZIP, "a ZIP archive or a Word or Excel file"),
    (b"%PDF", "a PDF file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


def decoded(raw: bytes, file: str, first_line: int = 1) -> str:
    """Decode UTF-8, with or without a byte order mark.

    Raises:
        ProposalError: the bytes are in another encoding, or are no text.
    """
    if found := other_than_utf8(raw):
        next_step = _WORKBOOK if raw.startswith(_ZIP) else _SAVE
        raise ProposalError(
            [Fault("", found, "text in UTF-8", next_step, file, first_line if first_line > 1 else None)]
        )
    try:
        return raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = first_line + raw.count(b"\n", 0, error.start)
        found = f"the byte 0x{raw[error.start]:02X}, which is not UTF-8 (often a file in Windows-1252 or Latin-1)"
        raise ProposalError([Fault("", found, "text in UTF-8", _SAVE, file, line)]) from None


def other_than_utf8(raw: bytes) -> str:
    """Name the encoding or kind of file by which these bytes give away that they are no UTF-8; empty if they do not."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return f"text in {name}"
    for mark, name in _BINARY:
        if raw.startswith(mark):
            return name
    return _guessed_from_zeros(raw[:1000]) if b"\x00" in raw else ""


def _guessed_from_zeros(start: bytes) -> str:
    """Tell UTF-16 without a mark, where every other byte of western text is zero, from binary data."""
    halves = start[::2], start[1::2]
    return (
        "text in UTF-16"
        if any(half and half.count(0) > 0.8 * len(half) for half in halves) and start.count(0) < 0.7 * len(start)
        else "binary data"
    )
