"""A report drawn from its template: everything that is needed for it travels as one piece of data."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, NamedTuple

from evaluator.rendering.environment import fill
from evaluator.rendering.page import page_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluator.model.evaluation import Result
    from evaluator.rendering.shapes import Page


class Drawing(NamedTuple):
    """What to draw; the day and the mark stand in the file's own data, so that the same result makes the same bytes."""

    form: str
    page: Page
    day: datetime.date
    mark: str


def drawing_of(result: Result, form: str) -> Drawing:
    """Put together what a report is drawn from."""
    return Drawing(form, page_of(result), result.evaluation.ruler.as_of, result.digest)


def drawn(drawing: Drawing) -> str | bytes:
    """Draw a report in this process.

    Raises:
        UsageError: if a library that the format needs is not installed.
    """
    return _WAYS[drawing.form](drawing)


def _html(drawing: Drawing) -> str:
    return fill("gap-report.html", page=drawing.page)


def _markdown(drawing: Drawing) -> str:
    # A template cannot know whether the piece before it ended in an empty line.
    return re.sub(r"\n{3,}", "\n\n", fill("gap-report.md", page=drawing.page))


def _pdf(drawing: Drawing) -> bytes:
    from evaluator.rendering.pdf import pdf_of  # noqa: PLC0415  it takes half a second to load

    return pdf_of(_html(drawing), drawing.day, drawing.mark)


_WAYS: dict[str, Callable[[Drawing], str | bytes]] = {"html": _html, "md": _markdown, "pdf": _pdf}
