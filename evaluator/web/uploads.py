"""Files that somebody sends, read as proposals or as a review: told apart by what is in them, not by their name."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from evaluator.errors import Fault, ProposalError, ReviewError
from evaluator.extras import library
from evaluator.model.criteria import Pack
from evaluator.proposals.document import LARGEST_BYTES, printable
from evaluator.proposals.drafts import draft_of
from evaluator.proposals.fhir_measure import import_measure, measures_from
from evaluator.proposals.files import empty_file
from evaluator.proposals.reading import proposal_in
from evaluator.proposals.writing import written
from evaluator.rendering.notices import notice_in_words, warned_in_words
from evaluator.review.reading import ReadReview, read_review
from evaluator.web.posted import Upload

_WORKBOOK = b"PK\x03\x04"
_OTHERS = {
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "a file of old Word or Excel, or one with a password",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"{\\rtf": "a rich text file",
    b"<": "HTML or XML",
}
_EXPECTED = "a proposal in YAML or JSON, a FHIR Measure in JSON, or an Excel form of ours"


class Brought(NamedTuple):
    """A proposal out of a file, with what was said about it on the way."""

    draft: dict[str, Any]
    warnings: tuple[str, ...]


def proposals_of(upload: Upload, pack: Pack) -> list[Brought]:
    """Read every proposal of a file.

    Raises:
        ProposalError: with every fault of the file.
        NotInstalledError: what the format needs is not installed.
    """
    name = printable(upload.name, 100) or "the file"
    _refuse(upload.raw, name)
    if upload.raw.startswith(_WORKBOOK):
        return [_of_workbook(upload.raw, name, pack)]
    if _is_fhir(upload.raw):
        return list(_of_measures(upload.raw, name, pack))
    read = proposal_in(upload.raw, name, pack)
    return [Brought(draft_of(written(read.proposal)), tuple(map(warned_in_words, read.warnings)))]


def review_of(name: str, text: str) -> ReadReview:
    """Read a review file.

    Raises:
        ReviewError: with every fault of the file.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("review.json" if text.lstrip().startswith("{") else "review.yaml")
        path.write_text(text, encoding="utf-8")
        try:
            return replace(read_review(str(path)), file=name)
        except ReviewError as error:
            raise ReviewError([replace(fault, file=name) for fault in error.faults]) from None


def review_text(upload: Upload) -> str:
    """Give the text of a review file.

    Raises:
        ReviewError: it is no text, or too long.
    """
    name = printable(upload.name, 100) or "the file"
    try:
        text = upload.raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text or not text.strip() or len(upload.raw) > LARGEST_BYTES:
        raise ReviewError(
            [Fault("", "no text, or too much of it", "a review file, as `cat2 review new` begins it", "", name)]
        )
    return text


def _refuse(raw: bytes, name: str) -> None:
    if not raw.strip():
        raise empty_file(name)
    begins = raw.lstrip()[:8]
    found = next((words for mark, words in _OTHERS.items() if begins.startswith(mark)), "")
    if not found and b"\0" in raw[:4096] and not raw.startswith((_WORKBOOK, b"\xff\xfe", b"\xfe\xff")):
        found = "a file that is no text"
    if found:
        raise ProposalError([Fault("", found, _EXPECTED, "", name)])
    if len(raw) > LARGEST_BYTES:
        raise ProposalError([Fault("", f"a file of {len(raw) / 1e6:,.1f} MB", "at most 5 MB", "", name)])


def _of_workbook(raw: bytes, name: str, pack: Pack) -> Brought:
    library("openpyxl", "forms", "A form in Excel")
    from evaluator.proposals.xlsx.reading import proposal_in as workbook_in  # noqa: PLC0415  of an extra

    read = workbook_in(raw, pack, name)
    return Brought(draft_of(written(read.proposal)), tuple(map(warned_in_words, read.warnings)))


def _is_fhir(raw: bytes) -> bool:
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and "resourceType" in data


def _of_measures(raw: bytes, name: str, pack: Pack) -> Iterator[Brought]:
    for data in measures_from(raw, name):
        measure = import_measure(data)
        read = proposal_in(json.dumps(measure.written, default=str).encode(), f"{name}.json", pack)
        yield Brought(draft_of(written(read.proposal)), tuple(map(notice_in_words, measure.warnings)))
