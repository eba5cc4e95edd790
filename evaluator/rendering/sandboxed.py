"""The process in which a society's templates are drawn: it gives up what it does not need before it reads them."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import resource
import site
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from evaluator.errors import Fault, NotInstalledError
from evaluator.rendering.drawing import WAYS, Drawing, drawn
from evaluator.rendering.sandbox import BYTES, FAULT, NOT_INSTALLED, TEXT, Limits
from evaluator.rendering.template_faults import fault_of
from evaluator.resources import templates_folder

if TYPE_CHECKING:
    from collections.abc import Callable

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
_REFUSED = ("socket.", "subprocess.", "ctypes.", "shutil.", "ftplib.", "http.", "pty.", "signal.", "urllib.")
# fmt: off
_REFUSED_OF_OS = {f"os.{name}" for name in (
    "chdir", "chmod", "chown", "exec", "fork", "forkpty", "kill", "killpg", "link", "mkdir", "posix_spawn", "putenv",
    "remove", "removexattr", "rename", "rmdir", "setxattr", "spawn", "startfile", "symlink", "system", "truncate",
    "unsetenv", "utime",
)}
# fmt: on


def main() -> None:
    """Draw what standard input asks for and answer on standard output: a kind, then a report or a fault."""
    drawing, limits = pickle.load(sys.stdin.buffer)  # noqa: S301  our own process wrote it
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of the report
    with answer:
        answer.write(_answer(drawing, limits))


def _answer(drawing: Drawing, limits: Limits) -> bytes:
    try:
        WAYS[drawing.form].prepare()
        _confine(limits)
        report = drawn(drawing)
        content = report.encode("utf-8") if isinstance(report, str) else report
        if len(content) > limits.output:
            return _faulty(Fault("", f"a report of {len(content):,} bytes", f"at most {limits.output:,}"))
        return (TEXT if isinstance(report, str) else BYTES) + content
    except NotInstalledError as error:
        return NOT_INSTALLED + str(error).encode()
    except Exception as error:  # noqa: BLE001  a template can raise anything; it is told as its fault
        return _faulty(fault_of(error, drawing))


def _faulty(fault: Fault) -> bytes:
    return FAULT + json.dumps(asdict(fault)).encode()


def _confine(limits: Limits) -> None:
    _limit(resource.RLIMIT_CPU, limits.seconds)
    _limit(resource.RLIMIT_AS, limits.memory)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    sys.addaudithook(_watch(_readable()))


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(ValueError):  # macOS does not limit the memory of a process
        resource.setrlimit(kind, (allowed, hard))


def _readable() -> tuple[str, ...]:
    """List the folders that Python itself and its libraries are read from."""
    roots = {sys.prefix, sys.base_prefix, str(templates_folder()), *sys.path, *site.getsitepackages()}
    return tuple(os.path.realpath(each) for each in roots if each)


def _watch(readable: tuple[str, ...]) -> Callable[[str, tuple[Any, ...]], None]:
    """Refuse what no template needs. Python code that is bent on it gets round this: the first wall is the sandbox."""

    def watch(event: str, words: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = words
            if flags & _WRITES or not (isinstance(path, int) or _is_within(path, readable)):
                raise PermissionError(f"a template opens no file: {path}")
        elif event == "urllib.Request" and str(words[0]).startswith("data:"):
            return  # a picture that stands in the template itself
        elif event.startswith(_REFUSED) or event in _REFUSED_OF_OS:
            raise PermissionError(f"a template prints, and does nothing else: {event}")

    return watch


def _is_within(path: str | bytes, roots: tuple[str, ...]) -> bool:
    real = os.path.realpath(os.fsdecode(path))
    return any(real == root or real.startswith(root.rstrip(os.sep) + os.sep) for root in roots)


if __name__ == "__main__":
    main()
