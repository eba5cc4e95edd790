"""A society's own templates: read whole and as data before any of them is obeyed; only this module reads templates."""

from __future__ import annotations

import difflib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator.errors import Fault, TemplateError
from evaluator.resources import templates_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

LARGEST_FILE = 4_000_000
LARGEST_FOLDER = 16_000_000
MOST_FILES = 200
TEXTS = (".css", ".html", ".md", ".toml")
# What a report is made of; the other templates make pages about packs, pieces of notebooks and the local form.
_OF_REPORTS = (".css", ".docx", ".html", ".md", ".toml")
_IN_WORDS = re.compile(r"words/([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.toml")
_ELSEWHERE = ("README.md", "archive/", "notebook.", "pack/", "web/")


@dataclass(frozen=True, eq=False)
class Shelf:
    """The files of a society's folder by their names; where it has none, ours stands."""

    folder: str = ""
    files: dict[str, bytes] = field(default_factory=dict)

    def shown(self, name: str) -> str:
        """Name a template as a user would find it."""
        return f"{self.folder}/{name}" if name in self.files else name


OURS = Shelf()


def bytes_of(name: str, shelf: Shelf) -> bytes | None:
    """Give a template by its name: the society's, or ours; None if there is none, or the name leads elsewhere."""
    if name in shelf.files:
        return shelf.files[name]
    if "\\" in name or any(step in ("", ".", "..") for step in name.split("/")):
        return None
    file = templates_folder() / name
    return file.read_bytes() if file.is_file() else None


def text_of(name: str, shelf: Shelf) -> str | None:
    """Give a template as text."""
    found = bytes_of(name, shelf)
    return None if found is None else found.decode("utf-8")


def names_of_ours() -> list[str]:
    """List the templates that a society may replace."""
    names = (name for name in _below(templates_folder(), "") if name.endswith(_OF_REPORTS))
    return sorted(name for name in names if not name.startswith(_ELSEWHERE))


def language_of(name: str) -> str:
    """Name the language of a catalogue of words; empty for any other template."""
    found = _IN_WORDS.fullmatch(name)
    return found[1] if found else ""


def read_shelf(folder: Path) -> Shelf:
    """Read a society's folder.

    Raises:
        TemplateError: with everything in it that cannot be used.
    """
    if not folder.is_dir():
        raise TemplateError(
            [Fault("", "no folder", "the folder of your templates", "Begin one with: cat2 template copy", str(folder))]
        )
    root = folder.resolve()
    paths = sorted(_files(folder))[: MOST_FILES + 1]
    faults = [fault for path in paths for fault in _faults_of(path, root)]
    faults += _too_much(paths, folder, bool(faults))
    if faults:
        raise TemplateError(faults)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    faults = [*_faults_of_text(files, folder), *_replacing_nothing(files, folder)]
    if faults:
        raise TemplateError(faults)
    return Shelf(str(folder), files)


def _below(folder: Traversable, above: str) -> Iterator[str]:
    for each in folder.iterdir():
        name = f"{above}{each.name}"
        if each.is_dir():
            yield from _below(each, f"{name}/")
        else:
            yield name


def _files(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if not each.startswith(".")]
        # Word leaves a file ~$name beside one that is open.
        yield from (Path(where, name) for name in names if not name.startswith((".", "~$")))


def _faults_of(path: Path, root: Path) -> Iterator[Fault]:
    target = path.resolve()
    if not target.is_relative_to(root):
        yield Fault("", f"a link to {target}", "a file inside the folder", "Copy the file there.", str(path))
    elif not target.is_file():
        yield Fault("", "something that is no file", "files and folders only", "Take it out.", str(path))
    elif target.stat().st_size > LARGEST_FILE:
        size = target.stat().st_size
        yield Fault("", f"{size:,} bytes", f"at most {LARGEST_FILE:,}", "Make the pictures in it smaller.", str(path))


def _too_much(paths: list[Path], folder: Path, faulty: bool) -> Iterator[Fault]:  # noqa: FBT001
    if len(paths) > MOST_FILES:
        expected = f"at most {MOST_FILES}"
        yield Fault("", f"more than {MOST_FILES} files", expected, "Name the folder of templates alone.", str(folder))
    elif not faulty and (size := sum(path.stat().st_size for path in paths)) > LARGEST_FOLDER:
        expected = f"at most {LARGEST_FOLDER:,}"
        yield Fault("", f"{size:,} bytes", expected, "Name the folder of templates alone.", str(folder))


def _faults_of_text(files: dict[str, bytes], folder: Path) -> Iterator[Fault]:
    for name, content in files.items():
        try:
            content.decode("utf-8") if name.endswith(TEXTS) else None
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            found = f"the byte {content[error.start]:#x}"
            yield Fault("", found, "text in UTF-8", "Save the file as UTF-8.", str(folder / name), line)


def _replacing_nothing(files: dict[str, bytes], folder: Path) -> Iterator[Fault]:
    ours = names_of_ours()
    # A language of the society's own has the name of none of ours.
    if not set(files) & set(ours) and not any(map(language_of, files)):
        near = [match for name in files for match in difflib.get_close_matches(name, ours, 1)]
        found = f"no file with the name of one of ours ({', '.join(files) or 'it is empty'})"
        hint = f"Did you mean {near[0]}? " if near else ""
        step = f"{hint}See the names with: cat2 template list"
        yield Fault("", found, f"at least one of {', '.join(ours[:4])} …", step, str(folder))
