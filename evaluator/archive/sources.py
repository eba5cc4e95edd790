"""What a batch or an import is given: files, folders, patterns and archives, opened in turn and never unpacked."""

from __future__ import annotations

import glob
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, BinaryIO, NamedTuple, cast

from evaluator.errors import Fault, FaultyFileError, NoInputError, SourceError

READ = frozenset({".yaml", ".yml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xlsx", ".parquet"})
_ZIP = (".zip",)
_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_ARCHIVES = (*_ZIP, *_TAR)
# What reading a damaged archive raises, at the latest when a member of it is read.
_DAMAGE = (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, NotImplementedError)
# What reading a source raises where the fault is the source's.
UNREADABLE = (FaultyFileError, *_DAMAGE, OSError)
LARGEST_MEMBER = 2_000_000_000
_MOST_TIMES = 200
_ALWAYS_ALLOWED = 50_000_000
_ENCRYPTED = 0x1
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


class Walk:
    """Goes through everything that was named; keeps the names of the files that hold nothing of what is wanted."""

    def __init__(
        self, inputs: list[str], endings: Collection[str] = READ, apart: tuple[Path, ...] = (), what: str = "records"
    ) -> None:
        """Look through the inputs for files with these endings, and archives; what lies in a folder `apart` is none.

        Raises:
            NoInputError: nothing is there.
        """
        folders = [folder.resolve() for folder in apart]
        self._named = {Path(name) for name in inputs}
        self._endings, self._what = endings, what
        self.files = [path for path in _files_of(inputs) if not any(map(path.resolve().is_relative_to, folders))]
        self.passed_over: list[str] = []
        self._sizes = [path.stat().st_size for path in self.files]
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
        return not source.member and Path(source.name) in self._named

    def sources(self) -> Iterator[Source]:
        """Open every file and every member in order; what cannot be opened has a fault."""
        for number, path in enumerate(self.files):
            self._at = number
            is_archive = path.name.lower().endswith(_ARCHIVES)
            if not is_archive and not self._is_wanted(path.name) and path not in self._named:
                self.passed_over.append(str(path))
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


def reason_of(error: BaseException) -> str:
    """Say in one line why a source is unreadable."""
    if isinstance(error, FaultyFileError):
        return "; ".join(
            " ".join(filter(None, [f"found {fault.found}; expected {fault.expected}.", fault.next_step]))
            for fault in error.faults
        ).removesuffix(".")
    return f"found a file that breaks off or is damaged ({_told(error)}); get it anew"


def _files_of(inputs: list[str]) -> list[Path]:
    """List the files that are named: folders are looked through, patterns opened, all in one order.

    Raises:
        NoInputError: nothing is there.
    """
    found: dict[Path, None] = {}
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            found.update(
                dict.fromkeys(
                    sorted(each for each in path.rglob("*") if each.is_file() and _is_plain(each.relative_to(path)))
                )
            )
        elif path.exists():
            found[path] = None
        else:
            matches = sorted(Path(each) for each in glob.glob(name, recursive=True))  # noqa: PTH207  a pattern may be absolute
            # A link to a folder above would bring the same files again and again.
            files = sorted({each.resolve(): each for each in reversed(matches) if each.is_file()}.values())
            if not files:
                raise NoInputError(f"{name}: no file, folder or pattern of this name; nothing was read")
            found.update(dict.fromkeys(files))
    if not found:
        raise NoInputError("no files in what was named; nothing was read")
    return list(found)


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
                yield Source(str(path), stream)
    except _DAMAGE as error:
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
                yield Source(name, None, fault, member.filename)
                continue
            with archive.open(member) as stream:
                yield Source(name, _bounded(stream, member.compress_size, name), "", member.filename)


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
                yield Source(name, None, fault or "found no file", member.name)
                continue
            yield Source(name, _bounded(stream, size, name), "", member.name)


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
    return cast("BinaryIO", _Bounded(stream, compressed, name))  # it has what a reader of bytes needs


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
