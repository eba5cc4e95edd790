"""The dashboard of an archive: static pages that stand alone, with what their viewer may see and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evaluator.archive.asking import connected, manifests
from evaluator.archive.stats import FINDINGS, Rate, Stats, quoted, stats
from evaluator.archive.tellings import Telling, in_part, of_stats
from evaluator.rendering.shapes import Mark
from evaluator.rendering.words import FINDINGS as MARKS

ROWS = 250
_LONGEST_TITLE = 140
_NEIGHBOURS = 3
_BAR = 240
_WORDS = {
    "published": "everybody; only records marked as published are here",
    "own": "us; records that are ours or published are here",
    "confidential": "those who may see everything; treat it as confidential",
}
_MEANING = "A finding says how well a record documents what a criterion asks, not how good a measure is."
_NUMBERS = (
    "Sorted by readiness, the best documented first. Readiness: how many criteria are documented, at least and at "
    "most, out of those that apply; what is open may still go either way. Gaps: how many things somebody must act on."
)
_SORTED = "A heading sorts the rows of this page; the other pages keep their order."
_CONTENTS = "On this page"
_NOTICE = (
    "This dashboard compares records with published criteria. It neither predicts nor represents a decision of the "
    "American Medical Association. CPT is a registered trademark of the American Medical Association. Not affiliated."
)


class Segment(NamedTuple):
    """A piece of a bar: from where to where, of which look."""

    style: str
    at: str
    width: str


class Bar(NamedTuple):
    """How one criterion came out, drawn and in words."""

    name: str
    said: str
    segments: tuple[Segment, ...]


class MatrixRow(NamedTuple):
    """One proposal of the matrix; `order` is what its readiness is sorted by."""

    name: str
    about: str
    order: str
    readiness: str
    gaps: str
    marks: tuple[Mark, ...]


class PageLink(NamedTuple):
    """A page of the matrix, by its number or its place beside this one; without a file it is the one that is read."""

    number: str
    file: str


class Dashboard(NamedTuple):
    """One page of the dashboard."""

    title: str
    part: str
    facts: tuple[str, ...]
    note: str
    contents_title: str
    key: tuple[Mark, ...]
    bars_title: str
    bars: tuple[Bar, ...]
    tellings: tuple[Telling, ...]
    matrix_title: str
    matrix_note: str
    sort_note: str
    legend: str
    head: tuple[str, ...]
    criteria: tuple[str, ...]
    matrix: tuple[MatrixRow, ...]
    pages_title: str
    pages: tuple[PageLink, ...]
    notice: str


def dashboard(
    runs: Sequence[Path], viewer: str, more: Sequence[Telling] = (), *, titles: bool = True
) -> Iterator[tuple[str, str]]:
    """Write every page, as its file name and its text; `more` are tables of drift and agreement."""
    from evaluator.rendering.environment import fill  # noqa: PLC0415  whoever asks for help need not wait for it

    found = stats(runs, viewer)
    names = [name for name in manifests(runs)[0]["criteria"] if name not in found.not_evaluated]
    files = [_file(number) for number in range(1, _pages(found) + 1)]
    for number, rows in enumerate(_matrix(runs, viewer, names, titles=titles), 1):
        links = tuple(_links(files, number))
        page = _page(found, viewer, names, rows, links)
        if number == 1:
            page = page._replace(bars=_bars(found, names), tellings=(*of_stats(found), *more))
        yield files[number - 1], fill("archive/dashboard.html", page=page)


def _pages(found: Stats) -> int:
    return max((found.n + ROWS - 1) // ROWS, 1)


def _links(files: Sequence[str], here: int) -> Iterator[PageLink]:
    """Link to the neighbours of a page, to both ends, and to ten or so in between, so that any is a few steps away."""
    far = max(len(files) // 100, 1) * 10
    if here > 1:
        yield PageLink("Previous", files[here - 2])
    for n, file in enumerate(files, 1):
        if n in (1, len(files)) or abs(n - here) <= _NEIGHBOURS or n % far == 0:
            yield PageLink(f"{n}", "" if n == here else file)
    if here < len(files):
        yield PageLink("Next", files[here])


def _file(number: int) -> str:
    return "index.html" if number == 1 else f"page-{number:04}.html"


def _page(
    found: Stats, viewer: str, names: Sequence[str], rows: list[MatrixRow], links: tuple[PageLink, ...]
) -> Dashboard:
    ruler = found.ruler
    here = next(int(link.number) for link in links if not link.file)
    first = (here - 1) * ROWS + 1
    shown = f"{first:,} to {first + len(rows) - 1:,} of {found.n:,}" if rows else "none"
    hidden = f" {found.hidden:,} proposals are not shown to this viewer." if found.hidden else ""
    errors = f" {found.errors:,} records could not be scored." if found.errors else ""
    return Dashboard(
        title=f"Archive: {found.n:,} proposals",
        part=f"page {here} of {_pages(found)}" if len(links) > 1 else "",
        facts=tuple(
            filter(
                None,
                (
                    f"{ruler['title']}, {ruler['edition']}",
                    f"profile {ruler['profile']}" if ruler["profile"] else "",
                    f"as of {ruler['as_of']}",
                    f"for {_WORDS[viewer]}",
                ),
            )
        ),
        note=" ".join(filter(None, (f"{_MEANING}{hidden}{errors}", in_part(found)))),
        contents_title=_CONTENTS,
        key=_key(found),
        bars_title="Findings by criterion",
        bars=(),
        tellings=(),
        matrix_title=f"Proposals by criterion: {shown}",
        matrix_note=_NUMBERS,
        sort_note=_SORTED if len(links) > 1 else "",
        legend=" · ".join(_named(rate) for rate in found.rates if rate.criterion in names),
        head=("Proposal", "Readiness", "Gaps"),
        criteria=tuple("Form" if name == "form" else name for name in names),
        matrix=tuple(rows),
        pages_title="Pages",
        pages=links if len(links) > 1 else (),
        notice=_NOTICE,
    )


def _key(found: Stats) -> tuple[Mark, ...]:
    """Explain the marks that occur in the matrix; which criteria nobody evaluated stands elsewhere."""
    used = [word for word in FINDINGS if any(rate.counts[word] for rate in found.rates)]
    whole = [word for word in used if word != "not_evaluated" or _evaluated_now_and_then(found)]
    return tuple(MARKS[word] for word in whole)  # type: ignore[index]  # words of findings


def _evaluated_now_and_then(found: Stats) -> bool:
    return any(rate.counts["not_evaluated"] for rate in found.rates if rate.criterion not in found.not_evaluated)


def _named(rate: Rate) -> str:
    return "Form" if rate.criterion == "form" else f"{rate.criterion} {rate.title}".strip()


def _bars(found: Stats, names: Sequence[str]) -> tuple[Bar, ...]:
    bars = []
    for rate in (each for each in found.rates if each.criterion in names):
        at, segments = 0.0, []
        for word in FINDINGS:
            width = _BAR * rate.counts[word] / max(rate.n, 1)
            if width:
                segments.append(Segment(MARKS[word].style, f"{at:.2f}", f"{width:.2f}"))  # type: ignore[index]
            at += width
        said = ", ".join(f"{MARKS[word].word} {rate.counts[word]:,}" for word in FINDINGS if rate.counts[word])  # type: ignore[index]
        bars.append(Bar(_named(rate), said or "no proposals", tuple(segments)))
    return tuple(bars)


def _matrix(runs: Sequence[Path], viewer: str, names: Sequence[str], *, titles: bool) -> Iterator[list[MatrixRow]]:
    columns = ", ".join(quoted(name) for name in names)
    query = (
        "select run, number, id, title, year, measure_type, readiness_low, readiness_high, readiness_of, gaps, "  # noqa: S608
        f"{columns} from proposals order by readiness_low / greatest(readiness_of, 1) desc, readiness_high desc, "
        "gaps, run, number"
    )
    with connected(runs, viewer, tables=False) as connection:
        cursor = connection.execute(query)
        rows = cursor.fetchmany(ROWS)
        if not rows:
            yield []
        while rows:
            yield [_row(row, titles=titles) for row in rows]
            rows = cursor.fetchmany(ROWS)


def _row(row: Sequence[Any], *, titles: bool) -> MatrixRow:
    _, number, name, title, year, kind, low, high, of, gaps, *found = row
    short = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
    withheld = f"Proposal {number + 1:,}"
    about = [name if titles else "", kind.replace("_", " "), str(year or "")]
    interval = f"{low} of {of}" if low == high else f"{low}–{high} of {of}"
    return MatrixRow(
        name=(short or name or withheld) if titles else withheld,
        about=" · ".join(filter(None, about)),
        order=f"{1000 * low // max(of, 1) * 100 + high}",
        readiness=interval,
        gaps=f"{gaps}",
        marks=tuple(MARKS[word] for word in found),
    )
