"""Start a pack, or a criterion of one: small, complete and running, from the files of `criteria/starter/`."""

from __future__ import annotations

import re
from pathlib import Path

import tomli

from evaluator.errors import Fault, PackError, UsageError
from evaluator.packs.reading import load_pack
from evaluator.resources import criteria_folder

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_EDITION = re.compile(r"\d{4}(-\d{2}){0,2}")
_ORDER = re.compile(r"^order = \[[^\]]*\]", re.MULTILINE)
_FIRST = "A"
_UNDATED = "draft"


def new_pack(folder: Path) -> list[Path]:
    """Write a pack of a form check and one criterion into a folder, and name the files.

    A folder named like an edition, such as mine/2027-01, is that edition of the pack named by the folder above it.

    Raises:
        UsageError: if something is there already, or the folder cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: there is something here already; choose a folder that is not there yet")
    path = folder.resolve()
    is_edition = _EDITION.fullmatch(path.name) is not None
    name = _slug((path.parent if is_edition else path).name, "-")
    words = {"PACK": name, "EDITION": path.name if is_edition else _UNDATED}
    written = [_written(folder / file, file, words) for file in ("pack.toml", "fields.toml", *_in("form"))]
    return [*written, *new_criterion(folder, _FIRST)]


def new_criterion(folder: Path, name: str) -> list[Path]:
    """Add a criterion to the pack in a folder, and name the files written or changed.

    Raises:
        PackError: if the pack is faulty, or has no `order` that can be added to.
        UsageError: if the id is not one, or is taken.
    """
    if not _ID.fullmatch(name):
        raise UsageError(f"--criterion: found '{name}'; expected a letter or a short name such as B or access")
    head = folder / "pack.toml"
    if not head.is_file():
        raise UsageError(f"{folder}: no pack.toml here; start a pack with `cat2 pack new {folder}`")
    text = head.read_text(encoding="utf-8")
    described = tomli.loads(text)
    inside, order = _slug(name, "-"), described.get("order", [])
    if order:
        pack = load_pack(str(folder))
        taken = [one.id for one in (pack.form, *pack.criteria)]
        if name in taken or (folder / inside).exists():
            raise UsageError(f"--criterion: '{name}' is there already; choose an id other than {', '.join(taken)}")
    added = _ORDER.sub(f"order = [{_listed([*order, inside])}]", text, count=1)
    if tomli.loads(added).get("order") != [*order, inside]:
        raise PackError([Fault("order", "a list that cannot be added to", "order = [ … ]", file=str(head))])
    words = {"PACK": str(described["id"]), "ID": name, "SLUG": _slug(name, "_")}
    files = [_written(folder / inside / Path(file).name, file, words) for file in _in("criterion")]
    head.write_text(added, encoding="utf-8", newline="\n")
    fields = folder / "fields.toml"
    more = f"{fields.read_text(encoding='utf-8').rstrip()}\n\n{_filled('criterion/fields.toml', words)}"
    fields.write_text(more, encoding="utf-8", newline="\n")
    return [*files, fields, head]


def _in(part: str) -> list[str]:
    return [f"{part}/{name}.toml" for name in ("criterion", "gaps", "examples")]


def _written(path: Path, file: str, words: dict[str, str]) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_filled(file, words), encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be written ({error.strerror}); name a folder that you may write to"
        ) from error
    return path


def _filled(file: str, words: dict[str, str]) -> str:
    text = (criteria_folder() / "starter" / file).read_text(encoding="utf-8")
    for name, word in words.items():
        text = text.replace(f"@{name}@", word)
    return text


def _listed(order: list[str]) -> str:
    return "".join(f'\n  "{name}",' for name in order) + "\n"


def _slug(name: str, joint: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", joint, name.lower()).strip(joint)
    return slug if slug[:1].isalpha() else f"pack{joint}{slug}".strip(joint)
