"""A society's templates are a stranger's code: they are drawn in a process of their own, which may do little else.

What goes there is data of ours; what comes back is bytes, of which nothing is obeyed.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from evaluator.errors import Fault, NotInstalledError, TemplateError
from evaluator.rendering.drawing import WAYS

if TYPE_CHECKING:
    from evaluator.rendering.drawing import Drawing

TEXT, BYTES, FAULT, NOT_INSTALLED = b"T", b"B", b"F", b"N"
# Typefaces and shared libraries are found through these; nothing else of the surroundings is handed on.
_HANDED_ON = ("DYLD_", "FONTCONFIG_", "HOME", "LANG", "LC_", "LD_LIBRARY_PATH", "XDG_")
_LOOP = "Look for a loop that does not end, or goes on for too long."


class Limits(NamedTuple):
    """What drawing one report may take: seconds of work, bytes of memory, bytes of the report."""

    seconds: int
    memory: int
    output: int

    @property
    def patience(self) -> int:
        """Give the seconds to wait: a busy machine needs longer than the work itself takes."""
        return 3 * self.seconds + 10


OF_TEXT = Limits(seconds=10, memory=1_000_000_000, output=50_000_000)
OF_PAGES = Limits(seconds=60, memory=2_000_000_000, output=50_000_000)
LIMITS = {form: OF_PAGES if form in {"docx", "pdf"} else OF_TEXT for form in WAYS}


def drawn_apart(drawing: Drawing) -> str | bytes:
    """Draw a report in a process of its own, within limits.

    Raises:
        TemplateError: if a template has a fault, goes beyond the limits, or ends the process.
        NotInstalledError: if what the format needs is not installed.
    """
    limits = LIMITS[drawing.form]
    with tempfile.TemporaryFile() as request, tempfile.TemporaryFile() as talk:
        request.write(pickle.dumps((drawing, limits)))
        request.seek(0)
        answer, code, late = _answer(request, talk, limits)
        talk.seek(0)
        return _judged(answer, code, late=late, drawing=drawing, limits=limits, talk=talk.read())


def _answer(request: IO[bytes], talk: IO[bytes], limits: Limits) -> tuple[bytes, int, bool]:
    late = threading.Event()
    process = subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", "evaluator.rendering.sandboxed"],
        stdin=request,
        stdout=subprocess.PIPE,
        stderr=talk,
        env=_surroundings(),
        cwd=tempfile.gettempdir(),
        start_new_session=True,
    )

    def give_up() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(limits.patience, give_up)
    timer.start()
    try:
        assert process.stdout is not None  # noqa: S101  it is a pipe
        answer = process.stdout.read(limits.output + 2)
    finally:
        timer.cancel()
        if process.stdout is not None:
            process.stdout.close()
        ended = _ended(process)
    return answer, ended, late.is_set()


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Wait for the process; one that has answered in full, or too much, has nothing more to do."""
    try:
        return process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _surroundings() -> dict[str, str]:
    handed_on = {name: value for name, value in os.environ.items() if name.startswith(_HANDED_ON)}
    paths = [os.path.abspath(each) for each in sys.path]  # noqa: PTH100  an entry may be empty or a zip
    return handed_on | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONHASHSEED": "0"}


def _judged(  # noqa: PLR0913  what is known of how the process ended
    answer: bytes, code: int, *, late: bool, drawing: Drawing, limits: Limits, talk: bytes
) -> str | bytes:
    kind, content = answer[:1], answer[1:]
    if late or code == -signal.SIGXCPU:
        fault = Fault("", f"more than {limits.seconds} seconds of work", "a report sooner", _LOOP)
    elif len(content) > limits.output:
        fault = Fault("", "a report without end", f"at most {limits.output:,} bytes", _LOOP)
    elif kind == TEXT:
        return content.decode("utf-8")
    elif kind == BYTES:
        return content
    elif kind == NOT_INSTALLED:
        raise NotInstalledError(content.decode("utf-8"))
    elif kind == FAULT:
        fault = Fault(**_texts(json.loads(content)))
    else:
        fault = _death(code, talk)
    shown = drawing.shelf.shown(drawing.template)
    raise TemplateError([fault if fault.file else Fault(*_said(fault), shown)])


def _said(fault: Fault) -> tuple[str, str, str, str]:
    return fault.where, fault.found, fault.expected, fault.next_step


def _texts(data: dict[str, Any]) -> dict[str, Any]:
    line = data.pop("line", None)
    return {name: str(value) for name, value in data.items()} | {"line": line if isinstance(line, int) else None}


def _death(code: int, talk: bytes) -> Fault:
    how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    last = talk.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
    found = f"a process that ended by {how} before its report was done{f' ({last})' if last else ''}"
    return Fault("", found, "a report", "Look for what takes too much memory; preview with fewer changes.")
