"""Read proposals from files: every fault of a file at once, with its line; never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from evaluator.errors import Fault, ProposalError
from evaluator.model.criteria import Pack
from evaluator.model.proposal import PROPOSAL_SCHEMA, Proposal
from evaluator.model.review import REVIEW_SCHEMA
from evaluator.proposals.consistency import consistency_notes
from evaluator.proposals.document import LARGEST_BYTES, Document, SourceMap, printable, shown
from evaluator.proposals.encoding import decoded
from evaluator.proposals.files import BEGIN_ANEW, content, empty_file, file_name, opened
from evaluator.proposals.json_text import json_document, json_lines
from evaluator.proposals.migrations import is_other_version, migrated
from evaluator.proposals.places import form_lines, placed, value_at
from evaluator.proposals.shape import FORM, place_of
from evaluator.proposals.tidy import Step, path_to, tidied_group, without_blank_extra, without_empty_groups
from evaluator.proposals.warned import Warned
from evaluator.proposals.wording import fault_of
from evaluator.proposals.yaml_text import yaml_document

_LINES = frozenset({".jsonl", ".ndjson"})
_YAML = frozenset({".yaml", ".yml"})
_PARTS = {"digest", "evaluation"}
_OF_A_REVIEW = f"{REVIEW_SCHEMA.partition('/')[0]}/"
_ONE = _YAML | {".json"}


@dataclass(frozen=True)
class ReadProposal:
    """A proposal with where its answers stand in the file it was read from."""

    proposal: Proposal
    source_map: SourceMap
    warnings: tuple[Warned, ...]
    file: str


def read_proposal(path: Path | str, pack: Pack) -> ReadProposal:
    """Read one proposal in YAML or JSON; `-` reads the standard input.

    Raises:
        ProposalError: with every fault of the file.
    """
    with opened(path) as stream:
        return proposal_in(content(stream, path), path, pack)


def read_proposals(path: Path | str, pack: Pack) -> Iterator[tuple[int, ReadProposal | ProposalError]]:
    """Read one proposal a line (JSON lines) with its line number; a faulty line does not stop the others.

    A YAML or JSON file counts as a file of one proposal.

    Raises:
        ProposalError: the file as a whole cannot be read.
    """
    suffix = Path(path).suffix.lower()
    with opened(path) as stream:
        first = stream.readline(LARGEST_BYTES + 1) if suffix not in _ONE else b""
        if suffix in _ONE or (suffix not in _LINES and not _is_whole_group(first)):
            yield 1, proposal_in(content(stream, path, first), path, pack)
        else:
            yield from _each_line(stream, first, path, pack)


def proposal_of(document: Document, pack: Pack, file: str = "") -> ReadProposal:
    """Validate plain data as a proposal.

    Raises:
        ProposalError: with every fault of the data.
    """
    if not isinstance(document.data, dict):
        raise ProposalError([_not_a_group(document, file)])
    if "resourceType" in document.data:
        found = f"a FHIR {printable(str(document.data['resourceType']), 40)}"
        raise ProposalError([Fault("", found, "a proposal", "cat2 import fhir-measure makes one of a Measure.", file)])
    if _is_result(document.data):
        step = "Name the proposal it was made from; `cat2 report`, `explain` and `diff` read results."
        raise ProposalError([Fault("", "a saved result of cat2", "a proposal", step, file)])
    if str(document.data.get("schema")).startswith(_OF_A_REVIEW):
        step = "Name the proposal it is of; `cat2 check`, `evaluate`, `report` and `explain` take a review at --review."
        raise ProposalError([Fault("", "a review", "a proposal", step, file)])
    lines = form_lines(document)
    data, faults = _settled(document.data)
    if any(map(is_other_version, faults)):
        raise ProposalError(placed(faults, lines, file))
    proposal, shape_faults = _validated(data, document.data)
    notes = consistency_notes(data, pack)
    said = {fault.where for fault in shape_faults}
    faults += shape_faults + [fault for fault in notes.faults if fault.where not in said]
    if proposal is None or faults:
        raise ProposalError(placed(faults, lines, file))
    return ReadProposal(proposal, lines, placed(notes.warnings, lines, file), file)


def proposal_in(raw: bytes, path: Path | str, pack: Pack) -> ReadProposal:
    """Read the bytes of a file with one proposal; the ending of its name tells YAML from JSON.

    Raises:
        ProposalError: with every fault of the file.
    """
    file = file_name(path)
    return proposal_of(_document(decoded(raw, file), file, Path(path).suffix.lower()), pack, file)


def _is_result(data: dict[str, Any]) -> bool:
    """Tell a result, or the evaluation that is the heart of one, from a proposal."""
    named = (str(data.get("format", "")), str(data.get("schema", "")))
    return named[0].startswith("cat2-result/") or named[1].startswith("cat2-evaluation/") or set(data) >= _PARTS


def _is_whole_group(line: bytes) -> bool:
    """Tell JSON lines from a JSON or YAML text that begins on this line and goes on."""
    return line.strip()[:1] == b"{" and line.strip()[-1:] == b"}"


def _each_line(
    stream: BinaryIO, first: bytes, path: Path | str, pack: Pack
) -> Iterator[tuple[int, ReadProposal | ProposalError]]:
    file = file_name(path)
    is_empty = True
    for line, document in json_lines(stream, file, first):
        is_empty = False
        yield line, document if isinstance(document, ProposalError) else _judged(document, pack, file)
    if is_empty:
        raise empty_file(path)


def _document(text: str, file: str, suffix: str) -> Document:
    start = text.lstrip()[:7]
    if suffix == ".json" and start.startswith(("schema:", "#", "---")):
        fault = Fault("", "what looks like YAML", "JSON", "Give the file a name that ends in .yaml.", file)
        raise ProposalError([fault])
    if suffix in _LINES and len([line for line in text.split("\n") if line.strip()]) > 1:
        fault = Fault("", "many lines", "a file with one proposal", "This ending means one proposal a line.", file)
        raise ProposalError([fault])
    is_json = suffix == ".json" or suffix in _LINES or (suffix not in _YAML and start.startswith(("{", "[")))
    return json_document(text, file) if is_json else yaml_document(text, file)


def _judged(document: Document, pack: Pack, file: str) -> ReadProposal | ProposalError:
    try:
        return proposal_of(document, pack, file)
    except ProposalError as error:
        return error


def _settled(raw: dict[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    faults: list[Fault] = []

    def report(step: Step | None, found: str, expected: str, next_step: str) -> None:
        faults.append(Fault(place_of(path_to(step)).path, found, expected, next_step))

    data, schema_fault = migrated(tidied_group(raw, report))
    without_schema = {key: value for key, value in data.items() if key != "schema"}
    return without_blank_extra(without_schema), faults + ([schema_fault] if schema_fault else [])


def _validated(data: dict[str, Any], raw: object) -> tuple[Proposal | None, list[Fault]]:
    try:
        return Proposal.model_validate(without_empty_groups(data, FORM)), []
    except ValidationError as error:
        return None, [fault_of(each, value_at(raw, each["loc"])) for each in error.errors(include_url=False)]


def _not_a_group(document: Document, file: str) -> Fault:
    found = "no answer, but comments or null" if document.data is None else shown(document.data)
    expected = f"a group of keys that begins with schema: {PROPOSAL_SCHEMA}"
    return Fault("", found, expected, BEGIN_ANEW, file, document.lines.line(""))
