"""Templates become text here; the only module that imports jinja2."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from evaluator.rendering.escaping import markdown_code, markdown_link, markdown_text
from evaluator.rendering.values import printable
from evaluator.resources import templates_folder

if TYPE_CHECKING:
    from collections.abc import Callable


def fill(template: str, **names: object) -> str:
    """Fill a template; its ending decides how text is escaped."""
    environment = _markdown() if template.endswith(".md") else _html()
    return environment.get_template(template).render(**names)


@cache
def _html() -> Environment:
    return _environment(_printable_text)


@cache
def _markdown() -> Environment:
    environment = _environment(lambda value: value if isinstance(value, Markup) else _safe(markdown_text(str(value))))
    environment.filters["code"] = lambda text: _safe(markdown_code(text))
    environment.filters["link"] = lambda address: _safe(markdown_link(address))
    return environment


def _safe(markdown: str) -> Markup:
    return Markup(markdown)  # noqa: S704 - what comes here has been escaped for Markdown


def _environment(finalize: Callable[[Any], Any]) -> Environment:
    # What `finalize` does not mark as safe is escaped as HTML, so a text that it forgets is ugly and not dangerous.
    return Environment(
        autoescape=True,
        finalize=finalize,
        keep_trailing_newline=True,
        loader=FunctionLoader(_source),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )


def _source(name: str) -> str | None:
    file = templates_folder() / name
    return file.read_text(encoding="utf-8") if file.is_file() else None


def _printable_text(value: Any) -> Any:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
