"""Text that a user wrote, made harmless in a cell: no spreadsheet takes it for a formula. Every such export uses it."""

from __future__ import annotations

import re

from evaluator.rendering.harmless import printable

# Some versions read the wide forms of East Asian typing as they read the plain ones.
_STARTS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_INVISIBLE = "\\s\ufeff\u00ad\u200b-\u200f\u2060"
_FORMULA = re.compile(f"[{_INVISIBLE}]*[{_STARTS}]")
_NEGATIVE_NUMBER = re.compile(r"-\d+(?:[.,]\d+)?")


def harmless_cell(text: str) -> str:
    """Put an apostrophe before what a spreadsheet could run; a plain negative number stays as it is."""
    shown = printable(text)
    if _NEGATIVE_NUMBER.fullmatch(shown):
        return shown
    return f"'{shown}" if _FORMULA.match(shown) or shown[:1] in ("\t", "\r", "\n") else shown
