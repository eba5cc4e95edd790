"""Folders on a disk that is full or cannot be written, where the operating system would say so: root ignores modes."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

FULL = Path("/dev/full")


def make_read_only(monkeypatch: Any, folder: Path) -> None:
    """Let nothing be made, opened for writing or renamed in a folder, as on a disk that is mounted read-only."""

    def refusing(real: Callable[..., Any], is_writing: Callable[..., bool]) -> Callable[..., Any]:
        def stand_in(path: Any, *more: Any, **named: Any) -> Any:
            if _is_in(folder, path) and is_writing(*more, **named):
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
            return real(path, *more, **named)

        return stand_in

    for name in ("mkdir", "rmdir", "rename", "replace", "unlink", "chmod"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name), lambda *_, **__: True))
    monkeypatch.setattr(os, "open", refusing(os.open, lambda flags, *_, **__: bool(flags & (os.O_WRONLY | os.O_RDWR))))
    monkeypatch.setattr(io, "open", refusing(io.open, _writes))


def fill(monkeypatch: Any, folder: Path) -> None:
    """Let files be made in a folder and no byte be written to them, as on a full disk."""
    real_open, real_low = io.open, os.open
    handles: set[int] = set()

    def low(path: Any, *more: Any, **named: Any) -> int:
        handle = real_low(path, *more, **named)
        handles.update({handle} if _is_in(folder, path) else ())
        return handle

    def high(file: Any, *more: Any, **named: Any) -> Any:
        if not (file in handles if isinstance(file, int) else _is_in(folder, file)) or not _writes(*more, **named):
            return real_open(file, *more, **named)
        real_open(file, *more, **named).close()  # which leaves an empty file
        return real_open(FULL, *more, **named)

    monkeypatch.setattr(os, "open", low)
    monkeypatch.setattr(io, "open", high)


def _is_in(folder: Path, path: Any) -> bool:
    return not isinstance(path, int) and Path(os.fsdecode(path)).absolute().is_relative_to(folder)


def _writes(mode: str = "r", *_: Any, **__: Any) -> bool:
    return any(letter in mode for letter in "wax+")
