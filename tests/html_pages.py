"""A strict reader of HTML pages: what is open must be closed, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "link", "input", "base"}
NOT_IN_A_PARAGRAPH = {
    "p",
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "section",
    "article",
    "details",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[Element] = []
        self.elements: list[Element] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_IN_A_PARAGRAPH and any(each.tag == "p" for each in self.open):
            self.faults.append(f"<{tag}> in <p> at {self.getpos()}")
        if len({name for name, _ in attrs}) != len(attrs):
            self.faults.append(f"an attribute twice at {self.getpos()}")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]} at {self.getpos()}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text.append(data)


def elements_of(page: str) -> list[Element]:
    """List the elements of a page in their order; fail if it is not well-formed."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.faults == []
    assert reader.open == []
    return reader.elements


def text_of(page: str) -> str:
    """Give what a reader sees, with single spaces."""
    body = next(each for each in elements_of(page) if each.tag == "body")
    return " ".join("".join(body.text).split())
