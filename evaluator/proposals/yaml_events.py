"""The events in which a YAML text is read: by libyaml what no difference between the parsers touches, else by ruamel.

ruamel reads YAML 1.2 and says where a fault lies; libyaml reads YAML 1.1, and is many times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from evaluator.errors import Fault, ProposalError
from evaluator.proposals.document import printable

# Where the two differ, or libyaml alone takes what YAML allows: characters that end a line or begin a file, tabs, marks
# of documents, directives, a carriage return alone, `?` that may mark a key, a quoted key without a space or a value
# behind its colon, `#` beside the mark of a block, and a block with a line of spaces, which may be its first.
_OTHERWISE = ("\t", "\x85", "\u2028", "\u2029", "\ufeff", "\n---", "\n...", "\n%")
_OTHERWISE_AT_START = ("---", "...", "%")
_OTHERWISE_BESIDE = (
    ("\r", re.compile(r"\r(?!\n)")),
    ("?", re.compile(r"(?<![^\s\[{,])\?")),
    (":", re.compile(r"[\"']\s*:(?:\S|\s*[\],}])")),
    ("#", re.compile(r"[|>][-+0-9]*#")),
)
_LINE_OF_SPACES = re.compile(r"\n +\r?\n")

_PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "one `key: value` on a line",
        'Put a text that holds ": " in quotes; line up the keys of a group.',
    ),
    ("'\\t'", "spaces", "Indent with spaces; a tab is not allowed here."),
    ("could not find expected ':'", "`key: value`", "Put a colon and a space after the key."),
    (
        "expected <block end>",
        "the indentation of the lines above",
        "Line up the keys of a group and the dashes of a list.",
    ),
    ("sequence entries are not allowed", "a list on lines of its own", "Begin the list on the next line."),
    ("unexpected end of stream", "the closing quotation mark or bracket", "Close what was opened."),
    ("expected ',' or", "a comma or the closing bracket", "Close what was opened."),
    ("cannot start any token", "a text in quotes", "Put a text that begins with this character in quotes."),
)
_CHECK_QUOTES = "Look for escapes in double quotes and lines that begin with %."


class OtherwiseError(Exception):
    """Raised where libyaml may read a text otherwise than ruamel, or does not read it."""


def alike_events(text: str) -> Iterator[Any]:
    """Parse a text that libyaml reads as ruamel does.

    Raises:
        OtherwiseError: it is for `events`; so are anchors, aliases and tags.
    """
    from yaml import YAMLError  # noqa: PLC0415  JSON must not pay for it

    try:
        from yaml.cyaml import CParser  # noqa: PLC0415
    except ImportError:  # PyYAML can be built without libyaml
        raise OtherwiseError from None
    if _may_be_read_otherwise(text):
        raise OtherwiseError
    try:
        parser = CParser(text)
        while (event := parser.get_event()) is not None:
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                raise OtherwiseError
            yield event
    except (YAMLError, UnicodeError) as error:
        raise OtherwiseError from error


def _may_be_read_otherwise(text: str) -> bool:
    return (
        text.startswith(_OTHERWISE_AT_START)
        or any(mark in text for mark in _OTHERWISE)
        or any(mark in text and pattern.search(text) for mark, pattern in _OTHERWISE_BESIDE)
        or (("|" in text or ">" in text) and _LINE_OF_SPACES.search(text) is not None)
    )


def events(text: str, file: str) -> Iterator[Any]:
    """Parse any text.

    Raises:
        ProposalError: it is not YAML 1.2.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415  JSON must not pay for it
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        line = (error.problem_mark or error.context_mark).line
        raise ProposalError([_syntax_fault(text, line, str(error.problem or error.context), file)]) from None
    except (YAMLError, ValueError, ArithmeticError, LookupError, AttributeError, TypeError, AssertionError):
        # The parser raises bare errors on some broken escapes and directives; where, it does not say.
        raise ProposalError([Fault("", "text that is not YAML", "YAML 1.2", _CHECK_QUOTES, file)]) from None


def _syntax_fault(text: str, line: int, problem: str, file: str) -> Fault:
    lines = text.splitlines()
    snippet = lines[min(line, len(lines) - 1)].strip() if lines else ""
    found = f'"{printable(snippet)}"' if snippet else "the end of the file"
    for words, expected, next_step in _PLAIN_WORDS:
        if words in problem:
            return Fault("", found, expected, next_step, file, line + 1)
    return Fault("", found, "YAML 1.2", f"The parser says: {printable(problem, 100)}.", file, line + 1)
