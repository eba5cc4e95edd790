"""Templates print what is listed for them, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, UndefinedError  # noqa: TID251 - the test is about these errors
from report_samples import everything

from evaluator import resources
from evaluator.rendering import (
    advice_shapes,
    audience_shapes,
    criterion_shapes,
    gap_shapes,
    page_shapes,
    picture_shapes,
    shapes,
    shelf,
)
from evaluator.rendering.environment import fill
from evaluator.rendering.page import page_of

TEMPLATES = Path(__file__).parents[2] / "templates"
README = (TEMPLATES / "README.md").read_text(encoding="utf-8")
SHAPES = {
    name: shape
    for module in (shapes, gap_shapes, criterion_shapes, advice_shapes, page_shapes, picture_shapes, audience_shapes)
    for name, shape in vars(module).items()
    if hasattr(shape, "_fields")
}


def _documented() -> dict[str, set[str]]:
    sections = re.split(r"^### ", README, flags=re.MULTILINE)[1:]
    return {each.splitlines()[0]: set(re.findall(r"^\| `(\w+)` \|", each, flags=re.MULTILINE)) for each in sections}


def _templates() -> dict[str, str]:
    files = [
        each
        for each in TEMPLATES.rglob("*")
        if each.suffix in {".html", ".md", ".svg", ".txt"} and each.name != "README.md"
    ]
    return {each.relative_to(TEMPLATES).as_posix(): each.read_text(encoding="utf-8") for each in files}


def test_readme_lists_every_name_and_no_other() -> None:
    assert _documented() == {name: set(shape._fields) for name, shape in SHAPES.items()}


def test_every_listed_name_is_used_by_a_template() -> None:
    used = {name for text in _templates().values() for name in re.findall(r"\.(\w+)", text)}
    style = {"style"}

    listed = {name for shape in SHAPES.values() for name in shape._fields}

    assert listed - used - style == set()


def test_word_prints_every_name_that_a_page_prints() -> None:
    listed = {name for shape in SHAPES.values() for name in shape._fields}
    texts = _templates()
    pages = [
        text
        for name, text in texts.items()
        if name.endswith(".html") and not name.startswith(("archive/", "pack/", "note"))
    ]

    on_pages = {name for text in pages for name in re.findall(r"\.(\w+)", _in_braces(text))}
    in_word = {name for file, text in texts.items() if "word/" in file for name in re.findall(r"\.(\w+)", text)}

    # Places in the page, its pictures, and titles of what it folds away.
    of_pages = {
        "anchor",
        "caption",
        "contents",
        "decided",
        "picture",
        "rest_title",
        "row",
        "style",
        "target",
        "trace_open",
    }
    assert (on_pages & listed) - in_word - of_pages == set()


def test_readme_names_every_file() -> None:
    files = {each.name for each in TEMPLATES.iterdir() if each.name != "README.md"}

    assert [name for name in files if f"`{name}" not in README] == []


def test_no_template_counts_sorts_or_compares() -> None:
    computing = re.compile(
        r"\|\s*(?:length|count|sort|sum|round|groupby|select|reject|map|int|float|join|replace|safe)\b|[=!<>]="
    )

    found = {name: computing.findall(_in_braces(text)) for name, text in _templates().items()}

    # The one text that is safe is the indent of a list, which the template itself writes.
    assert {name: each for name, each in found.items() if each} == {"parts/pieces.md": ["| safe", "| safe"]}


def _in_braces(text: str) -> str:
    return " ".join(re.findall(r"\{[{%].*?[}%]\}", text, flags=re.DOTALL))


@pytest.mark.parametrize("name", ["own.html", "own.md"])
def test_an_unknown_name_is_an_error(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / name).write_text("{{ page.titel }}", encoding="utf-8")
    monkeypatch.setattr(shelf, "templates_folder", lambda: tmp_path)

    with pytest.raises(UndefinedError, match="titel"):
        fill(name, page=page_of(everything()))


def test_an_unknown_template_is_an_error() -> None:
    with pytest.raises(TemplateNotFound):
        fill("nothing.html", page=page_of(everything()))


def test_templates_are_read_where_resources_says() -> None:
    assert resources.templates_folder().joinpath("skeleton.html").is_file()
