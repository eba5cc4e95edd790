"""What a template did wrong, for the person who wrote it: where, what was found, what to do."""

from __future__ import annotations

import re
import traceback
from typing import TYPE_CHECKING

from evaluator.errors import Fault
from evaluator.rendering.shelf import TEXTS, bytes_of

if TYPE_CHECKING:
    from evaluator.rendering.drawing import Drawing
    from evaluator.rendering.shelf import Shelf

_NAMES = "templates/README.md lists every name that a template may use."
_OF_OURS = re.compile(r"'[\w.]*?(\w+) object'")


def fault_of(error: Exception, drawing: Drawing) -> Fault:
    """Turn what a template raised into a fault at its place."""
    name, line = _place(error, drawing.shelf) or (drawing.template, None)
    found, expected, next_step = _words(error)
    return Fault(getattr(error, "where", ""), found, expected, next_step, drawing.shelf.shown(name), line)


def _place(error: Exception, shelf: Shelf) -> tuple[str, int | None] | None:
    """Find the innermost line of a template on the way to an error."""
    if isinstance(getattr(error, "lineno", None), int) and isinstance(getattr(error, "name", None), str):
        return error.name, error.lineno  # type: ignore[attr-defined]  # a fault of its grammar knows its place
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        if frame.filename.endswith(TEXTS) and bytes_of(frame.filename, shelf) is not None:
            return frame.filename, frame.lineno
    return None


def _words(error: Exception) -> tuple[str, str, str]:
    kind, said = type(error).__name__, " ".join(str(error).split())[:300].rstrip(".")
    if kind == "UndefinedError":
        return _OF_OURS.sub(r"\1", said), "only names that are given to a template", _NAMES
    if kind == "TemplateNotFound":
        expected = "the name of a file in your folder or in ours"
        return f"a template named '{said}'", expected, "See the names with: cat2 template list"
    if kind in {"TemplateSyntaxError", "TemplateAssertionError"}:
        return f"a fault of its grammar ({said})", "a template in the language Jinja2", "Mend that line."
    if kind in {"SecurityError", "PermissionError"}:
        return said, "a template that prints, and reaches for nothing else", "Take it out."
    if isinstance(error, MemoryError):
        return "more memory than a report needs", "a report within the limits", "Look for a text that is repeated."
    if isinstance(error, RecursionError):
        return "a template that calls itself again and again", "one that ends", "Look for a loop of includes or macros."
    return f"a step that cannot be done ({kind}: {said})", "a template that prints what it is given", _NAMES
