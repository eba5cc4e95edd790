"""Make our Word templates from descriptions, in which a change can be read: word_template.py FOLDER.

A society edits the documents in Word; this is only how ours came about.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from evaluator.rendering.word import dateless

DESCRIPTIONS = Path(__file__).parents[1] / "templates" / "word"
OF_PAGE = ("page.title", '{{ say("page.title", kind=page.kind, title=page.title) }}')
# For each document, what stands in the foot of its pages, and its title in the data of the file.
TITLES = {
    "gap-report": OF_PAGE,
    "panel-packet": ("packet.title", '{{ say("packet.title", title=packet.title) }}'),
    "staff-report": OF_PAGE,
}
INK, MUTED, LINE = RGBColor(0x1B, 0x1F, 0x24), RGBColor(0x54, 0x5D, 0x68), "D5DBE1"
STYLED = re.compile(
    r"(Kicker|Title|Subtitle|Heading [1-3]|New page|New sheet|Quote|List Bullet|Entry|Example|Option|Blank): ?(.*)"
)
MARKED = re.compile(r"(\*\*|__|`)")
LET = re.compile(r"let (\w+)\((\w+)\) = (.*)")


def main(folder: Path) -> None:
    """Write the documents."""
    for name, (foot, title) in TITLES.items():
        document = docx.Document()
        _styles(document)
        _page(document, foot)
        _fill_in(document, name)
        document.core_properties.title = title
        document.core_properties.author = ""
        document.core_properties.comments = ""
        raw = io.BytesIO()
        document.save(raw)
        (folder / f"{name}.docx").write_bytes(dateless(raw))


def _fill_in(document: Any, name: str) -> None:
    lines = _expanded(_described(name))
    for line in lines:
        if line.startswith("table: "):
            _table(document, line, list(iter(lambda: next(lines), "end")))
        else:
            _paragraph(document, line)


def _described(name: str) -> list[str]:
    """Read a description with what it uses; one that is made as another fills the slots of that one."""
    lines = [each for each in (DESCRIPTIONS / f"{name}.txt").read_text(encoding="utf-8").splitlines() if each.strip()]
    lines = [each for each in lines if not each.startswith("#")]
    if lines[0].startswith("as "):
        filled = {slot: given for slot, given in _slots(lines[1:]) if slot}
        return [line for slot, given in _slots(_described_in_slots(lines[0][3:])) for line in filled.get(slot, given)]
    return [line for _, given in _slots(_with_pieces(lines)) for line in given]


def _described_in_slots(name: str) -> list[str]:
    text = (DESCRIPTIONS / f"{name}.txt").read_text(encoding="utf-8")
    return _with_pieces([each for each in text.splitlines() if each.strip() and not each.startswith("#")])


def _with_pieces(lines: list[str]) -> list[str]:
    return [line for each in lines for line in (_described(each[4:]) if each.startswith("use ") else [each])]


def _slots(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Part lines into slots by their names, and what stands outside of any."""
    name, within = "", list[str]()
    for line in lines:
        if line.startswith("slot ") or line == "end slot":
            yield name, within
            name, within = line[5:] if line != "end slot" else "", []
        else:
            within.append(line)
    yield name, within


def _expanded(lines: list[str]) -> Iterator[str]:
    pieces: dict[str, tuple[str, str]] = {}
    for line in lines:
        if found := LET.fullmatch(line):
            pieces[found[1]] = (found[2], found[3])
        else:
            yield re.sub(r"(\w+)!\(([^()]*)\)", lambda each: _piece(pieces[each[1]], each[2]), line)


def _piece(piece: tuple[str, str], given: str) -> str:
    name, text = piece
    return re.sub(rf"\b{name}\b(?!=)", given, text)


def _paragraph(into: Any, line: str) -> None:
    found = STYLED.fullmatch(line)
    paragraph = into.add_paragraph(style=found[1] if found else None)
    _fill(paragraph, found[2] if found else line)


def _fill(paragraph: Any, text: str) -> None:
    styles = {"**": "Strong", "__": "Muted", "`": "Code"}
    within = ""
    for piece in MARKED.split(text):
        if piece in styles:
            within = "" if within == piece else piece
        elif piece:
            paragraph.add_run(piece, style=styles.get(within))


def _table(document: Any, line: str, rows: list[str]) -> None:
    widths, _, title = line.removeprefix("table: ").partition(" = ")
    columns = [Cm(float(width)) for width in widths.split()]
    table = document.add_table(rows=0, cols=len(columns), style="Report")
    table.autofit = False
    _captioned(table, f"{{{{ {title} }}}}")
    for column, width in zip(table.columns, columns, strict=True):
        column.width = width
    for row in rows:
        head = row.startswith("head:")
        _row(table, row.removeprefix("head:"), columns, head=head)


def _row(table: Any, text: str, widths: list[Any], *, head: bool) -> None:
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  python-docx has no words for these two
    if "{%p" not in text and "{{p" not in text:
        properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    cells = [text, *[""] * (len(widths) - 1)] if text.startswith("{%tr") else text.split(" | ")
    for cell, width, content in zip(row.cells, widths, cells, strict=True):
        cell.width = width
        first, *others = content.strip().split(" ¶ ")
        _restyle(cell.paragraphs[0], f"**{first}**" if head and first else first)
        for each in others:
            _paragraph(cell, each)


def _restyle(paragraph: Any, line: str) -> None:
    found = STYLED.fullmatch(line)
    if found:
        paragraph.style = found[1]
    _fill(paragraph, found[2] if found else line)


def _captioned(table: Any, title: str) -> None:
    """Say what the table is to those who have it read aloud."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    table._tbl.tblPr.append(caption)  # noqa: SLF001  as above


def _styles(document: Any) -> None:
    styles = document.styles
    _font(styles["Normal"], 10, INK)
    styles["Normal"].paragraph_format.space_after = Pt(4)
    sizes = {"Title": 18, "Subtitle": 10, "Heading 1": 15, "Heading 2": 12, "Heading 3": 11}
    for name, size in sizes.items():
        _font(styles[name], size, MUTED if name == "Subtitle" else INK)
        styles[name].font.bold = name != "Subtitle"
        styles[name].font.italic = False
    for name in ("Title", "Subtitle"):
        for border in styles[name].element.xpath("w:pPr/w:pBdr"):
            border.getparent().remove(border)
    for name, before in {"Heading 1": 18, "Heading 2": 12, "Heading 3": 10}.items():
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.space_after = Pt(4)
    _font(styles["Quote"], 10, INK)
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Cm(0.6)
    styles["Quote"].paragraph_format.keep_with_next = True
    for name, size in {"Kicker": 9, "Entry": 10, "Example": 9.5, "Option": 10}.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size = Pt(size)
    styles["Kicker"].font.color.rgb = MUTED
    styles["Entry"].paragraph_format.space_before = Pt(8)
    styles["Entry"].paragraph_format.keep_with_next = True
    styles["Example"].paragraph_format.left_indent = Cm(0.4)
    for name in ("List Bullet", "Option"):
        styles[name].paragraph_format.left_indent = Cm(0.5)
        styles[name].paragraph_format.first_line_indent = Cm(-0.5)
        styles[name].paragraph_format.space_after = Pt(2)
    for name, base in {"New page": "Heading 1", "New sheet": "Heading 2"}.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[base]
        style.paragraph_format.page_break_before = True
    _ruled(styles.add_style("Blank", WD_STYLE_TYPE.PARAGRAPH), styles["Normal"])
    styles["Blank"].paragraph_format.keep_with_next = True
    for name in ("Muted", "Code"):
        style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb = MUTED
    styles["Code"].font.name = "Courier New"
    styles["Code"].font.size = Pt(8.5)
    _table_style(styles)


def _ruled(style: Any, base: Any) -> None:
    """Leave a line to write on."""
    style.base_style = base
    style.paragraph_format.space_before = Pt(12)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "4", "space": "1", "color": "545D68"}.items():
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    style.element.get_or_add_pPr().insert(0, borders)


def _font(style: Any, size: float, colour: RGBColor) -> None:
    style.font.name = "Arial"
    style.font.size = Pt(size)
    style.font.color.rgb = colour
    fonts = style.element.rPr.rFonts
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), "Arial")


def _table_style(styles: Any) -> None:
    """Make a table of hairlines between its rows."""
    style = styles.add_style("Report", WD_STYLE_TYPE.TABLE)
    style.base_style = styles["Normal Table"]
    properties, borders = OxmlElement("w:tblPr"), OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        border = OxmlElement(f"w:{side}")
        for name, value in {"val": "single", "sz": "4", "space": "0", "color": LINE}.items():
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    properties.append(borders)
    style.element.append(properties)


def _page(document: Any, title: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.4), Cm(1.4)
    foot = section.footer.paragraphs[0]
    foot.style = document.styles["Kicker"]
    numbers = '{{ say("page.page_of", page=field("PAGE"), pages=field("NUMPAGES")) }}'
    foot.add_run(f"{{{{ {title} }}}} · {numbers}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
