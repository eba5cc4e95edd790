"""A report as a Word document, filled into a template that people edit in Word; only this module uses docxtpl.

It is loaded through `extras.library`, since docxtpl is part of an extra.
"""

from __future__ import annotations

import datetime
import html
import io
import re
import traceback
import zipfile
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_PROPERTY = 255
_START_OF_TIME = (1980, 1, 1, 0, 0, 0)
_NAME_OF_STREAM = re.compile(r"file '<[^>]*>'")
# In the name, the type or the relation of a part: what runs, or is another program's file, or another document's text.
_ACTIVE = ("activex", "afchunk", "macroenabled", "oleobject", "vbaproject", "/embeddings/", "relationships/package")
# Fields of Word that fetch, ask, or run something.
_REACHING = re.compile(
    r"\b(?:ASK|AUTOTEXT\w*|DATABASE|DDE|DDEAUTO|EMBED|FILLIN|GOTOBUTTON|IMPORT|INCLUDE\w*|LINK|MACROBUTTON|PRINT|RD)\b",
    re.IGNORECASE,
)


def word_of(template: bytes, environment: Any, language: str, day: datetime.date, **names: object) -> bytes:
    """Fill a template; `day` is the date of the file, so that the same names always make the same bytes.

    Raises:
        ValueError: if the template is no Word document, or the filled one is none.
        PermissionError: if it holds something that reaches out of the document.
    """
    filled = _Filled(_opened(template))
    _refuse_reaching(filled.get_docx())
    filled.render({**names}, environment, autoescape=True)
    document = filled.docx  # get_docx would begin anew
    _refuse_fields(document)
    _describe(document, language, day)
    raw = io.BytesIO()
    document.save(raw)
    return dateless(raw)


def dateless(raw: io.BytesIO) -> bytes:
    """Pack the document anew without the time at which it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.infolist():
            entry = zipfile.ZipInfo(each.filename, _START_OF_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(each.filename))
    return packed.getvalue()


class _Filled(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A template that tells where it is wrong, and is never mended in silence."""

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        try:
            filled: str = super().render_xml_part(src_xml, part, context, jinja_env)
        except Exception as error:
            error.where = _paragraph_of(error, src_xml)  # type: ignore[attr-defined]
            raise
        return filled

    def fix_tables(self, xml: str) -> Any:
        try:
            etree.fromstring(xml.encode("utf-8"))
        except etree.XMLSyntaxError as error:
            raise ValueError(f"a filled template that is no Word document: {error}") from None
        return super().fix_tables(xml)

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        super().render_properties(context, jinja_env)
        properties = self.docx.core_properties
        # They are no XML, so what was escaped for it is not needed there; and Word cuts them at this length.
        properties.title = html.unescape(properties.title)[:_LONGEST_PROPERTY]


def _opened(template: bytes) -> io.BytesIO:
    try:
        Document(io.BytesIO(template))
    except (KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        if "macroenabled" in str(error).lower():
            raise PermissionError("a Word template with macros (.docm)") from None
        raise ValueError(f"no Word document (.docx): {_NAME_OF_STREAM.sub('it', str(error))}") from None
    return io.BytesIO(template)


def _paragraph_of(error: Exception, xml: str) -> str:
    """Quote the paragraph in which something went wrong: people who edit in Word see no lines of XML."""
    lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", xml).split("\n")
    at = getattr(error, "lineno", None) or _line_in_template(error)
    text = re.sub(r"<[^>]+>", "", lines[at - 1]).strip() if at and at <= len(lines) else ""
    return f"the paragraph “{text[:80]}”" if text else ""


def _line_in_template(error: Exception) -> int | None:
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == "<template>"), None)


def _refuse_reaching(document: Any) -> None:
    for part in document.part.package.iter_parts():
        _refuse_active(part, part.content_type)
        for relation in part.rels.values():
            if not relation.is_external:
                _refuse_active(relation.target_part, relation.reltype)
            elif relation.reltype != RELATIONSHIP_TYPE.HYPERLINK:
                raise PermissionError(f"the Word template is linked to {relation.target_ref}")


def _refuse_active(part: Any, kind: str) -> None:
    if any(word in f"{kind} {part.partname}".lower() for word in _ACTIVE):
        raise PermissionError(f"{part.partname}, a program or an embedded object in the Word template")


def _refuse_fields(document: Any) -> None:
    for part in document.part.package.iter_parts():
        fields = " ".join(_fields(part)) if part.partname.endswith(".xml") else ""
        if found := _REACHING.search(fields):
            raise PermissionError(f"the Word template has a field {found[0].upper()}")


def _fields(part: Any) -> Iterator[str]:
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
    # An instruction may be spread over several runs.
    yield "".join(each.text or "" for each in root.iter(qn("w:instrText")))
    yield from (each.get(qn("w:instr"), "") for each in root.iter(qn("w:fldSimple")))


def _describe(document: Any, language: str, day: datetime.date) -> None:
    properties = document.core_properties
    properties.created = properties.modified = datetime.datetime.combine(day, datetime.time())
    properties.language, properties.last_modified_by, properties.revision = language, "cat2", 1
    for each in document.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), language)
