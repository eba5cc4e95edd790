"""Read proposals from files: every fault of a file at once, with its line; never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from evaluator.errors import Fault, ProposalError
from evaluator.model.criteria import Pack
from evaluator.model.proposal import PROPOSAL_SCHEMA, Proposal
from evaluator.proposals.consistency import consistency_notes
from evaluator.proposals.document import LARGEST_BYTES, Document, SourceMap, printable, shown
from evaluator.proposals.encoding import decoded
from evaluator.proposals.json_text import json_document, json_lines
from evaluator.proposals.migrations import is_other_version, migrated
from evaluator.proposals.shape import FORM, place_of
from evaluator.proposals.tidy import is_blank, tidied, without_empty_groups
from evaluator.proposals.wording import fault_of
from evaluator.proposals.yaml_text import yaml_document

STANDARD_INPUT = "-"
_LINES = frozenset({".jsonl", ".ndjson"})
_YAML = frozenset({".yaml", ".yml"})
_NEW = "Begin with `cat2 new`."


@dataclass(frozen=True)
class ReadProposal:
    """A proposal with where its answers stand in the file it was read from."""

    proposal: Proposal
    source_map: SourceMap
    warnings: tuple[Fault, ...]
    file: str


def read_proposal(path: Path | str, pack: Pack) -> ReadProposal:
    """Read one proposal in YAML or JSON; `-` reads the standard input.

    Raises:
        ProposalError: with every fault of the file.
    """
    file = _name(path)
    with _opened(path, file) as stream:
        text = decoded(_content(stream, path, file), file)
    return proposal_of(_document(text, file, Path(path).suffix.lower()), pack, file)


def read_proposals(path: Path | str, pack: Pack) -> Iterator[tuple[int, ReadProposal | ProposalError]]:
    """Read one proposal a line (JSON lines) with its line number; a faulty line does not stop the others.

    A YAML or JSON file counts as a file of one proposal.

    Raises:
        ProposalError: the file as a whole cannot be read.
    """
    file = _name(path)
    if Path(path).suffix.lower() in _YAML | {".json"}:
        yield 1, read_proposal(path, pack)
        return
    with _opened(path, file) as stream:
        is_empty = True
        for line, document in json_lines(stream, file):
            is_empty = False
            yield line, document if isinstance(document, ProposalError) else _judged(document, pack, file)
        if is_empty:
            raise ProposalError([_empty(file)])


def proposal_of(document: Document, pack: Pack, file: str = "") -> ReadProposal:
    """Validate plain data as a proposal.

    Raises:
        ProposalError: with every fault of the data.
    """
    if not isinstance(document.data, dict):
        raise ProposalError([_not_a_group(document.data, file)])
    faults: list[Fault] = []

    def report(steps: tuple[str | int, ...], found: str, expected: str, next_step: str) -> None:
        faults.append(Fault(place_of(steps).path, found, expected, next_step))

    tidy = tidied(document.data, report)
    data, schema_fault = migrated(tidy if isinstance(tidy, dict) else {})
    if schema_fault is not None:
        faults.append(schema_fault)
    if schema_fault is None or not is_other_version(schema_fault):
        data = {key: value for key, value in data.items() if key not in {"schema", "extra"}} | _told_extra(
            data.get("extra")
        )
        proposal, shape_faults = _validated(data, document.data)
        notes = consistency_notes(data, pack)
        said = {fault.where for fault in shape_faults}
        faults += shape_faults + [fault for fault in notes.faults if fault.where not in said]
        if proposal is not None and not faults:
            lines = SourceMap(lambda: _form_lines(document))
            warnings = _placed(notes.warnings, lines, file)
            return ReadProposal(proposal, lines, warnings, file)
    raise ProposalError(_placed(faults, SourceMap(lambda: _form_lines(document)), file))


def _name(path: Path | str) -> str:
    return "standard input" if str(path) == STANDARD_INPUT else printable(str(path), 300)


@contextmanager
def _opened(path: Path | str, file: str) -> Iterator[BinaryIO]:
    if str(path) == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115  closed below; only the opening is looked after here
    except FileNotFoundError:
        raise ProposalError([Fault("", "no file of this name", "a proposal", _NEW, file)]) from None
    except IsADirectoryError:
        raise ProposalError(
            [Fault("", "a directory", "a file with a proposal", "Name one file in it.", file)]
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ProposalError(
            [Fault("", f"a file that cannot be opened ({reason})", "a file that can be read", "", file)]
        ) from None
    with stream:
        yield stream


def _content(stream: BinaryIO, path: Path | str, file: str) -> bytes:
    """Read no more than a proposal may have, whatever the file system says about the size."""
    size = 0 if str(path) == STANDARD_INPUT else Path(path).stat().st_size
    raw = b"" if size > LARGEST_BYTES else stream.read(LARGEST_BYTES + 1)
    if size > LARGEST_BYTES or len(raw) > LARGEST_BYTES:
        found = f"a file of {size / 1e6:,.1f} MB" if size > LARGEST_BYTES else "more than 5 MB"
        raise ProposalError(
            [Fault("", found, "at most 5 MB", "Hand in attachments beside the proposal and name them in it.", file)]
        )
    if not raw.strip():
        raise ProposalError([_empty(file)])
    return raw


def _document(text: str, file: str, suffix: str) -> Document:
    start = text.lstrip()[:7]
    if suffix == ".json" and start.startswith(("schema:", "#", "---")):
        raise ProposalError(
            [Fault("", "what looks like YAML", "JSON", "Give the file a name that ends in .yaml.", file)]
        )
    if suffix in _LINES and len([line for line in text.split("\n") if line.strip()]) > 1:
        raise ProposalError(
            [Fault("", "many lines", "a file with one proposal", "This ending means one proposal a line.", file)]
        )
    is_json = suffix == ".json" or suffix in _LINES or (suffix not in _YAML and start.startswith(("{", "[")))
    return json_document(text, file) if is_json else yaml_document(text, file)


def _judged(document: Document, pack: Pack, file: str) -> ReadProposal | ProposalError:
    try:
        return proposal_of(document, pack, file)
    except ProposalError as error:
        return error


def _validated(data: dict[str, Any], raw: object) -> tuple[Proposal | None, list[Fault]]:
    try:
        return Proposal.model_validate(without_empty_groups(data, FORM)), []
    except ValidationError as error:
        return None, [fault_of(each, _at(raw, each["loc"])) for each in error.errors(include_url=False)]


def _told_extra(extra: object) -> dict[str, object]:
    """Leave out what a pack asks besides and nobody answered."""
    if not isinstance(extra, dict):
        return {} if extra is None else {"extra": extra}
    told = {name: _told(answers) for name, answers in extra.items()}
    return {"extra": {name: answers for name, answers in told.items() if not is_blank(answers)}}


def _told(answers: object) -> object:
    return (
        {key: value for key, value in answers.items() if not is_blank(value)} if isinstance(answers, dict) else answers
    )


def _at(raw: object, steps: tuple[str | int, ...]) -> object:
    """Find what the file holds at a place of the model, where an answer's `value` may be left unwritten."""
    for step in steps:
        if isinstance(raw, dict) and step in raw:
            raw = raw[step]
        elif isinstance(raw, list):
            raw = raw[int(step)] if isinstance(step, int) else raw
        elif step != "value":
            return None
    return raw


def _form_lines(document: Document) -> dict[str, int]:
    """Name the places of a file as the form names them, without the `value` of answers with evidence."""
    lines: dict[str, int] = {}
    for path, line in document.lines.items():
        steps = path.split(".")
        has_value = "value" in steps
        place = place_of([int(step) if step.isdecimal() else step for step in steps]).path if has_value else path
        lines.setdefault(place, line)
    return lines


def _placed(faults: Iterable[Fault], lines: SourceMap, file: str) -> tuple[Fault, ...]:
    placed = [replace(fault, file=file, line=lines.line(fault.where)) for fault in faults]
    return tuple(sorted(dict.fromkeys(placed), key=lambda fault: (fault.line or 0, fault.where)))


def _empty(file: str) -> Fault:
    return Fault("", "an empty file", f"a proposal that begins with schema: {PROPOSAL_SCHEMA}", _NEW, file)


def _not_a_group(data: object, file: str) -> Fault:
    found = "nothing but comments" if data is None else shown(data)
    return Fault(
        "",
        found,
        f"a group of keys that begins with schema: {PROPOSAL_SCHEMA}",
        _NEW,
        file,
        None if data is None else 1,
    )
