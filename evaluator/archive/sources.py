"""What a batch is given: files, folders, patterns, zip and tar archives, opened in turn and never unpacked."""

from __future__ import annotations

import glob
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple

from evaluator.errors import Fault, NoInputError, SourceError

READ = frozenset({".yaml", ".yml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xlsx", ".parquet"})
_ZIP = (".zip",)
_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_ARCHIVES = (*_ZIP, *_TAR)
# What reading a damaged archive raises, at the latest when a member of it is read.
DAMAGE = (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, NotImplementedError)
LARGEST_MEMBER = 2_000_000_000
_MOST_TIMES = 200
_ALWAYS_ALLOWED = 50_000_000
_ENCRYPTED = 0x1


class Source(NamedTuple):
    """One file, or one member of an archive; `stream` is open while it is its turn. A fault says why it is not read."""

    name: str
    stream: BinaryIO | None
    fault: str = ""


def files_of(inputs: list[str]) -> list[Path]:
    """List the files that are named: folders are looked through, patterns opened, all in one order.

    Raises:
        NoInputError: nothing is there.
    """
    found: dict[Path, None] = {}
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            found.update(
                dict.fromkeys(sorted(each for each in path.rglob("*") if each.is_file() and _is_plain(each, path)))
            )
        elif path.exists():
            found[path] = None
        else:
            matches = sorted(Path(each) for each in glob.glob(name, recursive=True))  # noqa: PTH207  a pattern may be absolute
            # A link to a folder above would bring the same files again and again.
            files = sorted({each.resolve(): each for each in reversed(matches) if each.is_file()}.values())
            if not files:
                raise NoInputError(f"{name}: no file, folder or pattern of this name; nothing was scored")
            found.update(dict.fromkeys(files))
    if not found:
        raise NoInputError("no files in what was named; nothing was scored")
    return list(found)


def is_known(path: Path) -> bool:
    """Tell whether a file looks like one that holds records."""
    return path.suffix.lower() in READ or path.name.lower().endswith(_ARCHIVES)


def sources_of(path: Path) -> Iterator[Source]:
    """Open a file, or each member of an archive in its order."""
    name = path.name.lower()
    try:
        if name.endswith(_ZIP):
            yield from _zipped(path)
        elif name.endswith(_TAR):
            yield from _tarred(path)
        else:
            with path.open("rb") as stream:
                yield Source(str(path), stream)
    except DAMAGE as error:
        yield Source(str(path), None, f"found an archive that breaks off or is damaged ({_told(error)}); get it anew")
    except OSError as error:
        yield Source(str(path), None, f"found a file that cannot be read ({error.strerror or _told(error)})")


def _zipped(path: Path) -> Iterator[Source]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.is_dir():
                continue
            name = f"{path}!{member.filename}"
            fault = _refusal(member.filename)
            if member.flag_bits & _ENCRYPTED:
                fault = "found a member with a password; expected one that can be read"
            if fault:
                yield Source(name, None, fault)
                continue
            with archive.open(member) as stream:
                yield Source(name, _Bounded(stream, member.compress_size, name))  # type: ignore[arg-type]


def _tarred(path: Path) -> Iterator[Source]:
    size = path.stat().st_size
    with tarfile.open(path, "r|*") as archive:
        for member in archive:
            if member.isdir():
                continue
            name = f"{path}!{member.name}"
            fault = _refusal(member.name)
            if not member.isfile():
                fault = "found a link or a device; expected a file"
            stream = None if fault else archive.extractfile(member)
            if stream is None:
                yield Source(name, None, fault or "found no file")
                continue
            yield Source(name, _Bounded(stream, size, name))  # type: ignore[arg-type]


def _refusal(member: str) -> str:
    path = PurePosixPath(member.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        return "found a name that leads out of the archive; expected one inside it"
    if member.lower().endswith(_ARCHIVES):
        return "found an archive inside an archive; unpack it first"
    return ""


def _is_plain(path: Path, under: Path) -> bool:
    """Pass over hidden files and what hidden folders hold, which are no part of an archive."""
    return not any(part.startswith(".") for part in path.relative_to(under).parts)


def _told(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


class _Bounded(io.RawIOBase):
    """A member of an archive that may grow only so far: a few bytes that unpack to very many are refused."""

    def __init__(self, stream: Any, compressed: int, name: str) -> None:
        self._stream, self._name = stream, name
        self._left = min(max(_ALWAYS_ALLOWED, compressed * _MOST_TIMES), LARGEST_MEMBER)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def readinto(self, buffer: Any) -> int:
        piece = self._stream.read(len(buffer))
        self._take(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)

    def read(self, size: int | None = -1) -> bytes:
        wanted = self._left + 1 if size is None or size < 0 else size
        piece: bytes = self._stream.read(wanted)
        self._take(len(piece))
        return piece

    def readline(self, size: int | None = -1) -> bytes:
        piece: bytes = self._stream.readline(-1 if size is None else size)
        self._take(len(piece))
        return piece

    def _take(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            found = f"a member that unpacks to more than {_MOST_TIMES} times its size"
            raise SourceError(
                [Fault("", found, "a file of records", "It looks like a bomb; unpack it by hand.", self._name)]
            )
