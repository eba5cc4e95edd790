"""Text that a user wrote, made harmless in Markdown: it can never become markup, a heading, a link, a table or HTML."""

from __future__ import annotations

import re

from evaluator.rendering.harmless import printable, safe_link

# Entities and not backslashes where some readers of Markdown know no backslash.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ACTIVE = re.compile(r"[\\`*_\[\]|~#$@{}]")
# A text may stand first in its line, and there these would begin a list, an underline or a definition.
_AT_START = re.compile(r"^(?:([-+=:])|(\d{1,9})([.)])(?= |$))")
_BARE_LINK = re.compile(r"(?i):(?=//)|(?<=\bwww)\.")
_PLAIN_CODE = re.compile(r"[\w.:@#/+=, -]+", re.ASCII)


def markdown_text(text: str) -> str:
    """Write text so that Markdown shows it as it is, on one line."""
    return _begun(_harmless(" ".join(printable(text).split())))


def markdown_phrase(text: str, *, begins: bool) -> str:
    """Write a piece of a phrase of the catalogue, with its spaces; `begins` where it may stand first in its line."""
    return _begun(_harmless(text)) if begins else _harmless(text)


def markdown_code(text: str) -> str:
    """Write a path or a digest as code; anything that could end the code again is written as text."""
    return f"`{text}`" if _PLAIN_CODE.fullmatch(text) and text.strip() == text else markdown_text(text)


def markdown_link(address: str) -> str:
    """Write a plain web address as a link, anything else as text."""
    return f"<{address}>" if safe_link(address) else markdown_text(address)


def _harmless(line: str) -> str:
    line = re.sub(r"[&<>]", lambda found: _ENTITIES[found[0]], line)
    # The entities above bring no active character: `&`, letters and `;` only.
    line = _ACTIVE.sub(lambda found: f"\\{found[0]}", line)
    return _BARE_LINK.sub(lambda found: f"&#{ord(found[0])};", line)


def _begun(line: str) -> str:
    return _AT_START.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", line)
