"""The publisher's words on the lines of a terminal: each clause with its symbol and, where it can, underlined."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluator.rendering.shapes import Piece

# Select Graphic Rendition: one line under what is documented, two under what is not met, slanted what is open.
_STYLES = {"met": "4", "not-met": "21", "incomplete": "3", "judgement": "3"}
_PLAIN = "\x1b[0m"
# No text that is quoted holds these characters of the private use area; each is as wide as no column.
_BEGIN, _END = "\ue000", "\ue001"


def clause_lines(pieces: Iterable[Piece], after: str, indent: str, width: int, *, styled: bool) -> list[str]:
    """Wrap words of the publisher, in quotation marks; `after` follows them."""
    every = list(pieces)
    text = "“" + "".join(map(_written, every)) + f"”{after}"
    lines = textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=" " * (len(indent) + 2), break_on_hyphens=False
    )
    styles = iter([_STYLES.get(one.mark.style, "") for one in every if one.mark])
    shown = []
    current = ""
    for line in lines:
        done, current = _styled(line, styles, current)
        shown.append(done if styled else line.replace(_BEGIN, "").replace(_END, ""))
    return shown


def _written(piece: Piece) -> str:
    text = f"{_BEGIN}{piece.text}{_END}\u00a0[{piece.mark.symbol}]" if piece.mark else piece.text
    return f"{text} " if piece.space else text


def _styled(line: str, styles: Iterable[str], current: str) -> tuple[str, str]:
    """Style the clauses of one line; `current` is the style of a clause that goes on from the line before."""
    indent = len(line) - len(line.lstrip())
    done = [line[:indent], _code(current)]
    for character in line[indent:]:
        if character == _BEGIN:
            current = next(iter(styles))
            done.append(_code(current))
        elif character == _END:
            done.append(_PLAIN if current else "")
            current = ""
        else:
            done.append(character)
    return "".join([*done, _PLAIN if current else ""]), current


def _code(style: str) -> str:
    return f"\x1b[{style}m" if style else ""
