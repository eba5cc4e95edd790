"""A report drawn from its template: everything that is needed for it travels as one piece of data."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from evaluator.extras import library
from evaluator.rendering.catalogue import Catalogue, say, speaking
from evaluator.rendering.environment import fill, word_environment
from evaluator.rendering.filling import Told
from evaluator.rendering.pdf import pdf_of, prepare
from evaluator.rendering.shelf import Shelf, bytes_of

if TYPE_CHECKING:
    from collections.abc import Callable


class Drawing(NamedTuple):
    """What to draw, from which templates and in which words.

    The day and the mark stand in the data of the file, so that the same result makes the same bytes.
    """

    form: str
    told: Told
    day: datetime.date
    mark: str
    words: Catalogue
    shelf: Shelf

    @property
    def template(self) -> str:
        """Name the template that this is drawn from."""
        return f"{self.told.template}.{WAYS[self.form].ending}"


def drawn(drawing: Drawing) -> str | bytes:
    """Draw a report in this process.

    Raises:
        NotInstalledError: if what the format needs is not installed.
    """
    with speaking(drawing.words):
        return WAYS[drawing.form].draw(drawing)


def _html(drawing: Drawing) -> str:
    return fill(drawing.template, drawing.shelf, **drawing.told.names)


def _markdown(drawing: Drawing) -> str:
    # A template cannot know whether the piece before it ended in an empty line.
    return re.sub(r"\n{3,}", "\n\n", fill(drawing.template, drawing.shelf, **drawing.told.names))


def _pdf(drawing: Drawing) -> bytes:
    return pdf_of(_html(drawing), drawing.day, drawing.mark)


def _word(drawing: Drawing) -> bytes:
    template = bytes_of(drawing.template, drawing.shelf) or b""
    fill_in, environment = _word_library().word_of, word_environment(drawing.shelf)
    filled: bytes = fill_in(template, environment, say("language.tag"), drawing.day, **drawing.told.names)
    return filled


def _word_library() -> Any:
    return library("evaluator.rendering.word", "reports", "Word")


class Way(NamedTuple):
    """How a format is drawn: from which kind of template, and what is loaded for it before a template runs."""

    ending: str
    draw: Callable[[Drawing], str | bytes]
    prepare: Callable[[], Any] = lambda: None


WAYS = {
    "html": Way("html", _html),
    "md": Way("md", _markdown),
    "pdf": Way("html", _pdf, prepare),
    "docx": Way("docx", _word, _word_library),
}
