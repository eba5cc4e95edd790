"""Plain text from FHIR markdown, which in practice holds XHTML and characters escaped once or twice."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from evaluator.proposals.document import UNPRINTABLE

_HEADS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"blockquote", "dd", "div", "dl", "dt", "ol", "p", "pre", "table", "tbody", "thead", "tr", "ul"} | _HEADS
_FONTS = {"b", "code", "em", "font", "i", "small", "span", "strong", "sub", "sup", "tt", "u"}
_INLINE = {"a", "br", "hr", "img", "li", "td", "th"} | _FONTS
_ATTRIBUTES = r"""(?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*"""
_ELEMENT = rf"/?(?:{'|'.join(sorted(_BLOCKS | _INLINE))}){_ATTRIBUTES}\s*/?>"
_TAG = re.compile(f"<{_ELEMENT}", re.IGNORECASE)
# "< 18 years", "</= 140" and "<patient name>" are content, which a reader of HTML would drop.
_NO_TAG = re.compile(f"<(?!{_ELEMENT})", re.IGNORECASE)
# Only with its semicolon: in "?year=1&section=2" of an address, html.unescape would find a section sign.
_ESCAPE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_HIDDEN = {"&": "\ue000", "<": "\ue001"}
_MAX_ESCAPES = 5


def plain_text(raw: str) -> str:
    """Turn markdown, XHTML and escapes into text that keeps every word, the lines and the lists."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    for _ in range(_MAX_ESCAPES):
        stripped = _ESCAPE.sub(lambda found: html.unescape(found[0]), _without_markup(text))
        if stripped == text:
            break
        text = stripped
    return _tidy(text)


def _without_markup(text: str) -> str:
    if not _TAG.search(text):
        return text
    parser = _Plain()
    parser.feed(_NO_TAG.sub(_HIDDEN["<"], _without_comments(text).replace("&", _HIDDEN["&"])))
    parser.close()
    plain = "".join(parser.pieces)
    return plain.replace(_HIDDEN["&"], "&").replace(_HIDDEN["<"], "<")


def _without_comments(text: str) -> str:
    kept: list[str] = []
    place = 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[place:start])
        place = end + len("-->")
    return "".join(kept) + text[place:]


def _tidy(text: str) -> str:
    text = (
        text.replace("\u00a0", " ")
        .replace("\t", " ")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
        .replace("\x85", "\n")
    )
    text = UNPRINTABLE.sub("\ufffd", text.replace("\ufeff", ""))
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self.lists: list[int | None] = []
        self.links: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self.lists.append(1 if tag == "ol" else None)
            self._new_line()
        elif tag == "li":
            self._item()
        else:
            self._mark(tag, dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag in _BLOCKS:
            self._new_line()
        elif tag == "a" and self.links:
            self._close_link(self.links.pop())

    def _mark(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in _BLOCKS or tag in ("br", "hr"):
            self._new_line(always=tag == "br")
        elif tag in ("td", "th"):
            self.pieces.append("" if self._at_line_start() else " | ")
        elif tag == "sup":
            self.pieces.append("^")  # 10<sup>9</sup> must not become 109
        elif tag == "img":
            self.pieces.append(attributes.get("alt") or "")
        elif tag == "a":
            self.links.append(attributes.get("href") or "")

    def _item(self) -> None:
        self._new_line()
        number = self.lists[-1] if self.lists else None
        self.pieces.append("  " * max(len(self.lists) - 1, 0) + ("- " if number is None else f"{number}. "))
        if number is not None:
            self.lists[-1] = number + 1

    def _close_link(self, address: str) -> None:
        if address and address not in "".join(self.pieces):
            self.pieces.append(f" ({address})")

    def _new_line(self, *, always: bool = False) -> None:
        if always or not self._at_line_start():
            self.pieces.append("\n")

    def _at_line_start(self) -> bool:
        written = next((piece for piece in reversed(self.pieces) if piece), "\n")
        return written.endswith("\n")
