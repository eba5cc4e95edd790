"""The PDF says all that the page says, can be read aloud and gone through, and is always the same bytes."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from html_pages import elements_of
from pango import needs_pango
from pypdf import PdfReader
from report_samples import deletion, everything, rewritten

from evaluator import extras
from evaluator.errors import NotInstalledError
from evaluator.rendering.formats import render
from evaluator.rendering.pdf import pdf_of

TITLE = everything().evaluation.proposal.title
DAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render(everything(), "pdf")


@pytest.fixture(scope="module")
def reader(printed: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(printed))


@pytest.mark.slow
@needs_pango
class TestReport:
    def test_it_says_what_it_is(self, reader: PdfReader) -> None:
        catalog = reader.trailer["/Root"]

        assert reader.metadata.title == f"Gap report: {TITLE}"
        assert catalog["/Lang"] == "en"
        assert reader.metadata.creation_date.date() == everything().evaluation.ruler.as_of
        assert reader.metadata.modification_date.date() == everything().evaluation.ruler.as_of

    def test_it_is_tagged_for_those_who_listen(self, reader: PdfReader) -> None:
        catalog = reader.trailer["/Root"]

        assert catalog["/MarkInfo"]["/Marked"]
        assert catalog["/StructTreeRoot"]["/K"]
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
        assert b'pdfuaid:part="1"' in catalog["/Metadata"].get_data()

    def test_its_bookmarks_lead_to_every_heading(self, reader: PdfReader) -> None:
        headings = {
            " ".join("".join(each.text).split())
            for each in elements_of(render(everything(), "html"))
            if re.fullmatch(r"h[1-6]", each.tag)
        }

        assert headings - set(_titles(reader.outline)) == set()

    def test_its_pages_are_a4_and_numbered(self, reader: PdfReader) -> None:
        number = len(reader.pages)

        assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {(595, 842)}
        assert [f"Page {at} of {number}" in page.extract_text() for at, page in enumerate(reader.pages, 1)] == [
            True
        ] * number

    def test_every_text_of_the_page_is_printed(self, reader: PdfReader) -> None:
        text = _without_space(" ".join(_body_of(page) for page in reader.pages))

        unprinted = [each for each in _paragraphs(render(everything(), "html")) if _without_space(each) not in text]

        assert unprinted == []

    def test_the_same_result_is_the_same_bytes_and_another_has_another_identifier(self) -> None:
        printed = render(deletion(), "pdf")
        other = render(deletion().model_copy(update={"digest": "0" * 64}), "pdf")

        assert render(deletion(), "pdf") == printed
        assert _identifier(other) != _identifier(printed)

    def test_markup_in_any_text_is_printed_and_never_obeyed(self) -> None:
        planted = rewritten(everything(), lambda text: f"{text}<img src='file:///etc/passwd'><h2>=1+1</h2>")

        read = PdfReader(io.BytesIO(render(planted, "pdf")))

        assert "<imgsrc='file:///etc/passwd'><h2>=1+1</h2>" in _without_space(read.pages[0].extract_text())
        assert [name for page in read.pages for name in page.images] == []


@pytest.mark.slow
@needs_pango
@pytest.mark.parametrize(
    "part",
    [
        "<img src='file:///etc/hostname' alt=''>",
        "<img src='http://127.0.0.1:9/x.png' alt=''>",
        "<link rel=stylesheet href='file:///etc/hostname'>",
        "<link rel=attachment href='file:///etc/hostname'>",
        "<style>@import url('file:///etc/hostname'); p { background: url(file:///etc/hostname) }</style>",
        "<style>@font-face { font-family: x; src: url(file:///etc/hostname) } p { font-family: x }</style>",
        "<object data='file:///etc/hostname'></object><embed src='file:///etc/hostname'>",
        "<svg><image href='file:///etc/hostname'/><use href='file:///etc/hostname#a'/></svg>",
    ],
)
def test_nothing_is_fetched(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda _, url, *__: opened.append(str(url)))

    read = PdfReader(io.BytesIO(pdf_of(f"<title>x</title>{part}<p>seen</p>", DAY, "x")))

    assert opened == []
    assert "seen" in read.pages[0].extract_text()
    assert list(read.attachments) == []


@pytest.mark.slow
@needs_pango
def test_no_heading_stands_at_the_foot_of_a_page_without_what_it_heads() -> None:
    style = re.search(r"<style>.*?</style>", render(deletion(), "html"), re.DOTALL)
    depths = range(210, 262, 3)  # of the page is left less and less, down to a line

    def gap(depth: int) -> str:
        read = f"<ul class=readings><li>Read{depth}. {'A long answer. ' * 20}</li></ul>"
        rows = f"<div><dt>Row</dt><dd>{read}</dd></div><div><dt>Row</dt><dd><p>Missing.</p></dd></div>"
        head = f"<h4><span class=number>Gap</span> Head{depth}.</h4>"
        filler = f'<div style="break-before: page; height: {depth}mm"></div>'
        return f"{filler}<section class=about><article>{head}<dl class=why>{rows}</dl></article></section>"

    body = "".join(map(gap, depths))
    printed = pdf_of(f"<html lang=en><title>x</title>{style and style[0]}<main>{body}</main>", DAY, "x")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages]

    apart = [
        depth for depth in depths if not any(f"Head{depth}." in page and f"Read{depth}." in page for page in pages)
    ]
    assert apart == []


def test_without_weasyprint_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(extras, "import_module", missing)

    with pytest.raises(NotInstalledError, match=r"PDF needs weasyprint.*\[reports\]"):
        pdf_of("<p>", DAY, "x")


def test_without_pango_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> Any:
        raise OSError(f"cannot load library of {name}")

    monkeypatch.setattr(extras, "import_module", broken)

    with pytest.raises(NotInstalledError, match=r"apt-get install libpango-1.0-0 .* brew install pango"):
        pdf_of("<p>", DAY, "x")


def _titles(outline: list[Any]) -> Iterator[str]:
    for each in outline:
        if isinstance(each, list):
            yield from _titles(each)
        else:
            yield " ".join(each.title.split())


def _body_of(page: Any) -> str:
    """Leave out the foot of a page, which may stand amid a sentence that goes on overleaf."""
    return re.sub(rf"{TITLE}\s*Page \d+ of \d+", "", page.extract_text())


def _paragraphs(page: str) -> Iterator[str]:
    for each in elements_of(page):
        # The style sheet writes dots between the facts under the title; numbers in the contents are not printed.
        if each.tag in {"p", "span", "dt", "h1", "h2", "h3", "h4", "summary"} and each.attributes.get("class") not in {
            "facts",
            "meta",
        }:
            yield "".join(each.text)


def _without_space(text: str) -> str:
    return re.sub(r"[\s\xad]", "", text)


def _identifier(printed: bytes) -> object:
    return PdfReader(io.BytesIO(printed)).trailer["/ID"][0]
