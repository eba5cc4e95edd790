"""An evaluation as a piece of a notebook, and as text for a prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.rendering.environment import fill
from evaluator.rendering.harmless import printable
from evaluator.rendering.page import page_of
from evaluator.rendering.terminal import terminal_summary

if TYPE_CHECKING:
    from evaluator.model.evaluation import Result


def as_html(result: Result) -> str:
    """Show recommendation, criteria and gaps as a fragment that needs nothing and disturbs nothing around it."""
    return fill("notebook.html", page=page_of(result))


def as_text(result: Result) -> str:
    """Show the same as text."""
    return terminal_summary(result).rstrip("\n")


def one_line(result: Result) -> str:
    """Say which proposal it is and what was found."""
    page = page_of(result)
    return " ".join(printable(f"{page.title} – {page.recommendation}").split())
