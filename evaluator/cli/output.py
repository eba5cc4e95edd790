"""Writing for people and files: whole files or none, and talk apart from product."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from evaluator.errors import UsageError


def say(text: str, *, quiet: bool = False) -> None:
    """Talk to the person at the terminal."""
    if not quiet:
        sys.stderr.write(f"{text}\n")


def give(text: str) -> None:
    """Hand out the product."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def write_whole(path: Path, text: str, *, force: bool = True) -> Path:
    """Write a file in one step, so that nothing half-written is left.

    Raises:
        UsageError: if the place cannot be written, or is taken and `force` is not set.
    """
    if path.exists() and not force:
        raise UsageError(f"{path}: this file exists already; choose another name, or --force to replace it")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be written ({error.strerror}); name a folder that you may write to"
        ) from error
    return path
