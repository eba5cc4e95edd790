"""In Markdown a user's text is text: no heading, link, table, list, code or HTML comes of it."""

from __future__ import annotations

import re
from functools import cache

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from report_samples import deletion, everything, nothing_open, rewritten

from evaluator.rendering.escaping import markdown_code, markdown_link, markdown_text
from evaluator.rendering.formats import render

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "<https://example.org>",
    "<!-- x -->",
    "&lt;b&gt; &#60;b&#62;",
    "# heading",
    "a\n\n# heading\n\n- item\n\n    code",
    "===",
    "---",
    "- item",
    "* item",
    "+ item",
    "1. item",
    "12) item",
    "> quote",
    "| a | b |\n|---|---|\n| c | d |",
    "`code` ``more`` ```\nfence\n```",
    "~~~\nfence",
    "**bold** __bold__ *em* _em_ ~~gone~~",
    "a\\",
    "\\<b>",
    "[1]: https://example.org",
    "a  \nb",
]


def _kinds(markdown: str) -> list[str]:
    return [each.type for token in READER.parse(markdown) for each in [token, *(token.children or [])]]


def _links(markdown: str) -> set[str]:
    tokens: list[Token] = [each for token in READER.parse(markdown) for each in (token.children or [])]
    return {str(each.attrs["href"]) for each in tokens if each.type == "link_open"}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    assert set(_kinds(markdown_text(text))) == {"paragraph_open", "inline", "text", "paragraph_close"}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_reads_as_it_was_written(text: str) -> None:
    shown = "".join(each.content for token in READER.parse(markdown_text(text)) for each in token.children or [])

    assert shown == " ".join(text.split())


@pytest.mark.parametrize("text", ["https://example.org", "HTTP://example.org", "www.example.org"])
def test_a_bare_address_is_not_made_a_link_by_readers_that_look_for_one(text: str) -> None:
    assert not re.search(r"://|www\.", markdown_text(text), re.IGNORECASE)


@pytest.mark.parametrize("text", ["a`b", "a\nb", "a|b", "", " a", "<b>"])
def test_what_could_end_a_code_is_written_as_text(text: str) -> None:
    assert markdown_code(text) == markdown_text(text)


def test_paths_are_code_and_plain_addresses_are_links() -> None:
    assert markdown_code("codes.0.channels") == "`codes.0.channels`"
    assert markdown_link("https://example.org/a") == "<https://example.org/a>"
    assert markdown_link("javascript:x") == "javascript:x"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_report_has_the_same_shape_whatever_the_texts_say(text: str) -> None:
    plain, hostile = _report_with("x"), _report_with(text)

    assert _shape(hostile) == _shape(plain)
    assert _links(hostile) == _links(plain)


@cache
def _report_with(text: str) -> str:
    def with_text(each: str) -> str:
        return each if each.startswith("https:") else f"{each} {text}"

    return render(rewritten(everything(), with_text), "md")


def _shape(markdown: str) -> list[str]:
    # A path that is no plain word any more is written as text and not as code.
    return [kind for kind in _kinds(markdown) if kind not in {"text", "code_inline"}]


@pytest.mark.parametrize("sample", [everything, nothing_open, deletion])
def test_a_report_is_tidy(sample: object) -> None:
    report = render(sample(), "md")  # type: ignore[operator]

    assert "\n\n\n" not in report
    assert [line for line in report.splitlines() if line != line.rstrip()] == []
    assert {kind for kind in _kinds(report) if kind.startswith(("html", "fence", "code_block"))} == set()
