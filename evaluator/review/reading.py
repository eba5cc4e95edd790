"""Read review files: every fault of a file at once, with its line and what would be right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from evaluator.errors import ProposalError, ReviewError
from evaluator.model.review import REVIEW_SCHEMA, Entry, Record, Review
from evaluator.packs.own_files import OwnFile, own_file
from evaluator.proposals.document import Document, shown
from evaluator.proposals.json_text import json_document
from evaluator.proposals.yaml_text import yaml_document
from evaluator.review.digests import seal_of
from evaluator.review.faults import ANEW, Faults, fault_of
from evaluator.review.sense import check_entries


@dataclass(frozen=True)
class ReadReview:
    """A review with the file it was read from."""

    review: Review
    file: str
    document: Document

    def line(self, path: str) -> int | None:
        """Say in which line of the file a part stands."""
        return self.document.lines.line(path)


def read_review(path: str) -> ReadReview:
    """Read a review file in YAML or JSON.

    Raises:
        ReviewError: with every fault of the file.
    """
    file = own_file(path, ReviewError)
    document = _document(file)
    faults = Faults(file.name, document)
    data = _of_known_schema(document.data, faults)
    record, entries = _record(data, faults), _entries(data, faults)
    head = {key: data[key] for key in data if key not in ("record", "entries")}
    if record is None:
        _validated(Review, {**head, "record": _ANY_RECORD}, "", faults, head)
    else:
        whole = {**head, "entries": entries, "record": record}
        review = _validated(Review, whole, "", faults, head)
        check_entries(entries, record, _reviewer(head), faults)
        if review is not None and not faults.found:
            return ReadReview(review, file.name, document)
    raise ReviewError(faults.found)


M = TypeVar("M", bound=BaseModel)
_ANY_RECORD = Record.model_validate(
    {"ruler": {"pack": "?", "as_of": "2000-01-01"}, "proposal": {"digest": "?"}, "entries": {}}
)


def _document(file: OwnFile) -> Document:
    is_json = file.name.endswith(".json") or file.text.lstrip()[:1] in ("{", "[")
    try:
        return (json_document if is_json else yaml_document)(file.text, file.name)
    except ProposalError as error:
        raise ReviewError(error.faults) from None


def _of_known_schema(data: object, faults: Faults) -> dict[str, Any]:
    """Give the data without what was left empty; what follows makes sense only of a schema that we know."""
    expected = f"schema: {REVIEW_SCHEMA}"
    if not isinstance(data, dict):
        found = "nothing but comments" if data is None else shown(data)
        raise ReviewError([faults.fault("", found, f"a review that begins with {expected}", ANEW)])
    if data.get("schema") != REVIEW_SCHEMA:
        found = f"schema: {shown(data['schema'])}" if "schema" in data else "no schema"
        step = "This version of cat2 reads no other." if str(data.get("schema")).startswith("cat2-review/") else ANEW
        raise ReviewError([faults.fault("schema", found, expected, step)])
    return {key: value for key, value in data.items() if value not in (None, "")}


def _record(data: dict[str, Any], faults: Faults) -> Record | None:
    if "record" not in data:
        expected = "the record that `cat2 review new` wrote at the end"
        faults.note("record", "nothing", expected, "The file seems to be cut off; take it from a copy, or begin anew.")
        return None
    record = _validated(Record, data["record"], "record", faults, data["record"])
    if record is not None and record.seal != seal_of(record):
        found = "a record that its seal does not fit"
        faults.note("record.seal", found, "the record as it was written", "It was changed; take it from a copy.")
    return record


def _entries(data: dict[str, Any], faults: Faults) -> dict[str, Entry]:
    raw = data.get("entries", {})
    if not isinstance(raw, dict):
        faults.note("entries", shown(raw), "a group with an entry for each criterion", ANEW)
        return {}
    entries = {}
    for key, value in raw.items():
        where, said = f"entries.{key}", _without_blanks(value)
        entry = _validated(Entry, {} if said is None else said, where, faults, said)
        if entry is not None:
            entries[key] = entry
    return entries


def _without_blanks(value: object) -> object:
    if not isinstance(value, dict):
        return value
    said = {key: _without_blanks(inner) for key, inner in value.items()}
    return {key: inner for key, inner in said.items() if inner not in (None, "", {}) and not _is_space(inner)}


def _is_space(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _reviewer(head: dict[str, Any]) -> str:
    return str(head.get("reviewer", "")).strip()


def _validated(model: type[M], data: Any, where: str, faults: Faults, raw: Any) -> M | None:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for row in error.errors(include_url=False):
            fault_of(row, model, where, raw, faults)
        return None
