"""The Word report says all that the page says, in a document that other programs open, and obeys no text."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from html_pages import text_of
from report_samples import deletion, documents, everything, nothing_open, rewritten

from evaluator import extras
from evaluator.errors import MissingExtraError, TemplateError
from evaluator.rendering import sandbox
from evaluator.rendering.audiences import AUDIENCES, Audience, Reader, told
from evaluator.rendering.formats import render
from evaluator.rendering.page import page_of
from evaluator.rendering.sandbox import Limits
from evaluator.rendering.shelf import read_shelf
from evaluator.rendering.word import word_of

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates" / "gap-report.docx"
OF_MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
OF_OPENXML = "application/vnd.openxmlformats-officedocument"
SAMPLES = [everything, nothing_open, deletion]
PLANTED = (
    '<w:p/></w:t>&amp;{{ 7 * 7 }}{% for %}{_{}_}=SUM(A1:A9) INCLUDETEXT "/etc/passwd" \x01\x0b\x0c\ufffe\ud800\n\t'
)
# Places in the page and keys of the style sheet; what the page folds away, and the trace, have no title or rows here.
UNSEEN = {"anchor", "target", "decided", "style", "contents", "rest_title", "trace", "words"}
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="there is no LibreOffice here (Debian: libreoffice-writer-nogui)"
)


@pytest.fixture(scope="module")
def written() -> bytes:
    return render(everything(), "docx")


@pytest.fixture(scope="module")
def document(written: bytes) -> Any:
    return Document(io.BytesIO(written))


def test_the_templates_are_what_their_descriptions_say(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "scripts" / "word_template.py", tmp_path], check=True)

    made = {each.name: _members(each.read_bytes()) for each in tmp_path.iterdir()}
    assert made == {each.name: _members(each.read_bytes()) for each in (ROOT / "templates").glob("*.docx")}, "make word"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each.__name__)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_text_of_the_page_stands_in_it(audience: Audience, sample: Callable[[], Any]) -> None:
    reader = Reader(audience, documents())
    on_the_page = _plain(text_of(render(sample(), "html", reader=reader)))
    seen = _text(render(sample(), "docx", reader=reader))

    lost = [
        text
        for name, shape in told([sample()], reader).names.items()
        for text in _texts(shape, name)
        if _plain(text) in on_the_page and _plain(text) not in seen
    ]
    assert lost == []


def test_it_says_what_it_is(document: Any) -> None:
    properties, day = document.core_properties, everything().evaluation.ruler.as_of

    assert properties.title == f"Gap report: {everything().evaluation.proposal.title}"
    assert properties.language == "en"
    assert (properties.created.date(), properties.modified.date()) == (day, day)
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"en"}


def test_headings_step_down_one_at_a_time(document: Any) -> None:
    levels = [int(each.style.name[-1]) for each in document.paragraphs if each.style.name.startswith("Heading")]

    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] - pair[0] > 1] == []
    assert [each.text for each in document.paragraphs if each.style.name == "Title"] == [
        everything().evaluation.proposal.title
    ]


def test_tables_have_descriptions_and_heads_that_repeat(document: Any) -> None:
    captions = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in document.tables]
    heads = [table for table in document.tables if table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None]

    assert all(captions)
    assert {"The criteria", "Numbers compared with"} <= set(captions)
    assert len(heads) == 2


def test_pages_are_numbered_by_word(document: Any) -> None:
    foot = document.sections[0].footer._element

    assert [each.get(qn("w:instr")) for each in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert "Page 1 of 1" in "".join(each.text or "" for each in foot.iter(qn("w:t")))


def test_the_same_result_is_the_same_bytes(written: bytes) -> None:
    assert render(everything(), "docx") == written
    assert {each.date_time for each in zipfile.ZipFile(io.BytesIO(written)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_markup_formulas_and_fields_in_any_text_stay_text(written: bytes) -> None:
    planted = rewritten(everything(), lambda text: f"{text}{PLANTED}")

    made = render(planted, "docx")

    assert _plain('<w:p/></w:t>&amp;{{ 7 * 7 }}{% for %}{_{}_}=SUM(A1:A9) INCLUDETEXT "/etc/passwd" ����� ') in _text(
        made
    )
    assert _shape(made) == _shape(written)


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_opens_it_and_loses_no_row(written: bytes, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(written)

    for kind in ("txt:Text (encoded):UTF8", "pdf"):
        office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", kind]
        subprocess.run([*office, "report.docx"], cwd=tmp_path, check=True, capture_output=True)

    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    seen = _plain((tmp_path / "report.txt").read_text(encoding="utf-8-sig"))
    on_the_page = _plain(text_of(render(everything(), "html")))
    texts = _texts(page_of(everything()))
    assert [text for text in texts if _plain(text) in on_the_page and _plain(text) not in seen] == []


def test_without_docxtpl_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> Any:
        raise ModuleNotFoundError("No module named 'docxtpl'", name="docxtpl")

    monkeypatch.setattr(extras, "import_module", missing)

    with pytest.raises(MissingExtraError, match=r"Word needs docxtpl.*\[reports\]"):
        render(everything(), "docx")


class TestOfASociety:
    """Its template is filled in the process with limits, and told apart where it is wrong."""

    @pytest.fixture
    def filled(self, tmp_path: Path) -> Callable[[Callable[[Any], Any]], Any]:
        def fill(change: Callable[[Any], Any]) -> Any:
            own = Document(str(TEMPLATE))
            change(own)
            own.save(str(tmp_path / "gap-report.docx"))
            return render(everything(), "docx", shelf=read_shelf(tmp_path))

        return fill

    def test_what_is_edited_in_word_is_in_the_report(self, filled: Callable[..., Any]) -> None:
        made = filled(lambda own: own.add_paragraph("Of our society: {{ page.title }}"))

        assert _plain(f"Of our society: {everything().evaluation.proposal.title}") in _text(made)

    def test_an_untouched_copy_makes_the_same_report(self, written: bytes, tmp_path: Path) -> None:
        (tmp_path / "gap-report.docx").write_bytes(TEMPLATE.read_bytes())

        assert render(everything(), "docx", shelf=read_shelf(tmp_path)) == written

    @pytest.mark.parametrize(
        ("paragraph", "found"),
        [
            (
                "{{ page.titel }}",
                r"gap-report\.docx: the paragraph “\{\{ page\.titel \}\}”: found Page has no attribute",
            ),
            ("{% for %}", r"the paragraph “\{% for %\}”: found .*; expected a template in the language Jinja2"),
            ("{{ ''.__class__ }}", r"found access to attribute '__class__' of 'str' object is unsafe"),
            ("{% include '/etc/passwd' %}", r"found a template named '/etc/passwd'"),
            ("{{ field('INCLUDETEXT x') }}", r"found a step that cannot be done \(ValueError: a field is one of PAGE"),
            (
                "{{ '</w:p>' | safe }}",
                r"found a step that cannot be done \(ValueError: a filled template that is no Word",
            ),
        ],
    )
    def test_a_fault_quotes_its_paragraph(self, paragraph: str, found: str, filled: Callable[..., Any]) -> None:
        with pytest.raises(TemplateError, match=found):
            filled(lambda own: own.add_paragraph(paragraph))

    def test_a_link_to_another_file_is_refused(self, filled: Callable[..., Any]) -> None:
        def link(own: Any) -> None:
            own.part.relate_to("file:///etc/passwd", RELATIONSHIP_TYPE.IMAGE, is_external=True)

        with pytest.raises(TemplateError, match=r"the Word template is linked to file:///etc/passwd; expected"):
            filled(link)

    @pytest.mark.parametrize("instruction", ["INCLUDE|TEXT /etc/passwd", "DDEAUTO |c:\\windows cmd", "dde x"])
    def test_a_field_that_reaches_out_is_refused(self, instruction: str, filled: Callable[..., Any]) -> None:
        def plant(own: Any) -> None:
            paragraph = own.add_paragraph()
            for piece in instruction.split("|"):
                element = OxmlElement("w:instrText")
                element.text = piece
                paragraph.add_run()._r.append(element)

        with pytest.raises(TemplateError, match=r"the Word template has a field (INCLUDETEXT|DDEAUTO|DDE)"):
            filled(plant)

    @pytest.mark.parametrize(
        ("part", "kind", "relation"),
        [
            ("vbaProject.bin", "application/vnd.ms-office.vbaProject", f"{OF_MICROSOFT}/vbaProject"),
            ("innocent.bin", "application/octet-stream", f"{OF_MICROSOFT}/vbaProject"),
            ("embeddings/oleObject1.bin", f"{OF_OPENXML}.oleObject", RELATIONSHIP_TYPE.OLE_OBJECT),
            ("innocent.bin", "application/octet-stream", RELATIONSHIP_TYPE.OLE_OBJECT),
            ("book.xlsx", f"{OF_OPENXML}.spreadsheetml.sheet", RELATIONSHIP_TYPE.PACKAGE),
            ("piece.html", "text/html", RELATIONSHIP_TYPE.A_F_CHUNK),
            ("control.bin", "application/vnd.ms-office.activeX", f"{OF_MICROSOFT}/activeXControlBinary"),
        ],
    )
    def test_a_program_or_an_embedded_object_is_refused(self, part: str, kind: str, relation: str) -> None:
        own = Document(str(TEMPLATE))
        own.part.relate_to(Part(PackURI(f"/word/{part}"), kind, b"x", own.part.package), relation)
        template = io.BytesIO()
        own.save(template)

        with pytest.raises(PermissionError, match=rf"/word/{part}, a program or an embedded object in the Word"):
            word_of(template.getvalue(), None, "en", datetime.date(2026, 11, 22))

    def test_a_document_with_macros_is_refused_as_one(self) -> None:
        parts = _members(TEMPLATE.read_bytes())
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            f"{OF_OPENXML}.wordprocessingml.document.main+xml".encode(),
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )
        template = io.BytesIO()
        with zipfile.ZipFile(template, "w") as packed:
            for name, content in parts.items():
                packed.writestr(name, content)

        with pytest.raises(PermissionError, match=r"^a Word template with macros \(\.docm\)$"):
            word_of(template.getvalue(), None, "en", datetime.date(2026, 11, 22))

    @pytest.mark.parametrize("content", [b"no zip", b"PK\x03\x04 half a zip"])
    def test_what_is_no_document_is_told(self, content: bytes, tmp_path: Path) -> None:
        (tmp_path / "gap-report.docx").write_bytes(content)

        with pytest.raises(TemplateError, match=r"gap-report\.docx: found .*no Word document \(\.docx\)"):
            render(everything(), "docx", shelf=read_shelf(tmp_path))

    def test_a_document_that_bursts_is_stopped(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sandbox.LIMITS, "docx", Limits(20, 700_000_000, 50_000_000))
        with (
            zipfile.ZipFile(TEMPLATE) as ours,
            zipfile.ZipFile(tmp_path / "gap-report.docx", "w", zipfile.ZIP_DEFLATED) as own,
        ):
            for name in ours.namelist():
                with own.open(name, "w", force_zip64=True) as part:
                    for _ in range(500 if name == "word/document.xml" else 0):
                        part.write(b" " * 1_000_000)
                    part.write(ours.read(name))

        with pytest.raises(TemplateError, match=r"memory|a process that ended|no Word document"):
            render(everything(), "docx", shelf=read_shelf(tmp_path))


def _members(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as members:
        return {name: members.read(name) for name in members.namelist()}


def _text(document: bytes) -> str:
    return _plain("".join(each.text or "" for each in Document(io.BytesIO(document)).element.body.iter(qn("w:t"))))


def _shape(document: bytes) -> list[str]:
    return [each.tag for each in Document(io.BytesIO(document)).element.body.iter() if each.tag != qn("w:t")]


def _plain(text: str) -> str:
    """Take out what lies between words: a line may break anywhere, and lists have marks of their own."""
    return re.sub(r"[\s•·]+", "", text)


def _texts(shape: Any, name: str = "") -> Iterator[str]:
    if name in UNSEEN:
        return
    if isinstance(shape, str):
        yield shape
    elif type(shape).__name__.endswith("Picture"):
        yield from _texts(getattr(shape, "tallies", ()))
    elif hasattr(shape, "_asdict"):
        for key, each in shape._asdict().items():
            yield from _texts(each, key)
    elif isinstance(shape, tuple):
        for each in shape:
            yield from _texts(each, name)
