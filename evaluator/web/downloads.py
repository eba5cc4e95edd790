"""A proposal handed out as a file: its answers in each format that reads them back, and every report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from evaluator.api import result_of
from evaluator.extras import library
from evaluator.model.criteria import FieldGuide, Pack
from evaluator.model.evaluation import Evaluation
from evaluator.proposals.writing import to_json, to_yaml, written
from evaluator.rendering.environment import fill
from evaluator.rendering.formats import render
from evaluator.rendering.shelf import OURS
from evaluator.rendering.words import FINDINGS
from evaluator.web.answers import chapters
from evaluator.web.fields import in_words
from evaluator.web.office import Judged
from evaluator.web.panel import gap_lines, name_of, panel_of


class Download(NamedTuple):
    """A format to download."""

    name: str
    ending: str
    media: str
    title: str
    about: str


PROPOSAL_FORMS = (
    Download("yaml", "yaml", "application/yaml", "YAML with comments", "the answers, each under its question"),
    Download("json", "json", "application/json", "JSON", "the answers, for programs"),
    Download(
        "xlsx",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel form",
        "the form with the answers in it; it can be filled in further and imported",
    ),
    Download("share", "html", "text/html", "One page to share", "answers and findings, to be read only"),
)
REPORT_FORMS = (
    Download("report-html", "html", "text/html", "Gap report as a page", "for the browser"),
    Download("report-md", "md", "text/markdown", "Gap report as Markdown", "for plain text"),
    Download("report-pdf", "pdf", "application/pdf", "Gap report as PDF", "for paper"),
    Download(
        "report-docx",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Gap report as a Word document",
        "for comments",
    ),
    Download("report-json", "evaluation.json", "application/json", "Result as JSON", "for programs and archives"),
)
DOWNLOADS = {each.name: each for each in (*PROPOSAL_FORMS, *REPORT_FORMS)}


def made(wanted: Download, now: Judged, evaluation: Evaluation, pack: Pack) -> str | bytes:
    """Make a file; `evaluation` is that under the review, if one is attached.

    Raises:
        NotInstalledError: what the format needs is not installed.
        UsageError: an answer is longer than the format can hold.
    """
    if wanted in REPORT_FORMS:
        return render(result_of(evaluation), wanted.name.removeprefix("report-"))
    makers: dict[str, Callable[[Judged, Pack], str | bytes]] = {
        "yaml": _yaml,
        "json": lambda judged, _: to_json(judged.read.proposal),
        "xlsx": _workbook,
        "share": lambda judged, known: _share(judged, evaluation, known),
    }
    return makers[wanted.name](now, pack)


def file_name(title: str, wanted: Download) -> str:
    """Name a file after its proposal, in letters that every system takes."""
    plain = "-".join(re.findall(r"[a-z0-9]+", title.casefold()))[:60].strip("-") or "proposal"
    return f"{plain}.{wanted.ending}"


def _yaml(now: Judged, pack: Pack) -> str:
    comments = {path: guide.label for path, guide in _guides(now, pack)}
    lines = [f"To be compared with: {pack.title}, edition {pack.edition}"]
    if now.read.faults:
        lines += ["", "Left out, since it cannot be read:"]
        lines += [f"{address}: {in_words(fault)}" for address, fault in now.read.faults]
    return to_yaml(now.read.proposal, comments, "\n".join(lines))


def _guides(now: Judged, pack: Pack) -> Iterator[tuple[str, FieldGuide]]:
    for path in _paths(written(now.read.proposal), ""):
        if (guide := pack.fields.get(path)) is not None:
            yield path, guide


def _paths(node: object, path: str) -> Iterator[str]:
    if isinstance(node, dict):
        for key, held in node.items():
            here = f"{path}.{key}".strip(".")
            yield here
            yield from _paths(held, here)


def _workbook(now: Judged, pack: Pack) -> bytes:
    library("openpyxl", "forms", "A form in Excel")
    from evaluator.proposals.xlsx.writing import workbook_of  # noqa: PLC0415  of an extra

    return workbook_of(pack, now.read.proposal)


def _share(now: Judged, evaluation: Evaluation, pack: Pack) -> str:
    every = [each.id for each in (evaluation.form, *evaluation.criteria)]
    return fill(
        "web/share.html",
        OURS,
        title=evaluation.proposal.title or "Untitled proposal",
        panel=panel_of(now, evaluation, every),
        effective=effective_lines(evaluation),
        chapters=chapters(pack, now.draft),
        gaps=list(gap_lines(now)),
        errors=[f"{address}: {in_words(fault)}" for address, fault in now.read.faults],
        criteria_title=pack.title,
        edition=pack.edition,
        as_of=evaluation.ruler.as_of.isoformat(),
        notice=pack.notice,
    )


class EffectiveLine(NamedTuple):
    """What was found of a criterion, and what it is with what people decided."""

    name: str
    found: object
    effective: object


def effective_lines(evaluation: Evaluation) -> list[EffectiveLine]:
    """List findings beside what people made of them; empty without a review."""
    if evaluation.review is None:
        return []
    return [
        EffectiveLine(name_of(each, evaluation), FINDINGS[each.finding], FINDINGS[each.effective or each.finding])
        for each in (evaluation.form, *evaluation.criteria)
    ]
