"""A profile as a file: where it lies, what is written in it, and the house criteria beside it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from evaluator.errors import Fault, ProfileError
from evaluator.model.criteria import Criterion
from evaluator.model.profile import Profile
from evaluator.packs.criterion import criterion_data
from evaluator.packs.files import PackFiles, Toml
from evaluator.packs.own_files import is_there
from evaluator.packs.validation import read_criterion, validated, validated_criterion
from evaluator.resources import criteria_folder

FOLDER = "profiles"


@dataclass(frozen=True)
class WrittenProfile:
    """A profile with its house criteria, each with its file, and the files that it was read from."""

    profile: Profile
    house: tuple[tuple[str, Criterion], ...]
    files: PackFiles
    name: str

    def fault(self, where: str, found: str, expected: str, next_step: str = "", *, near: str = "") -> None:
        """Note a fault of the profile; `near` is the word that stands on its line."""
        self.files.fault(self.name, where, found, expected, next_step, near=near)


def available_profiles() -> dict[str, Path]:
    """List the shipped profiles by name."""
    folder = Path(str(criteria_folder())) / FOLDER
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def read_profile(name: str) -> WrittenProfile:
    """Read a profile by its path, or a shipped one by its name.

    Raises:
        ProfileError: if there is none, or its text cannot be understood; semantic faults wait for the pack.
    """
    path = _path(name)
    files = PackFiles(path.parent)
    raw = files.read(path.name)
    house = _house(raw, files, path.name) if raw else ()
    for check, record in (raw.get("gaps") or {}).items() if isinstance(raw.get("gaps"), dict) else ():
        if isinstance(record, dict):
            record.setdefault("id", check.rpartition(".")[2].replace("_", "-"))
    profile = validated(Profile, raw, files, path.name, "") if raw else None
    if profile is None:
        raise ProfileError(files.faults or [Fault("", "an empty file", "a profile", "", path.name)])
    return WrittenProfile(profile, house, files, path.name)


def _house(raw: Toml, files: PackFiles, file: str) -> tuple[tuple[str, Criterion], ...]:
    """Read the criteria written in place, which leave the raw profile, and those in folders beside it."""
    house: list[tuple[str, Criterion]] = []
    written = raw.pop("criterion", [])
    for row in written if isinstance(written, list) else [written]:
        if not isinstance(row, dict):
            files.fault(file, "criterion", repr(row)[:60], "[[criterion]], a table for each house criterion")
            continue
        gaps = row.pop("gaps", {})
        data = criterion_data(row, gaps if isinstance(gaps, dict) else {}, files, file)
        one = validated_criterion(data, files, file, f"criterion.{row.get('id', '?')}")
        if one is not None:
            house.append((file, one))
    folders = raw.get("criteria", [])
    for folder in folders if isinstance(folders, list) else []:
        found = read_criterion(files, str(folder))
        if found is not None:
            house.append((f"{folder}/criterion.toml", found))
    return tuple(house)


def _path(name: str) -> Path:
    if is_there(Path(name), "--profile", ProfileError):
        return Path(name)
    shipped = available_profiles()
    if name in shipped:
        return shipped[name]
    near = difflib.get_close_matches(name, shipped, 1)
    hint = f"Did you mean '{near[0]}'?" if near else "Name a shipped profile or a TOML file."
    raise ProfileError([Fault("--profile", f"'{name}'", "a file, or one of " + ", ".join(shipped), hint)])
