"""The formats in which a result can be written, by name: some are text, some are bytes."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from typing import TYPE_CHECKING, Literal, overload

from evaluator.errors import UsageError
from evaluator.model.evaluation import Result
from evaluator.rendering.audiences import APPLICANT, Reader, told
from evaluator.rendering.catalogue import ENGLISH, catalogue_with, speaking, spoken
from evaluator.rendering.shelf import OURS, Shelf
from evaluator.rendering.sourced import Sourced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Rendered = str | bytes
TextForm = Literal["html", "md", "json", "csv", "csv-gaps", "sarif", "sarif-gaps"]
# What is drawn from a template, in a language and for a reader.
REPORTS = ("html", "md", "pdf", "docx")


@overload
def render(
    result: Result,
    form: TextForm,
    language: str = ENGLISH,
    shelf: Shelf = OURS,
    reader: Reader = APPLICANT,
) -> str: ...
@overload
def render(
    result: Result,
    form: Literal["pdf", "docx"],
    language: str = ENGLISH,
    shelf: Shelf = OURS,
    reader: Reader = APPLICANT,
) -> bytes: ...
@overload
def render(
    result: Result, form: str, language: str = ENGLISH, shelf: Shelf = OURS, reader: Reader = APPLICANT
) -> Rendered: ...
def render(
    result: Result, form: str, language: str = ENGLISH, shelf: Shelf = OURS, reader: Reader = APPLICANT
) -> Rendered:
    """Write a result in a format.

    Reports are written in the language and for the reader; what programs read is the same for all.

    Templates of a society's shelf replace ours; they are drawn in a process of their own, within limits.

    Raises:
        UsageError: there is no format of that name, or no catalogue of that language.
        CatalogueError: the catalogue of that language has faults.
        TemplateError: a society's template has faults, or does what none may.
        NotInstalledError: what the format needs is not installed.
    """
    if form not in FORMATS:
        raise UsageError(f"There is no format {form!r}; there are {', '.join(FORMATS)}.")
    with speaking(catalogue_with(language, shelf)):
        return _drawn([result], form, shelf, reader) if form in REPORTS else PLAIN[form](result)


def render_packet(
    results: Sequence[Result], form: str, language: str = ENGLISH, shelf: Shelf = OURS, *, annex: bool = True
) -> Rendered:
    """Write one packet for a review panel from the results of several proposals.

    Raises:
        UsageError: a packet cannot have that format, or there is no catalogue of that language.
        TemplateError: a society's template has faults, or does what none may.
        NotInstalledError: what the format needs is not installed.
    """
    if form not in REPORTS:
        raise UsageError(f"A panel packet can be {', '.join(REPORTS)}; it cannot be {form!r}.")
    with speaking(catalogue_with(language, shelf)):
        return _drawn(results, form, shelf, Reader("panel", annex=annex))


def render_together(found: Iterable[Sourced], form: str) -> str:
    """Write several results as one text, in a format that can hold them; what programs read is English alone.

    Raises:
        UsageError: there is no such format.
    """
    if form not in TOGETHER:
        raise UsageError(f"One text of several proposals can be {', '.join(TOGETHER)}; it cannot be {form!r}.")
    with speaking(ENGLISH):
        return TOGETHER[form](found)


def _drawn(results: Sequence[Result], form: str, shelf: Shelf, reader: Reader) -> Rendered:
    # Whoever only wants JSON need not wait for the templates.
    from evaluator.rendering.drawing import Drawing, drawn  # noqa: PLC0415
    from evaluator.rendering.sandbox import drawn_apart  # noqa: PLC0415

    day = max(result.evaluation.ruler.as_of for result in results)
    drawing = Drawing(form, told(results, reader), day, _mark(results), spoken(), shelf)
    return drawn(drawing) if shelf is OURS else drawn_apart(drawing)


def _mark(results: Sequence[Result]) -> str:
    digests = [result.digest for result in results]
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def _json(result: Result) -> str:
    data = result.model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _sarif(found: Iterable[Sourced], *, gaps_only: bool = False) -> str:
    from evaluator.rendering.sarif import sarif_log  # noqa: PLC0415  as above

    return sarif_log(found, gaps_only=gaps_only)


def _csv(found: Iterable[Sourced], *, gaps_only: bool = False) -> str:
    from evaluator.rendering.csv_text import csv_text  # noqa: PLC0415  as above

    return csv_text(found, "gaps" if gaps_only else "criteria")


TOGETHER: dict[str, Callable[[Iterable[Sourced]], str]] = {
    "csv": _csv,
    "csv-gaps": partial(_csv, gaps_only=True),
    "sarif": _sarif,
    "sarif-gaps": partial(_sarif, gaps_only=True),
}


def _alone(form: str) -> Callable[[Result], str]:
    return lambda result: render_together([Sourced(result)], form)


# What programs read is the same for every reader.
PLAIN: dict[str, Callable[[Result], str]] = {"json": _json, **{form: _alone(form) for form in TOGETHER}}
FORMATS = (*REPORTS, *PLAIN)
