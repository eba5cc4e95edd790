"""Measures out of files: one resource, a Bundle of them, or one resource a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, NoReturn

from evaluator.errors import Fault, ProposalError
from evaluator.proposals.document import shown
from evaluator.proposals.encoding import decoded
from evaluator.proposals.fhir.measure import refuse_other_resource
from evaluator.proposals.fhir.nodes import items
from evaluator.proposals.files import size_left
from evaluator.proposals.lines import lines_of
from evaluator.proposals.plain_json import found_in, loaded

LARGEST_FILE = 50_000_000
ENDINGS = frozenset({".json", ".jsonl", ".ndjson"})
_DEEPEST = 5  # Bundles within Bundles
_EXPECTED = "a FHIR R4 Measure, or a Bundle of them, as JSON"


class Resource(NamedTuple):
    """One resource of a file: a Measure with its data, or one of another kind, or what is wrong in its place.

    A sound resource that is no Measure has a kind, and an error as well unless it lies in a Bundle beside Measures.
    """

    data: dict[str, Any] | None
    kind: str = ""
    error: ProposalError | None = None


def read_measures(path: Path | str) -> Iterator[dict[str, Any]]:
    """Read every Measure in a file; in a Bundle other resources are passed over.

    Raises:
        ProposalError: the file cannot be read, is not JSON, or holds no Measure.
    """
    file = Path(path)
    if file.is_dir():
        _refuse("a folder", str(file), next_step="Name the files in it.")
    try:
        with file.open("rb") as stream:
            yield from _measures(resources_of(stream, str(file)))
    except OSError as error:
        _refuse(f"a file that cannot be read ({error.strerror or error})", str(file))


def measures_from(raw: bytes, name: str) -> Iterator[dict[str, Any]]:
    """Read every Measure in the bytes of a JSON file.

    Raises:
        ProposalError: they are not JSON, or hold no Measure.
    """
    yield from _measures(resources_in(_parsed(decoded(raw, name), name), name))


def _measures(resources: Iterator[Resource]) -> Iterator[dict[str, Any]]:
    for each in resources:
        if each.error:
            raise each.error
        if each.data is not None:
            yield each.data


def resources_of(stream: BinaryIO, name: str) -> Iterator[Resource]:
    """Read every resource of a file; a line that is none costs no other.

    Raises:
        ProposalError: the file as a whole cannot be read.
    """
    if Path(name).suffix.lower() not in ENDINGS - {".json"}:
        yield from resources_in(_parsed(_text(stream, name), name), name)
        return
    for line in lines_of(stream):
        try:
            if line.found:
                _refuse(line.found, name, line.number)
            text = decoded(line.raw.strip(), name, line.number)
            yield from resources_in(_parsed(text, name, line.number), name, line.number)
        except ProposalError as error:
            yield Resource(None, error=error)


def resources_in(data: object, file: str, line: int | None = None) -> Iterator[Resource]:
    """Part a Bundle into its resources, and a list into its rows; any other resource is itself."""
    if isinstance(data, list) and data:
        data = {"resourceType": "Bundle", "entry": [{"resource": each} for each in data]}
    if not isinstance(data, dict) or data.get("resourceType") != "Bundle":
        kind = data.get("resourceType") if isinstance(data, dict) else None
        try:
            refuse_other_resource(data, file, line)
        except ProposalError as error:
            yield Resource(None, kind if isinstance(kind, str) else "", error)
        else:
            yield Resource(data if isinstance(data, dict) else None, "Measure")
        return
    held = list(_entries(data, "", file, line, _DEEPEST))
    if not any(each.data is not None or each.error for each in held):
        kinds = ", ".join(sorted({each.kind for each in held}))
        found = f"a Bundle of {kinds} without a Measure" if kinds else "an empty Bundle"
        held = [Resource(None, "Bundle", ProposalError([Fault("entry", found, _EXPECTED, "", file, line)]))]
    yield from held


def _entries(bundle: dict[str, Any], above: str, file: str, line: int | None, deepest: int) -> Iterator[Resource]:
    """Part a Bundle, and those that lie in it."""
    for place, entry in enumerate(items(bundle.get("entry"))):
        where = f"{above}entry[{place}]"
        inner = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(inner, dict) and inner.get("resourceType") == "Bundle" and deepest:
            yield from _entries(inner, f"{where}.resource.", file, line, deepest - 1)
        else:
            yield _entry(entry, where, file, line)


def _entry(entry: object, place: str, file: str, line: int | None) -> Resource:
    resource = entry.get("resource") if isinstance(entry, dict) else entry
    if isinstance(entry, dict) and resource is None:
        return Resource(None, "entries without a resource")
    kind = resource.get("resourceType") if isinstance(resource, dict) else None
    if not isinstance(resource, dict) or not isinstance(kind, str):
        where = f"{place}.resource" if isinstance(entry, dict) else place
        found = shown(resource) + (" without resourceType" if isinstance(resource, dict) else "")
        expected = "a resource with its resourceType"
        return Resource(None, error=ProposalError([Fault(where, found, expected, "", file, line)]))
    return Resource(resource if kind == "Measure" else None, kind)


def _text(stream: BinaryIO, name: str) -> str:
    raw = b"" if (size := size_left(stream)) > LARGEST_FILE else stream.read(LARGEST_FILE + 1)
    if max(size, len(raw)) > LARGEST_FILE:
        _refuse(f"more than {LARGEST_FILE // 1_000_000} MB", name, next_step="Part the Bundle into several files.")
    text = decoded(raw, name)
    if not text.strip():
        _refuse("an empty file", name)
    if text.lstrip().startswith("<"):
        _refuse("XML or HTML", name, next_step="FHIR servers give JSON when they are asked for it (_format=json).")
    return text


def _parsed(text: str, file: str, first_line: int = 1) -> object:
    try:
        return loaded(text, exact=True)
    except (ValueError, RecursionError) as error:
        _refuse(found_in(error), file, first_line + getattr(error, "lineno", 1) - 1)


def _refuse(found: str, file: str, line: int | None = None, next_step: str = "") -> NoReturn:
    raise ProposalError([Fault("", found, _EXPECTED, next_step, file, line)])
