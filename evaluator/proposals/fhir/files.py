"""Measures out of files: one resource, a Bundle of them, or one resource a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from evaluator.errors import Fault, ProposalError
from evaluator.proposals.document import shown
from evaluator.proposals.encoding import decoded
from evaluator.proposals.fhir.measure import refuse_other_resource
from evaluator.proposals.fhir.nodes import items

LARGEST_FILE = 50_000_000
_LINES = {".jsonl", ".ndjson"}
_EXPECTED = "a FHIR R4 Measure, or a Bundle of them, as JSON"


def read_measures(path: Path | str) -> Iterator[dict[str, Any]]:
    """Read every Measure in a file; in a Bundle other resources are passed over.

    Raises:
        ProposalError: the file cannot be read, is not JSON, or holds no Measure.
    """
    file = Path(path)
    text = _text(file)
    if file.suffix.lower() in _LINES:
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                yield from measures_in(_parsed(line, str(file), number), str(file), number)
    else:
        yield from measures_in(_parsed(text, str(file)), str(file))


def measures_from(raw: bytes, name: str) -> Iterator[dict[str, Any]]:
    """Read every Measure in the bytes of a JSON file.

    Raises:
        ProposalError: they are not JSON, or hold no Measure.
    """
    yield from measures_in(_parsed(decoded(raw, name), name), name)


def _text(file: Path) -> str:
    name = str(file)
    if file.is_dir():
        _refuse("a folder", name, next_step="Name the files in it.")
    try:
        if file.stat().st_size > LARGEST_FILE:
            _refuse(f"more than {LARGEST_FILE // 1_000_000} MB", name, next_step="Part the Bundle into several files.")
        text = decoded(file.read_bytes(), name)
    except OSError as error:
        _refuse(f"a file that cannot be read ({error.strerror or error})", name)
    if not text.strip():
        _refuse("an empty file", name)
    if text.lstrip().startswith("<"):
        _refuse("XML or HTML", name, next_step="FHIR servers give JSON when they are asked for it (_format=json).")
    return text


def _parsed(text: str, file: str, first_line: int = 1) -> object:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        _refuse(f"text that is not JSON ({error.msg})", file, first_line + error.lineno - 1)
    except RecursionError:
        _refuse("JSON nested too deeply", file, first_line)
    except ValueError as error:
        _refuse(str(error), file, first_line)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {shown(twice)} twice in one object")
    return read


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word}, which is no number of JSON")


def measures_in(data: object, file: str, line: int | None = None) -> Iterator[dict[str, Any]]:
    """Give the Measures of a resource or of a Bundle.

    Raises:
        ProposalError: there is none.
    """
    if not isinstance(data, dict) or data.get("resourceType") != "Bundle":
        refuse_other_resource(data, file, line)
        yield from (item for item in [data] if isinstance(item, dict))
        return
    resources = [entry.get("resource") for entry in items(data.get("entry")) if isinstance(entry, dict)]
    measures = [each for each in resources if isinstance(each, dict) and each.get("resourceType") == "Measure"]
    if not measures:
        kinds = {str(each.get("resourceType")) for each in resources if isinstance(each, dict)}
        held = f"a Bundle of {', '.join(sorted(kinds))} without a Measure" if kinds else "an empty Bundle"
        _refuse(held, file, line, where="entry")
    yield from measures


def _refuse(found: str, file: str, line: int | None = None, next_step: str = "", where: str = "") -> NoReturn:
    raise ProposalError([Fault(where, found, _EXPECTED, next_step, file, line)])
