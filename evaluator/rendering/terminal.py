"""A result in a terminal: what it says in one screen, in 80 columns, with the way to the full report."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from evaluator.rendering.dispositions import moved_in_words
from evaluator.rendering.harmless import printable
from evaluator.rendering.page import page_of

if TYPE_CHECKING:
    from evaluator.model.evaluation import Result
    from evaluator.rendering.criterion_shapes import CriterionEntry
    from evaluator.rendering.gap_shapes import Gap, GapSubject, Option
    from evaluator.rendering.page_shapes import Page
    from evaluator.rendering.shapes import Place, Subject

WIDTH = 80
# Readable on a dark and on a light ground; the word and the symbol say the same without colour.
STYLES = {
    "met": "green",
    "not-met": "red",
    "incomplete": "yellow",
    "judgement": "magenta",
    "none": "dim",
    "error": "bold",
}
_NAME_WIDTH = 25
_LONGEST_WORD = 22
# Ids are letters in one pack and short names in another.
_SHORTEST_ID, _LONGEST_ID = 3, 14


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    style: str = ""


def terminal_summary(result: Result, *, name: str = "", verbose: bool = False) -> str:
    """Write a result for a terminal, without colour; `verbose` adds what is missing, examples and advisories."""
    return "".join(f"{line.text}\n" for line in _lines(page_of(result), name, verbose=verbose))


def print_summary(result: Result, stream: TextIO, *, name: str = "", verbose: bool = False) -> None:
    """Write a result to a stream, in colour where that is a terminal."""
    if not stream.isatty():
        stream.write(terminal_summary(result, name=name, verbose=verbose))
        return
    # Imported here, since only a terminal needs it. It heeds NO_COLOR by itself.
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    lines = _lines(page_of(result), name, verbose=verbose)
    styled = Text.assemble(*((f"{line.text}\n", line.style) for line in lines))
    Console(file=stream, highlight=False).print(styled, end="", soft_wrap=True)


def _lines(page: Page, name: str, *, verbose: bool) -> Iterator[_Line]:
    yield from _head(page, name)
    yield _Line("")
    widest = max((len(_one_line(each.id)) for each in page.criteria), default=0)
    yield from (_criterion(each, min(max(widest, _SHORTEST_ID), _LONGEST_ID)) for each in page.criteria)
    yield from _decided(page)
    for group in page.gap_groups:
        yield _Line("")
        yield _Line(f"{group.heading} ({group.how_many})", "bold")
        for subject, gap in ((each, gap) for each in group.subjects for gap in each.gaps):
            yield from _gap(subject, gap, verbose=verbose)
    yield from _for_people(page)
    if verbose:
        yield from _missing(page)
        yield from _advisories(page)
        yield from _dates(page)
    yield from _foot(page)


def _head(page: Page, name: str) -> Iterator[_Line]:
    yield from _wrapped(f"{name}: {page.title}" if name else page.title, style="bold")
    yield from _wrapped(" · ".join(page.facts))
    yield _Line("")
    yield from _wrapped(f"{page.mark.symbol} {page.recommendation}", hang=2, style=f"bold {STYLES[page.mark.style]}")
    yield from _wrapped(page.by_engine, indent=2)
    yield from _wrapped(page.profile, indent=2)
    for fact in page.counts:
        yield _Line(f"  {fact.name:<{_NAME_WIDTH}}{fact.value}")


def _missing(page: Page) -> Iterator[_Line]:
    """List the needed answers that are not there, of which some may stand in no gap."""
    if page.missing_answers:
        yield _Line("")
        yield _Line(page.missing_title, "bold")
        for answer in page.missing_answers:
            yield from _wrapped(f"· {answer.label}, {answer.place.path}", hang=2)


def _criterion(criterion: CriterionEntry, width: int) -> _Line:
    mark = criterion.mark
    room = WIDTH - _LONGEST_WORD - width - len("✓   ")
    title = textwrap.shorten(_one_line(criterion.title), room, placeholder=" …")
    name = textwrap.shorten(_one_line(criterion.id), width, placeholder="…")
    return _Line(f"{mark.symbol} {name:<{width}} {title:<{room}} {mark.word}", STYLES[mark.style])


def _decided(page: Page) -> Iterator[_Line]:
    decided = page.dispositions
    if decided is None:
        return
    yield _Line("")
    yield _Line(f"Decided beside the findings ({len(decided.decisions)})", "bold")
    yield from _wrapped(decided.about)
    for each in decided.decisions:
        yield from _wrapped(f"{each.now.symbol} {each.subject}: {each.word}", hang=2, style=STYLES[each.now.style])
        yield from _wrapped(f"{moved_in_words(each.found, each.now)}. {each.remark}", indent=2)
    for gone in decided.lapsed:
        yield from _wrapped(f"! Lapsed: {gone.subject} ({gone.word}). {gone.reason}", hang=2, style="bold")
        yield from _wrapped(f"Changed: {'; '.join(gone.changed)}" if gone.changed else "", indent=2)
    yield from _wrapped(decided.undecided)


def _gap(about: GapSubject, gap: Gap, *, verbose: bool) -> Iterator[_Line]:
    subject = " · ".join(filter(None, [_short(about.subject), about.subject.scope]))
    yield from _wrapped(f"{gap.mark.symbol} {subject}: {gap.title}", hang=2, style=STYLES[gap.mark.style])
    yield from _wrapped(gap.remark, indent=2)
    for sentence in gap.missing if verbose else ():
        yield from _wrapped(sentence, indent=2)
    yield from _wrapped(f"{gap.remedy} ({', '.join(gap.tags)})".strip(), indent=2)
    if gap.options:
        yield from _wrapped("Any one of these closes it:", indent=2)
    for option in gap.options:
        yield from _option(option)
    if gap.options:
        return  # each of them has a place of its own
    if verbose and gap.example:
        yield from _wrapped(f"For example: {gap.example}", indent=2, hang=2)
    yield from _wrapped(f"Where: {_place(gap.label, gap.place)}", indent=2, hang=2, style="dim")


def _option(option: Option) -> Iterator[_Line]:
    yield from _wrapped(
        f"- {f'{option.way} ' if option.way else ''}{option.title}. {option.remedy} ({', '.join(option.tags)})",
        indent=2,
        hang=2,
    )
    yield from _wrapped(f"Where: {_place(option.label, option.place)}", indent=4, hang=2, style="dim")


def _for_people(page: Page) -> Iterator[_Line]:
    if page.questions:
        yield _Line("")
        yield _Line(f"Questions for the panel ({len(page.questions)})", "bold")
    for question in page.questions:
        yield from _wrapped(
            f"{question.mark.symbol} {_short(question.subject)}: {question.question}", hang=2, style=STYLES["judgement"]
        )
        yield from _wrapped(question.documented, indent=2)
    if page.undecided or page.errors or page.warnings:
        yield _Line("")
    for each in page.undecided:
        yield from _wrapped(f"{each.mark.symbol} {each.name}: {each.applies}", hang=2, style=STYLES[each.mark.style])
    for error in page.errors:
        yield from _wrapped(f"! {error.where}: {error.message}", hang=2, style="bold")
    if page.dates and page.dates.warning:
        yield from _wrapped(f"! {page.dates.warning} ({_place('', page.dates.place)})", hang=2, style="bold")
    for warning in page.warnings:
        yield from _wrapped(f"Warning: {warning}", hang=2)


def _advisories(page: Page) -> Iterator[_Line]:
    if page.advisories:
        yield _Line("")
        yield _Line(f"Advisories ({len(page.advisories)}); they never decide about a criterion", "bold")
    for note in page.advisories:
        yield from _wrapped(f"· {note.subject}: {note.said}", hang=2)
        if note.better:
            for reading in note.readings.first:
                yield from _wrapped(f"{reading.label}: {reading.said}", indent=2, hang=2)
                yield from _wrapped(f"Better: {note.better}", indent=2, hang=2)
                yield from _wrapped(f"Where: {_place(reading.label, reading.place)}", indent=2, hang=2, style="dim")
    if page.optional.notes:
        yield _Line(page.optional.title)


def _dates(page: Page) -> Iterator[_Line]:
    if page.dates is None:
        return
    yield _Line("")
    yield _Line("Deadlines and releases", "bold")
    for sentence in page.dates.published:
        yield from _wrapped(f"· {page.dates.publisher}: {sentence}", hang=2)
    for sentence in page.dates.own:
        yield from _wrapped(f"· Own calendar: {sentence}", hang=2)


def _foot(page: Page) -> Iterator[_Line]:
    yield _Line("")
    yield from _wrapped("The whole report, with what was read and examples: cat2 report FILE -f html")
    yield from _wrapped("How one finding came about: cat2 explain FILE CRITERION")
    yield from _wrapped(page.notice, style="dim")


def _short(subject: Subject) -> str:
    """Name the part, with its criterion where its own name does not begin with it."""
    of_criterion = not subject.part or subject.part.startswith(subject.id)
    return (subject.part if of_criterion else f"{subject.id} {subject.part}") or subject.id or subject.title


def _place(label: str, place: Place) -> str:
    return ", ".join(filter(None, [label, place.words, place.path]))


def _wrapped(text: str, *, indent: int = 0, hang: int = 0, style: str = "") -> Iterator[_Line]:
    first, rest = " " * indent, " " * (indent + hang)
    # A long path must not be broken at a hyphen, or it cannot be copied.
    lines = textwrap.wrap(_one_line(text), WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return (_Line(line, style) for line in lines)


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())
