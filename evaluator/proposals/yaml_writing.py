"""Plain data into YAML 1.2 that reads back as the same data and reads well to a person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from textwrap import wrap

_WIDTH = 100
_BREAK = "\n"
_NEEDS_NO_QUOTES = re.compile(
    r"[^\W\d_](?:[\w ()/.;%+'’–@&-]|[,:](?! |$)|, (?=\w))*|[0-9X]{4}F|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_MEANS_SOMETHING = frozenset({"null", "true", "false"})
_BLOCK = re.compile(r"[^\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff]+")
_ESCAPED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")


def yaml_text_of(data: Mapping[str, object], comments: Mapping[str, str] | None = None) -> str:
    """Write plain data as YAML; `comments` stand above the key or row of the dotted path that they are about."""
    return "".join(f"{line}\n" for line in _group(data, "", "", comments or {}))


def inline(value: object) -> str:
    """Write a value that fits on one line."""
    if isinstance(value, str):
        return _plain_or_quoted(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_in_flow, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_quoted(str(key))}: {_in_flow(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    return number_text(value) if isinstance(value, int | Decimal) else _quoted(str(value))


def number_text(number: int | Decimal) -> str:
    """Write a number in full, in the same form whether it was 1, 1.0 or 1e0."""
    return str(int(number)) if number == int(number) else format(number, "f").rstrip("0")


def comment_lines(text: str, indent: str = "", inset: str = "") -> Iterator[str]:
    """Break a comment into lines; what is indented in the text is kept as it stands."""
    start = f"{indent}# {inset}"
    for paragraph in text.split("\n"):
        if paragraph.startswith(" "):
            yield f"{start}{paragraph}"
        else:
            yield from wrap(paragraph, _WIDTH, initial_indent=start, subsequent_indent=start) or [start.rstrip()]


def entry_lines(key: str, value: object, indent: str = "") -> Iterator[str]:
    """Write one key with its value."""
    yield from _entry(f"{indent}{_plain_or_quoted(key)}:", value, indent, key, {})


def _group(data: Mapping[str, object], indent: str, path: str, comments: Mapping[str, str]) -> Iterator[str]:
    for key, value in data.items():
        here = f"{path}.{key}" if path else key
        yield from _comment(here, indent, comments)
        yield from _entry(f"{indent}{_plain_or_quoted(key)}:", value, indent, here, comments)


def _comment(path: str, indent: str, comments: Mapping[str, str]) -> Iterator[str]:
    if path in comments:
        yield from comment_lines(comments[path], indent)


def _entry(head: str, value: object, indent: str, path: str, comments: Mapping[str, str]) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        yield head
        yield from _group(value, f"{indent}  ", path, comments)
    elif isinstance(value, list) and any(isinstance(row, Mapping) for row in value):
        yield head
        for place, row in enumerate(value):
            yield from _row(row, f"{indent}  ", f"{path}.{place}", comments)
    elif isinstance(value, str):
        yield from _text(head, value, indent)
    else:
        yield f"{head} {inline(value)}"


def _row(row: object, indent: str, path: str, comments: Mapping[str, str]) -> Iterator[str]:
    yield from _comment(path, indent, comments)
    if not isinstance(row, Mapping) or not row:
        yield f"{indent}- {inline(row)}"
        return
    first, *rest = _group(row, f"{indent}  ", path, comments)
    is_key = not first.lstrip().startswith("#")
    yield f"{indent}- {first.lstrip()}" if is_key else f"{indent}-\n{first}"
    yield from rest


def _text(head: str, text: str, indent: str) -> Iterator[str]:
    is_long = len(head) + len(text) > _WIDTH
    lines = text.split("\n") if "\n" in text else _folded(text, _WIDTH - len(indent)) if is_long else [text]
    if (
        len(lines) == 1
        or text[0].isspace()
        or not all(_BLOCK.fullmatch(line) for line in lines if line)
        or text[-1] == "\n"
    ):
        yield f"{head} {_plain_or_quoted(text)}"
        return
    yield f"{head} {'>-' if _BREAK not in text else '|-'}"
    for line in lines:
        yield f"{indent}  {line}" if line else ""


def _folded(text: str, width: int) -> list[str]:
    """Break at single spaces between words, which are the only places where YAML puts the space back."""
    lines, line = [], ""
    for word in re.split(r"(?<=\S) (?=\S)", text):
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _in_flow(value: object) -> str:
    is_word = (
        isinstance(value, str) and re.fullmatch(r"[A-Za-z][\w-]*", value) and value.lower() not in _MEANS_SOMETHING
    )
    return str(value) if is_word else _quoted(value) if isinstance(value, str) else inline(value)


def _plain_or_quoted(text: str) -> str:
    is_plain = _NEEDS_NO_QUOTES.fullmatch(text) and not text.endswith(" ") and text.lower() not in _MEANS_SOMETHING
    return text if is_plain else _quoted(text)


def _quoted(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))
