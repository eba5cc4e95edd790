"""The dashboard of an archive: static pages that stand alone, with what their viewer may see and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evaluator.archive.asking import connected, manifests
from evaluator.archive.stats import FINDINGS, Rate, Stats, quoted, stats
from evaluator.archive.tellings import Telling, in_part, of_stats
from evaluator.rendering.catalogue import say
from evaluator.rendering.shapes import Mark
from evaluator.rendering.values import number_in_words
from evaluator.rendering.words import FINDINGS as MARKS
from evaluator.rendering.words import say_count

ROWS = 250
_LONGEST_TITLE = 140
_NEIGHBOURS = 3
_BAR = 240
_FOR = {"published": "archive.for_published", "own": "archive.for_own", "confidential": "archive.for_confidential"}


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
        yield PageLink(say("archive.previous"), files[here - 2])
    for n, file in enumerate(files, 1):
        if n in (1, len(files)) or abs(n - here) <= _NEIGHBOURS or n % far == 0:
            yield PageLink(f"{n}", "" if n == here else file)
    if here < len(files):
        yield PageLink(say("archive.next"), files[here])


def _file(number: int) -> str:
    return "index.html" if number == 1 else f"page-{number:04}.html"


def _page(
    found: Stats, viewer: str, names: Sequence[str], rows: list[MatrixRow], links: tuple[PageLink, ...]
) -> Dashboard:
    ruler = found.ruler
    here = next(int(link.number) for link in links if not link.file)
    first = (here - 1) * ROWS + 1
    last = first + len(rows) - 1
    ends = {"first": number_in_words(first), "last": number_in_words(last), "all": number_in_words(found.n)}
    shown = say("archive.shown", **ends) if rows else say("archive.shown_none")
    hidden = say_count("archive.hidden", found.hidden) if found.hidden else ""
    errors = say_count("archive.errors", found.errors) if found.errors else ""
    return Dashboard(
        title=say_count("archive.title", found.n),
        part=say("archive.page_of", page=here, pages=_pages(found)) if len(links) > 1 else "",
        facts=tuple(
            filter(
                None,
                (
                    say("archive.ruler", title=ruler["title"], edition=ruler["edition"]),
                    say("archive.profile", profile=ruler["profile"]) if ruler["profile"] else "",
                    say("archive.as_of", date=ruler["as_of"]),
                    say(_FOR[viewer]),
                ),
            )
        ),
        note=" ".join(filter(None, (say("archive.meaning"), hidden, errors, in_part(found)))),
        contents_title=say("archive.contents"),
        key=_key(found),
        bars_title=say("archive.findings"),
        bars=(),
        tellings=(),
        matrix_title=say("archive.matrix", shown=shown),
        matrix_note=say("archive.numbers"),
        sort_note=say("archive.sorted") if len(links) > 1 else "",
        legend=" · ".join(_named(rate) for rate in found.rates if rate.criterion in names),
        head=(say("archive.proposal"), say("archive.readiness"), say("archive.gaps")),
        criteria=tuple(say("archive.form") if name == "form" else name for name in names),
        matrix=tuple(rows),
        pages_title=say("archive.pages"),
        pages=links if len(links) > 1 else (),
        notice=say("archive.notice"),
    )


def _key(found: Stats) -> tuple[Mark, ...]:
    """Explain the marks that occur in the matrix; which criteria nobody evaluated stands elsewhere."""
    used = [word for word in FINDINGS if any(rate.counts[word] for rate in found.rates)]
    whole = [word for word in used if word != "not_evaluated" or _evaluated_now_and_then(found)]
    return tuple(MARKS[word] for word in whole)


def _evaluated_now_and_then(found: Stats) -> bool:
    return any(rate.counts["not_evaluated"] for rate in found.rates if rate.criterion not in found.not_evaluated)


def _named(rate: Rate) -> str:
    return say("archive.form") if rate.criterion == "form" else f"{rate.criterion} {rate.title}".strip()


def _bars(found: Stats, names: Sequence[str]) -> tuple[Bar, ...]:
    bars = []
    for rate in (each for each in found.rates if each.criterion in names):
        at, segments = 0.0, []
        for word in FINDINGS:
            width = _BAR * rate.counts[word] / max(rate.n, 1)
            if width:
                segments.append(Segment(MARKS[word].style, f"{at:.2f}", f"{width:.2f}"))
            at += width
        used = [word for word in FINDINGS if rate.counts[word]]
        said = ", ".join(
            say("archive.bar", finding=MARKS[word].word, number=number_in_words(rate.counts[word])) for word in used
        )
        bars.append(Bar(_named(rate), said or say("archive.bar_none"), tuple(segments)))
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
    withheld = say("archive.withheld", number=number_in_words(number + 1))
    about = [name if titles else "", kind.replace("_", " "), str(year or "")]
    interval = (
        say("archive.readiness_decided", low=low, of=of)
        if low == high
        else say("archive.readiness_between", low=low, high=high, of=of)
    )
    return MatrixRow(
        name=(short or name or withheld) if titles else withheld,
        about=" · ".join(filter(None, about)),
        order=f"{1000 * low // max(of, 1) * 100 + high}",
        readiness=interval,
        gaps=f"{gaps}",
        marks=tuple(MARKS[word] for word in found),
    )
