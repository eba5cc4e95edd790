"""Templates become text here; the only module that imports jinja2."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from jinja2 import Environment, FunctionLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from evaluator.rendering.catalogue import spoken
from evaluator.rendering.escaping import markdown_code, markdown_link, markdown_phrase, markdown_text
from evaluator.rendering.harmless import printable
from evaluator.rendering.shelf import OURS, Shelf, text_of

if TYPE_CHECKING:
    from collections.abc import Callable


# What HTML would take for markup.
_SPECIAL = re.compile("[&<>\"']")
_FIELDS = Literal["PAGE", "NUMPAGES"]
# In a string of a style sheet these would end it, escape what follows, or end the style sheet.
_OF_STYLE = re.compile(r"[\"\\<\n]")


def fill(template: str, shelf: Shelf = OURS, **names: object) -> str:
    """Fill a template; its ending decides how text is escaped."""
    environment = _markdown(shelf) if template.endswith(".md") else _html(shelf)
    return environment.get_template(template).render(**names)


def exact(text: str) -> Markup:
    """Escape a text for the field of a form, where every character must stay as it was typed."""
    return escape(text)


@cache
def _html(shelf: Shelf) -> Environment:
    environment = _environment(_html_text, shelf)
    environment.globals["say"] = _saying(lambda literal, _begins: escape(literal), _html_text)
    environment.globals["say_in_style"] = _say_in_style
    return environment


@cache
def _markdown(shelf: Shelf) -> Environment:
    environment = _environment(lambda value: value if isinstance(value, Markup) else markdown_text(str(value)), shelf)
    environment.globals["say"] = _saying(lambda literal, begins: markdown_phrase(literal, begins=begins), markdown_text)
    environment.filters["code"] = lambda text: _safe(markdown_code(text))
    environment.filters["link"] = lambda address: _safe(markdown_link(address))
    return environment


@cache
def word_environment(shelf: Shelf) -> Environment:
    """Make what fills a Word template: its pieces are XML, and docxtpl puts them together."""
    environment = _environment(lambda value: value if isinstance(value, Markup) else _word_text(str(value)), shelf)
    environment.trim_blocks = environment.lstrip_blocks = False
    environment.globals["say"] = _saying(lambda literal, _begins: _word_text(literal), _word_text)
    environment.globals["field"] = _field
    return environment


def _word_text(text: str) -> Markup:
    line = re.sub(r"[ \t\n]+", " ", printable(text))
    # docxtpl takes a brace with an underscore for one of its own.
    return _safe(str(escape(line)).replace("{", "&#123;").replace("}", "&#125;"))


def _field(name: _FIELDS) -> Markup:
    """Write a number that Word counts, in the middle of a run of text."""
    if name not in get_args(_FIELDS):
        raise ValueError(f"a field is one of {', '.join(get_args(_FIELDS))}")
    field = f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return _safe(f'</w:t></w:r>{field}<w:r><w:t xml:space="preserve">')


def _saying(of_literal: Callable[[str, bool], str], of_value: Callable[[str], str]) -> Callable[..., Markup]:
    """Make the `say` of one kind of template: what is markup already stays, all else is escaped for that kind."""
    literal = cache(of_literal)
    plain = cache(lambda text: _safe(of_literal(text, True)))  # noqa: FBT003  passed on by position

    def say(name: str, /, **values: object) -> Markup:
        phrase = spoken().phrases[name]
        if phrase.plain and not values:
            return plain(phrase.plain)
        parts = phrase.parts(values)
        said = (
            (value if isinstance(value := values[part], Markup) else of_value(str(value)))
            if position % 2
            else literal(part, position == 0)
            for position, part in enumerate(parts)
        )
        return _safe("".join(said))

    return say


def _say_in_style(name: str, /, **values: str) -> Markup:
    """Say a phrase as the content of a style sheet: literals as strings, values (counters) as they are."""
    parts = spoken().parts(name, values)
    said = (
        values[part] if position % 2 else f'"{re.sub(_OF_STYLE, lambda each: _escaped_in_style(each[0]), part)}"'
        for position, part in enumerate(parts)
        if part
    )
    return _safe(" ".join(said))


def _escaped_in_style(character: str) -> str:
    return f"\\{ord(character):x} "


def _safe(markdown: str) -> Markup:
    return Markup(markdown)  # noqa: S704 - what comes here has been escaped for Markdown


def _environment(printed: Callable[[Any], str], shelf: Shelf) -> Environment:
    # Ours compute nothing and are not confined: that would take twice the time.
    kind = Environment if shelf is OURS else ImmutableSandboxedEnvironment
    environment = kind(
        autoescape=True,
        keep_trailing_newline=True,
        loader=FunctionLoader(lambda name: _source(name, shelf)),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.code_generator_class = _Printing
    environment.printed = printed  # type: ignore[attr-defined]  # what the code of a template calls
    # A template is given what the list of names says, and chance has no place in a report.
    environment.globals.clear()
    del environment.filters["random"]
    return environment


def _source(name: str, shelf: Shelf) -> tuple[str, str, None] | None:
    # The name goes with the text so that an error can say in which template and line it happened.
    text = text_of(name, shelf)
    return None if text is None else (text, name, None)


def _html_text(value: Any) -> str:
    # Called for everything that is printed, thousands of times a report: what needs nothing goes through at once.
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]  # markup is text
    if kind is not str:
        value = str(value)
    if not value.isprintable():
        value = printable(value)
    return escape(value) if _SPECIAL.search(value) else value


class _Printing(CodeGenerator):
    """Print every value through the one call that makes it harmless; Jinja's own two took a sixth of a report's time.

    `autoescape` stays on, since with it what a macro printed is markup and is not escaped again.
    """

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002  as Jinja calls it
        self.write("environment.printed(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002  as above
        self.write(")")
