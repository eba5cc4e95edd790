"""What a batch or an import is given: files, folders, patterns and archives, opened in turn and never unpacked."""

from __future__ import annotations

import bz2
import glob
import gzip
import io
import lzma
import os
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, BinaryIO, NamedTuple, Self, cast

from evaluator.errors import Fault, FaultyFileError, MissingInputError, NoInputError, SourceError, UserError

READ = frozenset({".yaml", ".yml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xlsx", ".parquet"})
_ZIP = (".zip",)
_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_ARCHIVES = (*_ZIP, *_TAR)
# What reading a damaged archive raises, at the latest when a member of it is read.
_DAMAGE = (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, NotImplementedError)
# What a name that is none, or no text, comes out as.
_ODD_NAMES = (ValueError, IndexError, TypeError, RuntimeError, struct.error)
_UNPACKED: dict[str, Callable[..., Any]] = {
    ".gz": gzip.open,
    ".tgz": gzip.open,
    ".bz2": bz2.open,
    ".xz": lzma.open,
}
_PIECE, _HEAD = 1 << 20, 200
# What reading a source raises where the fault is the source's.
UNREADABLE = (FaultyFileError, *_DAMAGE, OSError)
LARGEST_MEMBER = 2_000_000_000
_MOST_TIMES = 200
_ALWAYS_ALLOWED = 50_000_000
_ENCRYPTED = 0x1
_OF_PATTERNS = "*?["
# Hidden files, what a Mac puts beside each file of a zip archive, and what Excel leaves while a workbook is open.
_NO_PART = (".", "~$", "__MACOSX")


class Source(NamedTuple):
    """One file, or one member of an archive; `stream` is open while it is its turn. A fault says why it is not read."""

    name: str
    stream: BinaryIO | None
    fault: str = ""
    member: str = ""

    @property
    def own_name(self) -> PurePosixPath:
        """Give the name without its folders or its archive."""
        return PurePosixPath((self.member or self.name).replace("\\", "/").rpartition("/")[2])


class _Found(NamedTuple):
    """A file or folder on the way; a fault says why nothing can be read there, `aside` that it is no input."""

    path: Path
    fault: str = ""
    aside: bool = False


class Walk:
    """Goes through everything that was named; keeps the names of the files that hold nothing of what is wanted."""

    def __init__(self, inputs: list[str], endings: Collection[str] = READ, apart: tuple[Path, ...] = ()) -> None:
        """Look through the inputs for files with these endings, and archives; what lies in a folder `apart` is none.

        Raises:
            MissingInputError: what was named is not there.
            NoInputError: a folder or pattern holds nothing.
        """
        folders = [_real(folder) for folder in apart]
        self._named = {told_name(Path(name)) for name in inputs}
        self._endings = endings
        found = [one for one in _found_at(inputs) if not any(map(_real(one.path).is_relative_to, folders))]
        self.passed_over = [told_name(one.path) for one in found if one.aside]
        self._found = [one for one in found if not one.aside]
        self.files = [one.path for one in self._found]
        self._sizes = [_size(one) for one in self._found]
        self._at = 0
        self._stream: BinaryIO | None = None

    def share_read(self) -> float:
        """Tell how much of what was given has been read, from 0 to 1."""
        total = sum(self._sizes) or 1
        return min((sum(self._sizes[: self._at]) + self._position()) / total, 1.0)

    def _position(self) -> int:
        try:
            return self._stream.tell() if self._stream is not None else 0
        except (OSError, ValueError):  # a member of an archive, or closed: its file counts once it is read
            return 0

    def is_named(self, source: Source) -> bool:
        """Tell whether a file was named itself, and not found in a folder, by a pattern or in an archive."""
        return not source.member and source.name in self._named

    def sources(self) -> Iterator[Source]:
        """Open every file and every member in order; what cannot be opened has a fault."""
        for number, (path, fault, _) in enumerate(self._found):
            self._at = number
            name = told_name(path)
            if fault:
                yield Source(name, None, fault)
                continue
            is_archive = path.name.lower().endswith(_ARCHIVES)
            if not is_archive and not self._is_wanted(path.name) and name not in self._named:
                self.passed_over.append(name)
                continue
            for source in _opened(path):
                if source.member and not _is_plain(PurePosixPath(source.member)):
                    continue
                if source.member and not (source.fault or self._is_wanted(source.member)):
                    self.passed_over.append(source.name)
                    continue
                self._stream = source.stream
                yield source
        self._at, self._stream = len(self.files), None

    def _is_wanted(self, name: str) -> bool:
        return PurePosixPath(name).suffix.lower() in self._endings


def told_name(path: Path) -> str:
    """Write a name as messages and tables hold it, whatever bytes the disk has for it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def reason_of(error: BaseException) -> str:
    """Say in one line why a source is unreadable."""
    if isinstance(error, FaultyFileError):
        return "; ".join(
            " ".join(filter(None, [f"found {fault.found}; expected {fault.expected}.", fault.next_step]))
            for fault in error.faults
        ).removesuffix(".")
    return f"found a file that breaks off or is damaged ({_told(error)}); get it anew"


def _found_at(inputs: list[str]) -> list[_Found]:
    """List what is named: folders are looked through, patterns opened, all in one order, each file once.

    Raises:
        MissingInputError: what is named is not there, or cannot be looked at.
        NoInputError: a folder or pattern holds nothing.
    """
    found: dict[Path, _Found] = {}
    for name in inputs:
        try:
            rows = list(_named(name))
        except OSError as error:
            raise MissingInputError(
                f"{name[:200]}: this cannot be looked at ({error.strerror}); name another"
            ) from None
        if not rows:
            raise _nothing_at(name)
        for one in rows:
            found.setdefault(_real(one.path), one)
    return list(found.values())


def _nothing_at(name: str) -> UserError:
    if Path(name).is_dir():
        return NoInputError(f"{name}: found no file in this folder; name another. Nothing was read")
    if any(sign in name for sign in _OF_PATTERNS):
        return NoInputError(f"{name}: found no file that fits this pattern; name another. Nothing was read")
    expected = "one that is there, a pattern or an archive"
    return MissingInputError(f"{name}: found no file or folder of this name; expected {expected}. Nothing was read")


def _named(name: str) -> Iterator[_Found]:
    path = Path(name)
    if path.is_dir():
        yield from sorted(_in_folder(path))
        return
    if os.path.lexists(path):
        yield _file(path)
        return
    matches = [Path(each) for each in glob.glob(name, recursive=True)]  # noqa: PTH207  a pattern may be absolute
    plain = [match for match in matches if _is_plain(PurePosixPath(match.name))]
    inside = [one for match in plain for one in (_in_folder(match) if match.is_dir() else [_file(match)])]
    # A link to a folder above would bring the same files again and again.
    yield from sorted({_real(one.path): one for one in sorted(inside, reverse=True)}.values())


def _file(path: Path) -> _Found:
    """Take a file; a pipe or a device would be waited for without end."""
    return _Found(path, "" if path.is_file() else "found a link that leads nowhere, or no file")


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve() raises where links go in a circle


def _size(one: _Found) -> int:
    try:
        return 0 if one.fault else one.path.stat().st_size
    except OSError:  # it is told when it is its turn
        return 0


def _in_folder(folder: Path) -> Iterator[_Found]:
    """Look through a folder and those in it; hidden ones, and the runs of a batch, are no inputs."""
    closed: list[OSError] = []
    for name, folders, files in os.walk(folder, onerror=closed.append):
        here = Path(name)
        if _is_run(here, files):
            folders.clear()
            yield _Found(here, aside=True)
            continue
        folders[:] = [each for each in folders if _is_plain(PurePosixPath(each))]
        yield from (
            _Found(here / each, "found a link to a folder; name the folder itself")
            for each in folders
            if (here / each).is_symlink()
        )
        yield from (_file(here / each) for each in files if _is_plain(PurePosixPath(each)))
    for error in closed:
        yield _Found(Path(str(error.filename)), f"found a folder that cannot be read ({error.strerror})")


def _is_run(folder: Path, files: list[str]) -> bool:
    if "plan.json" not in files:
        return False
    try:
        with (folder / "plan.json").open("rb") as plan:
            return b'"cat2-run/' in plan.read(_HEAD)
    except OSError:  # it is told when it is its turn
        return False


def _opened(path: Path) -> Iterator[Source]:
    """Open a file, or each member of an archive in its order."""
    name = path.name.lower()
    try:
        if name.endswith(_ZIP):
            yield from _zipped(path)
        elif name.endswith(_TAR):
            yield from _tarred(path)
        else:
            with path.open("rb") as stream:
                yield Source(told_name(path), stream)
    except (*_DAMAGE, *_ODD_NAMES) as error:
        fault = f"found an archive that breaks off or is damaged ({_told(error)}); get it anew"
        yield Source(told_name(path), None, fault)
    except OSError as error:
        yield Source(told_name(path), None, f"found a file that cannot be read ({error.strerror or _told(error)})")


def _zipped(path: Path) -> Iterator[Source]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if not member.filename or member.is_dir():
                continue
            name = f"{told_name(path)}!{member.filename}"
            fault = _refusal(member.filename)
            if member.flag_bits & _ENCRYPTED:
                fault = "found a member with a password; expected one that can be read"
            if fault:
                yield Source(name, None, fault, member.filename)
                continue
            try:
                stream = archive.open(member)
            except NotImplementedError as error:
                fault = f"found a member that is packed in a way that is not read ({_told(error)}); unpack it by hand"
                yield Source(name, None, fault, member.filename)
            except (*_DAMAGE, *_ODD_NAMES, OSError) as error:
                fault = f"found a member that is damaged ({_told(error)}); get the archive anew"
                yield Source(name, None, fault, member.filename)
            else:
                with stream:
                    yield Source(name, _bounded(stream, member.compress_size, name), "", member.filename)


def _tarred(path: Path) -> Iterator[Source]:
    size = path.stat().st_size
    unpacked = next((way for ending, way in _UNPACKED.items() if path.name.lower().endswith(ending)), open)
    # Not tarfile's own unpacking: it leaves out the sums that tell of damage, and whatever is packed behind the first.
    with unpacked(path, "rb") as whole, tarfile.open(fileobj=whole, mode="r|", tarinfo=_Member) as archive:
        for member in archive:
            if member.isdir():
                continue
            own = told_name(Path(member.name))
            name = f"{told_name(path)}!{own}"
            fault = _refusal(member.name)
            if not member.isfile():
                fault = "found a link or a device; expected a file"
            stream = None if fault else archive.extractfile(member)
            if stream is None:
                yield Source(name, None, fault or "found no file", own)
                continue
            yield Source(name, _bounded(stream, size, name), "", own)
        while piece := whole.read(_PIECE):
            if piece.strip(b"\0"):
                raise tarfile.ReadError("something stands behind its end")


class _Member(tarfile.TarInfo):
    """A member of an archive; a damaged head is told, where tarfile takes it for the end of the archive."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]  # the end as it should be
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(str(error)) from None


def _refusal(member: str) -> str:
    path = PurePosixPath(member.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        return "found a name that leads out of the archive; expected one inside it"
    if member.lower().endswith(_ARCHIVES):
        return "found an archive inside an archive; unpack it first"
    return ""


def _is_plain(path: PurePath) -> bool:
    return not any(part.startswith(_NO_PART) and part != ".." for part in path.parts)


def _told(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _bounded(stream: Any, compressed: int, name: str) -> BinaryIO:
    # By large pieces: a member of many short lines is read as fast as any other.
    return cast("BinaryIO", io.BufferedReader(_Bounded(stream, compressed, name), _PIECE))


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

    def _take(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            found = f"a member that unpacks to more than {_MOST_TIMES} times its size"
            raise SourceError(
                [Fault("", found, "a file of records", "It looks like a bomb; unpack it by hand.", self._name)]
            )
