"""Text as SARIF wants it: messages in which nothing is a link or a placeholder, and files as relative addresses."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote

from evaluator.rendering.harmless import printable

_DRIVE = re.compile(r"^[A-Za-z]:")


def plain(text: str) -> str:
    """Put a text on one line, without characters that steer a terminal or turn the direction of writing."""
    return " ".join(printable(text).split())


def message(*sentences: str) -> dict[str, str]:
    """Make a message of sentences; a text of the user cannot become a link or a placeholder in it."""
    text = " ".join(filter(None, (_ended(plain(each)) for each in sentences)))
    # A link is `[text](target)`, a placeholder `{0}`; the specification doubles braces that are meant.
    return {"text": text.replace("](", "] (").replace("{", "{{").replace("}", "}}")}


def uri(file: str) -> str:
    """Write a file as a relative address; a file elsewhere is named without its folder."""
    path = PurePosixPath(_DRIVE.sub("/", file.replace("\\", "/")))
    inside = path.name if path.is_absolute() or ".." in path.parts else str(path)
    return quote(inside, safe="/", errors="surrogateescape")  # the bytes of a name that is no UTF-8


def _ended(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith((".", "?", "!", ":")) else f"{sentence}."
