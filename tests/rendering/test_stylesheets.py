"""What the style sheets of pages promise, so that not every page need be looked at for it at every width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2

TEMPLATES = Path(__file__).parents[2] / "templates"
SHEETS = sorted(TEMPLATES.rglob("*.css"))
PAINTS = ("background", "color", "filter", "mask", "mix-blend-mode", "opacity", "text-shadow")


def _painted_by_width(sheet: str) -> Iterator[str]:
    """List what is coloured otherwise at some width; of generated text axe knows nothing at any."""
    for media in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if media.type != "at-rule" or "width" not in tinycss2.serialize(media.prelude):
            continue
        for rule in tinycss2.parse_rule_list(media.content, skip_comments=True, skip_whitespace=True):
            which = tinycss2.serialize(rule.prelude).strip()
            for one in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                if one.name.startswith((*PAINTS, "--")) and "::" not in which:
                    yield f"{which} {one.name}"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_width_has_colours_of_its_own(sheet: Path) -> None:
    assert list(_painted_by_width(sheet.read_text(encoding="utf-8"))) == []


def test_a_colour_for_a_width_would_be_found() -> None:
    red = "p { margin: 0; color: red }"
    sheet = f"@media (max-width: 9rem) {{ {red} p::before {{ color: red }} }} @media print {{ {red} }} {red}"

    assert list(_painted_by_width(sheet)) == ["p color"]
