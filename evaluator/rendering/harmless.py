"""Text that somebody wrote, safe to show: links that may be followed, and no character that steers what shows it.

Apart from what puts answers into words, which loads the whole form: a process that draws templates does without.
"""

from __future__ import annotations

import re
import unicodedata

_LINK = re.compile(r"https?://[^\s<>\"'`\\|(){}\[\]^]+")


def safe_link(address: str) -> str:
    """Give an address back if it is a plain web address, and nothing otherwise."""
    return address if _LINK.fullmatch(address) else ""


def printable(text: str) -> str:
    """Replace characters that would steer a terminal, break a page or turn the direction of writing."""
    return text if text.isprintable() else "".join(_printable_character(each) for each in text)


def _printable_character(character: str) -> str:
    if character in "\n\t":
        return character
    steers = (
        unicodedata.category(character) in {"Cc", "Cs"}
        or character in "\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    return "�" if steers else character
