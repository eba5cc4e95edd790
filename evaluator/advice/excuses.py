"""Reasons that a rule author gives for what no example shows: `survivors.toml` beside `pack.toml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from evaluator.errors import PackError
from evaluator.packs.files import PackFiles, Toml

FILE = "survivors.toml"


@dataclass(frozen=True)
class Excuses:
    """Why a mutant may survive, by its id, and why a case or finding may stay unshown, by its name."""

    mutants: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


def load_excuses(folder: Path) -> Excuses:
    """Read the reasons given in a pack's folder; without the file there are none.

    Raises:
        PackError: if the file holds anything but reasons.
    """
    files = PackFiles(folder)
    data = files.read(FILE, required=False)
    for name in data.keys() - {"mutant", "unshown"}:
        files.fault(FILE, name, f"the table '{name}'", "'mutant' or 'unshown'")
    found = Excuses(_reasons(data, "mutant", files), _reasons(data, "unshown", files))
    if files.faults:
        raise PackError(files.faults)
    return found


def _reasons(data: Toml, table: str, files: PackFiles) -> dict[str, str]:
    rows = data.get(table, {})
    if not isinstance(rows, dict):
        files.fault(FILE, table, repr(rows)[:60], "a table of names with their reasons")
        return {}
    for name, reason in rows.items():
        if not isinstance(reason, str) or not reason.strip():
            files.fault(FILE, f"{table}.{name}", repr(reason)[:60], "the reason, as a sentence", near=f'"{name}"')
    return {name: str(reason) for name, reason in rows.items()}
