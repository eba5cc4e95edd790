"""Saved results: one that is whole, of this version and unchanged is read, any other refused with the reason."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from evaluator.api import digest_as_written, result_of
from evaluator.cli.older import brought_up
from evaluator.errors import Fault, ResultError, expected_by
from evaluator.model.evaluation import EVALUATION_SCHEMA, RESULT_FORMAT, Result
from evaluator.proposals.document import printable
from evaluator.rendering.notices import unsayable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from evaluator.model.evaluation import Evaluation
    from evaluator.model.notices import Notice

_BEGINS = re.compile(rb'\s*\{\s*"(?:digest|evaluation)"\s*:')
_ANEW = "Evaluate the proposal again."
_UPDATE = "Update cat2 to read this file, or evaluate the proposal again."
_LONGEST = 60


def saved_result(path: str) -> Result | None:
    """Read a saved result; None if the file is something else, such as a proposal.

    Raises:
        ResultError: if it is cut short, of another version, or was changed after it was written.
    """
    content = b""
    try:
        content = Path(path).read_bytes()
        data = json.loads(content)
    except json.JSONDecodeError as error:
        if _BEGINS.match(content):
            raise cut_short(path, "", error, _ANEW) from None
        return None
    except (OSError, ValueError, RecursionError):
        return None
    return _checked(data, path) if _is_result(data) else None


def cut_short(path: str, where: str, error: json.JSONDecodeError, next_step: str) -> ResultError:
    """Say that a file breaks off."""
    found = f"JSON that ends or breaks off at line {error.lineno}; it was cut short or damaged"
    return ResultError(
        [Fault(where, found, "a result that `cat2 evaluate -f json` wrote", next_step, path, error.lineno)]
    )


def _is_result(data: Any) -> bool:
    if not isinstance(data, dict):
        return False
    # An evaluation that was taken out of its result is no proposal; what is missing around it is told.
    is_bare = str(data.get("schema", "")).startswith("cat2-evaluation/")
    return is_bare or str(data.get("format", "")).startswith("cat2-result/") or {"digest", "evaluation"} <= set(data)


def _checked(data: dict[str, Any], path: str) -> Result:
    if data.get("format") != RESULT_FORMAT:
        found = f"'{printable(str(data['format']), _LONGEST)}'" if "format" in data else "no format"
        raise ResultError([Fault("format", found, f"'{RESULT_FORMAT}'", _step_from(data.get("format")), path)])
    if _is_newer(schema := _schema_of(data), EVALUATION_SCHEMA):
        found = f"'{printable(str(schema), _LONGEST)}', a newer version"
        raise ResultError([Fault("evaluation.schema", found, f"'{EVALUATION_SCHEMA}'", _UPDATE, path)])
    brought = brought_up(data)
    try:
        result = Result.model_validate(brought)
    except ValidationError as error:
        raise ResultError([_fault(row, path) for row in error.errors(include_url=False)]) from None
    if digest_as_written(data["evaluation"]) != result.digest:
        found, step = "an evaluation that its digest does not fit", f"{_ANEW[:-1]}; this file was changed."
        raise ResultError([Fault("digest", found, "the evaluation as it was written", step, path)])
    if faults := [_untold(where, why, path) for where, each in _notices(result.evaluation) if (why := unsayable(each))]:
        raise ResultError(faults)
    # Brought up it is another text than the one that was saved, and goes by a digest of its own.
    return result if brought is data else result_of(result.evaluation, result.source_map)


def _schema_of(data: dict[str, Any]) -> object:
    evaluation = data.get("evaluation")
    return evaluation.get("schema") if isinstance(evaluation, dict) else None


def _step_from(version: object) -> str:
    return _UPDATE if _is_newer(version, RESULT_FORMAT) else "Evaluate the proposal again with this version."


def _is_newer(version: object, ours: str) -> bool:
    """Tell whether NAME/NUMBER is a later one than ours."""
    name, _, number = str(version).partition("/")
    ours_name, _, ours_number = ours.partition("/")
    return name == ours_name and number.isdecimal() and len(number) < _LONGEST and int(number) > int(ours_number)


def _notices(evaluation: Evaluation) -> Iterator[tuple[str, Notice]]:
    """List the sentences that a result keeps as codes with values; no schema tells which values each code has."""
    for number, warning in enumerate(evaluation.warnings):
        yield f"evaluation.warnings.{number}", warning
    criteria = [(f"criteria.{number}", one) for number, one in enumerate(evaluation.criteria)]
    for where, criterion in (("form", evaluation.form), *criteria):
        if criterion.not_evaluated:
            yield f"evaluation.{where}.not_evaluated", criterion.not_evaluated
    for number, lapsed in enumerate(evaluation.review.lapsed if evaluation.review else ()):
        yield f"evaluation.review.lapsed.{number}.reason", lapsed.reason


def _untold(where: str, why: str, path: str) -> Fault:
    found = f"a code whose values do not fit it ({printable(why, 4 * _LONGEST)})"
    return Fault(where, found, "the values that cat2 writes with this code", _ANEW, path)


def _fault(row: ErrorDetails, path: str) -> Fault:
    where, key = ".".join(map(str, row["loc"])), row["loc"][-1] if row["loc"] else ""
    if row["type"] == "extra_forbidden":
        return Fault(where, f'the unknown key "{key}"', "only keys of `cat2 schema evaluation`", _ANEW, path)
    if row["type"] == "missing":
        return Fault(where, "nothing", f'the key "{key}"', _ANEW, path)
    found = printable(repr(row["input"]), _LONGEST)
    return Fault(where, found, expected_by(row["msg"]), _ANEW, path)
