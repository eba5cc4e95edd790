"""Where mappings lie: the shipped ones by name in `criteria/mappings/`, anyone's own by its path; their plain data."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import NamedTuple

from evaluator.errors import Fault, MappingError
from evaluator.packs.own_files import OwnFile, Toml, is_there, own_file, toml_of
from evaluator.resources import criteria_folder

FOLDER = "mappings"


class WrittenMapping(NamedTuple):
    """The text of a mapping, with its digest, and what is written in it."""

    file: OwnFile
    data: Toml


def available_mappings() -> dict[str, Path]:
    """List the shipped mappings by name."""
    folder = Path(str(criteria_folder())) / FOLDER
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def written_mapping(name: str) -> WrittenMapping:
    """Read a mapping by its path, or a shipped one by its name.

    Raises:
        MappingError: if there is none, or it is not TOML.
    """
    file = own_file(str(_path(name)), MappingError)
    return WrittenMapping(file, toml_of(file, MappingError))


def _path(name: str) -> Path:
    if is_there(Path(name), "--mapping", MappingError):
        return Path(name)
    shipped = available_mappings()
    if name in shipped:
        return shipped[name]
    near = difflib.get_close_matches(name, shipped, 1)
    hint = f"Did you mean '{near[0]}'?" if near else "Name a shipped mapping or a TOML file; --suggest begins one."
    raise MappingError([Fault("--mapping", f"'{name}'", "a file, or one of " + ", ".join(shipped), hint)])
