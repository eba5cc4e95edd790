"""Plain data of a pack turned into its models; what does not fit is noted with file, key path and line."""

from __future__ import annotations

import difflib
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from evaluator.model.criteria import Criterion
from evaluator.packs.circles import circles
from evaluator.packs.criterion import criterion_data
from evaluator.packs.files import PackFiles, Toml

M = TypeVar("M", bound=BaseModel)


def read_criterion(files: PackFiles, folder: str) -> Criterion | None:
    """Read the criterion of one folder; None if it is faulty."""
    file = f"{folder}/criterion.toml"
    before = len(files.faults)
    raw = files.read(file)
    if not raw and len(files.faults) == before:
        files.fault(file, "", "an empty file", "a criterion", "Write it, or take its folder out of pack.toml.")
    gaps = files.read(f"{folder}/gaps.toml", required=False)
    if not raw:
        return None
    return validated_criterion(criterion_data(raw, gaps, files, folder), files, file, "")


def validated_criterion(data: Toml, files: PackFiles, file: str, where: str) -> Criterion | None:
    """Validate a criterion; None if it is faulty, or if its parts stand in a circle: who follows it loops."""
    criterion = validated(Criterion, data, files, file, where)
    around = list(circles(criterion)) if criterion else []
    for circle in around:
        found, expected = f"a circle of parts: {' → '.join(circle)}", "parts that do not come back to themselves"
        next_step = f"Take '{circle[1]}' out of the logic of '{circle[0]}', or the other way round."
        files.fault(file, circle[0], found, expected, next_step, near=f'id = "{circle[0]}"')
    return None if around else criterion


def validated_rows(model: type[M], rows: Toml, files: PackFiles, file: str, where: str = "") -> dict[str, M]:
    """Validate a table of named rows; faulty ones are left out."""
    read = {
        name: validated(model, row, files, file, f"{where}.{name}" if where else name) for name, row in rows.items()
    }
    return {name: row for name, row in read.items() if row is not None}


def validated(model: type[M], data: Any, files: PackFiles, file: str, where: str) -> M | None:
    """Validate data as a model; None if it is faulty."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for row in error.errors():
            place = ".".join(part for part in (where, _place(row["loc"], data)) if part)
            found, expected = _words_of(row, model)
            files.fault(file, place, found, expected, near=where or str(row["loc"][-1]))
        return None


def _place(loc: tuple[int | str, ...], data: Any) -> str:
    """Name list positions by the id that stands there, where one does."""
    names = []
    for step in loc:
        data = _child(data, step)
        names.append(
            str(data["id"]) if isinstance(step, int) and isinstance(data, dict) and "id" in data else str(step)
        )
    return ".".join(names)


def _child(data: Any, step: int | str) -> Any:
    if isinstance(data, dict):
        return data.get(step)
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None


def _words_of(row: Any, model: type[BaseModel]) -> tuple[str, str]:
    if row["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(row["loc"][-1]), model.model_fields, 1)
        return f"the unknown key '{row['loc'][-1]}'", f"'{near[0]}'" if near else "a key named in docs/pack-format.md"
    if row["type"] == "missing":
        return "nothing", f"the key '{row['loc'][-1]}'"
    return repr(row["input"])[:80], str(row["msg"])
