"""A report drawn from its template: everything that is needed for it travels as one piece of data."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, NamedTuple

from evaluator.rendering.audiences import Told
from evaluator.rendering.catalogue import Catalogue, speaking
from evaluator.rendering.environment import fill
from evaluator.rendering.shelf import Shelf

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
    from evaluator.rendering.pdf import pdf_of  # noqa: PLC0415  whoever wants text need not wait for it

    return pdf_of(_html(drawing), drawing.day, drawing.mark)


class Way(NamedTuple):
    """How a format is drawn: from which kind of template, and with which library, loaded before a template runs."""

    ending: str
    draw: Callable[[Drawing], str | bytes]
    needs: str = ""


WAYS = {
    "html": Way("html", _html),
    "md": Way("md", _markdown),
    "pdf": Way("html", _pdf, "evaluator.rendering.pdf"),
}
