"""The formats in which a result can be written, by name."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from evaluator.errors import UsageError
from evaluator.model.evaluation import Result
from evaluator.rendering.catalogue import speaking

if TYPE_CHECKING:
    from collections.abc import Callable


def render(result: Result, form: str, language: str = "en") -> str:
    """Write a result in a format; reports are written in the language, and JSON is the same in all.

    Raises:
        UsageError: there is no format of that name, or no catalogue of that language.
        CatalogueError: the catalogue of that language has faults.
    """
    if form not in FORMATS:
        raise UsageError(f"There is no format {form!r}; there are {', '.join(FORMATS)}.")
    with speaking(language):
        return FORMATS[form](result)


def _html(result: Result) -> str:
    return _filled("gap-report.html", result)


def _markdown(result: Result) -> str:
    # A template cannot know whether the piece before it ended in an empty line.
    return re.sub(r"\n{3,}", "\n\n", _filled("gap-report.md", result))


def _json(result: Result) -> str:
    data = result.model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _filled(template: str, result: Result) -> str:
    # Whoever only wants JSON need not wait for the templates.
    from evaluator.rendering.environment import fill  # noqa: PLC0415
    from evaluator.rendering.page import page_of  # noqa: PLC0415

    return fill(template, page=page_of(result))


FORMATS: dict[str, Callable[[Result], str]] = {"html": _html, "md": _markdown, "json": _json}
