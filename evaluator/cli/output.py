"""Writing for people and files: whole files or none, and talk apart from product."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from evaluator.errors import UsageError, cannot_be_written


def prepare_streams() -> None:
    """Write UTF-8 to files and pipes in every locale; a terminal that cannot show a character shows its number.

    Where Python runs unbuffered, its own stream may write a part of a text and pass over the rest without a word.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
        if isinstance(sys.stdout.buffer, io.RawIOBase):
            sys.stdout = io.TextIOWrapper(io.BufferedWriter(sys.stdout.detach()))
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")


def plain(text: str) -> str:
    """Write what would steer a terminal, or turn the direction of writing, as its number."""
    return "".join(
        each if each == "\n" or each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def refuse_over_inputs(path: Path, inputs: Iterable[str | None]) -> None:
    """Keep what is written from replacing a file that it was made from; an input that was not given is None.

    Raises:
        UsageError: if the path is one of the input files.
    """
    if path.exists() and any(Path(name).exists() and path.samefile(name) for name in inputs if name and name != "-"):
        raise UsageError(f"{path}: this is an input file; name another file or folder with -o")


def say(text: str, *, quiet: bool = False) -> None:
    """Talk to the person at the terminal."""
    if not quiet and sys.stderr is not None:  # it is None where the caller closed it
        try:
            sys.stderr.write(plain(f"{text}\n"))
            sys.stderr.flush()
        except OSError:  # a full disk under the talk does not change the outcome
            _discard(sys.stderr)


def give(product: str | bytes) -> None:
    """Hand out the product: text, or the bytes of a file that a program reads.

    Raises:
        UsageError: if standard output is closed or full, or would show bytes to a person.
    """
    if sys.stdout is None:
        raise UsageError("standard output is closed; leave it open, or write files with -o")
    if isinstance(product, bytes) and sys.stdout.isatty():
        raise UsageError("standard output is a terminal, and this format is no text; name a file with -o")
    with _told_if_full():
        if isinstance(product, bytes):
            sys.stdout.buffer.write(product)
        else:
            sys.stdout.write(product if product.endswith("\n") else f"{product}\n")
        sys.stdout.flush()


def give_path(path: Path) -> None:
    """Say where a file was written; a list that nobody reads to its end stops no writing.

    Raises:
        UsageError: if standard output is full.
    """
    if sys.stdout is not None:
        try:
            give(str(path))
        except BrokenPipeError:
            discard_output()


def flush_output() -> None:
    """See that what the command line wrote by itself, such as a help, has arrived.

    Raises:
        UsageError: if standard output is full.
    """
    with _told_if_full():
        if sys.stdout is not None:
            sys.stdout.flush()


@contextlib.contextmanager
def _told_if_full() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_output()
        raise UsageError(
            f"standard output: cannot be written ({error.strerror}); make room or write elsewhere"
        ) from None


def styles_shown() -> bool:
    """Tell whether standard output is a terminal that can underline, and whose user did not ask for plain text."""
    plain_wanted = "NO_COLOR" in os.environ or os.environ.get("TERM", "dumb") == "dumb"
    return sys.stdout is not None and sys.stdout.isatty() and not plain_wanted


def discard_output() -> None:
    """Send what is still to be written nowhere, so that Python does not stumble over it while it ends."""
    _discard(sys.stdout)


def _discard(stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError):  # of a stream without a file, nothing is left behind
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_whole(path: Path, product: str | bytes, *, force: bool = True) -> Path:
    """Write a file in one step, so that nothing half-written is left.

    Raises:
        UsageError: if the place cannot be written, or is taken and `force` is not set.
    """
    if path.exists() and not force:
        raise UsageError(f"{path}: this file exists already; choose another name, or --force to replace it")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _put(path, product.encode() if isinstance(product, str) else product)
    except (FileExistsError, NotADirectoryError) as error:
        raise UsageError(f"{path}: cannot be written; {path.parent} is no folder. Name a folder with -o") from error
    except OSError as error:
        raise UsageError(cannot_be_written(path, error)) from error
    return path


def refuse_taken(folder: Path) -> None:
    """Keep what is written as a folder of its own from being mixed with what lies there.

    Raises:
        UsageError: it is a file, or holds something.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: this is a file; name a new folder")
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder}: this folder exists and is not empty; name another, or take it away")


def write_folder(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write a folder of texts whole or not at all, where there is none or an empty one.

    Raises:
        UsageError: if the place cannot be written, or is taken.
    """
    refuse_taken(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except FileExistsError:
        raise UsageError(f"{folder}: cannot be written; {folder.parent} is no folder. Name a folder with -o") from None
    except OSError as error:
        raise UsageError(cannot_be_written(folder, error)) from error
    try:
        for name, text in files:
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            (aside / name).write_text(text, encoding="utf-8", newline="\n")
        aside.chmod(0o755)
        aside.rename(folder)
    except OSError as error:
        raise UsageError(cannot_be_written(folder, error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _put(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
