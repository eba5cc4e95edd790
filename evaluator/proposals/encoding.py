"""Bytes into text: UTF-8, and a clear word about everything else."""

from __future__ import annotations

import codecs
import re

from evaluator.errors import Fault, ProposalError

_SAVE = "Save the file as text with the encoding UTF-8."
_WORKBOOK = (
    "If it is a filled-in form, read it with `cat2 import xlsx`; else save the file as text with the encoding UTF-8."
)
UTF16, PIECE_OF_UTF16 = "text in UTF-16", "a piece of text in UTF-16"
_MARKS = (
    (codecs.BOM_UTF32_LE, "text in UTF-32"),
    (codecs.BOM_UTF32_BE, "text in UTF-32"),
    (codecs.BOM_UTF16_LE, UTF16),
    (codecs.BOM_UTF16_BE, UTF16),
)
# Four letters of western text, each with a zero behind it, or each with one before it: it begins with a letter, so that
# millions of zeros are passed over at once. And what text in no encoding holds.
_LETTERS_OF_UTF16 = re.compile(rb"[\x20-\x7e](?:\x00[\x20-\x7e]){3}(?:\x00|(?<=\x00.{7}))", re.DOTALL)
_NO_TEXT = re.compile(rb"[\x01-\x08\x0e-\x1f]")
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
            return name
    for mark, name in _BINARY:
        if raw.startswith(mark):
            return name
    return _guessed_from_zeros(raw) if b"\x00" in raw else ""


def _guessed_from_zeros(raw: bytes) -> str:
    """Tell UTF-16 without a mark, where every other byte of western text is zero, from binary data."""
    start = raw[:1000]
    halves = start[::2], start[1::2]
    if any(half and half.count(0) > 0.8 * len(half) for half in halves) and start.count(0) < 0.7 * len(start):
        return UTF16
    return PIECE_OF_UTF16 if _LETTERS_OF_UTF16.search(raw) and not _NO_TEXT.search(raw) else "binary data"
