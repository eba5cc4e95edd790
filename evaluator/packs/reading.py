"""Read a pack folder into one frozen `Pack`, reporting all its faults at once."""

from __future__ import annotations

import difflib
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from evaluator.errors import PackError
from evaluator.model.criteria import (
    Ambiguity,
    Criterion,
    Example,
    FieldGuide,
    Pack,
    Part,
    Placeholders,
    Table,
    Threshold,
)
from evaluator.packs.criterion import criterion_data
from evaluator.packs.files import PackFiles, Toml
from evaluator.packs.finding import pack_folder
from evaluator.packs.words import check_words

M = TypeVar("M", bound=BaseModel)
_Holder = TypeVar("_Holder", Criterion, Part)


def load_pack(name: str | None = None) -> Pack:
    """Read the pack named `id`, `id@edition` or by its folder; the AMA's newest edition if none is named.

    Raises:
        PackError: with every fault of the pack, by file and key.
    """
    files = PackFiles(pack_folder(name))
    pack = _read(files)
    if pack is None or files.faults:
        raise PackError(files.faults)
    return pack


def load_examples(name: str | None, pack: Pack) -> dict[str, tuple[Example, ...]]:
    """Read the examples of every criterion of a pack, by criterion id.

    Raises:
        PackError: if an examples file is faulty.
    """
    files = PackFiles(pack_folder(name))
    head = files.read("pack.toml")
    found = {}
    for folder, criterion in zip([head["form"], *head["order"]], (pack.form, *pack.criteria), strict=True):
        rows = files.read(f"{folder}/examples.toml", required=False).get("example", [])
        examples = [
            _model(Example, row, files, f"{folder}/examples.toml", f"example.{row.get('id', '?')}") for row in rows
        ]
        found[criterion.id] = tuple(example for example in examples if example is not None)
    if files.faults:
        raise PackError(files.faults)
    return found


def _read(files: PackFiles) -> Pack | None:
    head = files.read("pack.toml")
    if not head:
        return None
    form_folder, order = head.pop("form", None), head.pop("order", None)
    if not isinstance(form_folder, str) or not isinstance(order, list):
        files.fault(
            "pack.toml",
            "form, order",
            "something else",
            "the folder of the form check and a list of folders of criteria",
        )
        return None
    form = _criterion(files, form_folder)
    criteria = [_criterion(files, folder) for folder in order]
    data = {**head, **_tables_of_pack(files)}
    if form is None or None in criteria or files.faults:
        return None
    criteria = [_in_force(one, data["ambiguities"]) for one in criteria if one is not None]
    pack = _model(Pack, {**data, "form": form, "criteria": criteria, "digest": files.digest()}, files, "pack.toml", "")
    if pack is not None:
        check_words(pack, dict(zip([form_folder, *order], (form, *criteria), strict=True)), files)  # type: ignore[arg-type]  # None was excluded above
    return pack


def _in_force(criterion: Criterion, ambiguities: dict[str, Ambiguity]) -> Criterion:
    """Choose the logic of the reading in force; what does not fit together is told by the check of words."""
    parts = tuple(_chosen(part, ambiguities) for part in criterion.parts)
    return _chosen(criterion.model_copy(update={"parts": parts}), ambiguities)


def _chosen(holder: _Holder, ambiguities: dict[str, Ambiguity]) -> _Holder:
    ambiguity = ambiguities.get(holder.reading)
    logic = holder.alternatives.get(ambiguity.ours) if ambiguity else None
    return holder if logic is None else holder.model_copy(update={"logic": logic})


def _tables_of_pack(files: PackFiles) -> Toml:
    fields = files.read("fields.toml")
    placeholders = _model(Placeholders, fields.pop("placeholders", {}), files, "fields.toml", "placeholders")
    tables = {path.stem: files.read(f"tables/{path.name}") for path in sorted((files.folder / "tables").glob("*.toml"))}
    return {
        "placeholders": placeholders,
        "fields": _models(FieldGuide, fields, files, "fields.toml"),
        "thresholds": _models(Threshold, files.read("thresholds.toml", required=False), files, "thresholds.toml"),
        "ambiguities": _models(Ambiguity, files.read("ambiguities.toml", required=False), files, "ambiguities.toml"),
        "tables": {name: _model(Table, data, files, f"tables/{name}.toml", "") for name, data in tables.items()},
    }


def _criterion(files: PackFiles, folder: str) -> Criterion | None:
    file = f"{folder}/criterion.toml"
    raw, gaps = files.read(file), files.read(f"{folder}/gaps.toml", required=False)
    if not raw:
        return None
    return _model(Criterion, criterion_data(raw, gaps, files, folder), files, file, "")


def _models(model: type[M], rows: Toml, files: PackFiles, file: str) -> dict[str, M]:
    read = {name: _model(model, row, files, file, name) for name, row in rows.items()}
    return {name: row for name, row in read.items() if row is not None}


def _model(model: type[M], data: Any, files: PackFiles, file: str, where: str) -> M | None:
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
