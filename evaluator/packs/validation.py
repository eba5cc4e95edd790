"""Plain data of a pack turned into its models; what does not fit is noted with file, key path and line."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from evaluator.errors import expected_by
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
    return validated_criterion(criterion_data(raw, gaps, files, folder), files, file, "", f"{folder}/gaps.toml")


def validated_criterion(
    data: Toml, files: PackFiles, file: str, where: str, file_of_gaps: str = ""
) -> Criterion | None:
    """Validate a criterion; None if it is faulty, or if its parts stand in a circle: who follows it loops."""
    criterion = validated(Criterion, data, files, file, where, beside={"gaps": file_of_gaps} if file_of_gaps else {})
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


def validated(  # noqa: PLR0913  where each piece of the data was written
    model: type[M],
    data: Any,
    files: PackFiles,
    file: str,
    where: str,
    *,
    beside: Mapping[str, str] = MappingProxyType({}),
) -> M | None:
    """Validate data as a model; None if it is faulty. `beside` names the files of keys that another file holds."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for row in error.errors():
            found, expected = _words_of(row, model)
            own = _place(row["loc"], data)
            if other := beside.get(str(row["loc"][0]) if row["loc"] else ""):
                inside = own.partition(".")[2]
                files.fault(other, inside, found, expected, near=f"[{inside.partition('.')[0]}]")
                continue
            place = ".".join(part for part in (where, own) if part)
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
        near = difflib.get_close_matches(str(row["loc"][-1]), _keys_at(model, row["loc"][:-1]), 1)
        return f"the unknown key '{row['loc'][-1]}'", f"'{near[0]}'" if near else "a key named in docs/pack-format.md"
    if row["type"] == "missing":
        return "nothing", f"the key '{row['loc'][-1]}'"
    return repr(row["input"])[:80], expected_by(row["msg"])


def _keys_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """List the keys that are known at a place; a position in a list and a name in a table lead to what stands there."""
    for step in loc:
        field = model.model_fields.get(str(step))
        model = (_model_in(field.annotation) if field else None) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(kind: Any) -> type[BaseModel] | None:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    return next((found for each in get_args(kind) if (found := _model_in(each))), None)
