"""Shipped packs as they were read, kept so that the next start need not read and check their words again.

What is kept is used for the very same files, read by the very same program, and for nothing else. The packs of others
are read each time: whoever writes one sees what stands in its files.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import platformdirs
import pydantic

from evaluator.model.criteria import Pack
from evaluator.packs.condition_parser import remember, remembered
from evaluator.resources import criteria_folder
from evaluator.version import VERSION

FOLDER = "CAT2_CACHE"  # the folder for what is kept; if it is set and empty, nothing is kept
_MARK = hashlib.sha256().digest_size
_PROGRAM = Path(__file__).parent.parent
_READS = (_PROGRAM, _PROGRAM / "packs", _PROGRAM / "model")  # the folders of the program that reading packs imports
_NOT_READ = "examples.toml"  # the examples of a pack are no part of it


def is_shipped(folder: Path) -> bool:
    """Tell whether a pack came with the program."""
    return folder.resolve().is_relative_to(Path(str(criteria_folder())).resolve())


def seal(folder: Path) -> bytes:
    """Hash all that reading the pack depends on: its files, this program, its Python and pydantic.

    Raises:
        OSError: a file cannot be read.
    """
    sha = hashlib.sha256(f"{VERSION}\0{sys.version}\0{pydantic.VERSION}".encode())
    for place, size, changed in _modules():
        sha.update(f"\0{place}\0{size}\0{changed}".encode())
    for path in sorted(folder.rglob("*.toml")):
        if path.name != _NOT_READ:
            text = path.read_bytes()
            sha.update(f"\0{path.relative_to(folder).as_posix()}\0{len(text)}\0".encode() + text)
    return sha.digest()


def kept(folder: Path, seal: bytes) -> Pack | None:
    """Give the pack that was kept under this seal; None where there is none, or where the file is not whole."""
    try:
        place = _place(folder)
        if place is None or not _is_ones_own(place.parent):
            return None
        written = place.read_bytes()
    except OSError:  # nothing is kept yet: the pack is read from its own files
        return None
    marks, data = written[: 2 * _MARK], written[2 * _MARK :]
    if marks != seal + hashlib.sha256(data).digest():
        return None
    pack, conditions = pickle.loads(data)  # noqa: S301  in a folder of one's own, and whole as `keep` wrote it
    remember(conditions)
    return pack  # type: ignore[no-any-return]


def keep(folder: Path, seal: bytes, pack: Pack) -> None:
    """Keep a pack under its seal, in the place of an earlier one; where nothing can be written, nothing is kept."""
    place = _place(folder)
    if place is None:
        return
    data = pickle.dumps((pack, remembered()), protocol=5)
    with suppress(OSError):  # a start that is not shortened; the pack itself is at hand
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_ones_own(place.parent):
            _written(place, seal + hashlib.sha256(data).digest() + data)


def _written(place: Path, data: bytes) -> None:
    """Put a file in its place whole, whoever else writes it at the time."""
    beside = place.with_suffix(f".{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(place)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _place(folder: Path) -> Path | None:
    named = os.environ.get(FOLDER)
    if named == "":
        return None
    root = Path(named or platformdirs.user_cache_dir("cat2", appauthor=False))
    whole = folder.resolve()
    return root / f"{whole.parent.name}-{whole.name}-{hashlib.sha256(bytes(whole)).hexdigest()[:12]}.pack"


def _is_ones_own(folder: Path) -> bool:
    """Tell whether nobody else can write here: what is kept is taken up as a part of the program."""
    about = folder.stat()
    return not hasattr(os, "getuid") or (about.st_uid == os.getuid() and not about.st_mode & 0o022)


def _modules() -> Iterator[tuple[str, int, int]]:
    """Name the modules on which reading a pack depends, with size and time of change in nanoseconds."""
    for folder in _READS:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    about = entry.stat()
                    yield f"{folder.name}/{entry.name}", about.st_size, about.st_mtime_ns
