"""Where packs lie: the shipped ones by name and edition, anyone's own by its folder."""

from __future__ import annotations

import difflib
from pathlib import Path

import tomli

from evaluator.errors import Fault, PackError
from evaluator.packs.own_files import is_there
from evaluator.resources import criteria_folder


def available_packs() -> list[tuple[str, str, Path]]:
    """List the shipped packs as (id, edition, folder), newest edition first within a pack."""
    root = Path(str(criteria_folder()))
    found = [(file.parent.parent.name, file.parent.name, file.parent) for file in root.glob("*/*/pack.toml")]
    return sorted(sorted(found, key=lambda row: row[1], reverse=True), key=lambda row: row[0])


def default_pack() -> str:
    """Name the pack that is used where none is named; `criteria/default.toml` says which."""
    text = (criteria_folder() / "default.toml").read_text(encoding="utf-8")
    return str(tomli.loads(text)["pack"])


def pack_folder(name: str | None, *, beside: Path | None = None) -> Path:
    """Find the folder of a pack named `id`, `id@edition` or by its path; the path may start `beside` another folder.

    Raises:
        PackError: if there is no such pack; the near miss is offered.
    """
    wanted = default_pack() if name is None else name
    for path in (Path(wanted), *([beside / wanted] if beside else [])) if wanted else ():
        if is_there(path / "pack.toml", "pack", PackError):
            return path
    shipped = available_packs()
    for pack, edition, folder in shipped:
        if wanted in (pack, f"{pack}@{edition}"):
            return folder
    names = [f"{pack}@{edition}" for pack, edition, _ in shipped]
    near = difflib.get_close_matches(wanted, [*names, *(pack for pack, _, _ in shipped)], 1)
    hint = f"Did you mean '{near[0]}'?" if near else "Name a shipped pack or the folder that holds its pack.toml."
    raise PackError([Fault("pack", f"'{wanted}'", "one of " + ", ".join(names), hint)])


def named_pack(wanted: str) -> str:
    """Name the newest shipped edition that `id`, `id@edition` or `id@first..last` admits; else what was wanted."""
    fitting = [f"{pack}@{edition}" for pack, edition, _ in available_packs() if admits(wanted, pack, edition)]
    return next(iter(fitting), wanted.partition("@")[0])


def admits(wanted: str, pack: str, edition: str) -> bool:
    """Tell whether `id`, `id@edition` or `id@first..last` admits this edition of a pack; either end may be left out."""
    name, at, editions = wanted.partition("@")
    if name != pack or not at:
        return name == pack
    first, is_range, last = editions.partition("..")
    if not is_range:
        return edition == first
    return first <= edition and (not last or edition <= last)
