"""Read a pack folder into one frozen `Pack`, reporting all its faults at once."""

from __future__ import annotations

import difflib
from collections import Counter
from contextlib import suppress
from pathlib import Path

from evaluator.errors import Fault, PackError
from evaluator.model.criteria import (
    Ambiguity,
    Criterion,
    Example,
    FieldGuide,
    Pack,
    Placeholders,
    Table,
    Threshold,
)
from evaluator.packs.criterion import rows_of
from evaluator.packs.extension import Own, heritage
from evaluator.packs.files import PackFiles, Toml
from evaluator.packs.finding import named_pack, pack_folder
from evaluator.packs.kept import is_shipped, keep, kept, seal
from evaluator.packs.profile_file import read_profile
from evaluator.packs.profiles import with_profile
from evaluator.packs.readings import in_force
from evaluator.packs.tables import check_tables, row_faults
from evaluator.packs.validation import read_criterion, validated, validated_rows
from evaluator.packs.wording import check_wording, read_beside
from evaluator.packs.words import check_words

Trail = tuple[Path, ...]

_READ_BESIDE = ("criteria", "fields", "placeholders", "thresholds", "tables", "ambiguities", "wording", "calendar")
_WORKED_OUT = ("profile", "digest")
_HEAD = {*Pack.model_fields, "order"} - {*_READ_BESIDE, *_WORKED_OUT}  # the keys of pack.toml


def load_pack(name: str | None = None, profile: str | None = None) -> Pack:
    """Read the pack named `id`, `id@edition` or by its folder, under a profile if one is named.

    Without a name it is the pack that the profile is for, or else the AMA's newest edition.

    Raises:
        PackError: with every fault of the pack or, as a ProfileError, of the profile, by file and key.
    """
    if profile is None:
        return _whole(pack_folder(name), ())
    written = read_profile(profile)
    return with_profile(_whole(pack_folder(named_pack(written.profile.pack) if name is None else name), ()), written)


def load_examples(name: str | None, pack: Pack) -> dict[str, tuple[Example, ...]]:
    """Read the examples of a pack by criterion id; of a pack that extends another, its own.

    Raises:
        PackError: if an examples file is faulty.
    """
    files = PackFiles(pack_folder(name))
    head = files.read("pack.toml")
    folders = [*([head["form"]] if "form" in head else []), *head.get("order", [])]
    found: dict[str, tuple[Example, ...]] = {criterion.id: () for criterion in (pack.form, *pack.criteria)}
    for folder in folders:
        file = f"{folder}/examples.toml"
        written = files.read(file, required=False)
        for key in sorted(written.keys() - {"example"}):
            files.fault(file, key, f"the unknown key '{key}'", "[[example]]", near=key)
        rows = rows_of(written.get("example", []), "example", files, file)
        examples = [validated(Example, row, files, file, f"example.{row.get('id', '?')}") for row in rows]
        criterion = str(files.read(f"{folder}/criterion.toml").get("id"))
        found[criterion] = tuple(example for example in examples if example is not None)
        for example in found[criterion]:
            _check_rows(example, pack, files, file)
    if files.faults:
        raise PackError(files.faults)
    return found


def _check_rows(example: Example, pack: Pack, files: PackFiles, file: str) -> None:
    """Note rows that an example gives to a table that is none, or that the table could not look up."""
    for name, rows in example.tables.items():
        table, where = pack.tables.get(name), f"example.{example.id}.tables.{name}"
        if table is None:
            files.fault(file, where, f"'{name}'", "a table of tables/: " + ", ".join(pack.tables), near=name)
            continue
        for place, found, expected in row_faults(table, rows):
            files.fault(file, f"{where}.{place}", found, expected, near=f'"{example.id}"')


def _whole(folder: Path, trail: Trail) -> Pack:
    """Give a shipped pack as it was kept, if nothing changed since, or else read its files."""
    before = _sealed(folder)
    if before is not None and (found := kept(folder, before)) is not None:
        return found
    files = PackFiles(folder)
    pack = _read(files, (*trail, folder.resolve()))
    if pack is None or files.faults:
        raise PackError(files.faults)
    if before is not None and not pack.extends and before == _sealed(folder):  # nobody wrote while it was read
        keep(folder, before, pack)
    return pack


def _sealed(folder: Path) -> bytes | None:
    """Seal a shipped pack; one whose files cannot be read is left to the reading, which tells it."""
    with suppress(OSError):
        return seal(folder) if is_shipped(folder) else None
    return None


def _read(files: PackFiles, trail: Trail) -> Pack | None:
    head = files.read("pack.toml")
    if not head:
        if not files.faults:
            files.fault("pack.toml", "", "an empty file", "the head of a pack", "Begin with `cat2 pack new`.")
        return None
    base = _base(head, files, trail)
    if base is None and "extends" in head:
        return None
    form_folder, order = head.pop("form", None), head.pop("order", None if base is None else [])
    if not isinstance(form_folder, str if base is None else str | None) or not isinstance(order, list):
        expected = "the folder of the form check and a list of folders of criteria"
        files.fault("pack.toml", "form, order", "something else", expected)
        return None
    folders = [*([form_folder] if form_folder else []), *order]
    criteria = [read_criterion(files, folder) for folder in folders]
    tables = _tables_of_pack(files, extends=base is not None)
    if None in criteria or files.faults:
        return None
    _check_head(head, folders, files)
    head = {key: value for key, value in head.items() if key in _HEAD}
    found = {folder: one for folder, one in zip(folders, criteria, strict=True) if one is not None}
    if base is None:
        data = {**head, **tables, "form": found[str(form_folder)], "criteria": list(found.values())[1:]}
        return _checked(data, found, files)
    own = Own(head, tables, found, form_folder)
    return _checked(*heritage(base, own, files), files)


def _check_head(head: Toml, folders: list[str], files: PackFiles) -> None:
    for key in sorted(head.keys() - _HEAD):
        near = next(iter(difflib.get_close_matches(key, sorted(_HEAD), 1)), "")
        expected = f"'{near}'" if near else "a key named in docs/pack-format.md"
        files.fault("pack.toml", key, f"the unknown key '{key}'", expected, near=key)
    for folder, times in Counter(folders).items():
        if times > 1:
            files.fault("pack.toml", "order", f"'{folder}' twice", "each folder once", near=f'"{folder}"')


def _checked(data: Toml, folders: dict[str, Criterion], files: PackFiles) -> Pack | None:
    """Put the pack together under the readings in force, and look at all its words."""
    every = {
        "form": in_force(data["form"], data["ambiguities"]),
        "criteria": [in_force(one, data["ambiguities"]) for one in data["criteria"]],
    }
    digest = files.digest(data.pop("base_digest", ""))
    pack = validated(Pack, {**data, **every, "digest": digest}, files, "pack.toml", "")
    if pack is not None:
        check_words(pack, folders, files)
        check_wording(pack, files)
        check_tables(pack, files)
    return pack


def _base(head: Toml, files: PackFiles, trail: Trail) -> Pack | None:
    name = head.get("extends")
    if name is None:
        return None
    try:
        folder = pack_folder(str(name), beside=files.folder)
        if folder.resolve() in trail:
            way = " → ".join(f"{one.parent.name}/{one.name}" for one in (*trail, folder.resolve()))
            files.fault(
                "pack.toml", "extends", f"a circle: {way}", "a pack that does not build on this one", near="extends"
            )
            return None
        return _whole(folder, trail)
    except PackError as error:
        files.faults.extend(
            Fault(f"extends: {one.where}", one.found, one.expected, one.next_step, one.file, one.line)
            for one in error.faults
        )
        return None


def _tables_of_pack(files: PackFiles, *, extends: bool) -> Toml:
    fields = files.read("fields.toml", required=not extends)
    words = fields.pop("placeholders", None if extends else {})
    tables = {path.stem: files.read(f"tables/{path.name}") for path in sorted((files.folder / "tables").glob("*.toml"))}
    return {
        "placeholders": words
        if words is None
        else validated(Placeholders, words, files, "fields.toml", "placeholders"),
        "fields": validated_rows(FieldGuide, fields, files, "fields.toml"),
        "thresholds": validated_rows(
            Threshold, files.read("thresholds.toml", required=False), files, "thresholds.toml"
        ),
        "ambiguities": validated_rows(
            Ambiguity, files.read("ambiguities.toml", required=False), files, "ambiguities.toml"
        ),
        "tables": {name: validated(Table, data, files, f"tables/{name}.toml", "") for name, data in tables.items()},
        **read_beside(files),
    }
