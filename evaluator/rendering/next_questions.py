"""The questions worth answering next, as text: what an answer can settle, and with what effort."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from evaluator.rendering.readings import label_with_rows
from evaluator.rendering.words import EFFORTS, RECOMMENDATIONS, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluator.model.next_questions import NextQuestion, NextQuestions

_WIDTH = 88
_SHOWN = 10
_HEAD = (
    "Unanswered questions, those that can settle most first, then those of least effort. "
    "Settled means that nothing waits for an answer any more; it does not say which answer is wanted. "
    "The effort is that of answering a question from the beginning; a gap may ask for less."
)
_KINDS = {"fact": "to find out", "work": "work to do"}


def next_questions_text(found: NextQuestions, *, every: bool = False) -> str:
    """Write the first questions, or every one."""
    return "\n".join(_lines(found, every=every))


def settles(one: NextQuestion) -> str:
    """Say what an answer to a question can settle."""
    named = [
        ("criterion", "criteria", one.criteria),
        ("part", "parts", one.parts),
        ("check", "checks", one.checks),
    ]
    said = [f"{single if len(names) == 1 else many} {joined(list(names))}" for single, many, names in named if names]
    if one.recommendations:
        words = " or ".join(RECOMMENDATIONS[word].word for word in one.recommendations)
        said.append(f"the recommendation, which can then be: {words}")
    if not said:
        return f"Settles nothing by itself; with other answers it counts for {joined(list(one.waiting))}."
    return f"An answer can settle {'; '.join(said)}."


def _lines(found: NextQuestions, *, every: bool) -> Iterator[str]:
    mark = RECOMMENDATIONS[found.recommendation]
    yield f"Now: {mark.symbol} {mark.word}"
    if not found.questions:
        yield "No check that decides waits for an empty field. If something is open otherwise, it stands with the gaps."
        return
    yield from textwrap.wrap(_HEAD, _WIDTH)
    shown = found.questions if every else found.questions[:_SHOWN]
    for number, question in enumerate(shown, 1):
        yield ""
        yield from _question(question, number)
    if len(found.questions) > len(shown):
        yield ""
        yield f"{len(found.questions) - len(shown)} more: cat2 next FILE --all"


def _question(one: NextQuestion, number: int) -> Iterator[str]:
    yield from _wrapped(
        f"{number}. {label_with_rows(one.label, one.path)} ({_KINDS[one.kind]}, {EFFORTS[one.effort]})", "", "   "
    )
    if one.help:
        yield from _wrapped(one.help)
    yield from _wrapped(settles(one))
    line = f"line {one.line}, " if one.line is not None else ""
    yield from _wrapped(f"Where: {line}{one.path}")


def _wrapped(text: str, first: str = "   ", rest: str = "   ") -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
