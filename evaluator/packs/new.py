"""Start a pack, or a criterion of one, as texts: small, complete and running, from the files of `criteria/starter/`."""

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


def new_pack(folder: Path) -> dict[Path, str]:
    """Make the files of a pack of a form check and one criterion, to be written in this order.

    A folder named like an edition, such as mine/2027-01, is that edition of the pack named by the folder above it.

    Raises:
        UsageError: if something is there already.
    """
    if _is_taken(folder):
        raise UsageError(f"{folder}: there is something here already; choose a folder that is not there yet")
    path = folder.resolve()
    is_edition = _EDITION.fullmatch(path.name) is not None
    name = _slug((path.parent if is_edition else path).name, "-")
    words = {"PACK": name, "EDITION": path.name if is_edition else _UNDATED}
    made = {folder / file: _filled(file, words) for file in ("pack.toml", "fields.toml", *_in("form"))}
    return made | _with_criterion(folder, _FIRST, made[folder / "pack.toml"], made[folder / "fields.toml"])


def new_criterion(folder: Path, name: str) -> dict[Path, str]:
    """Make the files that add a criterion to the pack in a folder, new and changed, to be written in this order.

    Raises:
        PackError: if the pack is faulty, or has no `order` that can be added to.
        UsageError: if the id is not one, or is taken.
    """
    if not _ID.fullmatch(name):
        raise UsageError(f"--criterion: found '{name}'; expected a letter or a short name such as B or access")
    head = folder / "pack.toml"
    if not head.is_file():
        raise UsageError(f"{folder}: no pack.toml here; start a pack with `cat2 pack new {folder}`")
    pack = load_pack(str(folder))
    taken = [one.id for one in (pack.form, *pack.criteria)]
    if name in taken or _is_taken(folder / _slug(name, "-")):
        raise UsageError(f"--criterion: '{name}' is there already; choose an id other than {', '.join(taken)}")
    return _with_criterion(
        folder, name, head.read_text(encoding="utf-8"), (folder / "fields.toml").read_text(encoding="utf-8")
    )


def _with_criterion(folder: Path, name: str, head: str, fields: str) -> dict[Path, str]:
    """Make a criterion and name it in the pack, last of all, so that a pack never names what is not there."""
    described = tomli.loads(head)
    inside = _slug(name, "-")
    order = [*described.get("order", []), inside]
    added = _ORDER.sub(f"order = [{_listed(order)}]", head, count=1)
    if tomli.loads(added).get("order") != order:
        fault = Fault("order", "a list that cannot be added to", "order = [ … ]", file=str(folder / "pack.toml"))
        raise PackError([fault])
    words = {"PACK": str(described["id"]), "ID": name, "SLUG": _slug(name, "_")}
    return {
        **{folder / inside / Path(file).name: _filled(file, words) for file in _in("criterion")},
        folder / "fields.toml": f"{fields.rstrip()}\n\n{_filled('criterion/fields.toml', words)}",
        folder / "pack.toml": added,
    }


def _is_taken(folder: Path) -> bool:
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


def _in(part: str) -> list[str]:
    return [f"{part}/{name}.toml" for name in ("criterion", "gaps", "examples")]


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
